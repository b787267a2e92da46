"""Tables ([MS-DOC] 2.4.4) as WordprocessingML: rows by their cell edges, merged cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from wenfeng.readers.doc.binary import s16, u16
from wenfeng.readers.doc.markup import value
from wenfeng.readers.doc.sprms import Op, Sprm

_TC = 20
# TCGRF (2.9.317): merged with the cell before, beginning or going on; the same with the row above.
_FIRST, _MERGED, _BELOW, _TOP = 0x01, 0x02, 0x20, 0x40
# Edges of different rows nearer than this (twips, 1 mm) are one edge dragged by hand.
_SNAP = 60
_WIDTH = 1_440


@dataclass(slots=True)
class Layout:
    """The edges of a row's cells (twips) and the merge flags of each cell."""

    edges: list[int] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[str, ...]
    layout: Layout
    deleted: bool


@dataclass(slots=True)
class TableBuilder:
    """A table under construction: paragraphs end cells, cells end rows."""

    rows: list[_Row] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    content: list[str] = field(default_factory=list)

    def end_cell(self) -> None:
        """What was added since the last cell is a cell."""
        self.cells.append("".join(self.content))
        self.content = []

    def end_row(self, layout: Layout, deleted: bool = False) -> None:
        """The cells since the last row are a row."""
        if self.content:
            self.end_cell()
        if self.cells:
            self.rows.append(_Row(tuple(self.cells), _fitted(layout, len(self.cells)), deleted))
        self.cells = []

    def markup(self) -> str:
        """The table as w:tbl; a last row without its end counts too."""
        self.end_row(Layout())
        columns = _columns(row.layout.edges for row in self.rows)
        starts = {number: edge for edge, number in sorted(columns.items(), reverse=True)}
        edges = [starts[number] for number in sorted(starts)]
        grid = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(edges))
        rows = "".join(_row(row, columns) for row in self.rows)
        return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>" if rows else ""


def row_layout(changes: Iterable[Sprm]) -> Layout:
    """What the modifiers of a row's end say about its cells."""
    layout = Layout()
    for code, operand in changes:
        if code == Op.T_DEFINE:
            layout = _defined(operand)
        elif code == Op.T_VERTICAL:
            cell, merge = u16(operand, 0) & 0xFF, u16(operand, 0) >> 8
            _mark(layout, cell, cell + 1, _BELOW | _TOP, merge << 5)
        elif code == Op.T_MERGE:
            _mark(layout, operand[0], operand[1], _FIRST | _MERGED, _MERGED)
            _mark(layout, operand[0], operand[0] + 1, _FIRST | _MERGED, _FIRST)
        elif code == Op.T_SPLIT:
            _mark(layout, operand[0], operand[1], _FIRST | _MERGED, 0)
        elif code == Op.T_INSERT:
            _insert(layout, operand[0], operand[1], u16(operand, 2))
        elif code == Op.T_DELETE:
            del layout.edges[operand[0] + 1 : operand[1] + 1]
            del layout.flags[operand[0] : operand[1]]
    return layout


def _defined(operand: bytes) -> Layout:
    """TDefTableOperand (2.9.313): cells the list of TC80 leaves out have no flags."""
    count = operand[0] if operand else 0
    cells = 1 + 2 * (count + 1)
    return Layout(
        [s16(operand, 1 + 2 * index) for index in range(count + 1)],
        [u16(operand, cells + _TC * index) for index in range(count)],
    )


def _mark(layout: Layout, first: int, after: int, clear: int, flags: int) -> None:
    for cell in range(first, min(after, len(layout.flags))):
        layout.flags[cell] = layout.flags[cell] & ~clear | flags & clear


def _insert(layout: Layout, first: int, count: int, width: int) -> None:
    first = min(first, len(layout.flags))
    if not layout.edges:
        return
    at = layout.edges[first]
    layout.edges[first:] = [
        *(at + width * n for n in range(count)),
        *(edge + width * count for edge in layout.edges[first:]),
    ]
    layout.flags[first:first] = [0] * count


def _fitted(layout: Layout, count: int) -> Layout:
    """The layout for so many cells, each at least a twip wide; cells it lacks stand behind."""
    edges = layout.edges[: count + 1] or [0]
    for index in range(1, len(edges)):
        edges[index] = max(edges[index], edges[index - 1] + 1)
    while len(edges) <= count:
        edges.append(edges[-1] + _WIDTH)
    flags = layout.flags[:count]
    return Layout(edges, flags + [0] * (count - len(flags)))


def _columns(rows: Iterable[list[int]]) -> dict[int, int]:
    """A grid column for each edge; edges that nearly meet share one, unless a cell is between."""
    rows = tuple(rows)
    lefts: dict[int, int] = {}
    for edges in rows:
        for left, right in pairwise(edges):
            lefts[right] = max(left, lefts.get(right, left))
    numbers: dict[int, int] = {}
    number, start = -1, 0
    for edge in sorted({edge for edges in rows for edge in edges}):
        if number < 0 or edge - start >= _SNAP or lefts.get(edge, start - 1) >= start:
            number, start = number + 1, edge
        numbers[edge] = number
    return numbers


def _row(row: _Row, columns: dict[int, int]) -> str:
    before = columns[row.layout.edges[0]]
    properties = (value("gridBefore", before) if before else "") + (
        "<w:del/>" if row.deleted else ""
    )
    cells = "".join(_cells(row, columns))
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _cells(row: _Row, columns: dict[int, int]) -> Iterator[str]:
    numbers = [columns[edge] for edge in row.layout.edges]
    for index, content in enumerate(row.cells):
        flags = row.layout.flags[index]
        span = value("gridSpan", max(1, numbers[index + 1] - numbers[index]))
        merge = _merge("hMerge", flags & (_FIRST | _MERGED), flags & _FIRST)
        merge += _merge("vMerge", flags & _BELOW, flags & _TOP)
        yield f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{content}</w:tc>"


def _merge(name: str, merged: int, first: int) -> str:
    return value(name, "restart" if first else "continue") if merged else ""
