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
    single: bool = False  # takes one column, whatever its colspan says


@dataclass(slots=True)
class RawTable:
    """Rows as they come, each with its section: 0 head, 1 body, 2 foot.

    ``hidden`` are the columns (from 0) that Excel hides.
    """

    hidden: frozenset[int] = frozenset()
    rows: list[tuple[int, list[RawCell]]] = field(default_factory=list)

    def texts(self) -> int:
        """How many cells hold text."""
        return sum(bool(cell.text) for _, cells in self.rows for cell in cells)


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
    placed = [p for p in placed if not _is_hidden(p, table.hidden)]
    used_rows = sorted({p.row for p in placed})
    used_columns = sorted({p.column for p in placed})
    return Table(tuple(_slot(p, used_rows, used_columns) for p in placed))


def hidden_columns(table: _Element) -> frozenset[int]:
    """The columns with ``<col style="display:none">``, as Excel writes hidden ones."""
    found: set[int] = set()
    column = 0
    groups = (table, *table.iterchildren("colgroup"))
    for col in (col for group in groups for col in group.iterchildren("col")):
        match = re.fullmatch(r"\d{1,4}", col.get("span", ""), re.A)
        after = min(column + (int(match[0]) if match else 1), _LAST_SPANNED)
        if re.search(r"display\s*:\s*none", col.get("style", ""), re.I):
            found.update(range(column, after))
        column = after
    return frozenset(found)


def _is_hidden(placed: _Placed, hidden: frozenset[int]) -> bool:
    covered = range(placed.column, placed.column + placed.columns)
    return bool(hidden) and all(column in hidden for column in covered)


def _place_section(rows: list[list[RawCell]], first: int) -> list[_Placed]:
    placed: list[_Placed] = []
    taken: dict[int, int] = {}  # column → row of this section up to which it is covered
    for r, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while taken.get(column, 0) > r:
                column += 1
            across = 1 if cell.single else _span(cell, "colspan")
            columns = max(1, min(across, _LAST_SPANNED - column))
            down = min(_span(cell, "rowspan") or _MAX_ROWSPAN, len(rows) - r)
            placed.append(_Placed(cell, first + r, column, down, columns))
            taken.update(
                (c, max(taken.get(c, 0), r + down)) for c in range(column, column + columns)
            )
            column += columns
    return placed


def overflow(cell: RawCell) -> int:
    """Over how many blank cells the text of a cell runs, which Excel writes as a colspan."""
    if "mso-ignore:colspan" not in cell.element.get("style", ""):
        return 0
    return min(_span(cell, "colspan") - 1, _LAST_SPANNED)


def _span(cell: RawCell, name: str) -> int:
    match = re.match(r"\s*\+?(\d{1,6})", cell.element.get(name, "1"), re.A)
    return int(match[1]) if match else 1


def _slot(placed: _Placed, rows: list[int], columns: list[int]) -> Slot:
    top, left = bisect_left(rows, placed.row), bisect_left(columns, placed.column)
    down = bisect_left(rows, placed.row + placed.rows) - top
    across = bisect_left(columns, placed.column + placed.columns) - left
    cell = placed.cell
    return Slot(cell.text, top + 1, left + 1, down, across, cell.label)
