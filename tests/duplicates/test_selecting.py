"""Which couples are laid beside each other: none forgotten, few enough."""

from __future__ import annotations

import pytest

from tests.duplicates.plans import BOILERPLATE, paragraphs, plan, rewritten
from wenfeng.duplicates.selecting import LISTED, select

OTHERS = [plan(seed, 4) for seed in range(100, 160)]


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["", plan(1), ""], ["12", "13", "，"]])
def test_there_may_be_none(texts: list[str]) -> None:
    assert select(texts).couples == ()


def test_couples_are_in_order_and_the_lower_number_comes_first() -> None:
    couples = select([rewritten(plan(n % 4), 0.2, n) for n in range(16)]).couples
    assert couples == tuple(sorted(set(couples)))
    assert all(a < b for a, b in couples)


def test_texts_of_the_same_words_go_with_the_first_of_them() -> None:
    texts = [plan(1), plan(2), plan(1).replace("清河县", "云岭县"), plan(1)]
    assert select(texts).couples == ((0, 2), (0, 3))


@pytest.mark.parametrize("size", [LISTED + 1, 40, 150])
def test_of_a_large_family_each_goes_with_one_only(size: int) -> None:
    couples = select([*(rewritten(plan(1), 0.2, n) for n in range(size)), *OTHERS]).couples
    within = [couple for couple in couples if couple[0] < size]
    assert {number for couple in within for number in couple} == set(range(size))
    assert len(within) == size - 1


def test_a_lifted_section_is_not_forgotten() -> None:
    section = "\n".join(paragraphs(77, 3))
    texts = [f"{plan(1)}\n{section}", *OTHERS, f"{section}\n{plan(2)}"]
    assert (0, len(texts) - 1) in select(texts).couples


@pytest.mark.parametrize("sentences", [2, 4, 8])
def test_short_copies_are_not_forgotten(sentences: int) -> None:
    texts = ["\n".join(paragraphs(seed, 1, sentences)) for seed in range(80)]
    copy = texts[3].replace("把", "将")
    assert (3, 80) in select([*texts, copy]).couples


def test_plans_that_share_boilerplate_only_are_not_laid_beside_each_other() -> None:
    texts = ["\n".join([*BOILERPLATE, *paragraphs(seed, 6)]) for seed in range(80)]
    assert len(select(texts).couples) < 0.02 * 80 * 79 / 2
