"""New papers and those of an index in one table (并表), so that both are selected in one way.

Of an index only papers are taken in that share with the new ones what is no boilerplate; all others
count in how many families hold a shingle.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wenfeng.duplicates.candidates import candidates
from wenfeng.duplicates.families import Known, Weighed, rarity, weigh
from wenfeng.duplicates.fingerprints import Fingerprints, Hashes
from wenfeng.duplicates.index.labels import GONE, Labels
from wenfeng.duplicates.index.lookup import Holders, holders
from wenfeng.duplicates.index.postings import HEAD
from wenfeng.duplicates.index.trouble import Damaged
from wenfeng.duplicates.table import Couples, Numbers, Table, Weights

_WORTH = 1.0
"""What an old paper shares at least with the new ones to be taken in."""

_BASE, _EACH = 256, 64
"""So many old papers are taken in, and so many more for each new one."""

_CELLS = 1_000_000
"""If the table is no larger, every new paper is tried with every old one."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """An index as it is at the moment: the database, its labels, how many families it has."""

    connection: sqlite3.Connection
    labels: Labels
    families: int

    def holders(self, fine: bool, hashes: Hashes) -> Holders:
        """Who holds these hashes, which ascend. Raises Damaged."""
        found = holders(self.connection, fine, hashes)
        if len(found.owners) and not 0 <= found.owners.min() <= found.owners.max() < len(
            self.labels
        ):
            raise Damaged("倒排表")
        return found

    def weights(self, hashes: Hashes) -> Weights:
        """How much shingles count, which ascend, among the papers of the index alone."""
        found = self.holders(False, hashes)
        weights = rarity(independent(found, self.labels), self.families)
        return np.where(_within(hashes, self.labels.templates[False]), 0.0, weights)


@dataclass(frozen=True, slots=True)
class Joint:
    """A table of ``old`` contents (the first rows) and new ones, and what was known of it."""

    table: Table
    known: Known
    old: Numbers
    fine: bool

    def weighed(self) -> tuple[Couples, Weighed]:
        """The couples of the table that may be copies, and what counts in it."""
        couples = self._couples()
        return couples, weigh(self.table, couples, self.known)

    def _couples(self) -> Couples:
        found = candidates(self.table)
        old, new = len(self.old), self.table.papers - len(self.old)
        if not old or old * new > _CELLS:
            return found
        cross = (self.table.rows[:old] @ self.table.rows[old:].T).tocoo()
        a, b = (side.astype(np.int64) for side in cross.coords)
        every = np.concatenate(
            (found.a * self.table.papers + found.b, a * self.table.papers + b + old)
        )
        return Couples(*np.divmod(np.unique(every), self.table.papers))


def join(shelf: Shelf, new: Fingerprints, fine: bool) -> Joint:
    """Put new contents and the old ones that may be like them into one table."""
    hashes, column = np.unique(new.hashes, return_inverse=True)
    template = _within(hashes, shelf.labels.templates[fine])
    found = shelf.holders(fine, hashes)
    base = independent(found, shelf.labels)
    weights = np.where(template, 0.0, rarity(base + 1, shelf.families + new.size))
    held = base + np.bincount(column, minlength=len(hashes))
    old, rows, columns = _taken(found, shelf.labels, weights, new.size)
    kept = held > 1
    held += _again(columns, shelf.labels.families[old[rows]].astype(np.int64), len(hashes))
    number = np.cumsum(kept) - 1
    shared = kept[column]
    table = Table(
        sparse.csr_array(
            (
                np.ones(len(rows) + int(shared.sum()), np.float32),
                (
                    np.concatenate((rows, len(old) + new.owners[shared])),
                    np.concatenate((number[columns], number[column[shared]])),
                ),
            ),
            shape=(len(old) + new.size, int(kept.sum())),
        ),
        hashes[kept],
        held[kept],
        np.concatenate(
            (
                np.maximum(
                    shelf.labels.sizes(fine)[old] - np.bincount(rows, minlength=len(old)), 0
                ),
                np.bincount(new.owners[~shared], minlength=new.size),
            )
        ),
    )
    return Joint(table, _known(shelf, old, new.size, template[kept]), old, fine)


def independent(found: Holders, labels: Labels) -> Numbers:
    """How many families hold each column; where not all holders are at hand, an estimate."""
    families = labels.families[found.owners]
    alive = families != GONE
    sample = np.bincount(found.columns, minlength=len(found.counts))
    key = found.columns[alive] * (len(labels) + 1) + families[alive]
    distinct = np.bincount(np.unique(key) // (len(labels) + 1), minlength=len(found.counts))
    part = distinct / np.maximum(sample, 1)
    estimate = np.rint(found.counts * part).astype(np.int64)
    return np.asarray(np.where(found.counts > HEAD, estimate, distinct))


def _taken(
    found: Holders, labels: Labels, weights: Weights, new: int
) -> tuple[Numbers, Numbers, Numbers]:
    """The old contents worth a row, and the entries of these rows: row and column."""
    alive = labels.families[found.owners] != GONE
    columns, owners = found.columns[alive], found.owners[alive]
    old, rows = np.unique(owners, return_inverse=True)
    worth = np.bincount(rows, weights=weights[columns], minlength=len(old))
    most = _BASE + _EACH * new
    chosen = worth >= _WORTH
    if chosen.sum() > most:
        chosen &= worth >= np.partition(worth, len(worth) - most)[len(worth) - most]
    inside = chosen[rows]
    number = np.cumsum(chosen) - 1
    return old[chosen].astype(np.int64), number[rows[inside]], columns[inside]


def _again(columns: Numbers, families: Numbers, size: int) -> Numbers:
    """How many entries of each column are of a family that the column already has."""
    if not len(columns):
        return np.zeros(size, dtype=np.int64)
    width = int(families.max()) + 1
    once = np.unique(columns * width + families) // width
    return np.bincount(columns, minlength=size) - np.bincount(once, minlength=size)


def _known(shelf: Shelf, old: Numbers, new: int, template: NDArray[np.bool_]) -> Known:
    families, first, inverse = np.unique(
        shelf.labels.families[old], return_index=True, return_inverse=True
    )
    own = np.arange(len(old), len(old) + new)
    return Known(
        np.concatenate((first[inverse], own)).astype(np.int64),
        template,
        len(old),
        max(shelf.families - len(families), 0),
    )


def _within(hashes: Hashes, others: Hashes) -> NDArray[np.bool_]:
    """Which of the hashes are among others, which ascend."""
    if not len(others):
        return np.zeros(len(hashes), dtype=np.bool_)
    at = np.minimum(np.searchsorted(others, hashes), len(others) - 1)
    return np.asarray(others[at] == hashes)
