"""How much every character counts, and what is shown as boilerplate."""

from __future__ import annotations

from tests.duplicates.plans import BOILERPLATE, paragraphs
from wenfeng.duplicates.aligning import prepared
from wenfeng.duplicates.boilerplate import Boilerplate, common
from wenfeng.duplicates.selecting import select

USUAL = "\n".join(BOILERPLATE)
OWN = ["\n".join(paragraphs(seed, 5)) for seed in range(40)]


def learnt() -> Boilerplate:
    return select([f"{own[:300]}\n{USUAL}\n{own[300:]}" for own in OWN]).boilerplate


def test_what_all_papers_say_counts_little_and_a_papers_own_words_all() -> None:
    text = prepared(f"{OWN[0]}\n{USUAL}\n{OWN[1]}")
    weights = learnt().of(text)
    usual = (text.places >= len(OWN[0])) & (text.places < len(OWN[0] + USUAL))
    assert len(weights) == len(text.codes)
    assert weights[usual].mean() < 0.2
    assert weights[~usual].mean() > 0.8
    assert weights.min() > 0
    assert weights.max() <= 1


def test_the_stretches_shown_are_the_usual_sentences() -> None:
    text = prepared(f"{OWN[0]}\n{USUAL}\n{OWN[1]}")
    shown = [place for a, b in common(text, learnt().of(text)) for place in range(a, b)]
    usual = range(len(OWN[0]) + 1, len(OWN[0] + USUAL) + 1)
    assert len(set(shown) & set(usual)) > 0.8 * len(usual)
    assert len(set(shown) - set(usual)) < 0.1 * len(usual)


def test_alone_a_paper_has_no_boilerplate() -> None:
    for text in ("", "整改", OWN[0], USUAL, "整改" * 500):
        paper = prepared(text)
        weights = select([text]).boilerplate.of(paper)
        assert weights.tolist() == [1.0] * len(paper.codes)
        assert list(common(paper, weights)) == []
