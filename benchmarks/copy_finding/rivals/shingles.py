"""Character 5-grams as numbers, by numpy; those of too many papers left out if asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

SIZE = 5
_BUCKETS = 1 << 24
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
Hashes = NDArray[np.uint32]


def hashed(text: str) -> Hashes:
    """The different 5-grams of a text, 32 bits each, sorted."""
    codes: NDArray[Any] = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    count = max(len(codes) - SIZE + 1, 0)
    mixed = np.zeros(count, np.uint64)
    for k in range(SIZE):
        mixed = mixed * _FACTOR + codes[k : k + count]
    mixed ^= mixed >> np.uint64(29)
    hashes = ((mixed * _FACTOR) >> np.uint64(32)).astype(np.uint32)
    hashes.sort()  # np.unique takes four times as long
    return hashes[np.concatenate(([True], hashes[1:] != hashes[:-1]))] if count else hashes


def strings(text: str) -> list[str]:
    return list({text[i : i + SIZE] for i in range(len(text) - SIZE + 1)})


def rare(papers: Sequence[Hashes], share: float) -> list[Hashes]:
    """Of each paper the 5-grams that at most that share of the papers has."""
    counts = np.zeros(_BUCKETS, np.uint32)
    for hashes in papers:
        counts[hashes & np.uint32(_BUCKETS - 1)] += np.uint32(1)
    most = max(2, share * len(papers))
    return [hashes[counts[hashes & np.uint32(_BUCKETS - 1)] <= most] for hashes in papers]
