"""From runs of codes to passages of text (相同段落), with the names exchanged inside them.

Between two runs of a chain the texts are compared letter by letter: where nothing but names and
dates was exchanged the passage goes on, else the same words there are passages of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein

from wenfeng.copies import Range
from wenfeng.duplicates.aligning import Chain, Prepared, Run
from wenfeng.duplicates.exchanges import Names, all_exchanged, exchanged, places_exchanged

_NEAR = 80
"""Letters between two runs up to which they are compared one by one."""

_SAME = 4
"""Letters that a passage between rewritten words has at least."""

_LINKED = 2
"""Letters in a row that are the same for a reason."""

Place = tuple[Range, Range]
"""Where words stand in the one text and in the other."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The two papers compared."""

    one: Prepared
    other: Prepared

    def text(self, run: Run) -> Place:
        """Where a run stands in both texts, with the same punctuation and figures behind it."""
        (a, c), (b, d) = _range(self.one, run.a, run.size), _range(self.other, run.b, run.size)
        one, other = self.one.text, self.other.text
        while c < len(one) and d < len(other) and one[c] == other[d] and not one[c].isalpha():
            c, d = c + 1, d + 1
        return (a, c), (b, d)

    def before(self, run: Run) -> Place:
        """The names that stand right before a run; empty if there is none in one of the texts."""
        (a, _), (b, _) = self.text(run)
        mine, theirs = _named(self.one, run.a), _named(self.other, run.b)
        return ((a - mine, a), (b - theirs, b)) if mine and theirs else ((a, a), (b, b))

    def differ(self, run: Run) -> bool:
        """Whether a run is not letter by letter the same in both texts."""
        mine, theirs = self.text(run)
        return self.one.text[slice(*mine)] != self.other.text[slice(*theirs)]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The passages that a chain makes, in order, and the names exchanged in them."""

    places: tuple[Place, ...]
    names: tuple[Names, ...]
    longest: int


def stretch(chain: Chain, sides: Sides) -> Stretch:
    """The passages of a chain."""
    places: list[Place] = []
    names = list(_inside([run for run in chain if sides.differ(run)], sides))
    for run in chain:
        place = sides.text(run)
        if places:
            between, changed = _between(_gap(places[-1], place), sides)
            names += changed
            for one in between:
                _append(places, one)
        if not places or _open(_gap(places[-1], place)):
            place, changed = _begun(place, sides.before(run), sides, places)
            names += changed
        _append(places, place)
    return Stretch(tuple(places), tuple(names), max(run.size for run in chain))


def _begun(
    place: Place, name: Place, sides: Sides, places: list[Place]
) -> tuple[Place, list[Names]]:
    """A passage with the name before it, if nothing else has taken that."""
    (a, _), (b, _) = name
    if places and not _open(_gap(places[-1], name)):
        return place, []
    names = exchanged(sides.one.text, name[0], sides.other.text, name[1])
    return ((a, place[0][1]), (b, place[1][1])), [names] if names else []


def _gap(before: Place, after: Place) -> Place:
    """What lies between two passages; ends before it begins where they overlap."""
    return (before[0][1], after[0][0]), (before[1][1], after[1][0])


def _open(gap: Place) -> bool:
    """Whether there is something between two passages in both texts."""
    return all(start < end for start, end in gap)


def _append(places: list[Place], place: Place) -> None:
    """Add a passage, to the last one if there is nothing between them in either text."""
    if places and _gap(places[-1], place) == ((place[0][0],) * 2, (place[1][0],) * 2):
        (a, _), (b, _) = places[-1]
        places[-1] = (a, place[0][1]), (b, place[1][1])
    else:
        places.append(place)


def _between(gap: Place, sides: Sides) -> tuple[list[Place], list[Names]]:
    """What is the same between two runs: all of it where only names were exchanged."""
    one, other = sides.one.text, sides.other.text
    (a, c), (b, d) = gap
    if a > c or b > d or max(c - a, d - b) > _NEAR:
        return [], []
    pieces = _pieces(one[a:c], other[b:d])
    same = [((a + i, a + j), (b + k, b + m)) for equal, (i, j), (k, m) in pieces if equal]
    changed = [((a + i, a + j), (b + k, b + m)) for equal, (i, j), (k, m) in pieces if not equal]
    names: list[Names] = []
    joined = True
    for mine, theirs in changed:
        if any(map(str.isalnum, one[slice(*mine)] + other[slice(*theirs)])):
            pairs = all_exchanged(one, mine, other, theirs)
            names += pairs
            joined = joined and bool(pairs)
    return ([gap] if joined else [place for place in same if _stands(place, gap)]), names


def _stands(place: Place, gap: Place) -> bool:
    """Whether the same words between others are more than chance: long, or joined to a run."""
    (start, end), (first, last) = place
    (a, c), (b, d) = gap
    return end - start >= _SAME or (start == a and first == b) or (end == c and last == d)


def _pieces(one: str, other: str) -> list[tuple[bool, Range, Range]]:
    """Two texts cut into what is the same and what is not, in turns."""
    found: list[tuple[bool, Range, Range]] = []
    for step in Levenshtein.opcodes(one, other):
        mine, theirs = (step.src_start, step.src_end), (step.dest_start, step.dest_end)
        edge = mine[0] == theirs[0] == 0 or (mine[1] == len(one) and theirs[1] == len(other))
        equal = step.tag == "equal" and (edge or mine[1] - mine[0] >= _LINKED)
        if found and found[-1][0] == equal:
            mine, theirs = (found[-1][1][0], mine[1]), (found[-1][2][0], theirs[1])
            found.pop()
        found.append((equal, mine, theirs))
    return found


def _inside(runs: Sequence[Run], sides: Sides) -> Iterator[Names]:
    """Names and dates inside runs, where the codes leave something out."""
    if not runs:
        return
    one, other = sides.one.text, sides.other.text
    behind = -1
    for mine, theirs in sorted((*map(sides.before, runs), *_left_out(runs, sides))):
        if mine[0] < behind or one[slice(*mine)] == other[slice(*theirs)]:
            continue
        words = _words(one, mine), _words(other, theirs)
        trimmed = _trimmed(one, mine, other, theirs)
        names = places_exchanged(one, words[0], other, words[1]) or exchanged(
            one, trimmed[0], other, trimmed[1]
        )
        if names:
            behind = words[0][0] + len(names[0])
            yield names


def _left_out(runs: Sequence[Run], sides: Sides) -> list[Place]:
    """What stands between two codes of a run in both texts, where there is something in both."""
    a = np.concatenate([np.arange(run.a, run.a + run.size - 1) for run in runs])
    b = np.concatenate([np.arange(run.b, run.b + run.size - 1) for run in runs])
    mine, theirs = sides.one.places, sides.other.places
    gaps = (mine[a + 1] > mine[a] + 1) & (theirs[b + 1] > theirs[b] + 1)
    a, b = a[gaps], b[gaps]
    ranges = (mine[a] + 1, mine[a + 1], theirs[b] + 1, theirs[b + 1])
    return [((i, j), (k, m)) for i, j, k, m in zip(*map(np.ndarray.tolist, ranges), strict=True)]


def _words(text: str, place: Range) -> Range:
    """A range without the punctuation and spaces it begins with."""
    start, end = place
    while start < end and not text[start].isalnum():
        start += 1
    return start, end


def _trimmed(one: str, mine: Range, other: str, theirs: Range) -> Place:
    """The ranges without the same characters at both ends."""
    (a, c), (b, d) = mine, theirs
    while a < c and b < d and one[a] == other[b]:
        a, b = a + 1, b + 1
    while a < c and b < d and one[c - 1] == other[d - 1]:
        c, d = c - 1, d - 1
    return (a, c), (b, d)


def _named(paper: Prepared, first: int) -> int:
    """How many letters between a code and a break before it were left out, as names are."""
    start = int(paper.places[first])
    least = int(paper.places[first - 1]) + 1 if first else 0
    at = start
    while at > least and paper.text[at - 1].isalpha():
        at -= 1
    return start - at if at > least or not first else 0


def _range(paper: Prepared, first: int, size: int) -> Range:
    return int(paper.places[first]), int(paper.places[first + size - 1]) + 1
