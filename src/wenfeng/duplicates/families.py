"""What counts as boilerplate (套话), when one plan may have been copied by a thousand units.

A shingle that many papers hold is boilerplate only if those papers came about independently. So
papers are joined into families first, the closest at once, and a family counts as one paper.

Plans filled into one blank template look like copies of each other too. Of two papers made from
one source a shingle of it is kept with probability q; it makes up the share x of a paper. Copying
leaves x = q: whatever is not from the source is what was rewritten. In a filled template x < q,
for each paper also has content of its own; in papers that draw from a pool of phrases x > q. Both
are estimated by moments from how many others hold each shingle.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from wenfeng.duplicates.table import Couples, Numbers, Table, Weights, shared, totals

_LEVELS = (0.8, 0.6, 0.4, 0.3)
"""How alike papers are that are joined, step by step."""

_ROUNDS = 3
_COPIED, _FILLED, _FILLED_BY_FEW = 0.72, 0.7, 0.62
"""What x / q is at least in families of copies, and less than in filled templates."""

_SURE, _SHARED_BY_FEW = 5, 0.4
"""Papers from which the estimates are good. What fewer share may be a passage that all took over,
unless it is so much of them."""

_KEPT = 0.6
"""What q is at least in filled templates."""

_SURE = 6
"""Fewer papers, of which less than three are new, are no proof of a template."""

_FRAME = 0.6
"""A shingle is the template's if so much of q of the others hold it."""

_SHARE = 0.05
_LEAST, _MOST = 4, 12
"""A shingle counts for nothing in 5% of all independent papers, but 4 to 12 where there are few."""


@dataclass(frozen=True, slots=True)
class Source:
    """What papers have in common: its share x of them, and with what probability q it is kept.

    ``columns`` are those that several of them hold, ``others`` the part of the others in each.
    """

    papers: int
    share: float
    kept: float
    columns: Numbers
    others: Weights

    @property
    def ratio(self) -> float:
        """x / q: near 1 for copies, less for filled templates, more for stock phrases."""
        return self.share / self.kept if self.kept > 0 else 0.0

    @property
    def copied(self) -> bool:
        """Whether the papers are copies."""
        return self.ratio >= _COPIED

    @property
    def filled(self) -> bool:
        """Whether they are one template filled in: kept by nearly all, and not all there is."""
        if self.papers >= _SURE:
            return self.kept >= _KEPT and self.ratio < _FILLED
        return self.kept >= _KEPT and self.share >= _SHARED_BY_FEW and self.ratio < _FILLED_BY_FEW

    def frame(self) -> Numbers:
        """The columns of a template that these papers were filled into."""
        return self.columns[self.others >= _FRAME * self.kept]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The weight 0–1 of each column of a table, 0 for boilerplate; a label for every family.

    ``template`` tells which columns are a template's.
    """

    weights: Weights
    families: Numbers
    template: NDArray[np.bool_]

    def large(self, size: int) -> list[Numbers]:
        """The families of so many papers or more."""
        return [members for members in _together(self.families) if len(members) >= size]


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of a table before: labels of families, columns of templates.

    ``old`` is how many of the first papers were weighed before; of their shingles the table has
    only those that new papers hold. ``outside`` is how many families have no paper in the table.
    Those that hold a column are counted in its ``held`` all the same.
    """

    families: Numbers
    template: NDArray[np.bool_]
    old: int = 0
    outside: int = 0


def weigh(table: Table, couples: Couples, known: Known | None = None) -> Weighed:
    """Tell boilerplate and families apart; couples are candidates."""
    known = known or Known(np.arange(table.papers), np.zeros(len(table.hashes), np.bool_))
    families, template = known.families, known.template.copy()
    alike = likeness(table, couples, (~template).astype(np.float64))
    for level in _LEVELS:
        for _ in range(_ROUNDS):
            so_far = replace(known, families=families, template=template)
            families, found = _joined(table, couples.where(alike >= level), so_far)
            if not found.any():
                break
            template |= found
            alike = likeness(table, couples, (~template).astype(np.float64))
    return Weighed(_weights(table, families, template, known.outside), families, template)


