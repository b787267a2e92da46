"""Which words of two papers are the same (比对): exact, in any order, each used once.

The first of a shingle in both papers is an anchor, the second another; anchors on one diagonal are
runs, grown by the characters beside them. The longest runs take their words first, as in greedy
string tiling (Wise 1993), so paragraphs may have been reordered. Runs that follow each other
closely in both papers make a chain: what stands between them was rewritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wenfeng.duplicates.fingerprints import SHINGLE, Hashes, kept, shingles
from wenfeng.duplicates.neutral import Codes, Places, neutral

_GAP = 120
"""So many characters may have been rewritten within a chain."""

_TIMES, _AGAIN = 8, 0xA0761D6478BD642F
"""How many times a shingle may come and be an anchor; what is added to its key each time."""

_BACK = 8
"""Runs before one that are tried as what it follows."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text ready to be compared: its codes, also as letters, their places, its shingles.

    ``keys`` tell, ascending, shingles and the how manieth of its kind each is; ``at`` says where
    it stands.
    """

    text: str
    codes: Codes
    letters: str
    places: Places
    hashes: Hashes
    keys: Hashes
    at: NDArray[np.int64]

    @property
    def sampled(self) -> NDArray[np.int64]:
        """Where the shingles stand that belong to the fingerprint."""
        return np.flatnonzero(kept(self.hashes))


class Run(NamedTuple):
    """``size`` codes that are the same from ``a`` on in the one and from ``b`` on in the other."""

    a: int
    b: int
    size: int


Chain = tuple[Run, ...]


def prepared(text: str) -> Prepared:
    """A text ready to be compared."""
    found = neutral([text])
    letters = found.codes.tobytes().decode("utf-16-le", "surrogatepass")
    hashes = shingles(found.codes)
    return Prepared(text, found.codes, letters, found.places, hashes, *_keyed(hashes))


def chains(one: Prepared, other: Prepared) -> list[Chain]:
    """What two texts have in common, in the order of the first."""
    if one.letters and one.letters == other.letters:
        return [(Run(0, 0, len(one.letters)),)]
    runs = sorted(_tiled(_runs(one, other), one, other))
    return _linked(runs)


def _runs(one: Prepared, other: Prepared) -> list[Run]:
    """Anchors that follow each other in both texts, the longest first."""
    ends = [run for run in _ends(one.codes, other.codes) if run.size >= SHINGLE]
    a, b = _anchors(one, other)
    if not len(a):
        return ends
    cuts = np.flatnonzero((np.diff(a) != 1) | (np.diff(b) != 1)) + 1
    starts = np.append(0, cuts)
    sizes = np.diff(np.append(starts, len(a))) + SHINGLE - 1
    columns = a[starts].tolist(), b[starts].tolist(), sizes.tolist()
    found = [Run(*three) for three in zip(*columns, strict=True)]
    return sorted((*found, *ends), key=lambda run: -run.size)


def _ends(one: Codes, other: Codes) -> tuple[Run, Run]:
    """How the texts begin alike and how they end alike, whatever is repeated there."""
    size = min(len(one), len(other))
    first = np.flatnonzero(one[:size] != other[:size])
    last = np.flatnonzero(one[len(one) - size :] != other[len(other) - size :])
    head = int(first[0]) if len(first) else size
    tail = size - 1 - int(last[-1]) if len(last) else size
    return Run(0, 0, head), Run(len(one) - tail, len(other) - tail, tail)


def _anchors(one: Prepared, other: Prepared) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the same shingles stand for the same time in both, in the order of the first."""
    if not (len(one.keys) and len(other.keys)):
        return one.at[:0], other.at[:0]
    to = np.minimum(np.searchsorted(other.keys, one.keys), len(other.keys) - 1)
    both = np.flatnonzero(other.keys[to] == one.keys)
    a, b = one.at[both], other.at[to[both]]
    order = np.argsort(a)
    return a[order], b[order]


def _keyed(hashes: Hashes) -> tuple[Hashes, NDArray[np.int64]]:
    """A key for every shingle, another when it comes again, ascending; and where each stands."""
    order = np.argsort(hashes)
    ordered = hashes[order]
    new = np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)]
    if new.all():
        return ordered, order
    first = np.flatnonzero(new)
    group = np.cumsum(new) - 1
    order = order[np.lexsort((order, group))]
    time = np.arange(len(order)) - first[group]
    told = time < _TIMES
    keys = ordered[told] + time[told].astype(np.uint64) * np.uint64(_AGAIN)
    ascending = np.argsort(keys)
    return keys[ascending], order[told][ascending]


def _tiled(runs: Iterable[Run], one: Prepared, other: Prepared) -> Iterator[Run]:
    """Runs grown at both ends, cut where a longer one has taken the words."""
    mine, theirs = bytearray(len(one.codes)), bytearray(len(other.codes))
    for run in runs:
        middle = run.size // 2
        if mine[run.a + middle] and theirs[run.b + middle]:
            continue
        for piece in _free(run, mine, theirs):
            grown = _grown(piece, (one.letters, other.letters), (mine, theirs))
            if grown.size >= SHINGLE:
                mine[grown.a : grown.a + grown.size] = b"\1" * grown.size
                theirs[grown.b : grown.b + grown.size] = b"\1" * grown.size
                yield grown


def _free(run: Run, mine: bytearray, theirs: bytearray) -> Iterator[Run]:
    """The parts of a run whose words nobody has taken."""
    a, b, size = run.a, run.b, run.size
    if not any(mine[a : a + size]) and not any(theirs[b : b + size]):
        yield run
        return
    begin = None
    for at in range(size + 1):
        taken = at == size or mine[a + at] or theirs[b + at]
        if not taken and begin is None:
            begin = at
        elif taken and begin is not None:
            yield Run(a + begin, b + begin, at - begin)
            begin = None


def _grown(run: Run, letters: tuple[str, str], taken: tuple[bytearray, bytearray]) -> Run:
    """A run with the same free letters before and behind it."""
    (one, other), (mine, theirs) = letters, taken
    a, b = run.a, run.b
    while a and b and one[a - 1] == other[b - 1] and not (mine[a - 1] or theirs[b - 1]):
        a, b = a - 1, b - 1
    enda, endb = run.a + run.size, run.b + run.size
    while (
        enda < len(one)
        and endb < len(other)
        and one[enda] == other[endb]
        and not (mine[enda] or theirs[endb])
    ):
        enda, endb = enda + 1, endb + 1
    return Run(a, b, enda - a)


def _linked(runs: list[Run]) -> list[Chain]:
    """Runs, in order, joined to those which they follow closely in both texts."""
    chain_of: list[list[Run]] = []
    last: list[tuple[Run, list[Run]]] = []
    for run in runs:
        home = next(
            (
                chain
                for before, chain in reversed(last[-_BACK:])
                if chain[-1] is before
                and 0 <= run.a - before.a - before.size <= _GAP
                and 0 <= run.b - before.b - before.size <= _GAP
            ),
            None,
        )
        if home is None:
            home = []
            chain_of.append(home)
        home.append(run)
        last.append((run, home))
    return [tuple(chain) for chain in chain_of]
