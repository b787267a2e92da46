"""Puts the cells of RTF rows in rows and columns (RTF 1.9.1, “Table Definitions”).

RTF has no tables, only rows, each with its own cell edges in twips; columns are found by laying
the edges of all rows over each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from wenfeng.readers.telling import Item, Line, Table, TableCell, held

CELL_MARKS = frozenset((b"clmgf", b"clmrg", b"clvmgf", b"clvmrg", b"cldel"))
# Word itself allows 63 cells in a row.
MAX_CELLS = 256
# Cell edges dragged by hand miss each other by less than this (twips; 120 are about 2 mm).
_SLIVER = 120
_USUAL_WIDTH = 1_440


@dataclass(frozen=True, slots=True)
class CellShape:
    """What a row definition says of a cell: its right edge, how it merges, if it was deleted."""

    right: int
    marks: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class RowShape:
    """A row definition (\\trowd): the left edge and the cells; ``marks`` are of the next cell."""

    left: int = 0
    cells: tuple[CellShape, ...] = ()
    marks: frozenset[bytes] = frozenset()

    def marked(self, mark: bytes) -> RowShape:
        """With a mark for the cell whose edge comes next."""
        return replace(self, marks=self.marks | {mark})

    def edge(self, right: int) -> RowShape:
        """With one cell more, up to this edge."""
        if len(self.cells) >= MAX_CELLS:
            return self
        last = self.cells[-1].right if self.cells else self.left
        # Some programs write no real widths.
        right = right if right > last else last + _USUAL_WIDTH
        return RowShape(self.left, (*self.cells, CellShape(right, self.marks)))

    def filled(self, count: int) -> RowShape:
        """With at least ``count`` cells."""
        shape = self
        last = self.cells[-1].right if self.cells else self.left
        more = range(len(self.cells), count)
        added = (CellShape(last + _USUAL_WIDTH * place) for place, _ in enumerate(more, 1))
        return replace(shape, cells=(*self.cells, *added))


@dataclass(frozen=True, slots=True)
class Row:
    """A row as read: its definition and what each cell holds."""

    shape: RowShape
    cells: tuple[tuple[Item, ...], ...]


@dataclass(slots=True)
class _Slot:
    """A cell under construction, between two edges."""

    row: int
    left: int
    right: int
    items: tuple[Item, ...]
    rows: int = 1
    covered: int = 0


@dataclass(slots=True)
class _Placing:
    """The rows so far: ``above`` are the cells of the row before that a merge can go on from."""

    slots: list[_Slot] = field(default_factory=list)
    above: dict[int, _Slot] = field(default_factory=dict)

    def row(self, number: int, row: Row, columns: dict[int, int]) -> None:
        """Place the cells of a row."""
        here: dict[int, _Slot] = {}
        last: _Slot | None = None
        for left, shape, items in _cells(row):
            first = columns[left]
            if b"clmrg" in shape.marks and last is not None:
                last.right = shape.right
                last.covered += _length(items)
                continue
            slot = self.above.get(first) if b"clvmrg" in shape.marks else None
            if slot is not None:
                slot.rows = number - slot.row + 1
                slot.covered += _length(items)
            else:
                slot = _Slot(number, left, shape.right, items)
                self.slots.append(slot)
            last = slot
            if shape.marks & {b"clvmrg", b"clvmgf"}:
                here[first] = slot
        self.above = here


def table(rows: Sequence[Row]) -> Table:
    """The table that rows one after another make, each cell once at its top left place."""
    rows = [row for row in rows if not _deleted(row)]
    columns = _columns(rows)
    placing = _Placing()
    for number, row in enumerate(rows, start=1):
        placing.row(number, row, columns)
    return Table(tuple(_cell(slot, columns) for slot in placing.slots))


def _cells(row: Row) -> Iterator[tuple[int, CellShape, tuple[Item, ...]]]:
    """Left edge, shape and content of each cell; a cell that was not written is blank."""
    left = row.shape.left
    for place, shape in enumerate(row.shape.cells):
        if b"cldel" not in shape.marks:
            yield left, shape, row.cells[place] if place < len(row.cells) else ()
        left = shape.right


def _deleted(row: Row) -> bool:
    return all(b"cldel" in shape.marks for shape in row.shape.cells)


def _columns(rows: Sequence[Row]) -> dict[int, int]:
    """The number of the column that begins at each edge; a sliver between edges is no column."""
    spans = {(left, shape.right) for row in rows for left, shape, _ in _cells(row)}
    numbers: dict[int, int] = {}
    last, number = None, 0
    for edge in sorted({edge for span in spans for edge in span}):
        if last is None or edge - last >= _SLIVER or (last, edge) in spans:
            number, last = number + 1, edge
        numbers[edge] = number
    return numbers


def _cell(slot: _Slot, columns: dict[int, int]) -> TableCell:
    first, after = columns[slot.left], columns[slot.right]
    content = held(slot.items, slot.covered)
    return TableCell(
        row=slot.row,
        column=first,
        rows=slot.rows,
        columns=max(1, after - first),
        text=content.text,
        anchor="",
        inside=content.inside,
        boxes=content.boxes,
        found=content.found,
    )


def _length(items: tuple[Item, ...]) -> int:
    return sum(len(item.text.strip()) for item in items if isinstance(item, Line))
