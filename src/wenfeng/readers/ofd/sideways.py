"""Text that does not run level (竖放、斜放的文字): whole pages on their side, and single cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from wenfeng.readers.ofd.matrix import Place
from wenfeng.readers.ofd.text import Run
from wenfeng.readers.pages import Char, Rule
from wenfeng.readers.pages.grids import Grid, find_grids, strokes

_SHARE = 0.5
_FEW = 20
_HALF_LINE = 5.0


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn that makes text running at ``angle`` run level, on paper of this size."""

    angle: int
    width: float
    height: float

    @property
    def size(self) -> tuple[float, float]:
        """The size of the paper after the turn."""
        upright = self.angle % 180 == 0
        return (self.width, self.height) if upright else (self.height, self.width)

    def place(self, place: Place) -> Place:
        left, top, right, bottom = place
        match self.angle:
            case 90:
                return top, self.width - right, bottom, self.width - left
            case 180:
                return (
                    self.width - right,
                    self.height - bottom,
                    self.width - left,
                    self.height - top,
                )
            case 270:
                return self.height - bottom, left, self.height - top, right
        return place

    def char(self, char: Char) -> Char:
        if not self.angle:
            return char
        return Char(char.text, *self.place((char.left, char.top, char.right, char.bottom)))

    def rule(self, rule: Rule) -> Rule:
        return Rule(*self.place((rule.left, rule.top, rule.right, rule.bottom)))


def main_angle(runs: Iterable[Run]) -> int:
    """How most of the text is turned: a wide table may lie on its side."""
    counts = dict.fromkeys((0, 90, 180, 270), 0)
    for run in runs:
        if run.angle is not None:
            counts[run.angle] += len(run.text.strip())
    best = max(counts, key=lambda angle: counts[angle])
    return best if counts[best] > max(_FEW, _SHARE * sum(counts.values())) else 0


def level_in_cells(
    runs: Sequence[Run], rules: Sequence[Rule]
) -> tuple[tuple[Char, ...], tuple[str, ...]]:
    """Sideways text of table cells, written level where it stands; and what other runs say."""
    grids = find_grids(*strokes(rules)) if runs else []
    chars: list[Char] = []
    rest: list[str] = []
    for (angle, cell), same in groupby(runs, key=lambda run: (run.angle, _cell(grids, run))):
        held = list(same)
        if angle is None or cell is None:
            rest += [run.text.strip() for run in held]
        else:
            chars += _level([char for run in held for char in run.chars])
    return tuple(chars), tuple(filter(None, rest))


def _cell(grids: Sequence[Grid], run: Run) -> tuple[int, int] | None:
    char = run.chars[len(run.chars) // 2]
    x, y = (char.left + char.right) / 2, (char.top + char.bottom) / 2
    found = ((number, grid.at(x, y)) for number, grid in enumerate(grids) if len(grid.areas) > 1)
    return next(((number, area) for number, area in found if area is not None), None)


def _level(chars: Sequence[Char]) -> Iterator[Char]:
    left, right = min(char.left for char in chars), max(char.right for char in chars)
    middle = (min(char.top for char in chars) + max(char.bottom for char in chars)) / 2
    share = (right - left) / len(chars)
    for at, char in enumerate(chars):
        start = left + at * share
        yield Char(char.text, start, middle - _HALF_LINE, start + share, middle + _HALF_LINE)
