"""Puts the cells of a Word table in rows and columns (单元格定位): merged, indented, ragged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from wenfeng.readers.wordml import attribute, both, first, integer, members, unwrapped

_ROWS = frozenset(both("tr"))
_CELLS = frozenset(both("tc"))
_ROW_PROPERTIES = both("trPr")
_CELL_PROPERTIES = both("tcPr")
_TEXT = both("t")
MAX_SPAN = 1_000
# Cell edges dragged by hand miss each other by less than this (twips; 120 are about 2 mm).
_SLIVER = 120


@dataclass(slots=True)
class Slot:
    """A cell under construction: first grid column, grid columns, rows so far, hidden text."""

    element: etree._Element
    row: int
    column: int
    columns: int
    rows: int = 1
    covered: int = 0


@dataclass(slots=True)
class _Row:
    """Row under construction: ``above`` and ``open`` are the cells a vMerge can continue."""

    number: int
    column: int
    above: dict[int, Slot]
    open: dict[int, Slot] = field(default_factory=dict)
    last: Slot | None = None


def place_cells(table: etree._Element) -> list[Slot]:
    """The cells of a table in reading order, merged ones once; columns 1, 2, 3 as people count."""
    slots: list[Slot] = []
    above: dict[int, Slot] = {}
    for number, element in enumerate(_rows(table), start=1):
        properties = _row_properties(element)
        before = integer(properties.get("gridBefore"), 0, MAX_SPAN) or 0
        row = _Row(number, before, above)
        for child in unwrapped(element):
            if child.tag in _CELLS and (slot := _place(child, row)) is not None:
                slots.append(slot)
        above = row.open
    _count_columns(slots, _widths(table))
    return slots


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in unwrapped(table):
        if child.tag in _ROWS and "del" not in _row_properties(child):
            yield child


def _row_properties(row: etree._Element) -> dict[str, etree._Element]:
    return members(first(row, _ROW_PROPERTIES))


def _place(cell: etree._Element, row: _Row) -> Slot | None:
    """The place of a cell; None for one that only continues a merge."""
    properties = members(first(cell, _CELL_PROPERTIES))
    column, span = row.column, integer(properties.get("gridSpan"), 1, MAX_SPAN) or 1
    row.column += span
    vertical, horizontal = properties.get("vMerge"), properties.get("hMerge")
    if horizontal is not None and attribute(horizontal) != "restart" and row.last is not None:
        row.last.columns = max(row.last.columns, row.column - row.last.column)
        row.last.covered += _length(cell)
        return None
    new = None
    owner = row.above.get(column) if vertical is not None else None
    if owner is not None and attribute(vertical) != "restart":
        owner.rows = row.number - owner.row + 1
        owner.covered += _length(cell)
    else:
        owner = new = Slot(cell, row.number, column, span)
    row.last = owner
    if vertical is not None:
        row.open[column] = owner
    return new


def _length(cell: etree._Element) -> int:
    return len("".join(one.text or "" for one in cell.iter(*_TEXT)).strip())


def _widths(table: etree._Element) -> list[int]:
    grid = first(table, both("tblGrid"))
    columns = () if grid is None else grid.iterchildren(*both("gridCol"))
    # A grid without widths says nothing about slivers.
    return [integer(one, 0, 1_000_000, "w") or _SLIVER for one in columns]


def _count_columns(slots: list[Slot], widths: list[int]) -> None:
    """Replace grid columns by the columns people see: no edge there, or a sliver, no column."""
    edges = {slot.column for slot in slots} | {slot.column + slot.columns for slot in slots}
    narrow = {(slot.column, slot.column + slot.columns) for slot in slots}
    numbers: dict[int, int] = {}
    last, number = None, 0
    for edge in sorted(edges):
        if last is None or not _is_sliver(last, edge, widths) or (last, edge) in narrow:
            number, last = number + 1, edge
        numbers[edge] = number
    for slot in slots:
        start, after = numbers[slot.column], numbers[slot.column + slot.columns]
        slot.column, slot.columns = start, max(1, after - start)


def _is_sliver(left: int, right: int, widths: list[int]) -> bool:
    return right <= len(widths) and sum(widths[left:right]) < _SLIVER
