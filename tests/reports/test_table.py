from __future__ import annotations

from unicodedata import east_asian_width

import pytest

from wenfeng.domain import Batch
from wenfeng.reports import Page
from wenfeng.reports.as_table import write


def columns(line: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in line)


def test_a_reader_finds_everything_in_it(batch: Batch) -> None:
    text = write(batch, Page(120)).decode()
    for words in (
        *("青禾县供水整改方案", "青政办〔2025〕7号", "2025-03-18", "管网漏损率高", "更换老旧管网"),
        *("县水务局", "配合：县财政局", "2025-05-31", "尽快", "一、供水保障", "附件1"),
        *("没有责任主体", "owner.missing", "写明由谁负责", "第4段"),
        *("未读内容：图片（第2段）", "plans/坏.docx", "文件已损坏", "请重新导出"),
        "1 份文件，2 个条目；错误 2 条，警告 1 条，提示 0 条；1 份未能检查。",
    ):
        assert words in text, words


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_no_line_is_wider_than_the_page(batch: Batch, width: int) -> None:
    text = write(batch, Page(width)).decode()
    assert max(map(columns, text.splitlines())) <= width


def test_without_colour_there_are_no_escape_codes(batch: Batch) -> None:
    assert b"\x1b" not in write(batch, Page(120, colour=False))
    assert b"\x1b[" in write(batch, Page(120, colour=True))


def test_square_brackets_in_a_plan_are_text(batch: Batch) -> None:
    assert "〔2025〕" in write(batch, Page(120)).decode()


def test_an_empty_batch_says_so() -> None:
    assert "0 份文件" in write(Batch((), ()), Page()).decode()
