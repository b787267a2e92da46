"""Whether what two papers share stands in one place (集中), as in a passage taken over.

Papers that draw on the same phrases share shingles too, but here and there.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wenfeng.duplicates.boilerplate import Boilerplate
from wenfeng.duplicates.fingerprints import Fingerprints, Hashes

_AROUND = 500
"""Codes before and behind a shingle in which others belong to the same passage."""

_SHIFT = 150
"""How much more or less may stand between two shingles in the one paper than in the other."""

_ENOUGH = 2.0
"""The weight of the shingles that make a passage."""

_PLENTY = 60
"""Shared shingles that are more than phrases here and there."""


class Places:
    """Where papers hold their shingles."""

    def __init__(self, found: Fingerprints, boilerplate: Boilerplate) -> None:
        self._found = found
        self._starts = found.starts()
        self._boilerplate = boilerplate

    def together(self, a: int, b: int) -> bool:
        """Whether enough of what two papers share stands together in both of them."""
        mine, theirs, weights = self._shared(a, b)
        if len(weights) > _PLENTY:
            return True
        near = np.abs(mine[:, None] - mine) <= _AROUND
        near &= np.abs((mine - theirs)[:, None] - (mine - theirs)) <= _SHIFT
        return bool(len(weights)) and float((near @ weights).max()) >= _ENOUGH

    def _shared(
        self, a: int, b: int
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
        """The places of the shared shingles in both papers, and what they weigh."""
        (left, mine), (right, theirs) = self._of(a), self._of(b)
        if not len(right):
            return mine[:0], theirs, np.zeros(0)
        at = np.minimum(np.searchsorted(right, left), len(right) - 1)
        both = np.flatnonzero(right[at] == left)
        weights = self._boilerplate.weigh(left[both])
        telling = weights > 0
        return mine[both][telling], theirs[at[both]][telling], weights[telling]

    def _of(self, paper: int) -> tuple[Hashes, NDArray[np.int32]]:
        held = slice(self._starts[paper], self._starts[paper + 1])
        return self._found.hashes[held], self._found.places[held]
