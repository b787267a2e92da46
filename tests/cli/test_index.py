"""``wenfeng index`` and ``wenfeng duplicates --against``."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.duplicates.plans import plan, rewritten
from wenfeng.cli import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of former years and one of new papers, one of them copied."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "往年/2013").mkdir(parents=True)
    for n in range(6):
        (tmp_path / f"往年/2013/方案{n}.txt").write_text(plan(n), "utf-8")
    (tmp_path / "新").mkdir()
    text = rewritten(plan(3), 0.2, 1).replace("清河县", "云岭县")
    (tmp_path / "新/云岭县.txt").write_text(text, "utf-8")
    (tmp_path / "新/其他.txt").write_text(plan(90), "utf-8")
    return tmp_path


def added(capsys: Captured, *paths: str) -> str:
    assert main(["index", "add", "往年.wfi", *paths]) == 0
    return capsys.readouterr().out


def test_added_once_and_again(here: Path, capsys: Captured) -> None:
    assert added(capsys, "往年") == "往年.wfi：新放入 6 份。\n"
    assert added(capsys, "往年") == "往年.wfi：新放入 0 份，原来就有的 6 份。\n"
    (here / "往年/2013/方案1.txt").write_text(plan(40), "utf-8")
    (here / "往年/2014.txt").write_text(plan(41), "utf-8")
    told = added(capsys, "往年")
    assert "新放入 1 份" in told and "换成新内容的 1 份" in told and "原来就有的 5 份" in told


def test_a_file_is_known_by_its_whole_path(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    added(capsys, "往年")
    monkeypatch.chdir(here / "往年/2013")
    Path("方案1.txt").write_text(plan(40), "utf-8")
    assert main(["index", "add", "../../往年.wfi", "方案1.txt"]) == 0
    assert "换成新内容的 1 份" in capsys.readouterr().out


def test_archives_are_opened(here: Path, capsys: Captured) -> None:
    with zipfile.ZipFile(here / "往年.zip", "w") as archive:
        for n in range(3):
            archive.writestr(f"{n}.txt", plan(n))
    assert "新放入 3 份" in added(capsys, "往年.zip")


def test_what_cannot_be_read_is_told_and_the_rest_is_added(here: Path, capsys: Captured) -> None:
    (here / "往年/坏.docx").write_bytes(b"PK\x03\x04 broken")
    (here / "往年/演示.pptx").write_bytes(b"x")
    assert main(["index", "add", "往年.wfi", "往年"]) == 2
    told = capsys.readouterr()
    assert "新放入 6 份，未能读取的 1 份" in told.out and "坏.docx" in told.err
    assert "没有放入的文件 1 个" in told.err
    assert main(["index", "add", "往年.wfi", "没有.docx"]) == 2


def test_the_index_may_lie_among_the_papers(here: Path, capsys: Captured) -> None:
    assert main(["index", "add", "往年/往年.wfi", "往年"]) == 0
    assert main(["index", "add", "往年/往年.wfi", "往年"]) == 0
    assert "未能读取" not in capsys.readouterr().out


def test_stat(here: Path, capsys: Captured) -> None:
    added(capsys, "往年")
    assert main(["index", "stat", "往年.wfi"]) == 0
    told = capsys.readouterr().out
    assert "6 份" in told and "2014" in told and "整改方案" in told
    assert main(["index", "stat", "往年.wfi", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "wenfeng.index/1" and data["papers"] == data["families"] == 6
    assert data["years"] == {"2014": 6} and data["size"] == (here / "往年.wfi").stat().st_size


def test_removed_by_path_and_by_folder(capsys: Captured) -> None:
    added(capsys, "往年")
    assert main(["index", "remove", "往年.wfi", "往年/2013/方案3.txt", "别的.txt"]) == 2
    told = capsys.readouterr()
    assert "去掉 1 份" in told.out and "别的.txt" in told.err
    assert main(["duplicates", "--against", "往年.wfi", "新"]) == 0
    assert main(["index", "remove", "往年.wfi", "往年"]) == 0
    assert "去掉 5 份" in capsys.readouterr().out


def test_new_papers_against_former_years(capsys: Captured) -> None:
    added(capsys, "往年")
    assert main(["duplicates", "--against", "往年.wfi", "新", "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    paths = [one["path"] for one in data["documents"]]
    assert paths[:2] == ["新/云岭县.txt", "新/其他.txt"]
    (pair,) = data["pairs"]
    assert pair["b"].endswith("/往年/2013/方案3.txt") and pair["kind"] == "near"
    assert main(["duplicates", "--against", "往年.wfi", "新/其他.txt"]) == 0


def test_what_repeats_in_the_index(capsys: Captured) -> None:
    added(capsys, "往年")
    assert main(["duplicates", "--against", "往年.wfi"]) == 0
    added(capsys, "新")
    assert main(["duplicates", "--against", "往年.wfi"]) == 1
    assert "云岭县.txt" in capsys.readouterr().out
    assert main(["duplicates", "--against", "往年.wfi", "--threshold", "0.99"]) == 1
    assert "部分相同" in capsys.readouterr().out
    assert main(["duplicates", "--against", "往年.wfi", "--threshold", "0.1"]) == 2


@pytest.mark.parametrize("form", ["table", "html", "json"])
def test_every_format_takes_stored_papers(form: str, capsys: Captured) -> None:
    added(capsys, "往年")
    assert main(["duplicates", "--against", "往年.wfi", "新", "--format", form]) == 1
    assert "方案3.txt" in capsys.readouterr().out


def test_a_result_never_goes_over_the_index(here: Path, capsys: Captured) -> None:
    added(capsys, "往年")
    (here / "往年.wfi").rename(here / "往年.txt")
    before = (here / "往年.txt").read_bytes()
    assert main(["duplicates", "--against", "往年.txt", "新", "-o", "往年.txt"]) == 2
    assert (here / "往年.txt").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["index"], "没有写要做什么"),
        (["index", "add", "往年.wfi"], "缺少"),
        (["index", "add", "往年", "新"], "是文件夹"),
        (["index", "add", "往年/2013/方案1.txt", "新"], "不是文风的索引文件"),
        (["index", "stat", "没有.wfi"], "没有这个索引"),
        (["index", "remove", "没有.wfi", "新"], "没有这个索引"),
        (["index", "stat", "没有.wfi", "--format", "xml"], "--format"),
        (["duplicates", "--against", "没有.wfi", "新"], "没有这个索引"),
        (["duplicates", "--against", "往年/2013/方案1.txt", "新"], "不是文风的索引文件"),
        (["duplicates", "--against", "", "新"], "后面是空的"),
        (["duplicates"], "没有写要查的文件"),
    ],
)
def test_wrong_words(arguments: list[str], words: str, capsys: Captured) -> None:
    assert main(arguments) == 2
    assert words in capsys.readouterr().err
