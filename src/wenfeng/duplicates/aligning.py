"""Which words of two papers are the same (比对): exact, in any order, each used once.

Shingles that occur once in both papers are anchors; anchors on one diagonal are runs, grown by the
characters beside them. The longest runs take their words first, as in greedy string tiling (Wise
1993), so paragraphs may have been reordered. Runs that follow each other closely in both papers
make a chain: what stands between them was rewritten.
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

_BACK = 8
"""Runs before one that are tried as what it follows."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text ready to be compared: its codes, also as letters, their places, its shingles.

    ``single`` are the shingles that occur once, ascending, and ``at`` says where each stands.
    """

    text: str
    codes: Codes
    letters: str
    places: Places
    hashes: Hashes
    single: Hashes
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
    return Prepared(text, found.codes, letters, found.places, hashes, *_single(hashes))


def chains(one: Prepared, other: Prepared) -> list[Chain]:
    """What two texts have in common, in the order of the first."""
    runs = sorted(_tiled(_runs(one, other), one, other))
    return _linked(runs)


def _runs(one: Prepared, other: Prepared) -> list[Run]:
    """Anchors that follow each other in both texts, the longest first."""
    a, b = _anchors(one, other)
    if not len(a):
        return []
    cuts = np.flatnonzero((np.diff(a) != 1) | (np.diff(b) != 1)) + 1
    starts = np.append(0, cuts)
    sizes = np.diff(np.append(starts, len(a))) + SHINGLE - 1
    order = np.argsort(-sizes, kind="stable")
    starts, sizes = starts[order], sizes[order]
    return [
        Run(*three)
        for three in zip(a[starts].tolist(), b[starts].tolist(), sizes.tolist(), strict=True)
    ]


def _anchors(one: Prepared, other: Prepared) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where shingles stand that occur once in each text, in the order of the first."""
    if not (len(one.single) and len(other.single)):
        return one.at[:0], other.at[:0]
    to = np.minimum(np.searchsorted(other.single, one.single), len(other.single) - 1)
    both = np.flatnonzero(other.single[to] == one.single)
    a, b = one.at[both], other.at[to[both]]
    order = np.argsort(a)
    return a[order], b[order]


def _single(hashes: Hashes) -> tuple[Hashes, NDArray[np.int64]]:
    order = np.argsort(hashes)
    ordered = hashes[order]
    edges = np.concatenate(([True], ordered[1:] != ordered[:-1], [True]))[: len(ordered) + 1]
    alone = edges[:-1] & edges[1:]
    return ordered[alone], order[alone]


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
