"""Plain text and Markdown become paragraphs and tables."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenfeng.domain import Block
from wenfeng.errors import InputError
from wenfeng.readers import text


def blocks(source: str) -> tuple[Block, ...]:
    return text.read(source.encode())[0]


def table(found: tuple[Block, ...], number: int = 1) -> dict[tuple[int, int], str]:
    cells = [(b.cell, b.text) for b in found if b.cell and b.cell.table == number]
    return {(cell.row, cell.column): words for cell, words in cells}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x0c", "\n\n \u3000\n"])
def test_each_nonblank_line_is_a_paragraph(end: str) -> None:
    found = blocks(f"一、总体要求{end}　　青禾县要  抓落实 {end}")
    assert [(b.text, b.where) for b in found] == [
        ("一、总体要求", "第1段"),
        ("　　青禾县要  抓落实 ", "第2段"),
    ]


def test_tabs_that_make_columns_are_a_table() -> None:
    found = blocks("方案\n序号\t任务\t责任单位\n1\t建台账\t云坪乡\n2\t补手续\t\n落款")
    assert [b.text for b in found if b.kind == "paragraph"] == ["方案", "落款"]
    assert table(found)[2, 3] == "云坪乡"
    assert table(found)[3, 3] == ""
    assert [b.where for b in found if b.text == "补手续"] == ["表1第3行第2列"]


def test_rows_without_a_header_are_a_table_when_even() -> None:
    found = blocks("1\t建台账\t云坪乡\n2\t补手续\t青禾县住建局\n")
    assert len(table(found)) == 6


def test_a_row_that_lacks_first_columns_belongs_under_the_merged_cells() -> None:
    found = blocks("类别\t任务\t单位\n作风\t建台账\t云坪乡\n补手续\t县住建局\n")
    assert table(found)[3, 2] == "补手续"
    assert [b.cell.rows for b in found if b.text == "作风" and b.cell] == [2]


def test_a_row_with_its_serial_number_lacks_the_last_columns() -> None:
    found = blocks("序号\t任务\t单位\n1\t建台账\t云坪乡\n2\t补手续\n")
    assert table(found)[3, 1] == "2"
    assert table(found)[3, 3] == ""


@pytest.mark.parametrize(
    "source",
    [
        "整改\t方案\n正文",
        "\t序号\n\t问题类别\n",
        "发文机关：\t青禾县\t成文日期：\t2026年3月2日\n发文字号：\t青发〔2026〕3号\t发布日期：\t今天\n",
        "签发\t张某某\n电话\t123\n",
        "本县｜本乡要抓好落实。\n没有竖线",
    ],
)
def test_stray_tabs_and_labels_are_paragraphs(source: str) -> None:
    found = blocks(source)
    assert {b.kind for b in found} == {"paragraph"}
    assert [b.text for b in found] == [line for line in source.split("\n") if line]


def test_pipes_make_a_table() -> None:
    found = blocks("| 任务 | 单位 |\n|---|:-:|\n| 建台账 | 云坪乡 |\n后记")
    assert table(found) == {(1, 1): "任务", (1, 2): "单位", (2, 1): "建台账", (2, 2): "云坪乡"}
    assert found[-1].where == "第1段"


def test_a_table_drawn_with_box_characters() -> None:
    drawn = (
        "┌──┬────┐\n│序号│任务│\n├──┼────┤\n│1 │建台账│\n│  │并公示│\n│2 │补手续│\n└──┴────┘\n完"
    )
    found = blocks(drawn)
    assert table(found)[2, 2] == "建台账\n并公示"
    assert table(found)[3, 1] == "2"
    assert found[-1].text == "完"


def test_a_drawn_table_with_borders_between_rows() -> None:
    drawn = "┌─┬─┐\n│甲│乙│\n├─┼─┤\n│加强│一│\n│作风│二│\n├─┼─┤\n│丙│三│\n└─┴─┘"
    assert table(blocks(drawn))[2, 1] == "加强\n作风"


def test_plain_text_keeps_marks_and_markdown_drops_them() -> None:
    source = "# 一、**主要**任务\n- 由`云坪乡`*牵头*，见[附件](a.docx)\n3*4*5 \\*注\n---\n".encode()
    assert text.read(source)[0][0].text == "# 一、**主要**任务"
    found, _ = text.read_markdown(source)
    assert [(b.text, b.level, b.where) for b in found] == [
        ("一、主要任务", 1, "第1段"),
        ("由云坪乡牵头，见附件", 0, "第2段"),
        ("3*4*5 *注", 0, "第3段"),
    ]


def test_markdown_tables_break_lines_and_pictures_are_listed() -> None:
    source = "![章](a.png)\n| 任务 | 单位 |\n|---|---|\n| **甲**<br>乙 | 丙 |\n".encode()
    found, unread = text.read_markdown(source)
    assert table(found)[2, 1] == "甲\n乙"
    assert [item.what for item in unread] == ["图片1张"]


@pytest.mark.parametrize(
    "line",
    [
        "**a " * 5000,
        "[" * 20000,
        "![" * 20000,
        "<!--" * 20000,
        "|a|b\n" * 5000,
        "│a\n" * 20000,
        "a\tb\n整改：\tb\tc\n" * 5000,
        "──\n" * 20000,
    ],
)
def test_unclosed_marks_do_not_take_forever(line: str) -> None:
    started = process_time()
    text.read(line.encode())
    text.read_markdown(line.encode())
    assert process_time() - started < 3


@given(st.binary(max_size=200) | st.text("|│─\t\n-甲1 *`#[]()！").map(str.encode))
def test_random_input_is_read_or_refused(data: bytes) -> None:
    for read in (text.read, text.read_markdown):
        try:
            found, _ = read(data)
        except InputError:
            continue
        assert all(b.where for b in found)


@given(st.text("甲乙丙 \t　|\n", max_size=60))
def test_no_character_of_a_text_is_lost(source: str) -> None:
    def visible(words: str) -> list[str]:
        return sorted(c for c in words if not c.isspace() and c != "|")

    assert visible("".join(b.text for b in blocks(source))) == visible(source)
