"""Tables without uprights (无框表格、三线表): columns are told by the white space between them.

Prose never has it: its lines run through. At least three rows of four columns are asked for, or
of three columns with numbers or long texts, or of two between at least three rules of one length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from wenfeng.readers.pages.grids import Stroke
from wenfeng.readers.pages.lines import Line, Row
from wenfeng.readers.pages.tables import Field, Piece

_LEAST_ROWS = 3
_LEAST_COLUMNS = 3
_LEAST_RULES = 3
_SAME_END = 5.0  # points by which rules of one table may differ
_LONG = 12  # characters: more than names of people and units have
_NUMBER = re.compile(r"[（(]?(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})[）)、.．]?")
_APART = 3.0  # sizes of white space that end a table
_WHITE = 0.4  # sizes by which the space between rows is larger than inside them

Spans = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Rows ``start`` to ``end`` of a page, the columns they keep to, rules between them."""

    start: int
    end: int
    columns: Spans
    rules: Sequence[Stroke] = ()


def tables_between_rules(
    rows: Sequence[Row], flat: Sequence[Stroke], page: int
) -> tuple[list[Piece], tuple[Row, ...]]:
    """The tables that only flat rules draw, and the rows outside them."""
    return _taken(rows, _between_rules(rows, flat), page)


def tables_by_white_space(rows: Sequence[Row], page: int) -> tuple[list[Piece], tuple[Row, ...]]:
    """The tables that nothing draws, and the rows outside them."""
    return _taken(rows, _by_white_space(rows), page)


def _taken(
    rows: Sequence[Row], found: Iterable[_Stretch], page: int
) -> tuple[list[Piece], tuple[Row, ...]]:
    pieces: list[Piece] = []
    inside: set[int] = set()
    for stretch in found:
        members = range(stretch.start, stretch.end)
        if inside.isdisjoint(members):
            inside.update(members)
            pieces.append(_piece(rows[stretch.start : stretch.end], stretch, page))
    return pieces, tuple(row for i, row in enumerate(rows) if i not in inside)


def _between_rules(rows: Sequence[Row], flat: Sequence[Stroke]) -> Iterator[_Stretch]:
    middles = [_middle(row) for row in rows]
    for group in _same_length(flat):
        start, end = bisect_left(middles, group[0].at), bisect_left(middles, group[-1].at)
        columns = _columns(rows[start:end])
        wide = sum(len(row) > 1 for row in rows[start:end])
        if len(columns) > 1 and wide >= _LEAST_ROWS:
            yield _Stretch(start, end, columns, group)


def _same_length(flat: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    """Rules of one length below each other, if there are enough of them."""
    group: list[Stroke] = []
    ordered = sorted(flat, key=lambda s: (round(s.start / 10), round(s.end / 10), s.at))
    for stroke in ordered:
        if (
            group
            and max(abs(stroke.start - group[0].start), abs(stroke.end - group[0].end)) > _SAME_END
        ):
            if len(group) >= _LEAST_RULES:
                yield group
            group = []
        group.append(stroke)
    if len(group) >= _LEAST_RULES:
        yield group


def _by_white_space(rows: Sequence[Row]) -> Iterator[_Stretch]:
    start = 0
    while start < len(rows):
        if len(rows[start]) < _LEAST_COLUMNS:
            start += 1
            continue
        end, columns = _grown(rows, start)
        full = sum(len(row) >= _LEAST_COLUMNS for row in rows[start:end])
        if full >= _LEAST_ROWS and _is_tabular(rows[start:end], columns):
            yield _Stretch(start, end, columns)
        start = end


def _is_tabular(rows: Sequence[Row], columns: Spans) -> bool:
    """Three columns can be a list of names or units; numbers or long texts make it a table."""
    numbered = sum(_NUMBER.fullmatch(row[0].text) is not None for row in rows)
    long = sum(len(line.text) > _LONG for row in rows for line in row)
    return len(columns) > _LEAST_COLUMNS or 3 * max(numbered, long) >= len(rows)


def _grown(rows: Sequence[Row], start: int) -> tuple[int, Spans]:
    """How far rows keep to the columns of the first; single lines at the end do not count."""
    columns: Spans = [(line.left, line.right) for line in rows[start]]
    kept, end = columns, start + 1
    for number in range(start + 1, len(rows)):
        row, above = rows[number], rows[number - 1]
        if row[0].top - above[0].bottom > _APART * row[0].size:
            break
        wider = _merged([*columns, *((line.left, line.right) for line in row)])
        if len(wider) < len(columns):
            break
        columns = wider
        if len(row) > 1:
            kept, end = columns, number + 1
    return end, kept


def _columns(rows: Sequence[Row]) -> Spans:
    """The columns that most rows keep to; heads that stretch over several are left out."""
    most = max((len(row) for row in rows), default=0)
    full = [row for row in rows if 2 * len(row) > most and len(row) > 1]
    return _merged((line.left, line.right) for row in full for line in row)


def _merged(spans: Iterable[tuple[float, float]]) -> Spans:
    out: Spans = []
    for left, right in sorted(spans):
        if out and left < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], right))
        else:
            out.append((left, right))
    return out


def _piece(rows: Sequence[Row], stretch: _Stretch, page: int) -> Piece:
    columns, rules = stretch.columns, stretch.rules
    edges = (
        min([columns[0][0], *(rule.start for rule in rules)]),
        *((before[1] + after[0]) / 2 for before, after in pairwise(columns)),
        max([columns[-1][1], *(rule.end for rule in rules)]),
    )
    bands = _bands(rows, columns, [rule.at for rule in rules])
    fields = [field for n, band in enumerate(bands) for field in _fields(band, edges, n, page)]
    top, bottom = rows[0][0].top, rows[-1][0].bottom
    return Piece(page, top, bottom, edges, len(bands), tuple(fields), loose=True)


def _bands(rows: Sequence[Row], columns: Spans, rules: Sequence[float]) -> list[list[Row]]:
    """Rows of text that make one row of the table."""
    gaps = [after[0].top - before[0].bottom for before, after in pairwise(rows)]
    least = min(gaps, default=0.0) + _WHITE * rows[0][0].size
    all_ruled = len(rules) > _LEAST_RULES
    by_space = sum(gap > least for gap in gaps) > 1
    bands = [[rows[0]]]
    for before, after, gap in zip(rows, rows[1:], gaps, strict=False):
        ruled = any(_middle(before) < at < _middle(after) for at in rules)
        first = after[0].left < columns[0][1]
        if ruled or (not all_ruled and (gap > least if by_space else first)):
            bands.append([after])
        else:
            bands[-1].append(after)
    return bands


def _fields(band: Sequence[Row], edges: Sequence[float], number: int, page: int) -> Iterator[Field]:
    cells: dict[tuple[int, int], list[Line]] = {}
    for row in band:
        for line in row:
            cells.setdefault(_place(line, edges), []).append(line)
    covered: set[int] = set()
    for (column, columns), lines in cells.items():
        covered.update(range(column, column + columns))
        yield Field(page, number, column, 1, columns, tuple(lines))
    for column in range(len(edges) - 1):
        if column not in covered:
            yield Field(page, number, column, 1, 1, ())


def _place(line: Line, edges: Sequence[float]) -> tuple[int, int]:
    """The first column a line stands in, and how many it reaches over."""
    last = len(edges) - 2
    first = min(max(bisect_left(edges, line.left + line.size / 2) - 1, 0), last)
    end = min(max(bisect_left(edges, line.right - line.size / 2) - 1, first), last)
    return first, end - first + 1


def _middle(row: Row) -> float:
    return sum(line.middle for line in row) / len(row)
