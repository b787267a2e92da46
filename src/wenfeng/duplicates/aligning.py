"""Which words of two papers are the same (比对): exact, in any order, each used once.

Shingles that occur once in both papers are anchors; anchors on one diagonal are runs, grown by the
characters beside them. The longest runs take their words first, as in greedy string tiling (Wise
1993), so paragraphs may have been reordered. Runs that follow each other closely in both papers
make a chain: what stands between them was rewritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
    """A text ready to be compared: its codes, also as letters, their places, its shingles."""

    text: str
    codes: Codes
    letters: str
    places: Places
    hashes: Hashes

    @property
    def sampled(self) -> NDArray[np.int64]:
        """Where the shingles stand that belong to the fingerprint."""
        return np.flatnonzero(kept(self.hashes))


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """``size`` codes that are the same from ``a`` on in the one and from ``b`` on in the other."""

    a: int
    b: int
    size: int


Chain = tuple[Run, ...]


def prepared(text: str) -> Prepared:
    """A text ready to be compared."""
    found = neutral([text])
    letters = found.codes.tobytes().decode("utf-16-le", "surrogatepass")
    return Prepared(text, found.codes, letters, found.places, shingles(found.codes))


def chains(one: Prepared, other: Prepared) -> list[Chain]:
    """What two texts have in common, in the order of the first."""
    runs = sorted(_tiled(_runs(one, other), one, other))
    return _linked(runs)


def _runs(one: Prepared, other: Prepared) -> list[Run]:
    """Anchors that follow each other in both texts, the longest first."""
    a, b = _anchors(one.hashes, other.hashes)
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


def _anchors(one: Hashes, other: Hashes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where shingles stand that occur once in each text, in the order of the first."""
    (left, a), (right, b) = _single(one), _single(other)
    _, at, to = np.intersect1d(left, right, assume_unique=True, return_indices=True)
    order = np.argsort(a[at], kind="stable")
    return a[at][order], b[to][order]


def _single(hashes: Hashes) -> tuple[Hashes, NDArray[np.int64]]:
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    new = np.append(True, ordered[1:] != ordered[:-1]) if len(ordered) else np.zeros(0, np.bool_)
    alone = new & np.append(new[1:], True) if len(new) else new
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
