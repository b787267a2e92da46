"""Which papers to look at together (候选): every two of a rare shingle, neighbours of a common one.

All pairs of a shingle that many papers hold would be too many, and leaving such shingles out would
lose the plan that sixty units copied. So the holders of a common shingle are lined up, and each is
paired with the next few: the copies of one plan form an unbroken line in most of its shingles,
while boilerplate pairs papers at random.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from wenfeng.duplicates.table import Couples, Table

RARE = 24
"""A shingle that no more papers hold pairs each of them with each."""

_STEPS = (1, 2, 4)
"""With which of the next holders of a common shingle a paper is paired."""

_FEW = 3
"""Shingles that a couple must share to be looked at."""

_PART = 0.1
"""Or, of those by which it is only a neighbour, this part of the smaller paper's."""


def candidates(table: Table) -> Couples:
    """The couples that may be copies."""
    close, next_to = _every(table), _neighbours(table)
    both = (close + next_to).tocoo()
    a, b = both.coords
    size = table.alone + np.diff(table.rows.indptr)
    enough = np.maximum(_FEW, _PART * np.minimum(size[a], size[b]))
    rare = np.asarray(close.tocsr()[a, b]).ravel() if len(a) else both.data
    chosen = (rare >= _FEW) | (both.data >= enough)
    return Couples(a[chosen].astype(np.int64), b[chosen].astype(np.int64))


def _every(table: Table) -> sparse.csr_array:
    """In how many rare shingles each two papers meet."""
    rare = table.rows[:, table.held <= RARE]
    return sparse.csr_array(sparse.triu(rare @ rare.T, k=1))


def _neighbours(table: Table) -> sparse.csr_array:
    """In how many common shingles a paper is among the next to hold it after another."""
    columns = table.rows[:, table.held > RARE].tocsc()
    columns.sort_indices()
    papers = columns.indices
    owners = np.repeat(np.arange(columns.shape[1]), np.diff(columns.indptr))
    couples = []
    for step in _STEPS:
        inner = owners[:-step] == owners[step:]
        couples.append((papers[:-step][inner], papers[step:][inner]))
    a, b = (np.concatenate(side) for side in zip(*couples, strict=True))
    ones = np.ones(len(a), np.float32)
    return sparse.csr_array((ones, (a, b)), shape=(table.papers, table.papers))
