"""Worksheets on their way to blocks, shared by the readers of workbooks (xlsx, xls, ods).

Each visible sheet is a table; what is hidden is listed, not read. Places are real addresses
(第4行B列), rows and columns of the table are counted as people see them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wenfeng.domain import Block, Cell, Unread
from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers.layout import Content

# Blank cells are blocks too, so that a missing value has a place; in a vast sheet, and in a
# workbook of many large ones, they are not.
_MAX_GRID = 400_000
_MAX_GRIDS = 1_000_000
_DEFAULT_TITLE = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.I)
_PICTURE_FORMULA = re.compile(r"=(?:_xlfn\.)?DISPIMG\(", re.I)
_LISTED = 5
# Codes in headers: &P page, &"宋体,常规" font, &12 size, &K01+000 colour ([MS-XLS] 2.4.136).
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-F+-]{6}|\d+|.)', re.I | re.S)
_PAGE_WORDS = re.compile(r"[\s\d第页共/\-－—–~·•|PpAaGgEeOoFf]+")
_SNIPPET = 30

Place = tuple[int, int]
"""Row and column of a cell, both 1-based."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A sheet as a file stores it.

    ``texts`` holds the cells that are not blank, as displayed, in the order of their places;
    ``merged`` leads from the first to the last cell of a merged range; ``besides`` is what the
    sheet holds that is not the value of a cell.
    """

    title: str
    texts: Mapping[Place, str]
    merged: Mapping[Place, Place] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    hidden: bool = False
    besides: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A cell with what its merged range covers; real row and column numbers, inclusive."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a clerk sees of a sheet; ``merged`` is for the blank cells."""

    title: str
    areas: tuple[Area, ...]
    merged: Mapping[Place, Place]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


def content(sheets: Iterable[Stored], alone: bool, limits: Limits) -> Content:
    """Blocks of all visible sheets, one table a sheet; ``alone``: the workbook has just one."""
    found: list[Block] = []
    unread: list[Unread] = []
    tables = cells = 0
    for stored in sheets:
        cells += len(stored.texts)
        if cells > limits.cells:
            raise too_many(limits)
        sheet, lost = seen(stored)
        if stored.hidden:
            if sheet.areas:
                unread.append(Unread("隐藏的工作表", _where(stored.title)))
            continue
        if sheet.areas:
            tables += 1
            room = min(_MAX_GRID, _MAX_GRIDS - len(found))
            found += blocks(sheet, tables, alone, room)
        unread += (*lost, *stored.besides)
    return tuple(found), tuple(unread)


def too_many(limits: Limits) -> InputError:
    """The error for a workbook with more cells than may be read."""
    message = f"工作簿太大：非空单元格超过 {limits.cells} 个"
    return InputError(message, "请只保留要检查的工作表，另存后再试。")


def too_long(limits: Limits) -> InputError:
    """The error for a sheet with more words than may be read."""
    return InputError(f"文字太多：超过 {limits.characters} 字", "请拆分文件再试。")


def seen(stored: Stored) -> tuple[Sheet, tuple[Unread, ...]]:
    """What shows of a sheet, and what is hidden in it."""
    rows, columns = stored.hidden_rows, stored.hidden_columns
    next_row, next_column = _next_visible(rows), _next_visible(columns)
    areas: list[Area] = []
    lost_rows: set[int] = set()
    lost_columns: set[int] = set()
    pictures = 0
    for (row, column), text in stored.texts.items():
        if _PICTURE_FORMULA.match(text):
            pictures += 1
            continue
        last_row, last_column = stored.merged.get((row, column), (row, column))
        # A merged cell shows its value as long as any of its rows and columns shows.
        top, left = next_row.get(row, row), next_column.get(column, column)
        if top <= last_row and left <= last_column:
            areas.append(Area(top, left, last_row, last_column, text))
        elif top > last_row:
            lost_rows.add(row)
        else:
            lost_columns.add(column)
    sheet = Sheet(stored.title, tuple(areas), stored.merged, rows, columns)
    return sheet, tuple(hidden(stored, lost_rows, lost_columns, pictures))


