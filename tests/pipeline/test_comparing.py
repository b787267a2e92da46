"""The command on files, folders and archives: who is compared with whom, and how it exits."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from wenfeng import pipeline
from wenfeng.cli import main

PLAN = """{title}
1．更换老旧管网12公里。（责任单位：县水务局；完成时限：2025年5月底前）
2．清理旧账。（责任单位：县财政局；完成时限：2025年6月底前）
清河县人民政府办公室
2025年3月18日
"""
Captured = pytest.CaptureFixture[str]


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return write(tmp_path / "一稿.txt", PLAN.format(title="供水整改方案"))


def changed(path: Path, before: str, after: str) -> str:
    text = path.read_text("utf-8")
    assert before in text
    return str(write(path.parent / "二稿.txt", text.replace(before, after)))


def test_nothing_worse_exits_with_0(old: Path, capsys: Captured) -> None:
    assert main(["compare", str(old), changed(old, "12公里", "15公里")]) == 0
    assert "【删：12】【增：15】" in capsys.readouterr().out
    assert main(["compare", str(old), changed(old, "5月底", "4月底")]) == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("5月底前", "7月底前"),
        ("2025年5月底前", "尽快"),
        ("；完成时限：2025年5月底前", ""),
        ("责任单位：县水务局；", ""),
    ],
)
def test_a_laxer_deadline_or_a_new_error_exits_with_1(old: Path, before: str, after: str) -> None:
    new = changed(old, before, after)
    assert main(["compare", str(old), new]) == 1
    assert main(["compare", str(old), new, "--fail-level", "never"]) == 0


def test_a_fault_that_was_there_before_is_nothing_new(old: Path, tmp_path: Path) -> None:
    text = old.read_text("utf-8").replace("责任单位：县水务局；", "")
    faulty = write(tmp_path / "缺.txt", text)
    moved = write(tmp_path / "缺2.txt", text.replace("1．", "3．"))
    assert main(["compare", str(faulty), str(moved), "--select", "owner"]) == 0
    assert main(["compare", str(faulty), str(old), "--select", "owner"]) == 0


def test_what_cannot_be_read_exits_with_2(old: Path, tmp_path: Path, capsys: Captured) -> None:
    empty = write(tmp_path / "空.txt", "")
    assert main(["compare", str(old), str(empty)]) == 2
    assert "空.txt" in capsys.readouterr().out
    assert main(["compare", str(old), str(tmp_path / "没有.docx")]) == 2


def test_the_suffix_tells_the_format(old: Path, tmp_path: Path, capsys: Captured) -> None:
    for name, begin in (("对照.html", "<!DOCTYPE"), ("对照.json", "{"), ("对照.txt", "■")):
        path = tmp_path / name
        assert main(["compare", str(old), str(old), "-o", str(path)]) == 0
        assert path.read_text("utf-8").startswith(begin)
        assert name in capsys.readouterr().err
    assert main(["compare", str(old), str(old), "-o", str(tmp_path / "对照.docx")]) == 2
    assert ".html、.json" in capsys.readouterr().err


def test_a_result_never_goes_over_a_version(old: Path, capsys: Captured) -> None:
    before = old.read_bytes()
    assert main(["compare", str(old), str(old), "-o", str(old), "--format", "json"]) == 2
    assert "会覆盖" in capsys.readouterr().err
    assert old.read_bytes() == before


def sides(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders: one plan by name, one by title, one only here, one only there."""
    old, new = tmp_path / "一稿", tmp_path / "二稿"
    for folder, names in (
        (
            old,
            {"水务.txt": "供水整改方案", "教育1.txt": "校园安全整改方案", "民政.txt": "低保方案"},
        ),
        (
            new,
            {
                "水务.docx.txt": "供水安全整改方案",
                "教育2.txt": "校园安全整改方案",
                "交通.txt": "公交方案",
            },
        ),
    ):
        for name, title in names.items():
            write(folder / name, PLAN.format(title=title))
    (new / "水务.docx.txt").rename(new / "水务.md")
    return old, new


def test_folders_by_name_then_by_title(tmp_path: Path) -> None:
    old, new = sides(tmp_path)
    found = pipeline.compare_many(old, new)
    pairs = {
        Path(c.old.document.name).name: Path(c.new.document.name).name for c in found.comparisons
    }
    assert pairs == {"水务.txt": "水务.md", "教育1.txt": "教育2.txt"}
    assert [Path(r.document.name).name for r in found.only_old] == ["民政.txt"]
    assert [Path(r.document.name).name for r in found.only_new] == ["交通.txt"]


def test_a_folder_and_an_archive(tmp_path: Path) -> None:
    old, new = sides(tmp_path)
    packed = tmp_path / "二稿.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in new.iterdir():
            archive.write(path, path.name)
    assert len(pipeline.compare_many(old, packed).comparisons) == 2


def test_folders_in_every_format(tmp_path: Path, capsys: Captured) -> None:
    old, new = map(str, sides(tmp_path))
    assert main(["compare", old, new]) == 0
    out = capsys.readouterr().out
    assert "没有改动的 2 份" in out
    assert "只有旧版的 1 份" in out and "民政.txt" in out
    assert main(["compare", old, new, "--format", "html"]) == 0
    assert "只有新版的 1 份" in capsys.readouterr().out
    assert main(["compare", old, new, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [Path(d["path"]).name for d in data["only_new"]] == ["交通.txt"]
    assert data["summary"]["documents"] == 2


def test_folders_with_nothing_in_common(tmp_path: Path, capsys: Captured) -> None:
    one = write(tmp_path / "甲" / "a.txt", PLAN.format(title="甲方案"))
    write(tmp_path / "甲" / "b.txt", PLAN.format(title="乙方案"))
    two = write(tmp_path / "乙" / "c.txt", PLAN.format(title="丙方案"))
    assert main(["compare", str(one.parent), str(two.parent)]) == 2
    assert "同名" in capsys.readouterr().out
