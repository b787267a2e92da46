"""The cheapest way to lay lines into the columns of a table: where rows begin, what is lacking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from wenfeng.extract.flattened.headers import Holds
from wenfeng.extract.flattened.units import Kind

WORST = 0.5  # what a line of a table may cost on average
_PATIENCE = 40  # lines that may follow the best end found so far, and that show a bad fit
_NEVER = 99.0
_HAIR = 0.01  # decides between ways that cost the same
# what it costs to find a line of a kind in a column
_FIT: dict[Holds, dict[Kind, float]] = {
    "number": {"number": 0},
    "banner": {"banner": 1},
    "problem": {"text": 0, "phrase": 0.2, "name": 1, "time": 1.5},
    "text": {"text": 0, "phrase": 0.2, "name": 1, "time": 1.5},
    "name": {"name": 0, "phrase": 1, "text": 4, "time": 4},
    "time": {"time": 0, "phrase": 1, "text": 3, "name": 4},
    "any": {"text": 0.3, "phrase": 0.3, "name": 0.3, "time": 0.3},
}
# what one more line in the same cell costs
_MORE: dict[Holds, float] = {
    "number": _NEVER, "banner": _NEVER,
    "problem": 1, "text": 0.8, "name": 0.2, "time": 1, "any": 0.8,
}  # fmt: skip
# what a cell without a line costs
_LACKING: dict[Holds, float] = {
    "number": 0.6, "banner": 0,
    "problem": 0.8, "text": 1.6, "name": 0.8, "time": 0.8, "any": 0.2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A line laid into a column; ``opens`` a row or goes on in the row of the line before."""

    unit: int
    column: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """The lines of a table laid into its columns, and what that costs a line."""

    places: tuple[Place, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class _Step:
    """The cheapest way of a line into a column: from which column of the line before."""

    cost: float
    before: int
    opens: bool


@dataclass(frozen=True, slots=True)
class _End:
    """A table of so many lines, its last in this column."""

    lines: int
    cost: float
    column: int


def fit(lines: Iterable[tuple[int, Kind]], columns: tuple[Holds, ...]) -> Fit | None:
    """Lays lines into columns. Every line earns 1, so that a table is as long as it fits."""
    gaps = (0.0, *accumulate(_lacking(column, c) for c, column in enumerate(columns)))
    units: list[int] = []
    steps: list[list[_Step]] = []
    best = _End(0, 0.0, 0)
    for unit, kind in lines:
        before = steps[-1] if steps else []
        steps.append([_step(columns, gaps, before, c, kind) for c in range(len(columns))])
        units.append(unit)
        best = min(best, _end(steps, gaps), key=lambda end: end.cost)
        if len(units) - best.lines > _PATIENCE or _is_bad(best):
            break
    if not best.lines:
        return None
    places = _traced(units[: best.lines], steps[: best.lines], best.column)
    return Fit(places, 1 + best.cost / best.lines)


def cell_cost(kind: Kind, column: Holds) -> float:
    """What it costs to find a line of a kind in a column."""
    return _FIT[column].get(kind, _NEVER)


def _lacking(column: Holds, at: int) -> float:
    """Of two owners the second is lacking, of two tasks the first."""
    return _LACKING[column] + (at if column == "text" else -at) * _HAIR


def _step(
    columns: tuple[Holds, ...], gaps: tuple[float, ...], before: list[_Step], at: int, kind: Kind
) -> _Step:
    own = cell_cost(kind, columns[at]) - 1
    title = columns[at] == "banner"
    left = 0 if title else gaps[at]
    ways = [] if before else [(left, -1, True)]
    for c, step in enumerate(before):
        if c == at:
            ways.append((step.cost + _MORE[columns[c]] - c * _HAIR, c, False))
        elif c < at and not title:
            ways.append((step.cost + gaps[at] - gaps[c + 1], c, False))
        ways.append((step.cost + gaps[-1] - gaps[c + 1] + left, c, True))
    cost, came_from, opens = min(ways)
    return _Step(cost + own, came_from, opens)


def _end(steps: list[list[_Step]], gaps: tuple[float, ...]) -> _End:
    """The table that ends with the last line; what its last row lacks is part of the cost."""
    costs = [step.cost + gaps[-1] - gaps[c + 1] for c, step in enumerate(steps[-1])]
    column = min(range(len(costs)), key=costs.__getitem__)
    return _End(len(steps), costs[column], column)


def _is_bad(best: _End) -> bool:
    return best.lines > _PATIENCE and best.cost > (WORST - 1) * best.lines


def _traced(units: list[int], steps: list[list[_Step]], column: int) -> tuple[Place, ...]:
    """The way to the end, read back from it."""
    places: list[Place] = []
    for unit, step in zip(reversed(units), reversed(steps), strict=True):
        places.append(Place(unit, column, step[column].opens))
        column = step[column].before
    return tuple(reversed(places))
