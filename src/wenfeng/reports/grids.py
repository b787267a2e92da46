"""Blocks of a document as a page shows them: paragraphs, and tables with their merged cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from wenfeng.domain import Block, Cell

MOST_PLACES = 200_000
"""Rows times columns beyond which a table is nearly empty and its cells are listed instead."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a shown table; ``block`` is None where the table has none."""

    block: int | None
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph (``block``) or one table (``rows``)."""

    block: int | None = None
    rows: tuple[tuple[Place, ...], ...] = ()


def pieces(blocks: Sequence[Block]) -> Iterator[Piece]:
    """What stands in a document, in its order; empty paragraphs left out."""
    for table, group in groupby(enumerate(blocks), key=lambda one: _table(one[1])):
        numbered = list(group)
        rows = _rows([(i, block.cell) for i, block in numbered if block.cell]) if table else ()
        if rows:
            yield Piece(rows=rows)
        else:
            yield from (Piece(i) for i, block in numbered if block.text.strip() or block.label)


def _table(block: Block) -> int:
    return block.cell.table if block.cell else 0


def _rows(cells: Sequence[tuple[int, Cell]]) -> tuple[tuple[Place, ...], ...]:
    """The cells row by row, without the rows and columns in which no cell begins."""
    rows = sorted({cell.row for _, cell in cells})
    columns = sorted({cell.column for _, cell in cells})
    if len(rows) * len(columns) > max(MOST_PLACES, 2 * len(cells)):
        return ()
    at = {(cell.row, cell.column): (i, cell) for i, cell in cells}
    grid = _Grid(rows, columns, at, [0] * len(columns))
    return tuple(tuple(grid.row(row)) for row in rows)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The rows and columns that are shown, and which cell begins where.

    ``free_from``: for every column the first row that the merged cells above leave free.
    """

    rows: Sequence[int]
    columns: Sequence[int]
    at: dict[tuple[int, int], tuple[int, Cell]]
    free_from: list[int]

    def row(self, row: int) -> Iterator[Place]:
        """The cells that begin in a row; rows are asked for in order."""
        for place, column in enumerate(self.columns):
            begins = (row, column) in self.at
            if self.free_from[place] > row and not begins:
                continue
            block, cell = self.at.get((row, column), (None, Cell(1, row, column)))
            width = self._columns(place, cell)
            end = row + max(cell.rows, 1)
            self.free_from[place : place + width] = [end] * width
            yield Place(block, self._rows(row, end), width)

    def _columns(self, first: int, cell: Cell) -> int:
        """How many columns a cell covers: up to the next that is taken in its row."""
        most = bisect_left(self.columns, cell.column + cell.columns) - first
        free = takewhile(
            lambda place: self.free_from[place] <= cell.row, range(first + 1, first + most)
        )
        return 1 + sum(1 for _ in free)

    def _rows(self, first: int, end: int) -> int:
        return bisect_left(self.rows, end) - bisect_left(self.rows, first)
