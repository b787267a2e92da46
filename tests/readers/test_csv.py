"""CSV and TSV become one table, whatever the delimiter."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenfeng.errors import InputError
from wenfeng.readers import csv_table


def rows(source: str, encoding: str = "utf-8") -> list[list[str]]:
    found, _ = csv_table.read(source.encode(encoding))
    table: dict[int, list[str]] = {}
    for block in found:
        assert block.cell is not None
        table.setdefault(block.cell.row, []).append(block.text)
    return list(table.values())


def test_sentences_with_even_commas_are_still_prose() -> None:
    found, _ = csv_table.read("云坪乡牵头，县局配合。\n住建局牵头，乡镇配合。\n".encode())
    assert [b.kind for b in found] == ["paragraph"] * 2


@pytest.mark.parametrize("mark", [",", ";", "\t", "，", "|"])
def test_the_delimiter_is_found(mark: str) -> None:
    source = "\n".join(mark.join(row) for row in (["序号", "任务"], ["1", "建台账"]))
    assert rows(source) == [["序号", "任务"], ["1", "建台账"]]


def test_gb18030_and_excels_own_delimiter_line() -> None:
    assert rows("sep=;\r\n任务;单位\r\n甲,乙;云坪乡\r\n", "gb18030")[1] == ["甲,乙", "云坪乡"]


def test_quotes_hold_delimiters_line_breaks_and_quotes() -> None:
    assert rows('任务,单位\n"建台账,\n并""公示""",云坪乡\n')[1] == ['建台账,\n并"公示"', "云坪乡"]


def test_quotes_that_break_the_rules_are_kept_as_written() -> None:
    source = '任务,单位\n"四风"问题,云坪乡\n"未闭合,县住建局\n'
    assert rows(source)[1:] == [['"四风"问题', "云坪乡"], ['"未闭合', "县住建局"]]


def test_short_rows_are_filled_and_places_are_named() -> None:
    found, _ = csv_table.read("任务,单位,时限\n建台账\n补手续,云坪乡,5月底前\n".encode())
    assert [b.text for b in found if b.cell and b.cell.row == 2] == ["建台账", "", ""]
    assert found[-1].where == "表1第3行第3列"


def test_prose_is_paragraphs() -> None:
    source = "青禾县整改方案\n\n云坪乡要抓落实，建台账，补手续。\n住建局督办。\n"
    found, _ = csv_table.read(source.encode())
    assert [b.kind for b in found] == ["paragraph"] * 3


def test_a_vast_field_or_table_is_refused_in_words() -> None:
    with pytest.raises(InputError, match="单元格"):
        csv_table.read(("a,b\n" * 3 + "c," + "d" * 140_000).encode())
    with pytest.raises(InputError, match="非空单元格"):
        csv_table.read(b"1,2\n" * 100_001)


def test_one_endless_row_does_not_fill_up_all_the_others() -> None:
    found, _ = csv_table.read(b"1,2\n" * 3000 + b"," * 20_000 + b"1\n")
    assert len(found) < 40_000


@given(st.binary(max_size=200) | st.text('甲,;\t"|\n\r1，').map(str.encode))
def test_random_input_is_read_or_refused(data: bytes) -> None:
    with suppress(InputError):
        csv_table.read(data)
