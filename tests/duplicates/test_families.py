"""Boilerplate told from copies: what counts where, for families of copies and blank templates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests.duplicates.plans import BOILERPLATE, paragraphs, plan, rewritten
from wenfeng.duplicates.candidates import candidates
from wenfeng.duplicates.families import Weighed, likeness, middle, rarity, weigh
from wenfeng.duplicates.fingerprints import fingerprints
from wenfeng.duplicates.table import Couples, Table, table

Laid = tuple[Table, Couples, Weighed]

FRAME = [*BOILERPLATE, *paragraphs(-1, 3)]


def weighed(texts: Sequence[str]) -> Laid:
    laid = table(fingerprints(texts, 4))
    found = candidates(laid)
    return laid, found, weigh(laid, found)


def weights(laid: Laid, text: str) -> list[float]:
    """What the shingles of a text weigh that several papers hold."""
    rows, _, told = laid
    held = set(fingerprints([text], 4).hashes.tolist())
    pairs = zip(rows.hashes.tolist(), told.weights.tolist(), strict=True)
    return [weight for one, weight in pairs if one in held]


def filled(seed: int) -> str:
    """A plan filled into a blank one: as much of the template as of its own."""
    own = paragraphs(seed, len(FRAME), 2)
    return "\n".join(words for both in zip(FRAME, own, strict=True) for words in both)


def copies(size: int) -> list[str]:
    return [rewritten(plan(0), 0.2, seed) for seed in range(size)]


@pytest.mark.parametrize("texts", [[], [""], ["整改"], [plan(1)], ["", plan(1), ""]])
def test_where_nothing_is_in_common_nothing_is_weighed(texts: list[str]) -> None:
    _, found, told = weighed(texts)
    assert len(found) == len(told.weights) == 0
    assert told.large(2) == []


def test_what_all_papers_say_counts_for_nothing() -> None:
    laid = weighed(["\n".join([BOILERPLATE[0], *paragraphs(n, 6)]) for n in range(60)])
    assert weights(laid, BOILERPLATE[0])
    assert max(weights(laid, BOILERPLATE[0])) == 0


def test_what_only_copies_have_in_common_counts() -> None:
    others = ["\n".join([BOILERPLATE[0], *paragraphs(n, 6)]) for n in range(1, 90)]
    source = [*paragraphs(0, 8)]
    family = [rewritten("\n".join([BOILERPLATE[0], *source]), 0.2, n) for n in range(40)]
    laid = weighed([*family, *others])
    assert np.mean(weights(laid, "\n".join(source))) > 0.9
    assert np.mean(weights(laid, BOILERPLATE[0])) < 0.1


@pytest.mark.parametrize("size", [3, 30, 120])
def test_a_family_of_copies_gets_one_label(size: int) -> None:
    others = [plan(seed) for seed in range(1, 60)]
    _, _, told = weighed([*copies(size), *others])
    assert len(set(told.families[:size].tolist())) == 1
    assert len(set(told.families.tolist())) == 1 + len(others)
    assert [members.tolist() for members in told.large(2)] == [list(range(size))]


@pytest.mark.parametrize("size", [30, 100])
def test_a_blank_template_makes_no_family_and_counts_for_nothing(size: int) -> None:
    laid = weighed([filled(seed) for seed in range(size)])
    assert laid[2].large(2) == []
    assert np.mean(weights(laid, "\n".join(FRAME))) < 0.05


def test_likeness_is_a_share_and_the_same_from_both_sides() -> None:
    laid, found, told = weighed([*copies(5), *(plan(seed) for seed in range(1, 10))])
    alike = likeness(laid, found, told.weights)
    turned = likeness(laid, Couples(found.b, found.a), told.weights)
    assert len(alike) >= 10
    assert (alike >= 0).all()
    assert (alike <= 1).all()
    assert alike == pytest.approx(turned)


def test_papers_of_the_same_words_are_wholly_alike() -> None:
    texts = [plan(1), plan(1)]
    laid = table(fingerprints(texts))
    both = Couples(np.array([0]), np.array([1]))
    assert likeness(laid, both, np.ones(len(laid.hashes))) == pytest.approx([1.0])


@pytest.mark.parametrize("independent", [2, 10, 100, 10_000])
def test_the_rarer_the_more_it_counts(independent: int) -> None:
    found = rarity(np.arange(1, independent + 1), independent)
    assert found[:2].tolist() == [1.0, 1.0][:independent]
    assert (np.diff(found) <= 0).all()
    assert ((found >= 0) & (found <= 1)).all()
    if independent > 12:
        assert found[-1] == 0


def test_the_middle_of_a_family_is_its_source() -> None:
    texts = [rewritten(plan(0), 0.5, seed) for seed in range(1, 12)]
    texts.insert(4, plan(0))
    assert middle(table(fingerprints(texts, 2)), np.arange(12)) == 4
