"""Which couples are worth laying beside each other (筛选): few enough, and none forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wenfeng.duplicates.boilerplate import Boilerplate
from wenfeng.duplicates.candidates import candidates
from wenfeng.duplicates.families import Weighed, likeness, middle, weigh
from wenfeng.duplicates.fingerprints import Fingerprints, Hashes, Run, fingerprints, in_turn
from wenfeng.duplicates.table import Couples, Numbers, Table, Weights, shared, table
from wenfeng.duplicates.together import Places

LISTED = 6
"""In families of more copies each is laid beside one of them only."""

_CLOSE = 0.3
"""How alike a member of such a family is to that one."""

_ALIKE = 0.15
"""How alike fingerprints are at least, boilerplate apart, or:"""
_SHINGLES = 2.5
"""what they share at least: on average 40 characters that are no boilerplate."""

SHORT, FINE = 1000, 2
"""Papers of fewer codes are looked at through finer fingerprints, too."""

Couple = tuple[int, int]
Chosen = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Selection:
    """Couples of texts, the lower number first, and what counts as boilerplate among all.

    ``alike`` is how alike (0–1) the two of each couple are as far as their fingerprints tell.
    """

    couples: tuple[Couple, ...]
    boilerplate: Boilerplate
    found: Fingerprints
    alike: Weights

    def hashes(self, texts: Numbers) -> Hashes:
        """The kept shingles of some texts, ascending, each once."""
        starts = self.found.starts()
        held = [self.found.hashes[starts[text] : starts[text + 1]] for text in texts]
        return np.unique(np.concatenate(held))


def select(texts: Sequence[str], run: Run = in_turn) -> Selection:
    """The couples of texts that may have more in common than boilerplate.

    ``run`` is ``map`` or something like it that works in several processes.
    """
    found = fingerprints(texts, run=run)
    same = _same(found, texts)
    single = np.ones(found.size, dtype=np.bool_)
    single[[copy for _, copy in same]] = False
    coarse = table(found.of(single))
    couples = candidates(coarse)
    weighed = weigh(coarse, couples)
    boilerplate = Boilerplate(coarse.hashes, weighed.weights)
    places = Places(found, boilerplate)
    close = (one for one in worthwhile(coarse, couples, weighed) if places.together(*one))
    chosen = tuple(sorted({*same, *close, *_short(texts, found, single)}))
    a, b = np.array(chosen, dtype=np.int64).reshape(-1, 2).T
    alike = likeness(coarse, Couples(a, b), weighed.weights)
    alike[found.digests[a] == found.digests[b]] = 1.0
    return Selection(chosen, boilerplate, found, alike)


def _same(found: Fingerprints, texts: Sequence[str]) -> list[Couple]:
    """Texts of the same codes: each with the first of the same words, or else of the codes."""
    order = np.argsort(found.digests, kind="stable")
    ordered = found.digests[order]
    again = np.flatnonzero(ordered[1:] == ordered[:-1])
    repeated = np.union1d(again, again + 1)
    first: dict[object, int] = {}
    couples: list[Couple] = []
    for number in order[repeated].tolist():
        words = "".join(texts[number].split())
        codes = int(found.digests[number]) if found.lengths[number] else words
        if not words:
            continue
        if (known := first.get(words, first.get(codes))) is not None:
            couples.append((known, number))
        first.setdefault(words, number)
        first.setdefault(codes, number)
    return couples


def worthwhile(table: Table, couples: Couples, weighed: Weighed) -> Iterator[Couple]:
    """Couples that share enough; of a large family those with the one in its middle.

    A member that is not much like that one may be of the family by mistake; it keeps its couples.
    """
    found = enough(table, couples, weighed.weights)
    large = np.full(table.papers, -1)
    for number, members in enumerate(weighed.large(LISTED + 1)):
        star = _star(members, middle(table, members))
        close = star.where(likeness(table, star, weighed.weights) >= _CLOSE)
        large[close.a] = large[close.b] = number
        yield from _listed(close)
    yield from _listed(found.where((large[found.a] != large[found.b]) | (large[found.a] < 0)))


def _listed(couples: Couples) -> Iterator[Couple]:
    return zip(couples.a.tolist(), couples.b.tolist(), strict=True)


def enough(table: Table, couples: Couples, weights: Weights) -> Couples:
    """The couples that share enough."""
    alike = likeness(table, couples, weights) >= _ALIKE
    return couples.where(alike | (shared(table, couples, weights) >= _SHINGLES))


def _star(members: Numbers, centre: int) -> Couples:
    others = members[members != centre]
    return Couples(np.minimum(others, centre), np.maximum(others, centre))


def _short(texts: Sequence[str], found: Fingerprints, single: Chosen) -> Iterator[Couple]:
    """Couples of short texts, in whose fingerprints there is too little to go by."""
    numbers = np.flatnonzero(single & (found.lengths < SHORT) & (found.lengths > 0))
    fine = table(fingerprints([texts[number] for number in numbers.tolist()], FINE))
    couples = candidates(fine)
    for a, b in worthwhile(fine, couples, weigh(fine, couples)):
        yield int(numbers[a]), int(numbers[b])
