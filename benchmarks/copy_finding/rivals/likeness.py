"""Likeness of candidate pairs, and banding of signatures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .shingles import Hashes

Pairs = NDArray[np.int64]
_AT_ONCE = 200_000
LOWEST = 0.02


def estimated(signatures: NDArray[Any], pairs: Pairs) -> NDArray[np.float64]:
    """The share of equal values in the signatures of each pair."""
    found = np.empty(len(pairs))
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        found[start : start + _AT_ONCE] = (signatures[some[:, 0]] == signatures[some[:, 1]]).mean(1)
    return found


def exact(papers: Sequence[Hashes], pairs: Pairs) -> NDArray[np.float64]:
    """Jaccard of the very sets."""
    found = np.empty(len(pairs))
    for place, (i, j) in enumerate(pairs):
        a, b = papers[i], papers[j]
        both = len(np.intersect1d(a, b, assume_unique=True))
        found[place] = both / max(len(a) + len(b) - both, 1)
    return found


def banded(signatures: NDArray[Any], bands: int, rows: int) -> Pairs:
    """Pairs of papers whose signatures agree in a band."""
    found = [np.empty((0, 2), np.int64)]
    for band in range(bands):
        values = np.ascontiguousarray(signatures[:, band * rows : (band + 1) * rows])
        keys = values.view(np.dtype((np.void, values.dtype.itemsize * rows))).ravel()
        found.append(_alike(keys))
    return np.unique(np.concatenate(found), axis=0)


def _alike(keys: NDArray[Any]) -> Pairs:
    _, group = np.unique(keys, return_inverse=True)
    order = np.argsort(group, kind="stable")
    ends = np.flatnonzero(np.diff(group[order])) + 1
    found = [np.empty((0, 2), np.int64)]
    for members in np.split(order, ends):
        if len(members) > 1:
            a, b = np.triu_indices(len(members), 1)
            found.append(np.stack([members[a], members[b]], axis=1))
    pairs = np.concatenate(found)
    pairs.sort(axis=1)
    return pairs
