"""Which words of two texts are the same: true, each used once, in any order."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.duplicates.plans import paragraphs, plan, rewritten
from wenfeng.duplicates.aligning import Chain, Prepared, Run, chains, prepared

LINES = paragraphs(1, 6, 2)


def laid(one: str, other: str) -> tuple[Prepared, Prepared, list[Chain]]:
    a, b = prepared(one), prepared(other)
    return a, b, chains(a, b)


def runs(found: list[Chain]) -> list[Run]:
    return [run for chain in found for run in chain]


def taken(one: str, other: str) -> float:
    """What part of the first text is found in the second."""
    a, _, found = laid(one, other)
    return sum(run.size for run in runs(found)) / len(a.codes)


@st.composite
def two(draw: st.DrawFn) -> tuple[str, str]:
    """Texts of the same pieces, some of them in both, some of them several times."""
    pieces = st.sampled_from([*LINES, LINES[0][:9], LINES[1][3:20], "整改落实", "清河县", "2014年"])
    one, other = (draw(st.lists(pieces, max_size=8)) for _ in range(2))
    return "，".join(one), "\n".join(other)


@settings(max_examples=150)
@given(two())
def test_runs_are_the_same_words_and_use_each_once(texts: tuple[str, str]) -> None:
    a, b, found = laid(*texts)
    mine: list[int] = []
    theirs: list[int] = []
    for run in runs(found):
        assert run.size > 0
        one, other = a.codes[run.a :][: run.size], b.codes[run.b :][: run.size]
        assert len(one) == len(other) == run.size
        assert (one == other).all()
        mine += range(run.a, run.a + run.size)
        theirs += range(run.b, run.b + run.size)
    assert len(set(mine)) == len(mine)
    assert len(set(theirs)) == len(theirs)


@settings(max_examples=150)
@given(two())
def test_chains_go_forward_in_both_texts(texts: tuple[str, str]) -> None:
    _, _, found = laid(*texts)
    assert [chain[0].a for chain in found] == sorted(chain[0].a for chain in found)
    for chain in found:
        for before, after in itertools.pairwise(chain):
            assert after.a >= before.a + before.size
            assert after.b >= before.b + before.size


@settings(max_examples=100)
@given(two())
def test_as_much_is_found_from_either_side(texts: tuple[str, str]) -> None:
    one, other = texts
    there, back = runs(laid(one, other)[2]), runs(laid(other, one)[2])
    assert sum(run.size for run in there) == sum(run.size for run in back)


def test_a_text_is_all_in_itself() -> None:
    assert taken(plan(1), plan(1)) == 1.0
    assert len(laid(plan(1), plan(1))[2]) == 1


def test_paragraphs_in_another_order_are_found() -> None:
    lines = plan(1).split("\n")
    random.Random(2).shuffle(lines)
    assert taken(plan(1), "\n".join(lines)) > 0.97


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5])
def test_what_was_not_rewritten_is_found(part: float) -> None:
    text = "\n".join(paragraphs(1, 30))
    assert taken(text, rewritten(text, part, 3)) == pytest.approx(1 - part, abs=0.12)


def test_names_exchanged_do_not_break_a_run() -> None:
    text = plan(1).replace("。", "，由清河县财政局办。")
    a, _, found = laid(text, text.replace("清河县财政局", "云岭县水利局"))
    assert [run.size for run in runs(found)] == [len(a.codes)]


def test_plans_of_their_own_have_nothing_in_common() -> None:
    assert laid("\n".join(paragraphs(1, 20)), "\n".join(paragraphs(2, 20)))[2] == []


@pytest.mark.parametrize("text", ["", "改", "123，", "整改措施落"])
def test_too_little_text_has_nothing_in_common_with_a_plan(text: str) -> None:
    assert laid(text, plan(1))[2] == []
    assert laid(plan(1), text)[2] == []


def test_a_section_lifted_into_another_plan_is_one_chain() -> None:
    section = "\n".join(paragraphs(9, 3))
    _, _, found = laid(plan(1) + "\n" + section, section + "\n" + plan(2))
    longest = max(found, key=lambda chain: sum(run.size for run in chain))
    assert sum(run.size for run in longest) > 0.95 * len(prepared(section).codes)
