"""Rows of paragraphs to the cells of a table, as a reader would have given them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from wenfeng.domain import Cell
from wenfeng.extract.flattened.headers import Holds
from wenfeng.extract.flattened.units import Unit, kind_of, roles_of
from wenfeng.extract.grid import find_header, is_task_table, rows_of
from wenfeng.extract.lines import TableCells

# the lines of each column; those of a title row inside the table stand behind the last column
Row = tuple[tuple[Unit, ...], ...]

_NO_TABLE = 0  # what the file itself holds as tables is counted from 1
_USUAL = {"name": "责任单位", "time": "完成时间"}
_TASK = "工作内容"


def table_of(
    head: Sequence[Unit], kept: tuple[Holds, ...], rows: Sequence[Row]
) -> TableCells | None:
    """The table, where its rows ask somebody to do something."""
    named = _named(head, rows)
    placing = _Placing(kept, _widths(named, kept, rows))
    placing.head(named)
    for row in rows:
        placing.row(row)
    table = placing.table()
    found = find_header(rows_of(table))
    return table if found and found[1] == 1 and is_task_table(found[0]) else None


def _named(head: Sequence[Unit], rows: Sequence[Row]) -> tuple[Unit, ...]:
    """The header; where its words do not tell what a column holds, the cells do."""
    named = [unit if roles_of(unit) else _told(unit, c, rows) for c, unit in enumerate(head)]
    roles = {role for unit in named for role in roles_of(unit)}
    open_columns = [c for c, u in enumerate(named) if set(roles_of(u)) <= {"category"}]
    if open_columns and not roles & {"measure", "problem"}:
        task = max(open_columns, key=lambda c: sum(len(u.words) for row in rows for u in row[c]))
        named[task] = _renamed(named[task], _TASK)
    return tuple(named)


def _told(unit: Unit, column: int, rows: Sequence[Row]) -> Unit:
    """A column of times or of names under words such as 计划周期."""
    kinds = Counter(kind_of(u.words) for row in rows for u in row[column])
    kind, many = kinds.most_common(1)[0] if kinds else ("text", 0)
    usual = kind in _USUAL and many * 10 >= kinds.total() * 6
    return _renamed(unit, _USUAL[kind]) if usual else unit


def _renamed(unit: Unit, words: str) -> Unit:
    return replace(unit, words=words, block=replace(unit.block, text=words))


def _widths(named: Sequence[Unit], kept: tuple[Holds, ...], rows: Sequence[Row]) -> tuple[int, ...]:
    """How many columns of the grid a column takes: as many as one of its cells has lines.

    A measure of several paragraphs goes on in rows of its own where a number tells which rows do.
    """
    widths = [max(1, *(len(row[c]) for row in rows)) for c in range(len(kept))]
    measures = [c for c, unit in enumerate(named) if "measure" in roles_of(unit)]
    if "number" in kept and measures:
        widths[measures[-1]] = 1
    return tuple(widths)


@dataclass(slots=True)
class _Placing:
    """The table as far as it is placed; ``_latest`` is the last cell of each column."""

    kept: tuple[Holds, ...]
    widths: tuple[int, ...]
    _height: int = 0
    _cells: list[tuple[Unit, Cell]] = field(default_factory=list)
    _latest: dict[int, int] = field(default_factory=dict)

    def table(self) -> TableCells:
        return TableCells(
            tuple((unit.index, replace(unit.block, cell=cell)) for unit, cell in self._cells)
        )

    def head(self, named: Sequence[Unit]) -> None:
        self._height += 1
        for unit, first, width in zip(named, self._firsts(), self.widths, strict=True):
            for column in range(first, first + width):
                self._put(unit, column)
        self._latest.clear()

    def row(self, row: Row) -> None:
        self._height += 1
        if row[-1]:
            self._put(row[-1][0], 1, sum(self.widths))
            self._latest.clear()
            return
        merged = self._merged(row)
        for c, (first, width) in enumerate(zip(self._firsts(), self.widths, strict=True)):
            if c in merged:
                self._reach_down(range(first, first + width))
                continue
            for column in range(first, first + width):
                self._latest.pop(column, None)
            for column, unit in enumerate(row[c][:width], first):
                self._put(unit, column)
        self._go_on(row)

    def _go_on(self, row: Row) -> None:
        """Rows for the lines that a cell has beyond the width of its column."""
        for lines, first, width in zip(row, self._firsts(), self.widths, strict=False):
            for unit in lines[width:]:
                self._height += 1
                self._put(unit, first)

    def _merged(self, row: Row) -> set[int]:
        """The columns whose cell above reaches down into a row: those left of its first cell, and
        the owner where the number reaches down as well."""
        first = next(c for c, lines in enumerate(row) if lines)
        merged = set(range(first))
        owners = {c for c, holds in enumerate(self.kept) if holds == "name"}
        if "number" in self.kept[:first] and not any(row[c] for c in owners):
            merged |= owners
        return merged

    def _reach_down(self, columns: range) -> None:
        for column in columns:
            if (at := self._latest.get(column)) is not None:
                unit, cell = self._cells[at]
                self._cells[at] = unit, replace(cell, rows=self._height - cell.row + 1)

    def _put(self, unit: Unit, column: int, columns: int = 1) -> None:
        self._latest[column] = len(self._cells)
        self._cells.append((unit, Cell(_NO_TABLE, self._height, column, 1, columns)))

    def _firsts(self) -> tuple[int, ...]:
        """The grid column where each column begins."""
        return tuple(accumulate(self.widths[:-1], initial=1))
