"""Which words of a paper are stock phrases (公文套话), known beforehand.

Two or three papers are too few to learn from them what all papers say. What the genre repeats in
any case – 各省、自治区、直辖市人民政府, 请认真贯彻执行 – is in a lexicon.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from wenfeng.duplicates.aligning import Prepared
from wenfeng.duplicates.fingerprints import SHINGLE, Hashes, shingles
from wenfeng.duplicates.neutral import neutral
from wenfeng.resources import lexicon

Chosen = NDArray[np.bool_]

_GAP = 3
"""So many codes between two stock phrases join them: 的, 有关, 和."""

_MASK = np.uint64((1 << 18) - 1)
"""The bits of a hash that rule out nearly all that is no stock phrase at once."""


def stock(paper: Prepared) -> Chosen:
    """Which codes of a paper stand in stock phrases."""
    starts = np.flatnonzero(_found(paper.hashes))
    ends = starts + SHINGLE
    joined = starts[1:] - ends[:-1] <= _GAP
    ends[:-1] = np.where(joined, starts[1:], ends[:-1])
    size = len(paper.codes) + 1
    inside = np.bincount(starts, minlength=size) - np.bincount(ends, minlength=size)
    return np.asarray(np.cumsum(inside)[:-1], dtype=np.bool_)


def _found(hashes: Hashes) -> Chosen:
    """Which shingles are those of stock phrases."""
    known, maybe = _known()
    found: Chosen = maybe[hashes & _MASK]
    at = np.flatnonzero(found)
    found[at] = known[np.searchsorted(known, hashes[at]) % len(known)] == hashes[at]
    return found


@cache
def _known() -> tuple[Hashes, Chosen]:
    """The shingles of stock phrases, ascending, and which ends of hashes they have."""
    phrases = [phrase for group in lexicon("stock")["phrases"].values() for phrase in group]
    known = np.unique(shingles(neutral(phrases).codes))
    maybe = np.zeros(int(_MASK) + 1, dtype=np.bool_)
    maybe[known & _MASK] = True
    return known, maybe
