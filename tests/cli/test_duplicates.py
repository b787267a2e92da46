"""``wenfeng duplicates``: formats, where they go, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.pipeline.test_duplicates import OTHER, plan
from wenfeng.cli import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan and its copy by another county."""
    given = tmp_path / "上报"
    given.mkdir()
    (given / "清河县.txt").write_text(plan("清河县", 12), "utf-8")
    (given / "云岭县.txt").write_text(plan("云岭县", 25), "utf-8")
    return given


def test_repeated_papers_exit_with_1(folder: Path, capsys: Captured) -> None:
    assert main(["duplicates", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "照搬（换了名称）" in out and "清河县" in out and "各份文件的复制比" in out


def test_nothing_repeated_exits_with_0(folder: Path, capsys: Captured) -> None:
    (folder / "云岭县.txt").write_text(OTHER.format(unit="云岭县"), "utf-8")
    assert main(["duplicates", str(folder)]) == 0
    assert "没有相似度达到 40% 的" in capsys.readouterr().out


def test_what_cannot_be_read_exits_with_2_and_the_rest_is_compared(
    folder: Path, capsys: Captured
) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    assert main(["duplicates", str(folder), "--format", "json"]) == 2
    data = json.loads(capsys.readouterr().out)
    assert len(data["pairs"]) == 1 and len(data["failures"]) == 1
    assert main(["duplicates", str(folder / "没有.docx")]) == 2


def test_the_suffix_tells_the_format(folder: Path, tmp_path: Path, capsys: Captured) -> None:
    begins = (
        ("a.html", b"<!DOCTYPE"),
        ("a.json", b"{"),
        ("a.xlsx", b"PK"),
        ("a.txt", "文件".encode()),
    )
    for name, begin in begins:
        path = tmp_path / name
        assert main(["duplicates", str(folder), "-o", str(path)]) == 1
        assert path.read_bytes().startswith(begin)
        assert "重复的有 1 对" in capsys.readouterr().err


def test_a_result_never_goes_over_a_paper(folder: Path, capsys: Captured) -> None:
    one = folder / "清河县.txt"
    before = one.read_bytes()
    assert main(["duplicates", str(one), "-o", str(one)]) == 2
    assert "会覆盖" in capsys.readouterr().err and one.read_bytes() == before


@pytest.mark.parametrize(
    "wrong",
    [
        ["--threshold", "一半"],
        ["--threshold", "0"],
        ["--format", "word"],
        ["--format", "excel"],
        ["--jobs", "x"],
        ["-o", "查重.docx"],
    ],
)
def test_wrong_options(folder: Path, wrong: list[str], capsys: Captured) -> None:
    assert main(["duplicates", str(folder), *wrong]) == 2
    assert capsys.readouterr().err.startswith("错误：")
