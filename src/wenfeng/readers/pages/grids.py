"""Ruled lines become grids (表格框线): columns, rows, and the cells that lines set apart.

Producers draw a table in long lines, line by line for each cell, as rectangles, in dashes, twice,
or without its outer uprights; all of these give the same grid here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from wenfeng.readers.pages import Rule

# Points. Rules closer than this are one; pieces closer than ``_JOIN`` continue each other.
_SNAP_ACROSS = 4.0
_SNAP_ALONG = 5.0
_JOIN = 5.0
_TOUCH = 4.0
_DOT = 3.0
_SHORTEST = 6.0
_OVERHANG = 8.0
_COVERED = 0.6
_MOST_STROKES = 2_000
_MOST_CELLS = 40_000


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line at height or distance ``at``, from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Area:
    """A cell: its first column and row in the grid (0-based), and how many of each it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the edges of its columns and rows, its cells, and where each cell lies.

    ``owners`` tells for every field, row by row, which of ``areas`` covers it.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[Area, ...]
    owners: tuple[int, ...]

    def at(self, x: float, y: float) -> int | None:
        """The number of the area at a point, or None outside the grid."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        return self.owners[row * (len(self.xs) - 1) + column]


def strokes(rules: Iterable[Rule]) -> tuple[list[Stroke], list[Stroke]]:
    """Flat and upright strokes, straightened, pieces joined and doubles merged."""
    flat: list[Stroke] = []
    upright: list[Stroke] = []
    for rule in rules:
        width, height = rule.right - rule.left, rule.bottom - rule.top
        if width >= height or (width <= _DOT and height <= _DOT):
            flat.append(Stroke((rule.top + rule.bottom) / 2, rule.left, rule.right))
        if height > width or (width <= _DOT and height <= _DOT):
            upright.append(Stroke((rule.left + rule.right) / 2, rule.top, rule.bottom))
    return _joined(flat, _SNAP_ACROSS), _joined(upright, _SNAP_ALONG)


def find_grids(flat: Sequence[Stroke], upright: Sequence[Stroke]) -> list[Grid]:
    """The grids of a page, small ones first: a table inside a cell comes before the outer one."""
    if len(flat) > _MOST_STROKES or len(upright) > _MOST_STROKES:
        return []
    grids = [_grid(across, along) for across, along in _touching(flat, upright)]
    return sorted((grid for grid in grids if grid), key=_size)


def _size(grid: Grid) -> float:
    return (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])


def _joined(pieces: list[Stroke], snap: float) -> list[Stroke]:
    out: list[Stroke] = []
    for group in _clusters(sorted(pieces, key=lambda stroke: stroke.at), snap):
        at = median(stroke.at for stroke in group)
        start = end = None
        for stroke in sorted(group, key=lambda stroke: stroke.start):
            if start is None or end is None:
                start, end = stroke.start, stroke.end
            elif stroke.start <= end + _JOIN:
                end = max(end, stroke.end)
            else:
                out.append(Stroke(at, start, end))
                start, end = stroke.start, stroke.end
        if start is not None and end is not None:
            out.append(Stroke(at, start, end))
    return [stroke for stroke in out if stroke.end - stroke.start >= _SHORTEST]


def _clusters(ordered: Sequence[Stroke], snap: float) -> list[list[Stroke]]:
    groups: list[list[Stroke]] = []
    for stroke in ordered:
        if groups and stroke.at - groups[-1][0].at <= snap:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    return groups


def _touching(
    flat: Sequence[Stroke], upright: Sequence[Stroke]
) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Strokes that hang together, as pairs of flat and upright ones."""
    parents = list(range(len(flat) + len(upright)))

    def root(one: int) -> int:
        while parents[one] != one:
            parents[one] = parents[parents[one]]
            one = parents[one]
        return one

    places = [stroke.at for stroke in upright]
    for i, across in enumerate(flat):
        first = bisect_left(places, across.start - _TOUCH)
        for j in range(first, bisect_right(places, across.end + _TOUCH)):
            if upright[j].start - _TOUCH <= across.at <= upright[j].end + _TOUCH:
                parents[root(i)] = root(len(flat) + j)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for i, stroke in enumerate((*flat, *upright)):
        groups.setdefault(root(i), ([], []))[i >= len(flat)].append(stroke)
    return [group for group in groups.values() if group[0] and group[1]]