def hidden(stored: Stored, rows: set[int], columns: set[int], pictures: int) -> Iterator[Unread]:
    """What a sheet holds in rows and columns that do not show, and in picture cells."""
    where = _where(stored.title)
    if rows:
        how = "隐藏行（可能被筛选隐藏）" if stored.filtered else "隐藏行"
        yield Unread(f"{how}{len(rows)}行：第{listed(sorted(rows))}行", where)
    if columns:
        letters = listed([column_letters(c) for c in sorted(columns)])
        yield Unread(f"隐藏列{len(columns)}列：{letters}列", where)
    if pictures:
        yield Unread(f"单元格图片{pictures}张", where)


def blocks(sheet: Sheet, table: int, alone: bool, room: int = _MAX_GRID) -> Iterator[Block]:
    """The name of a sheet, unless it says nothing, and its cells; blank ones while they fit."""
    where = _where(sheet.title)
    if not (alone and _DEFAULT_TITLE.fullmatch(sheet.title.strip())):
        yield Block("paragraph", sheet.title, where, style="sheet name")
    rows = _visible([a.row for a in sheet.areas], sheet.hidden_rows)
    columns = _visible([a.column for a in sheet.areas], sheet.hidden_columns)
    for area in _filled(sheet, rows, columns, room):
        row, column = bisect_left(rows, area.row), bisect_left(columns, area.column)
        cell = Cell(
            table,
            row + 1,
            column + 1,
            max(1, bisect_right(rows, area.last_row) - row),
            max(1, bisect_right(columns, area.last_column) - column),
        )
        place = f"{where}第{area.row}行{column_letters(area.column)}列"
        yield Block("cell", area.text, place, cell=cell)


def edges(texts: Iterable[str], where: str) -> Iterator[Unread]:
    """What headers and footers say besides page numbers: the beginning of it."""
    said = dict.fromkeys(_CODES.sub(" ", text).strip() for text in texts)
    words = "；".join(one for one in said if _PAGE_WORDS.sub("", one))
    if words:
        yield Unread("页眉页脚", f"{where}（{words[:_SNIPPET]}）")


def column_letters(column: int) -> str:
    """The letters over a column: A, …, Z, AA, AB, …"""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def listed(names: Sequence[object]) -> str:
    """The first few, for a message."""
    more = "等" if len(names) > _LISTED else ""
    return "、".join(str(name) for name in names[:_LISTED]) + more


def _where(title: str) -> str:
    return f"工作表“{title}”"


def _next_visible(hidden: frozenset[int]) -> dict[int, int]:
    """For each hidden row or column the first one behind it that shows."""
    following: dict[int, int] = {}
    for number in sorted(hidden, reverse=True):
        following[number] = following.get(number + 1, number + 1)
    return following


def _visible(numbers: list[int], hidden: frozenset[int]) -> list[int]:
    return [n for n in range(min(numbers), max(numbers) + 1) if n not in hidden]


def _filled(sheet: Sheet, rows: list[int], columns: list[int], room: int) -> list[Area]:
    """Row by row, with the blank cells (merged or not) between those that hold text."""
    by_place = {(a.row, a.column): a for a in sheet.areas}
    if len(rows) * len(columns) > room:
        return [by_place[place] for place in sorted(by_place)]
    covered: set[Place] = set()
    filled = []
    for r in rows:
        for c in columns:
            if (r, c) in covered:
                continue
            area = by_place.get((r, c)) or Area(r, c, *sheet.merged.get((r, c), (r, c)), "")
            filled.append(area)
            if (area.last_row, area.last_column) != (r, c):
                right = columns[bisect_left(columns, c) : bisect_right(columns, area.last_column)]
                down = rows[bisect_left(rows, r) : bisect_right(rows, area.last_row)]
                # Merged ranges that overlap are an error; nothing is covered twice.
                end = next((x for x in right if (r, x) in covered), area.last_column + 1)
                covered.update((y, x) for y in down for x in right if x < end)
    return filled
