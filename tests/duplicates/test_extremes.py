"""Very short, very long and very monotonous texts: the right answer, and no blow-up."""

from __future__ import annotations

import random
from collections.abc import Callable
from difflib import SequenceMatcher

import pytest

from tests.duplicates.plans import papers, paragraphs, plan, rewritten
from wenfeng.copies import Paper
from wenfeng.duplicates import find

LONG = 1_700_000
"""Characters of a text of 5 MB."""

Maker = Callable[[int], list[str]]


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["", "", ""],
        ["整"],
        ["整", "改"],
        ["，", "\n"],
        ["整改", ""],
        ["清河县召开整改推进会，共三十人。", "云岭县印发防汛应急预案的通知。"],
        ["", plan(1)],
        ["整改落实到位"[:3], plan(1)],
    ],
)
def test_papers_of_next_to_nothing_are_no_pairs(texts: list[str]) -> None:
    found = find(papers(texts))
    assert (found.pairs, found.groups, found.shares) == ((), (), ())
    assert len(found.papers) == len(found.common) == len(texts)


def test_empty_papers_among_others_change_nothing() -> None:
    texts = [plan(1), "", rewritten(plan(1), 0.2, 1), "\n\n", "整"]
    assert [(pair.a, pair.b) for pair in find(papers(texts)).pairs] == [(0, 2)]


@pytest.mark.parametrize("one", ["整", "县", "1", "，", "\n", "\0", "a", "𠀀", "\ud800"])
def test_one_character_many_times_does_no_harm(one: str) -> None:
    found = find(papers([one * 100_000, one * 99_999, plan(1), plan(1) + one * 100_000]))
    assert (2, 3) in [(pair.a, pair.b) for pair in found.pairs]


def copied(size: int) -> list[str]:
    """A long text, its copy with a third rewritten and its paragraphs in another order."""
    lines = paragraphs(1, max(size // 130, 1))
    copy = [rewritten(line, 0.3, n) for n, line in enumerate(lines)]
    random.Random(1).shuffle(copy)
    return ["\n".join(lines), "\n".join(copy)]


def monotonous(size: int) -> list[str]:
    """A phrase over and over, and shifted."""
    phrase = "整改措施落实到位问题逐项销号"
    return [phrase * (size // len(phrase)), phrase[5:] + phrase * (size // len(phrase))]


def few_letters(size: int) -> list[str]:
    """Texts of few characters, so that every shingle comes often and runs begin everywhere."""
    rng = random.Random(1)
    return ["".join(rng.choices("整改问题落实", k=size)) for _ in range(2)]


def cyclic(size: int) -> list[str]:
    """Every shingle a few times, far from each other."""
    round_ = "".join(map(chr, range(0x4E00, 0x9000)))
    return [(round_ * (size // len(round_) + 1))[start:][:size] for start in (0, 700)]


def interleaved(size: int) -> list[str]:
    """The same pieces of a shingle and a half, in two orders: as many runs as there can be."""
    letters = random.Random(2).choices([chr(n) for n in range(0x4E00, 0x9000)], k=size)
    pieces = ["".join(letters[at : at + 9]) for at in range(0, size, 9)]
    mixed = random.Random(3).sample(pieces, k=len(pieces))
    return ["".join(pieces), "".join(mixed)]


@pytest.mark.parametrize("make", [monotonous, few_letters, cyclic, interleaved])
def test_texts_with_runs_everywhere_come_to_an_end(make: Maker) -> None:
    found = find(papers(make(LONG // 5)))
    assert all(
        0 <= share <= 1 for pair in found.pairs for share in (pair.similarity, pair.coverage_a)
    )


def test_five_megabytes_are_compared_like_a_page() -> None:
    few, many = (find(papers(copied(size))) for size in (LONG // 20, LONG))
    for found in (few, many):
        (pair,) = found.pairs
        assert pair.kind == "near"
        assert pair.similarity == pytest.approx(0.7, abs=0.05)


def test_many_papers_of_one_sentence_do_no_harm() -> None:
    """As many couples as papers are laid beside each other, not their square."""
    texts = [f"请各单位于{n}日前将自查报告报送督查室，逾期不报的予以通报。" for n in range(1500)]
    seen: list[int] = []
    found = find(papers(texts), progress=lambda done, _: seen.append(done))
    assert len(seen) < 2 * len(texts)
    assert len(found.groups) == 1
    assert len(found.groups[0].members) == len(texts)


def test_of_a_title_as_long_as_the_text_the_beginning_is_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[int] = []

    class Matcher(SequenceMatcher[str]):
        def __init__(self, junk: None, one: str, other: str, autojunk: bool = True) -> None:
            seen.extend((len(one), len(other)))
            super().__init__(junk, one, other, autojunk)

    monkeypatch.setattr("wenfeng.duplicates.kinds.SequenceMatcher", Matcher)
    long = "".join("".join(paragraphs(seed, 6)) for seed in range(9)).replace("\n", "")
    edited = "整改" + long[: len(long) // 2] + long[len(long) // 2 + 9 :]
    assert find([Paper("甲", long, title=long), Paper("乙", edited, title=edited)]).pairs
    assert seen and max(seen) <= 200
