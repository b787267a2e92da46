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

_COMMON = 0.3
"""What counts less is shown as boilerplate, if it goes on for so many codes:"""
_LONG = 12


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The weight 0–1 of shingles that several papers hold, by ascending hash; others weigh 1."""

    hashes: Hashes
    weights: NDArray[np.float64]

    def of(self, paper: Prepared) -> NDArray[np.float64]:
        """The weight of every code of a paper: between two shingles of the fingerprint, a mean."""
        places = paper.sampled
        if not len(places):
            return np.ones(len(paper.codes))
        found = np.maximum(self._weights(paper.hashes[places]), _FLOOR)
        return np.interp(np.arange(len(paper.codes)), places + SHINGLE // 2, found)

    def _weights(self, hashes: Hashes) -> NDArray[np.float64]:
        if not len(self.hashes):
            return np.ones(len(hashes))
        at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        return np.where(self.hashes[at] == hashes, self.weights[at], 1.0)


def common(paper: Prepared, weights: NDArray[np.float64]) -> Iterator[Range]:
    """The stretches of a paper's text that are boilerplate."""
    low = np.concatenate(([False], weights < _COMMON, [False]))
    edges = np.flatnonzero(np.diff(low.astype(np.int8)))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - start >= _LONG:
            yield int(paper.places[start]), int(paper.places[end - 1]) + 1