def _joined(table: Table, close: Couples, known: Known) -> tuple[Numbers, NDArray[np.bool_]]:
    """Families after joining close papers, and columns found to be those of a template."""
    families = known.families
    found = np.zeros_like(known.template)
    label = np.arange(len(families))
    for members in _clusters(close, table.papers):
        labels, first = np.unique(families[members], return_index=True)
        if len(labels) == 1 or members[-1] < known.old:
            continue
        sure = len(members) >= _SURE or members[-3] >= known.old
        if _source(table, members, known).ratio >= (_COPIED if sure else _FILLED):
            label[labels] = labels[0]
        elif len(labels) > 2 and sure:
            source = _source(table, members[first], known)
            if source.filled:
                found[source.frame()] = True
    return label[families], found


def likeness(table: Table, couples: Couples, weights: Weights) -> Weights:
    """How alike couples are, 0–1: twice what they share, of all they hold (Dice), weighted."""
    total = totals(table, weights)
    whole = total[couples.a] + total[couples.b]
    return 2 * shared(table, couples, weights) / np.maximum(whole, 1)


def _clusters(couples: Couples, papers: int) -> list[Numbers]:
    """The papers that hang together, three or more of them."""
    ones = np.ones(len(couples), np.int8)
    graph = sparse.coo_array((ones, (couples.a, couples.b)), shape=(papers, papers))
    _, labels = connected_components(graph, directed=False)
    return [members for members in _together(labels) if len(members) > 2]


def _source(table: Table, members: Numbers, known: Known) -> Source:
    """Estimate by moments what three or more papers have in common, as seen from the new ones."""
    entries, new = table.rows[members].indices, members[members >= known.old]
    columns, held = np.unique(entries[~known.template[entries]], return_counts=True)
    own = held if len(new) == len(members) else _held(table, new, columns)
    size = max(own.sum() + table.alone[new].sum(), 1)
    others = (held - 1) / (len(members) - 1)
    once, twice = (own * others).sum() / size, (own * others**2).sum() / size
    if not once:
        return Source(len(members), 0.0, 0.0, columns, others)
    rest = len(members) - 1
    kept = (rest * (twice / once) - 1) / (rest - 1)
    share = min(once / kept, 2.0) if kept > 0 else 0.0
    several = held > 1
    return Source(len(members), share, kept, columns[several], others[several])


def _held(table: Table, members: Numbers, columns: Numbers) -> Numbers:
    """In how many of these papers each of the columns is."""
    return np.bincount(table.rows[members].indices, minlength=len(table.hashes))[columns]


def _weights(table: Table, families: Numbers, template: NDArray[np.bool_], outside: int) -> Weights:
    held = table.held.copy()
    for members in _together(families):
        columns, within = np.unique(table.rows[members].indices, return_counts=True)
        held[columns] -= within - 1
    return np.where(template, 0.0, rarity(held, len(np.unique(families)) + outside))


def rarity(held: Numbers, independent: int) -> Weights:
    """1 for what one or two of the independent papers hold, falling with the logarithm."""
    most = max(_LEAST, min(max(_MOST, _SHARE * independent), independent))
    falling = 1 - np.log(np.maximum(held, 2) / 2) / np.log(most / 2)
    return np.asarray(np.clip(falling, 0.0, 1.0))


def _together(labels: Numbers) -> list[Numbers]:
    """The papers that have one label, where there are several."""
    several = np.flatnonzero(np.bincount(labels)[labels] > 1)
    if not len(several):
        return []
    order = several[np.argsort(labels[several], kind="stable")]
    return np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)


def middle(table: Table, members: Numbers) -> int:
    """The member of a family that has most of what the others have."""
    rows = table.rows[members]
    held = np.bincount(rows.indices, minlength=table.rows.shape[1])
    return int(members[np.argmax(rows @ (held - 1.0).clip(0))])