def _grid(flat: list[Stroke], upright: list[Stroke]) -> Grid | None:
    upright = upright + _missing(flat, upright)
    flat = flat + _missing(upright, flat)
    xs, ys = _places(upright, _SNAP_ALONG), _places(flat, _SNAP_ACROSS)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST_CELLS:
        return None
    return _divided(xs, ys, _walls(flat, ys, xs), _walls(upright, xs, ys))


def _missing(across: Sequence[Stroke], borders: Sequence[Stroke]) -> list[Stroke]:
    """The borders that were not drawn where most strokes reach beyond the outermost drawn."""
    if len(across) < 2:
        return []
    start, end = median(s.start for s in across), median(s.end for s in across)
    low, high = min(s.at for s in across), max(s.at for s in across)
    out = []
    if min(s.at for s in borders) - start > _OVERHANG:
        out.append(Stroke(start, low, high))
    if end - max(s.at for s in borders) > _OVERHANG:
        out.append(Stroke(end, low, high))
    return out


def _places(pieces: Iterable[Stroke], snap: float) -> tuple[float, ...]:
    groups = _clusters(sorted(pieces, key=lambda stroke: stroke.at), snap)
    return tuple(sum(s.at for s in group) / len(group) for group in groups)


def _walls(
    pieces: Sequence[Stroke], places: Sequence[float], cuts: Sequence[float]
) -> list[list[bool]]:
    """For every place, which of the stretches between two cuts a stroke covers."""
    lengths = [[0.0] * (len(cuts) - 1) for _ in places]
    for stroke in pieces:
        row = lengths[_nearest(places, stroke.at)]
        first = max(bisect_right(cuts, stroke.start) - 1, 0)
        for i in range(first, min(bisect_left(cuts, stroke.end), len(row))):
            row[i] += min(stroke.end, cuts[i + 1]) - max(stroke.start, cuts[i])
    spans = [after - before for before, after in pairwise(cuts)]
    return [
        [got >= _COVERED * span for got, span in zip(row, spans, strict=True)] for row in lengths
    ]


def _nearest(places: Sequence[float], at: float) -> int:
    i = bisect_left(places, at)
    return min((n for n in (i - 1, i) if 0 <= n < len(places)), key=lambda n: abs(places[n] - at))


def _divided(
    xs: tuple[float, ...], ys: tuple[float, ...], above: list[list[bool]], before: list[list[bool]]
) -> Grid:
    """Cells: from each free field as far right as no upright, and down as no flat stroke, stops."""
    columns, rows = len(xs) - 1, len(ys) - 1
    owners = [-1] * (columns * rows)
    areas: list[Area] = []
    for field in range(columns * rows):
        if owners[field] >= 0:
            continue
        row, column = divmod(field, columns)
        right = column + 1
        while right < columns and not before[right][row] and owners[row * columns + right] < 0:
            right += 1
        low = row + 1
        while low < rows and _open(above[low], before, low, column, right):
            low += 1
        for r in range(row, low):
            owners[r * columns + column : r * columns + right] = [len(areas)] * (right - column)
        areas.append(Area(row, column, low - row, right - column))
    return Grid(xs, ys, tuple(areas), tuple(owners))


def _open(
    floor: Sequence[bool], before: Sequence[Sequence[bool]], row: int, column: int, right: int
) -> bool:
    """Whether a cell goes on into a row: nothing is drawn above it there, nor inside it."""
    return not any(floor[column:right]) and not any(
        before[c][row] for c in range(column + 1, right)
    )
