"""Which papers are worth laying beside each other (筛选), when one of each two is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wenfeng.duplicates.families import Weighed
from wenfeng.duplicates.fingerprints import FRACTION, Fingerprints, Hashes, fingerprints
from wenfeng.duplicates.index.joining import Joint, Shelf, join
from wenfeng.duplicates.selecting import FINE, LISTED, SHORT, enough, worthwhile
from wenfeng.duplicates.table import Couples, Numbers, shared

NOT_STORED = -1
_NO_FAMILY = -1

Couple = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """New texts: their fingerprints, and which say the same word for word.

    ``stored`` is the content of an index that a text is, ``first`` the first of the new texts that
    say the same. ``single`` are the texts to look at, ``fine`` holds the fine fingerprints of those
    ``short``, by their place in it.
    """

    coarse: Fingerprints
    fine: Fingerprints
    short: Numbers
    stored: Numbers
    first: Numbers
    single: NDArray[np.bool_]

    def same(self) -> Iterator[Couple]:
        """Stored contents and the texts that say the same."""
        for number in np.flatnonzero(self.stored != NOT_STORED).tolist():
            yield int(self.stored[number]), number

    def twins(self) -> Iterator[Couple]:
        """The first new text that says something, and every other that says the same."""
        for number in np.flatnonzero(self.first != np.arange(len(self.first))).tolist():
            yield int(self.first[number]), number


@dataclass(frozen=True, slots=True)
class Matches:
    """Couples of new texts, couples of a stored content and a new text, and what counts.

    ``old`` holds how much the two of a couple share. ``fine_new`` and ``fine`` are the couples, of
    new texts and with stored contents, that were found by fine fingerprints. ``joint`` and
    ``weighed`` are of the coarse ones, ``template`` has both shingles of blank templates.
    """

    new: frozenset[Couple]
    old: Mapping[Couple, float]
    fine_new: frozenset[Couple]
    fine: frozenset[Couple]
    joint: Joint
    weighed: Weighed
    template: tuple[Hashes, Hashes]


def arrivals(shelf: Shelf, texts: Sequence[str], *, known: bool) -> Arrivals:
    """Take the fingerprints of new texts; to look at are also those ``known``, or only others."""
    coarse = fingerprints(texts)
    first = _first(coarse)
    stored = np.full(len(texts), NOT_STORED)
    for number in np.flatnonzero((first == np.arange(len(texts))) & (coarse.lengths > 0)).tolist():
        row = shelf.connection.execute(
            "SELECT id FROM contents WHERE digest = ?", (signed(coarse.digests[number]),)
        ).fetchone()
        if row is not None and 0 <= row[0] < len(shelf.labels):
            stored[number] = row[0]
    stored = stored[first]
    single = (first == np.arange(len(texts))) & (known | (stored == NOT_STORED))
    short = np.flatnonzero(single & (coarse.lengths > 0) & (coarse.lengths < SHORT))
    fine = fingerprints([texts[number] for number in short.tolist()], FINE)
    return Arrivals(coarse, fine, short, stored, first, single)


def match(shelf: Shelf, new: Arrivals, most: int) -> Matches:
    """Select the couples.

    A new text is tried with at least so many old ones of a large family, if they are like it.
    """
    joint = join(shelf, new.coarse.of(new.single), fine=False)
    couples, weighed = joint.weighed()
    chosen = _chosen(joint, couples, weighed, most)
    every = np.arange(new.coarse.size)
    finely = _match_short(shelf, new, most)
    return Matches(
        finely.new | frozenset(_among_new(joint, chosen, every)),
        finely.old | dict(_with_old(joint, chosen, every)),
        finely.new,
        frozenset(finely.old),
        joint,
        weighed,
        (joint.table.hashes[weighed.template], finely.template),
    )


@dataclass(frozen=True, slots=True)
class _Finely:
    """What fine fingerprints tell of short texts."""

    new: frozenset[Couple] = frozenset()
    old: dict[Couple, float] = field(default_factory=dict)
    template: Hashes = field(default_factory=lambda: np.zeros(0, np.uint64))


def _match_short(shelf: Shelf, new: Arrivals, most: int) -> _Finely:
    if not len(new.short):
        return _Finely()
    joint = join(shelf, new.fine, fine=True)
    couples, weighed = joint.weighed()
    chosen = _chosen(joint, couples, weighed, most)
    return _Finely(
        frozenset(_among_new(joint, chosen, new.short)),
        dict(_with_old(joint, chosen, new.short)),
        joint.table.hashes[weighed.template],
    )


def signed(digest: np.uint64) -> int:
    """A digest as a database takes it."""
    return int(np.uint64(digest).astype(np.int64))


def _first(found: Fingerprints) -> Numbers:
    """The first text with the same codes as each; texts without any are like no other."""
    _, first, inverse = np.unique(found.digests, return_index=True, return_inverse=True)
    return np.where(found.lengths > 0, first[inverse], np.arange(found.size))


def _chosen(joint: Joint, couples: Couples, weighed: Weighed, most: int) -> dict[Couple, float]:
    """Couples worth while with a new text in them, and what the two share."""
    old = len(joint.old)
    found = enough(joint.table, couples, weighed.weights)
    found = found.where(found.b >= old)
    weight = shared(joint.table, found, weighed.weights)
    order = np.lexsort((found.a, -weight, found.b))
    first, second = found.a[order], found.b[order]
    every = list(zip(first.tolist(), second.tolist(), strict=True))
    share = dict(zip(every, weight[order].tolist(), strict=True))
    best = (np.arange(len(every)) - np.searchsorted(second, second) < most) & (first < old)
    chosen = {every[number] for number in np.flatnonzero(best).tolist()}
    tried = {b for _, b in chosen}
    large = _large(weighed.families, old)
    for a, b in worthwhile(joint.table, couples, weighed):
        if b >= old and not (b in tried and large[a] == large[b] != _NO_FAMILY):
            chosen.add((a, b))
    return {one: share.get(one, 0.0) for one in chosen}


def _large(families: Numbers, old: int) -> Numbers:
    """The labels of large families with old papers in them, for each of their papers."""
    several = np.bincount(families) > LISTED
    several[np.setdiff1d(families, families[:old])] = False
    return np.where(several[families], families, _NO_FAMILY)


def _with_old(
    joint: Joint, chosen: Mapping[Couple, float], numbers: Numbers
) -> Iterator[tuple[Couple, float]]:
    """The couples with an old content; what they share as if all shingles had been kept."""
    old, scaled = len(joint.old), FINE if joint.fine else FRACTION
    for (a, b), weight in chosen.items():
        if a < old:
            yield (int(joint.old[a]), int(numbers[b - old])), scaled * weight


def _among_new(joint: Joint, chosen: Iterable[Couple], numbers: Numbers) -> Iterator[Couple]:
    old = len(joint.old)
    return ((int(numbers[a - old]), int(numbers[b - old])) for a, b in chosen if a >= old)
