"""The whole comparison: what holds for every collection, families of any size, names changed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.duplicates.plans import BOILERPLATE, papers, paragraphs, plan, rewritten
from wenfeng.copies import PAIR_KINDS, Duplicates, Paper, Range
from wenfeng.duplicates import find, sift
from wenfeng.duplicates.neutral import neutral

FRAME = [*BOILERPLATE, *paragraphs(-1, 3)]

Told = dict[tuple[str, str], tuple[str, float, frozenset[tuple[str, float]]]]


def same(one: str, other: str) -> bool:
    """Whether two texts have the same words, names and figures apart."""
    return bool(np.array_equal(neutral([one]).codes, neutral([other]).codes))


def inside(ranges: Iterable[Range], text: str) -> bool:
    return all(0 <= start < end <= len(text) for start, end in ranges)


def sound(found: Duplicates) -> None:
    """What holds for every comparison."""
    assert len(found.common) == len(found.papers)
    for paper, ranges in zip(found.papers, found.common, strict=True):
        assert inside(ranges, paper.text)
    for pair in found.pairs:
        assert 0 <= pair.a < pair.b < len(found.papers)
        assert pair.kind in PAIR_KINDS
        assert all(0 <= x <= 1 for x in (pair.similarity, pair.coverage_a, pair.coverage_b))
        one, other = found.papers[pair.a].text, found.papers[pair.b].text
        assert inside((passage.a for passage in pair.passages), one)
        assert inside((passage.b for passage in pair.passages), other)
        assert all(one[slice(*passage.a)] == passage.text for passage in pair.passages)
        starts = [passage.a[0] for passage in pair.passages]
        assert starts == sorted(starts)
    couples = [(pair.a, pair.b) for pair in found.pairs]
    assert len(set(couples)) == len(couples)


def told(found: Duplicates) -> Told:
    """The near-copies by the names of their papers."""
    names = [paper.name for paper in found.papers]
    return {
        (min(names[p.a], names[p.b]), max(names[p.a], names[p.b])): (
            p.kind,
            p.similarity,
            frozenset({(names[p.a], p.coverage_a), (names[p.b], p.coverage_b)}),
        )
        for p in found.pairs
        if p.kind != "partial"
    }


def grouped(found: Duplicates) -> set[tuple[str, frozenset[str]]]:
    names = [paper.name for paper in found.papers]
    return {(one.kind, frozenset(names[n] for n in one.members)) for one in found.groups}


@st.composite
def collections(draw: st.DrawFn) -> list[Paper]:
    """Plans and copies of them, rewritten, reordered, cut, of other counties; none twice."""
    texts: list[str] = []
    for number in range(draw(st.integers(0, 7))):
        seed, tail = draw(st.integers(0, 999)), paragraphs(5000 + number, 1)
        if not texts or draw(st.booleans()):
            texts.append("\n".join([plan(seed, draw(st.integers(1, 8))), *tail]))
            continue
        text = rewritten(draw(st.sampled_from(texts)), draw(st.sampled_from([0.1, 0.3])), seed)
        lines = text.replace("清河县", draw(st.sampled_from(["云岭县", "清河县"]))).split("\n")
        if draw(st.booleans()):
            random.Random(seed).shuffle(lines)
        texts.append("\n".join([*lines[draw(st.integers(0, 2)) :], *tail]))
    return papers(texts)


@settings(max_examples=50)
@given(collections())
def test_what_is_told_is_sound(given_: list[Paper]) -> None:
    sound(find(given_))


@settings(max_examples=30)
@given(collections(), st.randoms(use_true_random=False))
def test_the_order_of_papers_makes_no_difference(given_: list[Paper], rng: random.Random) -> None:
    found = find(given_)
    mixed = find(rng.sample(given_, k=len(given_)))
    assert told(mixed).keys() == told(found).keys()
    assert grouped(mixed) == grouped(found)
    for names, (kind, similarity, coverage) in told(found).items():
        other = told(mixed)[names]
        assert other[0] == kind
        assert other[1] == pytest.approx(similarity, abs=0.02)
        assert dict(other[2]) == pytest.approx(dict(coverage), abs=0.1)


def test_a_lifted_section_is_found_in_any_order() -> None:
    section = "\n".join(paragraphs(-9, 3))
    texts = [f"{plan(1, 12)}\n{section}", f"{section}\n{plan(2, 12)}"]
    given_ = papers([*texts, *(plan(n, 12) for n in range(3, 30))])
    for seed in range(5):
        found = find(random.Random(seed).sample(given_, k=len(given_)))
        (pair,) = found.pairs
        assert pair.kind == "partial"
        assert {found.papers[n].name for n in (pair.a, pair.b)} == {"0.docx", "1.docx"}


@settings(max_examples=20)
@given(collections())
def test_the_same_papers_give_the_same_answer(given_: list[Paper]) -> None:
    assert find(given_) == find(given_)


@settings(max_examples=30)
@given(st.integers(0, 999), st.sampled_from(["云岭县", "石门县", "大石桥市", "桃源区"]))
def test_a_copy_with_names_changed_is_told_like_one_without(seed: int, unit: str) -> None:
    text = rewritten(plan(seed), 0.2, seed)
    one = find(papers([plan(seed), text]))
    other = find(papers([plan(seed), text.replace("清河县", unit)]))
    assert len(one.pairs) == len(other.pairs) == 1
    assert other.pairs[0].similarity == pytest.approx(one.pairs[0].similarity, abs=0.02)
    assert other.pairs[0].coverage_a == pytest.approx(one.pairs[0].coverage_a, abs=0.02)
    assert ("清河县", unit) in [(e.a, e.b) for e in other.pairs[0].exchanges]


@settings(max_examples=40)
@given(st.integers(0, 999), st.sampled_from([0.0, 0.2, 0.4]))
def test_sides_of_a_passage_are_the_same_but_for_names(seed: int, part: float) -> None:
    copy = rewritten(plan(seed), part, seed).replace("清河县", "云岭县").replace("3月5", "4月16")
    found = find(papers([plan(seed), copy]))
    sound(found)
    for passage in found.pairs[0].passages:
        assert same(passage.text, found.papers[1].text[slice(*passage.b)])


ODD = st.text(
    st.one_of(
        st.sampled_from("整改措施落实县局，。\n 12三Aａ\0\ufffe\uffff\ud800\udc00𠀀😀\u0301\u202e"),
        st.characters(codec=None),
    ),
    max_size=60,
)


@settings(max_examples=80)
@given(st.lists(ODD, max_size=5), st.sampled_from([1, 40]))
def test_odd_characters_do_no_harm(texts: list[str], times: int) -> None:
    sound(find(papers([text * times for text in texts])))


@settings(max_examples=40)
@given(ODD, st.integers(0, 400))
def test_odd_characters_in_a_copy_hide_nothing(odd: str, at: int) -> None:
    text = plan(1)
    found = find(papers([text, text[:at] + odd + text[at:]]))
    sound(found)
    (pair,) = found.pairs
    assert pair.similarity > 0.9
    assert pair.coverage_a > 0.95


@pytest.mark.parametrize("length", [20, 30, 100, 1000])
def test_the_same_words_are_identical_at_any_length(length: int) -> None:
    text = ("把" + "".join(paragraphs(1, 12)))[:length]
    found = find(papers([text, text]))
    sound(found)
    (pair,) = found.pairs
    assert (pair.kind, pair.similarity, pair.coverage_a, pair.coverage_b) == ("identical", 1, 1, 1)


@pytest.mark.parametrize("threshold", [0.0, 0.2, 0.6, 1.0])
def test_the_threshold_tells_near_copies_from_the_rest(threshold: float) -> None:
    texts = [plan(1), *(rewritten(plan(1), part, 3) for part in (0.1, 0.3, 0.6)), plan(2), plan(3)]
    found = find(papers(texts), threshold)
    sound(found)
    assert found.threshold == threshold
    for pair in found.pairs:
        assert (pair.kind == "partial") == (pair.similarity < threshold)


def test_progress_is_told_up_to_the_last_couple() -> None:
    seen: list[tuple[int, int]] = []
    find(papers([plan(1), plan(1), plan(2), plan(2)]), progress=lambda *at: seen.append(at))
    assert seen[-1] == (2, 2)
    assert seen == sorted(set(seen))


def others(count: int) -> list[Paper]:
    return [Paper(f"别的{n}", plan(n, 4)) for n in range(1000, 1000 + count)]


def family(size: int, part: float = 0.2) -> list[Paper]:
    """Copies by other counties."""
    units = (f"{chr(0x4E00 + n)}山县" for n in range(500, 500 + size))
    return [
        Paper(f"{unit}.docx", rewritten(plan(0), part, n).replace("清河县", unit), issuers=(unit,))
        for n, unit in enumerate(units)
    ]


@pytest.mark.parametrize("size", [3, 20, 61, 200])
def test_a_family_of_any_size_is_one_group_and_not_every_two_of_it(size: int) -> None:
    given_ = [*family(size), *others(300)]
    random.Random(1).shuffle(given_)
    found = find(given_)
    sound(found)
    (one,) = found.groups
    members = {found.papers[n].name for n in one.members}
    assert members == {paper.name for paper in family(size)}
    assert one.kind == "copied"
    if size > 6:
        assert len(found.pairs) <= size - 1


def filled(seed: int) -> str:
    """A plan filled into a blank one: as much of the template as of its own."""
    own = paragraphs(seed, len(FRAME), 2)
    return "\n".join(words for both in zip(FRAME, own, strict=True) for words in both)


@pytest.mark.parametrize("size", [10, 20, 100, 300])
def test_plans_filled_into_one_template_are_no_group(size: int) -> None:
    found = find(papers([filled(seed) for seed in range(size)]))
    sound(found)
    assert found.groups == ()
    if size > 15:
        assert all(pair.similarity < 0.2 for pair in found.pairs)


def test_a_copy_among_plans_of_one_template_is_found() -> None:
    given_ = papers([filled(seed) for seed in range(60)])
    copy = replace(given_[7], name="照搬", text=rewritten(filled(7), 0.2, 1))
    found = find([*given_, copy])
    assert [(pair.a, pair.b) for pair in found.pairs] == [(7, 60)]
    assert len(found.groups) == 1


def test_what_all_papers_say_is_shown_as_common() -> None:
    given_ = papers([*(filled(seed) for seed in range(60)), rewritten(filled(7), 0.2, 1)])
    found = find(given_)
    text = given_[7].text
    usual = {at for line in FRAME for at in range(text.index(line), text.index(line) + len(line))}
    shown = {at for one in found.common[7] for at in range(*one)}
    assert len(shown & usual) > 0.6 * len(usual)
    assert len(shown - usual) < 0.08 * (len(text) - len(usual))


def marked(found: Duplicates, side: int) -> set[int]:
    """The places of what is marked in one of the two papers."""
    (pair,) = found.pairs
    sides: Sequence[Range] = [(p.a, p.b)[side] for p in pair.passages]
    return {at for one in sides for at in range(*one)}


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5])
def test_copied_characters_are_marked_and_others_are_not(part: float) -> None:
    source = "\n".join(paragraphs(1, 40))
    copy = rewritten(source, part, 2)
    found = find(papers([source, copy]))
    kept = set(source.split("。")) | {line for line in source.replace("\n", "。").split("。")}
    right: set[int] = set()
    at = 0
    for words in copy.replace("\n", "。").split("。"):
        if words in kept:
            right |= set(range(at, at + len(words)))
        at += len(words) + 1
    seams = {at for at, sign in enumerate(copy) if sign in "。\n"}
    found_there = marked(found, 1) - seams
    right -= seams
    assert len(right & found_there) >= 0.95 * len(right)
    assert len(found_there - right) <= 0.03 * len(copy)


def test_sifting_tells_near_copies_without_laying_them_beside_each_other() -> None:
    texts = [plan(seed) for seed in range(30)]
    copies = [rewritten(texts[number], 0.2, number) for number in range(5)]
    told = {(a, b) for a, b, _ in sift(papers([*texts, *copies]))}
    assert told == {(number, 30 + number) for number in range(5)}
    assert sift(papers(["整改", "整改"])) == ((0, 1, 1.0),)
    assert sift([]) == ()
