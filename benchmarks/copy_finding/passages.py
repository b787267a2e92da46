"""Whether the characters that were copied are marked, and only those."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .finding import Found, found
from .making import Collection, Copy, collection
from .options import Options, Row
from .scoring import kind_order

Marks = NDArray[np.bool_]
Place = tuple[int, int]
ALL = "all"
_REWRITTEN = (0.0, 0.1, 0.2, 0.3, 0.5)


def passages(options: Options, folder: Path) -> list[Row]:
    """By kind of copy. Names, numbers and boilerplate count neither way."""
    made = collection(options.recipe(rewritten=_REWRITTEN))
    _, told = found(made.texts, folder, passages=True)
    return rows(made, told)


def rows(made: Collection, told: Found) -> list[Row]:
    """What is marked in copies; one that was not found has nothing marked."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    copies = {copy.paper: copy for copy in made.truth.copies}
    pairs = _pairs(made, told)
    for copy in made.truth.copies:
        counted = _counted(made, copy, copies, pairs.get(copy.paper))
        for kind in (copy.kind, ALL):
            counts[kind].update(counted)
    kinds = sorted((kind for kind in counts if kind != ALL), key=kind_order)
    return [_row(kind, counts[kind]) for kind in (*kinds, ALL) if kind in counts]


def _row(kind: str, counts: Counter[str]) -> Row:
    def share(part: str, whole: str) -> float | None:
        return counts[part] / counts[whole] if counts[whole] else None

    return {
        "kind": kind,
        "copies": counts["copies"],
        "found": counts["found"],
        "copied": share("copied marked", "copied"),
        "others": share("others marked", "others"),
        "reworded": share("reworded marked", "reworded"),
        "source": share("source marked", "source"),
    }


def _pairs(made: Collection, told: Found) -> dict[int, tuple[int, list[Place], list[Place]]]:
    """For each copy the paper it was held against and the passages of both: its source if it can
    be. Of a large family each is held against one in its middle."""
    copies = {copy.paper: copy.source for copy in made.truth.copies}
    cluster = made.truth.cluster
    chosen: dict[int, tuple[int, list[Place], list[Place]]] = {}
    for (a, b, *_), places in zip(told["pairs"], told["passages"], strict=True):
        if cluster[a] != cluster[b] or cluster[a] < 0:
            continue
        mine = [(start, end) for start, end, _, _ in places]
        theirs = [(start, end) for _, _, start, end in places]
        for one, other, here, there in ((a, b, mine, theirs), (b, a, theirs, mine)):
            if one in copies and (one not in chosen or other == copies[one]):
                chosen[one] = other, here, there
    return chosen


def _counted(
    made: Collection,
    copy: Copy,
    copies: dict[int, Copy],
    pair: tuple[int, list[Place], list[Place]] | None,
) -> Counter[str]:
    size = len(made.texts[copy.paper])
    other = copies.get(pair[0]) if pair else None
    truth = _Truth(copy, size, len(made.texts[copy.source]), other)
    counts = Counter({"copies": 1, "copied": int(truth.copied.sum())})
    if pair is None:
        return counts
    marked = _marks(size, pair[1])
    counts.update(
        {
            "found": 1,
            "copied marked": int((truth.copied & marked).sum()),
            "others": int(truth.others.sum()),
            "others marked": int((truth.others & marked).sum()),
            "reworded": int(truth.reworded.sum()),
            "reworded marked": int((truth.reworded & marked).sum()),
        }
    )
    if pair[0] == copy.source:
        given = truth.given
        there = _marks(len(given), pair[2])
        counts.update({"source": int(given.sum()), "source marked": int((given & there).sum())})
    return counts


class _Truth:
    """Which characters of a copy are in the paper beside it too (``copied``) and which are not
    (``others``); ``given`` are those of the source that the copy kept.

    That paper is the source, or another copy of it; what both copies kept is copied then.
    """

    def __init__(self, copy: Copy, size: int, source: int, other: Copy | None) -> None:
        origin = np.full(size, -1)
        for start, end, there in copy.kept:
            origin[start:end] = np.arange(there, there + end - start)
        kept, self.given = origin >= 0, np.zeros(source, np.bool_)
        self.given[origin[kept]] = True
        self.reworded = _marks(size, ((start, end) for start, end, _ in copy.reworded))
        self.copied, self.others = kept, _marks(size, copy.fresh)
        if other is not None:
            theirs, worded = _taken(source, other.kept), _taken(source, other.reworded)
            self.copied = kept & theirs[origin]
            self.others = self.others | (kept & ~theirs[origin] & ~worded[origin])


def _taken(size: int, places: Iterable[tuple[int, int, int]]) -> Marks:
    return _marks(size, ((there, there + end - start) for start, end, there in places))


def _marks(size: int, places: Iterable[Sequence[int]]) -> Marks:
    marks = np.zeros(size, np.bool_)
    for start, end in places:
        marks[start:end] = True
    return marks
