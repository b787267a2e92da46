"""The table of papers by shingles, and what two of its rows share."""

from __future__ import annotations

import numpy as np
import pytest

from tests.duplicates.plans import paragraphs, plan
from wenfeng.duplicates.fingerprints import fingerprints
from wenfeng.duplicates.table import Couples, shared, table, totals

TEXTS = [
    "\n".join(paragraphs(1, 6)),
    "\n".join(paragraphs(1, 3) + paragraphs(2, 3)),
    "\n".join(paragraphs(3, 6)),
    "",
    "\n".join(paragraphs(1, 6)),
]


def held() -> list[set[int]]:
    """The kept shingles of each text."""
    found = fingerprints(TEXTS, 2)
    return [set(found.hashes[found.owners == n].tolist()) for n in range(len(TEXTS))]


def couples(size: int) -> Couples:
    a, b = np.triu_indices(size, k=1)
    return Couples(a, b)


def test_what_two_papers_share_is_counted() -> None:
    laid = table(fingerprints(TEXTS, 2))
    every = couples(laid.papers)
    counted = shared(laid, every, np.ones(len(laid.hashes)))
    for a, b, found in zip(every.a, every.b, counted, strict=True):
        assert found == pytest.approx(len(held()[a] & held()[b]))


def test_all_a_paper_holds_is_in_its_total() -> None:
    laid = table(fingerprints(TEXTS, 2))
    assert totals(laid, np.ones(len(laid.hashes))).tolist() == [len(one) for one in held()]
    assert totals(laid, np.zeros(len(laid.hashes))).tolist() == laid.alone.tolist()


def test_a_column_is_a_shingle_of_several_papers() -> None:
    laid = table(fingerprints(TEXTS, 2))
    assert (laid.held > 1).all()
    assert laid.hashes.tolist() == sorted(set(laid.hashes.tolist()))
    assert set(laid.hashes.tolist()) == held()[0]


@pytest.mark.parametrize("texts", [[], [""], ["", ""], [plan(1)], [plan(1), plan(2)]])
def test_papers_that_share_nothing_make_a_table_all_the_same(texts: list[str]) -> None:
    laid = table(fingerprints(texts))
    assert laid.papers == len(texts)
    assert shared(laid, couples(len(texts)), np.ones(len(laid.hashes))).sum() < 20
