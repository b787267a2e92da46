"""How much every character of a paper counts (套话不计): little where all papers say the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wenfeng.copies import Range
from wenfeng.duplicates.aligning import Prepared
from wenfeng.duplicates.fingerprints import SHINGLE, Hashes

_FLOOR = 0.05
"""What boilerplate counts at least, so that papers of nothing else can be compared too."""

_REACH, _UNKNOWN = 8, 0.15
"""How many codes around a shingle its weight tells of; what others weigh at least."""

_COMMON = 0.3
"""What counts less is shown as boilerplate, if it goes on for so many codes:"""
_LONG = 12


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The weight 0–1 of shingles that several papers hold, by ascending hash; others weigh 1."""

    hashes: Hashes
    weights: NDArray[np.float64]

    def of(self, paper: Prepared) -> NDArray[np.float64]:
        """The weight of every code of a paper, from the shingles of the fingerprint beside it."""
        places = paper.sampled
        if not len(places):
            return np.ones(len(paper.codes))
        found = np.maximum(self.weigh(paper.hashes[places]), _FLOOR)
        known, found = _with_unknown(places + SHINGLE // 2, found)
        return np.interp(np.arange(len(paper.codes)), known, found)

    def only(self, hashes: Hashes) -> Boilerplate:
        """What is known of some shingles, ascending."""
        chosen = np.isin(self.hashes, hashes, assume_unique=True)
        return Boilerplate(self.hashes[chosen], self.weights[chosen])

    def weigh(self, hashes: Hashes) -> NDArray[np.float64]:
        """The weights of shingles."""
        if not len(self.hashes):
            return np.ones(len(hashes))
        at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        return np.where(self.hashes[at] == hashes, self.weights[at], 1.0)


def _with_unknown(
    places: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The places with two more in every gap so wide that those beside it say nothing of it."""
    wide = np.flatnonzero(np.diff(places) > 3 * _REACH)
    inner = np.concatenate((places[wide] + _REACH, places[wide + 1] - _REACH))
    between = np.maximum(np.interp(inner, places, weights), _UNKNOWN)
    known = np.concatenate((places, inner))
    order = np.argsort(known, kind="stable")
    return known[order], np.concatenate((weights, between))[order]


def common(paper: Prepared, weights: NDArray[np.float64]) -> Iterator[Range]:
    """The stretches of a paper's text that are boilerplate."""
    low = np.concatenate(([False], weights < _COMMON, [False]))
    edges = np.flatnonzero(np.diff(low.astype(np.int8)))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - start >= _LONG:
            yield int(paper.places[start]), int(paper.places[end - 1]) + 1
