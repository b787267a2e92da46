"""Puts the cells of an OpenDocument text table in rows and columns (单元格定位).

Cells are laid out as rectangles first, because a cell may be split into a table of its own
(table:is-sub-table), whose rows and columns people count as those of the table around it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from lxml import etree

from wenfeng.readers.opendocument.package import Budget, attribute, count, name, names
from wenfeng.readers.opendocument.styles import Styles

_ROW = name("table:table-row")
_CELL = name("table:table-cell")
_COVERED = name("table:covered-table-cell")
_COLUMN = name("table:table-column")
_TABLE = name("table:table")
_GROUPS = names(
    "table:table-rows",
    "table:table-header-rows",
    "table:table-row-group",
    "table:table-columns",
    "table:table-header-columns",
    "table:table-column-group",
)
_MAX_COLUMNS = 1_000
_MAX_ROWS = 1_000_000
# Cell edges dragged by hand miss each other by less than this many centimetres.
_SLIVER = 0.2


@dataclass(slots=True)
class Slot:
    """A cell and its place; ``covered`` counts the characters that merging hides."""

    element: etree._Element
    row: int = 1
    column: int = 1
    rows: int = 1
    columns: int = 1
    covered: int = 0


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a cell lies: ``top`` and ``bottom`` in rows, ``left`` and ``right`` in centimetres."""

    slot: Slot
    top: Fraction
    bottom: Fraction
    left: float
    right: float


def place_cells(table: etree._Element, styles: Styles, budget: Budget) -> list[Slot]:
    """The cells of a table in reading order, merged ones once; columns 1, 2, 3 as people count."""
    layout = _Layout(styles, budget)
    height = Fraction(layout.height(table))
    layout.table(table, Fraction(0), height, 0.0, None)
    return layout.slots()


class _Layout:
    def __init__(self, styles: Styles, budget: Budget) -> None:
        self.styles = styles
        self.budget = budget
        self.boxes: list[_Box] = []

    def height(self, table: etree._Element) -> int:
        """The number of rows, repeated ones included."""
        return sum(count(row, "table:number-rows-repeated", 1, _MAX_ROWS) for row in _rows(table))

    def table(
        self,
        table: etree._Element,
        top: Fraction,
        bottom: Fraction,
        left: float,
        width: float | None,
    ) -> None:
        """Lay out a table between these edges; ``width`` None: as wide as it says itself."""
        edges = _edges(table, self.styles)
        stretch = 1.0 if width is None else width / edges[-1]
        step = (bottom - top) / max(1, self.height(table))
        number = 0
        last: dict[int, Slot] = {}
        for row in _rows(table):
            for _ in range(count(row, "table:number-rows-repeated", 1, _MAX_ROWS)):
                self._row(row, _Frame(top, bottom, left, step, stretch, edges), number, last)
                number += 1

    def _row(self, row: etree._Element, frame: _Frame, number: int, above: dict[int, Slot]) -> None:
        self.budget.cell()
        column = 0
        owner: Slot | None = None
        for cell in row.iterchildren(_CELL, _COVERED):
            repeat = count(cell, "table:number-columns-repeated", 1, _MAX_COLUMNS)
            if cell.tag == _COVERED:
                owner = above.get(column, owner)
                if owner is not None and (hidden := _length(cell)):
                    owner.covered += hidden
                column += repeat
                continue
            for _ in range(repeat):
                owner = above[column] = self._cell(cell, frame, number, column)
                column += 1

    def _cell(self, cell: etree._Element, frame: _Frame, number: int, column: int) -> Slot:
        self.budget.cell()
        rows = count(cell, "table:number-rows-spanned", 1, _MAX_ROWS)
        columns = count(cell, "table:number-columns-spanned", 1, _MAX_COLUMNS)
        slot = Slot(cell)
        box = _Box(
            slot,
            frame.y(number),
            min(frame.bottom, frame.y(number + rows)),
            frame.x(column),
            frame.x(column + columns),
        )
        inner = _split(cell)
        if inner is not None:
            self.table(inner, box.top, box.bottom, box.left, box.right - box.left)
            return slot
        self.boxes.append(box)
        return slot

    def slots(self) -> list[Slot]:
        """Number rows and columns by the edges of cells; one in which none begins is not seen."""
        tops = sorted({box.top for box in self.boxes})
        lefts = _columns(self.boxes)
        for box in self.boxes:
            slot = box.slot
            top = bisect_left(tops, box.top)
            slot.row, slot.rows = top + 1, max(1, bisect_left(tops, box.bottom) - top)
            slot.column = lefts[box.left]
            slot.columns = max(1, lefts[box.right] - slot.column)
        placed = (box.slot for box in self.boxes)
        return sorted(placed, key=lambda slot: (slot.row, slot.column))


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns grid rows and columns of one table into places in the outermost table."""

    top: Fraction
    bottom: Fraction
    left: float
    step: Fraction
    stretch: float
    edges: list[float]

    def y(self, row: int) -> Fraction:
        return self.top + row * self.step

    def x(self, column: int) -> float:
        beyond = max(0, column - len(self.edges) + 1)
        return round(self.left + (self.edges[column - beyond] + beyond) * self.stretch, 4)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return (one for one in _ungrouped(table) if one.tag == _ROW)


def _ungrouped(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag in _GROUPS:
            yield from _ungrouped(child)
        else:
            yield child


def _edges(table: etree._Element, styles: Styles) -> list[float]:
    """Where the columns begin and end; one apart where their widths are not known."""
    widths: list[float] = []
    for column in (one for one in _ungrouped(table) if one.tag == _COLUMN):
        repeat = count(column, "table:number-columns-repeated", 1, _MAX_COLUMNS)
        widths += [styles.width(column)] * min(repeat, _MAX_COLUMNS - len(widths))
    if not widths or min(widths) <= 0:
        widths = [1.0] * max(1, len(widths))
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def _columns(boxes: list[_Box]) -> dict[float, int]:
    """The column that begins at each edge; where no edge or only a sliver lies, there is none."""
    narrow = {(box.left, box.right) for box in boxes}
    edges = sorted({box.left for box in boxes} | {box.right for box in boxes})
    numbers: dict[float, int] = {}
    last, number = -1.0, 0
    for edge in edges:
        if number == 0 or edge - last >= _SLIVER or (last, edge) in narrow:
            number, last = number + 1, edge
        numbers[edge] = number
    return numbers


def _split(cell: etree._Element) -> etree._Element | None:
    """The table into which a cell is split, if it is."""
    inner = cell.find(_TABLE)
    is_sub = inner is not None and attribute(inner, "table:is-sub-table") == "true"
    return inner if is_sub and len(cell) == 1 else None


def _length(cell: etree._Element) -> int:
    return len("".join(map(str, cell.itertext())).strip())
