"""Tables on one page (表格): grids with their characters, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wenfeng.readers.pages import Char
from wenfeng.readers.pages.grids import Grid
from wenfeng.readers.pages.lines import Line, merged, rows_of


@dataclass(frozen=True, slots=True)
class Field:
    """A cell: the page it begins on, its place in the piece (0-based), and its lines."""

    page: int
    row: int
    column: int
    rows: int
    columns: int
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Piece:
    """A table, or the part of one that stands on this page; ``xs`` are the column edges.

    The edges of a ``loose`` one lie somewhere in the white space between its columns.
    """

    page: int
    top: float
    bottom: float
    xs: tuple[float, ...]
    rows: int
    fields: tuple[Field, ...]
    loose: bool = False


def ruled_tables(
    grids: Sequence[Grid], chars: Iterable[Char], page: int
) -> tuple[list[Piece], list[Char]]:
    """The tables that rules draw, and the characters outside them.

    A grid of a single cell is a frame round text, not a table.
    """
    tables = [grid for grid in grids if len(grid.areas) > 1]
    inside: list[dict[int, list[Char]]] = [{} for _ in tables]
    outside: list[Char] = []
    for char in chars:
        x, y = (char.left + char.right) / 2, (char.top + char.bottom) / 2
        for grid, cells in zip(tables, inside, strict=True):
            area = grid.at(x, y)
            if area is not None:
                cells.setdefault(area, []).append(char)
                break
        else:
            outside.append(char)
    return [_piece(*pair, page) for pair in zip(tables, inside, strict=True)], outside


def _piece(grid: Grid, cells: dict[int, list[Char]], page: int) -> Piece:
    fields = tuple(
        Field(page, area.row, area.column, area.rows, area.columns, _lines(cells.get(number, ())))
        for number, area in enumerate(grid.areas)
    )
    return Piece(page, grid.ys[0], grid.ys[-1], grid.xs, len(grid.ys) - 1, fields)


def _lines(chars: Sequence[Char]) -> tuple[Line, ...]:
    return tuple(merged(row) for row in rows_of(chars)) if chars else ()
