"""Which papers hold which kept shingles: a sparse table, and what two rows of it share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wenfeng.duplicates.fingerprints import Fingerprints, Hashes

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]

_ROWS = 20_000
"""Pairs whose rows are laid on each other at a time."""


@dataclass(frozen=True, slots=True)
class Table:
    """Papers (rows) by shingles that at least two hold (columns), in the order of ``hashes``.

    ``alone`` says how many more kept shingles each paper has that no other holds. ``held`` is in
    how many papers each column is.
    """

    rows: sparse.csr_array
    hashes: Hashes
    held: Numbers
    alone: Numbers

    @property
    def papers(self) -> int:
        """How many papers there are."""
        return int(self.rows.shape[0])


@dataclass(frozen=True, slots=True)
class Couples:
    """Pairs of papers, the one with the lower number first, each once."""

    a: Numbers
    b: Numbers

    def __len__(self) -> int:
        return len(self.a)

    def where(self, chosen: NDArray[np.bool_]) -> Couples:
        """Those chosen."""
        return Couples(self.a[chosen], self.b[chosen])


def table(found: Fingerprints) -> Table:
    """Lay the fingerprints of papers out as a table."""
    order = np.argsort(found.hashes, kind="stable")
    hashes, owners = found.hashes[order], found.owners[order]
    begins = np.flatnonzero(np.append(True, hashes[1:] != hashes[:-1])) if len(hashes) else order
    held = np.diff(np.append(begins, len(hashes)))
    many = held > 1
    common = np.repeat(many, held)
    columns = np.repeat(np.arange(int(many.sum())), held[many])
    rows = sparse.csr_array(
        (np.ones(len(columns), np.float32), (owners[common], columns)),
        shape=(found.size, int(many.sum())),
    )
    alone = np.bincount(owners[~common], minlength=found.size)
    return Table(rows, hashes[begins[many]], held[many], alone)


def shared(table: Table, couples: Couples, weights: Weights) -> Weights:
    """The weight of the shingles that the two papers of each couple share."""
    weighted = (table.rows @ sparse.diags_array(weights.astype(np.float32))).tocsr()
    found = np.zeros(len(couples))
    for start in range(0, len(couples), _ROWS):
        chunk = slice(start, start + _ROWS)
        both = table.rows[couples.a[chunk]].multiply(weighted[couples.b[chunk]])
        found[chunk] = both.sum(axis=1)
    return found


def totals(table: Table, weights: Weights) -> Weights:
    """The weight of all kept shingles of each paper; one that no other holds weighs 1."""
    return np.asarray(table.rows @ weights.astype(np.float32) + table.alone, dtype=np.float64)
