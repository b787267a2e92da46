"""Tables flattened to one cell or one row a line (一格一行、一行一段), put together again.

A page or a PDF that was pasted into a text file leaves the names of the columns and then the
cells, each a paragraph of its own; a merged or a blank cell leaves nothing. The names of the
columns tell what to expect; the cheapest way to lay the lines into them tells where rows begin.
A stretch that fits badly stays as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from wenfeng.domain import Block
from wenfeng.extract.flattened.building import Row, table_of
from wenfeng.extract.flattened.fitting import WORST, Fit, cell_cost, fit
from wenfeng.extract.flattened.headers import SECTION, Holds, body, closed_headers, headers, holds
from wenfeng.extract.flattened.rows import cells_of, laid_row, row_header, widened
from wenfeng.extract.flattened.units import Unit, kind_of, roles_of, units_of
from wenfeng.extract.lines import Element, Line, TableCells

__all__ = ["restored"]

_WORST_CLOSED = 0.8  # what a cell may cost where bars tell which are blank
_TRIES = 8  # lines like a header that head no table, before the same lines are passed over
_ENOUGH = 40  # rows that show whether a stretch is a table


@dataclass(frozen=True, slots=True)
class _Found:
    """The units ``start:end``, read as a table."""

    start: int
    end: int
    cost: float
    table: TableCells


def restored(sequence: Sequence[Element], blocks: Sequence[Block]) -> tuple[Element, ...]:
    """The document with its flattened tables put together again."""
    out: list[Element] = []
    for is_line, group in groupby(sequence, key=lambda element: isinstance(element, Line)):
        if is_line:
            out += _restored([line for line in group if isinstance(line, Line)], blocks)
        else:
            out += group
    return tuple(out)


def _restored(lines: list[Line], blocks: Sequence[Block]) -> list[Element]:
    units = units_of(lines, blocks)
    out: list[Element] = []
    failures: Counter[tuple[str, ...]] = Counter()
    at = taken = 0
    while at < len(units):
        opening = tuple(unit.words for unit in units[at : at + 3])
        found = _table_at(units, at) if failures[opening] < _TRIES else None
        if found is None:
            failures[opening] += 1
            at += 1
            continue
        out += [*lines[taken : units[found.start].first], found.table]
        at, taken = found.end, units[found.end - 1].last
    return [*out, *lines[taken:]]


def _table_at(units: list[Unit], at: int) -> _Found | None:
    return _closed_table(units, at) or _open_table(units, at) or _row_table(units, at)


def _open_table(units: list[Unit], at: int) -> _Found | None:
    """A table whose header stands here, its blank cells lost."""
    found = [table for header in headers(units, at) if (table := _laid(units, header))]
    return min(found, key=lambda table: table.cost, default=None)


def _laid(units: list[Unit], header: range) -> _Found | None:
    head = [units[i] for i in header]
    kept = tuple(holds(roles_of(unit)) for unit in head)
    if not {"name", "time"} & set(kept):
        return None
    found = fit(body(units, header, "number" in kept), (*kept, "banner"))
    if found is None or found.cost > WORST:
        return None
    rows = _trimmed(_rows(units, found, len(kept) + 1), kept)
    table = table_of(head, kept, rows) if _convinces(rows, kept) else None
    if table is None:
        return None
    lines = sum(len(cell) for row in rows for cell in row)
    return _Found(header.start, found.places[lines - 1].unit + 1, found.cost, table)


def _rows(units: list[Unit], found: Fit, width: int) -> list[Row]:
    rows: list[list[list[Unit]]] = []
    for place in found.places:
        if place.opens:
            rows.append([[] for _ in range(width)])
        rows[-1][place.column].append(units[place.unit])
    return [tuple(map(tuple, row)) for row in rows]


def _trimmed(rows: list[Row], kept: tuple[Holds, ...]) -> list[Row]:
    """The rows without the lines at the end that only stand below the table."""
    while rows and not _is_row(rows[-1], kept):
        rows = rows[:-1]
    if not rows:
        return []
    *others, last = rows
    if not any(map(_is_sure, last, kept)):
        last = _first_lines(last)
    remark = last[len(kept) - 1]
    usual = any(row[len(kept) - 1] for row in others)
    if kept[-1] == "any" and remark and not (usual and not SECTION.fullmatch(remark[0].words)):
        last = (*last[: len(kept) - 1], (), ())
    return [*others, last]


def _first_lines(row: Row) -> Row:
    """A row up to the first cell of several lines, of which it keeps one."""
    several = next((c for c, cell in enumerate(row) if len(cell) > 1), len(row))
    return tuple(cell[:1] if c <= several else () for c, cell in enumerate(row))


def _is_row(row: Row, kept: tuple[Holds, ...]) -> bool:
    numbered = any(cell for cell, holds in zip(row, kept, strict=False) if holds == "number")
    return not row[-1] and (numbered or any(map(_is_sure, row, kept)))


def _convinces(rows: list[Row], kept: tuple[Holds, ...]) -> bool:
    """Whether at least half of the rows have an owner or a time that looks like one.

    A single row has a number before it and more than one cell behind it.
    """
    tasks = [row for row in rows if not row[-1]]
    sure = sum(1 for row in tasks if any(map(_is_sure, row, kept)))
    single = bool(tasks) and "number" in kept and all(sum(map(bool, row)) > 2 for row in tasks)
    return sure * 2 >= len(tasks) and (len(tasks) > 1 or single)


def _is_sure(cell: tuple[Unit, ...], kept: Holds) -> bool:
    return kept in ("name", "time") and any(kind_of(unit.words) == kept for unit in cell)


def _closed_table(units: list[Unit], at: int) -> _Found | None:
    """A table that has a bar behind every cell, a blank one too: all its rows are equal."""
    found = [
        table for header, end in closed_headers(units, at) if (table := _even(units, header, end))
    ]
    return min(found, key=lambda table: table.cost, default=None)


def _even(units: list[Unit], header: range, end: int) -> _Found | None:
    head = [units[i] for i in header]
    kept = tuple(holds(roles_of(unit)) for unit in head)
    rows: list[Row] = []
    cost = 0.0
    for at in range(header.stop, end, len(head)):
        cells = units[at : at + len(head)]
        cost += sum(
            cell_cost(kind_of(u.words), h) for u, h in zip(cells, kept, strict=True) if u.words
        )
        rows.append((*(((u,) if u.words else ()) for u in cells), ()))
    cost /= end - header.stop
    table = table_of(head, kept, rows) if cost <= _WORST_CLOSED else None
    return _Found(header.start, end, cost, table) if table else None


def _row_table(units: list[Unit], at: int) -> _Found | None:
    """A table whose rows are lines, below a line of column names."""
    found = row_header(units[at])
    if found is None:
        return None
    names, separator = found
    head = widened(names, units[at + 1] if at + 1 < len(units) else None, separator)
    kept = tuple(holds(roles_of(unit)) for unit in head)
    rows: list[Row] = []
    cost, end = 0.0, at + 1
    while end < len(units) and (row := _next_row(units, end, separator, kept)):
        if [unit.words for cell in row[0] for unit in cell] != [unit.words for unit in names]:
            rows.append(row[0])
            cost += row[1]
        if len(rows) == _ENOUGH and not _convinces(rows, kept):
            return None
        end += 1
    cost /= max(1, len(rows) * len(kept))
    table = table_of(head, kept, rows) if cost <= WORST and _convinces(rows, kept) else None
    return _Found(at, end, cost, table) if table else None


def _next_row(
    units: list[Unit], at: int, separator: str, kept: tuple[Holds, ...]
) -> tuple[Row, float] | None:
    """The row that a line is, or a title row inside the table."""
    unit = units[at]
    cells = cells_of(unit, separator)
    if len(cells) > 1:
        row, cost = laid_row(cells, kept)
        return (row, cost) if row else None
    rows_follow = at + 1 < len(units) and len(cells_of(units[at + 1], separator)) > 1
    if rows_follow and SECTION.fullmatch(unit.words):
        return ((*(() for _ in kept), (unit,)), 0.0)
    return None
