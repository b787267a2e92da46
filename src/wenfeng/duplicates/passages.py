"""From runs of codes to passages of text (相同段落), with the names exchanged inside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from wenfeng.copies import Exchange, Passage, Range
from wenfeng.duplicates.aligning import Chain, Prepared, Run
from wenfeng.duplicates.exchanges import LONGEST, Names, exchanged

_MOST_EXCHANGES = 50


@dataclass(slots=True)
class Found:
    """Passages and exchanges as they are gathered."""

    ranges: list[tuple[Range, Range]] = field(default_factory=list)
    names: Counter[Names] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Sides:
    """The two papers compared."""

    one: Prepared
    other: Prepared

    def text(self, run: Run) -> tuple[Range, Range]:
        """Where a run stands in both texts, with the same punctuation behind it."""
        a, b = _range(self.one, run.a, run.size), _range(self.other, run.b, run.size)
        return _widened(self.one.text, a, self.other.text, b)


def passages(
    chains: Iterable[Chain], sides: Sides
) -> tuple[tuple[Passage, ...], tuple[Exchange, ...]]:
    """The passages of chains in the order of the first paper, and the names exchanged in them."""
    found = Found()
    for chain in chains:
        _follow(chain, sides, found)
    ranges = sorted(found.ranges)
    exchanges = (
        Exchange(a, b, times) for (a, b), times in found.names.most_common(_MOST_EXCHANGES)
    )
    return (
        tuple(Passage(a, b, sides.one.text[slice(*a)]) for a, b in ranges),
        tuple(exchanges),
    )


def _follow(chain: Chain, sides: Sides, found: Found) -> None:
    """One passage for all runs between which only names, or nothing but spaces, differ."""
    current: tuple[Range, Range] | None = None
    for run in chain:
        a, b = sides.text(run)
        if current and (names := _between(current, (a, b), sides)) is not None:
            current = (current[0][0], a[1]), (current[1][0], b[1])
            found.names.update(names)
        else:
            found.ranges += [current] if current else []
            current = (a, b)
    found.ranges += [current] if current else []
    found.names.update(_inside(chain, sides))


def _between(
    before: tuple[Range, Range], after: tuple[Range, Range], sides: Sides
) -> list[Names] | None:
    """The names between two runs; None where something else is there."""
    mine, theirs = (before[0][1], after[0][0]), (before[1][1], after[1][0])
    if mine[0] > mine[1] or theirs[0] > theirs[1]:
        return None
    one, other = sides.one.text, sides.other.text
    if max(mine[1] - mine[0], theirs[1] - theirs[0]) > LONGEST:
        return None
    if not any(map(str.isalnum, one[slice(*mine)] + other[slice(*theirs)])):
        return []
    names = exchanged(one, mine, other, theirs)
    return [names] if names else None


def _inside(chain: Chain, sides: Sides) -> Iterator[Names]:
    """Names and dates inside runs, where the codes leave something out."""
    one, other = sides.one.text, sides.other.text
    behind = -1
    for mine, theirs in _left_out(chain, sides):
        if mine[0] < behind or one[slice(*mine)] == other[slice(*theirs)]:
            continue
        mine, theirs = _trimmed(one, mine, other, theirs)
        if names := exchanged(one, mine, other, theirs):
            behind = mine[1] + len(names[0])
            yield names


def _left_out(chain: Chain, sides: Sides) -> list[tuple[Range, Range]]:
    """What stands between two codes of a run in both texts, where there is something in both."""
    a = np.concatenate([np.arange(run.a, run.a + run.size - 1) for run in chain])
    b = np.concatenate([np.arange(run.b, run.b + run.size - 1) for run in chain])
    mine, theirs = sides.one.places, sides.other.places
    gaps = (mine[a + 1] > mine[a] + 1) & (theirs[b + 1] > theirs[b] + 1)
    a, b = a[gaps], b[gaps]
    ranges = (mine[a] + 1, mine[a + 1], theirs[b] + 1, theirs[b + 1])
    return [((i, j), (k, m)) for i, j, k, m in zip(*map(np.ndarray.tolist, ranges), strict=True)]


def _trimmed(one: str, mine: Range, other: str, theirs: Range) -> tuple[Range, Range]:
    """The ranges without the same characters at both ends."""
    (a, c), (b, d) = mine, theirs
    while a < c and b < d and one[a] == other[b]:
        a, b = a + 1, b + 1
    while a < c and b < d and one[c - 1] == other[d - 1]:
        c, d = c - 1, d - 1
    return (a, c), (b, d)


def _range(paper: Prepared, first: int, size: int) -> Range:
    return int(paper.places[first]), int(paper.places[first + size - 1]) + 1


def _widened(one: str, mine: Range, other: str, theirs: Range) -> tuple[Range, Range]:
    """The ranges with the same punctuation and figures behind them."""
    (a, c), (b, d) = mine, theirs
    while c < len(one) and d < len(other) and one[c] == other[d] and not one[c].isalpha():
        c, d = c + 1, d + 1
    return (a, c), (b, d)
