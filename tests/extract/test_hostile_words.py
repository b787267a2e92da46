"""Words and tables without measure: read or refused, in time that grows with what is there."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tests.notation import doc, read, words
from wenfeng.domain import Block, Cell, Document
from wenfeng.errors import InputError
from wenfeng.extract import extract

HEADER = "| 序号 | 存在问题 | 整改措施 | 责任单位 | 完成时限 |\n"
ROW = "| {} | 管网老化 | 更换管网 | 县水务局 | 2025年5月底前 |\n"
TABLE = f"青禾县整改台账\n{HEADER}{ROW.format(1)}"


def at(row: int, column: int, rows: int = 1, columns: int = 1) -> Block:
    return Block("cell", "远", "远处", cell=Cell(1, row, column, rows, columns))


def with_cells(*cells: Block) -> Document:
    document = doc(TABLE)
    return replace(document, blocks=(*document.blocks, *cells))


def test_a_number_too_long_to_count_with() -> None:
    assert len(read(TABLE + ROW.format("9" * 5000)).entries) == 2


@pytest.mark.parametrize("names", ["县水务局和" * 1200, "各镇、" * 1200 + "各村"])
def test_a_list_of_names_without_end(names: str) -> None:
    assert read(f"青禾县整改方案\n一、整改任务\n1.{names}更换管网。").entries


@pytest.mark.parametrize("far", [at(1_048_576, 16_384), at(3, 1, 2**31, 2**31)])
def test_a_cell_far_away_costs_nothing(far: Block) -> None:
    entries = extract(with_cells(far)).entries
    assert words(entries[0]) == "更换管网"


def test_a_table_that_cannot_be_laid_out_is_refused() -> None:
    with pytest.raises(InputError, match="表格太大"):
        extract(with_cells(*(at(3 + n, 6 + n) for n in range(3000))))


@pytest.mark.parametrize(
    "text",
    [
        TABLE.replace("县水务局", "甲" * 30_000),
        f"青禾县整改方案\n{'2025年5月10日检查并' * 5000}完成整改",
        "青禾县整改台账\n| " + " | ".join(["存在问题", "整改措施", "责任单位"] * 2000) + " |\n",
    ],
)
def test_time_grows_with_what_is_there(text: str) -> None:
    document = doc(text)
    begun = time.process_time()
    extract(document)
    assert time.process_time() - begun < 8  # 0.3–2 s; minutes while it grew with the square
