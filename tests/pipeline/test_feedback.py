"""Feedback lists from files of any format, read apart from the plans (意见清单)."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from wenfeng.errors import InputError
from wenfeng.pipeline.feedback import read_feedback


def text(folder: Path, name: str, words: str) -> Path:
    path = folder / name
    path.write_text(words, "utf-8")
    return path


def test_files_are_read_in_their_order(tmp_path: Path) -> None:
    second = text(tmp_path, "群众.txt", "群众意见\n1.会议多。\n2.路灯不亮。")
    first = tmp_path / "督导组.xlsx"
    book = Workbook()
    assert book.active is not None
    book.active.append(["序号", "反馈问题"])
    book.active.append([1, "接待超标准"])
    book.save(first)
    found = read_feedback([first, str(second)])
    assert [item.text for item in found] == ["接待超标准", "会议多。", "路灯不亮。"]
    assert [Path(item.path).name for item in found] == ["督导组.xlsx", "群众.txt", "群众.txt"]
    assert "B列" in found[0].where and found[1].where == "第2段"


def test_word_files(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("民主生活会批评意见")
    document.add_paragraph("下乡少", style="List Number")
    document.add_paragraph("会议多", style="List Number")
    document.save(str(tmp_path / "意见.docx"))
    assert [i.text for i in read_feedback([tmp_path / "意见.docx"])] == ["下乡少", "会议多"]


def test_no_files() -> None:
    assert read_feedback([]) == ()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有这份意见清单") as caught:
        read_feedback([tmp_path / "没有.docx"])
    assert "--feedback" in caught.value.hint


def test_a_damaged_file_ends_the_whole(tmp_path: Path) -> None:
    good = text(tmp_path, "好.txt", "1.会议多。")
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(InputError, match=r"坏\.docx") as caught:
        read_feedback([good, bad])
    assert caught.value.hint


def test_a_file_without_opinions_is_told(tmp_path: Path) -> None:
    path = text(tmp_path, "空.txt", "征求意见汇总\n2014年8月3日")
    with pytest.raises(InputError, match="没有找到意见"):
        read_feedback([path])
