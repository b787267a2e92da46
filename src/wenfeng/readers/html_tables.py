"""Where the cells of an HTML table stand, given rowspan and colspan, sound or not."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wenfeng.readers.layout import Slot, Table

if TYPE_CHECKING:
    from lxml.etree import _Element

# Beyond this column no cell spans several: rows of bogus spans would take minutes to lay out.
_LAST_SPANNED = 1000
_MAX_ROWSPAN = 65534


@dataclass(slots=True)
class RawCell:
    """A cell whose place is not known yet."""

    element: _Element
    text: str = ""
    label: str = ""


@dataclass(slots=True)
class RawTable:
    """Rows as they come, each with its section: 0 head, 1 body, 2 foot."""

    rows: list[tuple[int, list[RawCell]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Placed:
    cell: RawCell
    row: int
    column: int
    rows: int
    columns: int


def place(table: RawTable) -> Table:
    """Slots of a table; rows and columns in which no cell begins do not count.

    That also clips spans that reach beyond the table, such as ``rowspan=10000``.
    """
    placed: list[_Placed] = []
    first = 0
    for section in (0, 1, 2):
        rows = [cells for kind, cells in table.rows if kind == section]
        placed += _place_section(rows, first)
        first += len(rows)
    used_rows = sorted({p.row for p in placed})
    used_columns = sorted({p.column for p in placed})
    return Table(tuple(_slot(p, used_rows, used_columns) for p in placed))


def _place_section(rows: list[list[RawCell]], first: int) -> list[_Placed]:
    placed: list[_Placed] = []
    taken: dict[int, int] = {}  # column → row of this section up to which it is covered
    for r, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while taken.get(column, 0) > r:
                column += 1
            columns = max(1, min(_span(cell, "colspan"), _LAST_SPANNED - column))
            down = min(_span(cell, "rowspan") or _MAX_ROWSPAN, len(rows) - r)
            placed.append(_Placed(cell, first + r, column, down, columns))
            taken.update(
                (c, max(taken.get(c, 0), r + down)) for c in range(column, column + columns)
            )
            column += columns
    return placed


def _span(cell: RawCell, name: str) -> int:
    match = re.match(r"\s*\+?(\d{1,6})", cell.element.get(name, "1"), re.A)
    return int(match[1]) if match else 1


def _slot(placed: _Placed, rows: list[int], columns: list[int]) -> Slot:
    top, left = bisect_left(rows, placed.row), bisect_left(columns, placed.column)
    down = bisect_left(rows, placed.row + placed.rows) - top
    across = bisect_left(columns, placed.column + placed.columns) - left
    cell = placed.cell
    return Slot(cell.text, top + 1, left + 1, down, across, cell.label)
