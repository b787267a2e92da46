"""Which papers are looked at together: copies always, in families of any size, the rest seldom."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from tests.duplicates.plans import BOILERPLATE, paragraphs, plan, rewritten
from wenfeng.duplicates.candidates import candidates
from wenfeng.duplicates.fingerprints import fingerprints
from wenfeng.duplicates.table import Couples, table


def looked_at(texts: Sequence[str]) -> Couples:
    return candidates(table(fingerprints(texts)))


def pairs(texts: Sequence[str]) -> set[tuple[int, int]]:
    found = looked_at(texts)
    return set(zip(found.a.tolist(), found.b.tolist(), strict=True))


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["整改"], ["整改" * 9000] * 2])
def test_where_there_is_little_to_go_by_there_are_none(texts: list[str]) -> None:
    assert len(looked_at(texts)) == 0


def test_each_couple_comes_once_the_lower_number_first() -> None:
    texts = [rewritten(plan(seed % 5), 0.2, seed) for seed in range(20)]
    found = looked_at(texts)
    assert (found.a < found.b).all()
    assert len(pairs(texts)) == len(found) > 0


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5])
def test_a_rewritten_copy_is_looked_at(part: float) -> None:
    others = [plan(seed) for seed in range(2, 60)]
    assert (0, 1) in pairs([plan(1), rewritten(plan(1), part, 7), *others])


@pytest.mark.parametrize("size", [3, 24, 25, 60, 200])
def test_a_family_of_any_size_hangs_together(size: int) -> None:
    family = [rewritten(plan(1), 0.3, seed) for seed in range(size)]
    found = looked_at([*family, *(plan(seed, 3) for seed in range(2, 100))])
    shape = (size + 98, size + 98)
    graph = sparse.coo_array(([1] * len(found), (found.a, found.b)), shape=shape)
    _, labels = connected_components(graph, directed=False)
    assert len(set(labels[:size].tolist())) == 1


def test_a_large_family_is_not_every_two_of_it() -> None:
    found = looked_at([rewritten(plan(1), 0.2, seed) for seed in range(400)])
    assert len(found) < 0.2 * 400 * 399 / 2


def test_papers_of_nothing_in_common_are_not_looked_at() -> None:
    assert not pairs(["\n".join(paragraphs(seed, 5)) for seed in range(100)])


def test_what_all_papers_say_brings_few_of_them_together() -> None:
    texts = ["\n".join([*BOILERPLATE[:3], *paragraphs(seed, 12)]) for seed in range(200)]
    assert len(looked_at(texts)) < 0.1 * 200 * 199 / 2
