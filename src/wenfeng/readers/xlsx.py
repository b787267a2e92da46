"""Excel workbooks (xlsx): each visible sheet is a table; what is hidden is listed, not read."""

from __future__ import annotations

import io
import re
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wenfeng.domain import Block, Cell, Unread
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers import ooxml, xlsx_parts
from wenfeng.readers.layout import Content, blank
from wenfeng.readers.xlsx_values import display

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# Blank cells are blocks too, so that a missing value has a place; in a vast sheet they are not.
_MAX_GRID = 400_000
_DEFAULT_TITLE = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.I)
_PICTURE_FORMULA = re.compile(r"=(?:_xlfn\.)?DISPIMG\(", re.I)


@dataclass(frozen=True, slots=True)
class _Area:
    """A cell with what its merged range covers; real row and column numbers, inclusive."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a clerk sees of a sheet, and what is hidden in it."""

    title: str
    areas: tuple[_Area, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Blocks of all visible sheets, one table a sheet."""
    ooxml.check_package(data, limits)
    package = ooxml.open_package(data, limits)
    parts = xlsx_parts.sheet_parts(package)
    book = _load(xlsx_parts.slim(data, package, parts))
    blocks: list[Block] = []
    unread: list[Unread] = []
    tables = cells = 0
    for title in book.sheetnames:
        if title not in parts or parts[title].kind != "worksheet":
            unread.append(Unread("图表工作表", f"工作表“{title}”"))
            continue
        sheet, hidden = _sheet(book[title])
        cells += len(sheet.areas)
        if cells > limits.cells:
            message = f"工作簿太大：非空单元格超过 {limits.cells} 个"
            raise InputError(message, "请只保留要检查的工作表，另存后再试。")
        if parts[title].hidden:
            if sheet.areas:
                unread.append(Unread("隐藏的工作表", f"工作表“{title}”"))
            continue
        if sheet.areas:
            tables += 1
            blocks += _blocks(sheet, tables, merged=_merged(book[title]), alone=len(parts) == 1)
        unread += hidden
        unread += xlsx_parts.beside_cells(package, parts[title], title)
    return tuple(blocks), tuple(unread)


def _load(data: bytes) -> Workbook:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # It warns of extensions that hold no text (drop-down lists, colours).
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:
        # openpyxl lets whatever its XML trips over through: no narrower class holds them all.
        raise InputError(
            "工作簿已损坏，无法读取", "请用 Excel 或 WPS 打开确认，另存为 xlsx 再试。"
        ) from error


def _sheet(sheet: Worksheet) -> tuple[_Sheet, list[Unread]]:
    rows = frozenset(r for r, d in sheet.row_dimensions.items() if d.hidden or d.height == 0)
    columns = frozenset(
        number
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden or dimension.width == 0
        for number in range(dimension.min or 0, (dimension.max or 0) + 1)
    )
    merged = _merged(sheet)
    areas, lost_rows, lost_columns, pictures = [], set(), set(), 0
    for (row, column), text in _texts(sheet):
        if _PICTURE_FORMULA.match(text):
            pictures += 1
            continue
        last_row, last_column = merged.get((row, column), (row, column))
        # A merged cell shows its value as long as any of its rows and columns shows.
        top = next((r for r in range(row, last_row + 1) if r not in rows), 0)
        left = next((c for c in range(column, last_column + 1) if c not in columns), 0)
        if top and left:
            areas.append(_Area(top, left, last_row, last_column, text))
        elif not top:
            lost_rows.add(row)
        else:
            lost_columns.add(column)
    seen = _Sheet(sheet.title, tuple(areas), rows, columns)
    filtered = bool(sheet.auto_filter.ref) or any(t.autoFilter for t in sheet.tables.values())
    return seen, list(_hidden(sheet.title, lost_rows, lost_columns, filtered, pictures))


def _texts(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], str]]:
    """Non-blank texts by place. Only stored cells: the rectangle around them may be endless."""
    epoch = sheet.parent.epoch if sheet.parent else None
    for place, cell in sorted(sheet._cells.items()):
        value = cell.value
        if value is None or epoch is None:
            continue
        # openpyxl keeps the id of a format nowhere in public, and turns unknown ones to General.
        form = cell._style.numFmtId  # type: ignore[union-attr]
        text = display(value, cell.number_format, form, epoch)
        if not blank(text):
            yield place, text


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    return {(m.min_row, m.min_col): (m.max_row, m.max_col) for m in sheet.merged_cells.ranges}


def _hidden(
    title: str, rows: set[int], columns: set[int], filtered: bool, pictures: int
) -> Iterator[Unread]:
    from openpyxl.utils import get_column_letter

    where = f"工作表“{title}”"
    if rows:
        how = "隐藏行（可能被筛选隐藏）" if filtered else "隐藏行"
        yield Unread(f"{how}{len(rows)}行：第{xlsx_parts.listed(sorted(rows))}行", where)
    if columns:
        letters = xlsx_parts.listed([get_column_letter(c) for c in sorted(columns)])
        yield Unread(f"隐藏列{len(columns)}列：{letters}列", where)
    if pictures:
        yield Unread(f"单元格图片{pictures}张", where)


def _blocks(
    sheet: _Sheet, table: int, merged: Mapping[tuple[int, int], tuple[int, int]], alone: bool
) -> Iterator[Block]:
    from openpyxl.utils import get_column_letter

    where = f"工作表“{sheet.title}”"
    if not (alone and _DEFAULT_TITLE.fullmatch(sheet.title.strip())):
        yield Block("paragraph", sheet.title, where, style="sheet name")
    rows = _visible([a.row for a in sheet.areas], sheet.hidden_rows)
    columns = _visible([a.column for a in sheet.areas], sheet.hidden_columns)
    for area in _filled(sheet.areas, rows, columns, merged):
        row, column = bisect_left(rows, area.row), bisect_left(columns, area.column)
        cell = Cell(
            table,
            row + 1,
            column + 1,
            max(1, bisect_right(rows, area.last_row) - row),
            max(1, bisect_right(columns, area.last_column) - column),
        )
        place = f"{where}第{area.row}行{get_column_letter(area.column)}列"
        yield Block("cell", area.text, place, cell=cell)


def _visible(numbers: list[int], hidden: frozenset[int]) -> list[int]:
    return [n for n in range(min(numbers), max(numbers) + 1) if n not in hidden]


def _filled(
    areas: tuple[_Area, ...],
    rows: list[int],
    columns: list[int],
    merged: Mapping[tuple[int, int], tuple[int, int]],
) -> list[_Area]:
    """Row by row, with the blank cells (merged or not) between those that hold text."""
    by_place = {(a.row, a.column): a for a in areas}
    if len(rows) * len(columns) > _MAX_GRID:
        return [by_place[place] for place in sorted(by_place)]
    covered: set[tuple[int, int]] = set()
    filled = []
    for r in rows:
        for c in columns:
            if (r, c) in covered:
                continue
            area = by_place.get((r, c)) or _Area(r, c, *merged.get((r, c), (r, c)), "")
            filled.append(area)
            if (area.last_row, area.last_column) != (r, c):
                right = columns[bisect_left(columns, c) : bisect_right(columns, area.last_column)]
                down = rows[bisect_left(rows, r) : bisect_right(rows, area.last_row)]
                covered.update((y, x) for y in down for x in right)
    return filled
