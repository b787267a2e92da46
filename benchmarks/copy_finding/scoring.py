"""How right the found pairs are: precision, and recall by kind of copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .making import Truth

Pairs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Score:
    """``precision`` counts a family or a copy once, ``of_pairs`` every pair; ``recall`` by kind of
    copy; ``f1`` over all copies but sections, ``f1_all`` with sections."""

    precision: float
    of_pairs: float
    recall: dict[str, float]
    f1: float
    f1_all: float
    found: int
    wrong: int


def paired(pairs: Iterable[tuple[int, int]], groups: Iterable[Sequence[int]]) -> Pairs:
    """All pairs listed or implied by groups."""
    found = [np.array(list(pairs), np.int64).reshape(-1, 2)]
    for group in groups:
        members = np.array(sorted(group), np.int64)
        a, b = np.triu_indices(len(members), 1)
        found.append(np.stack([members[a], members[b]], axis=1))
    both = np.concatenate(found)
    both.sort(axis=1)
    return np.unique(both, axis=0)


def score(pairs: Pairs, truth: Truth) -> Score:
    cluster = np.array(truth.cluster)
    ends = cluster[pairs]
    right = (ends[:, 0] == ends[:, 1]) & (ends[:, 0] >= 0)
    recall, hits = _recall(pairs[right], truth)
    wrong = _wrong(pairs[~right], cluster)
    every = Counter(copy.kind for copy in truth.copies)
    sections = "section"
    some, of = hits.total() - hits[sections], every.total() - every[sections]
    return Score(
        precision=_ratio(hits.total(), hits.total() + wrong),
        of_pairs=_ratio(int(right.sum()), len(pairs)),
        recall=recall,
        f1=_f1(some, of, wrong),
        f1_all=_f1(hits.total(), every.total(), wrong),
        found=hits.total(),
        wrong=wrong,
    )


def best(pairs: Pairs, likeness: NDArray[np.float64], truth: Truth) -> tuple[float, Score]:
    """The threshold with which the pairs come out best, known only to who knows the truth."""
    steps = [round(0.02 * k, 2) for k in range(1, 45)]
    scored = ((step, score(pairs[likeness >= step], truth)) for step in steps)
    return max(scored, key=lambda one: one[1].f1)


def _recall(pairs: Pairs, truth: Truth) -> tuple[dict[str, float], Counter[str]]:
    label = _components(pairs, len(truth.cluster))
    main = _main_labels(label, truth)
    hits: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for copy in truth.copies:
        every[copy.kind] += 1
        hits[copy.kind] += bool(label[copy.paper] == main[copy.source])
    return {kind: hits[kind] / every[kind] for kind in sorted(every, key=kind_order)}, hits


def _main_labels(label: NDArray[Any], truth: Truth) -> dict[int, int]:
    """Where a cluster counts as found: of a family the largest component, else the source's."""
    members: dict[int, list[int]] = {family: [label[family]] for family in truth.families}
    for copy in truth.copies:
        if copy.source in members:
            members[copy.source].append(label[copy.paper])
    main = {copy.source: int(label[copy.source]) for copy in truth.copies}
    for family, labels in members.items():
        most, times = Counter(labels).most_common(1)[0]
        main[family] = int(most) if times > 1 else -1
    return main


def _components(pairs: Pairs, count: int) -> NDArray[Any]:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ones = np.ones(len(pairs), bool)
    graph = coo_array((ones, (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    label: NDArray[Any] = connected_components(graph, directed=False)[1]
    return label


def _wrong(pairs: Pairs, cluster: NDArray[Any]) -> int:
    """Wrong pairs, those between two same clusters once."""
    owner = np.where(cluster >= 0, cluster, np.arange(len(cluster)))
    ends = np.sort(owner[pairs], axis=1)
    return len(np.unique(ends, axis=0))


def kind_order(kind: str) -> tuple[str, int]:
    """Kinds of copy by name, and by their number."""
    name, _, rest = kind.partition(" ")
    return name, int(rest.rstrip("%") or 0)


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _f1(hits: int, every: int, wrong: int) -> float:
    return _ratio(2 * hits, hits + wrong + every)
