"""Text that does not run level (竖放、斜放的文字): whole pages on their side, and single cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from wenfeng.readers.ofd.matrix import Place
from wenfeng.readers.ofd.text import Run
from wenfeng.readers.pages import Char, Rule
from wenfeng.readers.pages.grids import find_grids, strokes
from wenfeng.readers.pages.sideways import cell_at, written_level

_SHARE = 0.5
_FEW = 20


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
    for (angle, cell), same in groupby(
        runs, key=lambda run: (run.angle, cell_at(grids, _middle(run)))
    ):
        held = list(same)
        if angle is None or cell is None:
            rest += [run.text.strip() for run in held]
        else:
            chars += written_level([char for run in held for char in run.chars])
    return tuple(chars), tuple(filter(None, rest))


def _middle(run: Run) -> Char:
    return run.chars[len(run.chars) // 2]
