"""Two papers judged: what kind of pair they are, how alike, from either side the same."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.duplicates.plans import paragraphs, plan, rewritten
from wenfeng.copies import Pair, Paper
from wenfeng.duplicates import find
from wenfeng.duplicates.judging import covered, judge, lay
from wenfeng.duplicates.selecting import select

TEXT = plan(1)
PAPER = Paper("清河县.docx", TEXT, title="清河县整改方案", issuers=("清河县人民政府",))


def judged(one: Paper, other: Paper, threshold: float = 0.4) -> Pair | None:
    boilerplate = select([one.text, other.text]).boilerplate
    return judge(0, 1, (lay(one, boilerplate), lay(other, boilerplate)), threshold)


def kind(other: Paper, one: Paper = PAPER) -> str:
    (pair,) = find([one, other]).pairs
    return pair.kind


def test_the_same_words_are_identical_whatever_stands_between_them() -> None:
    spaced = TEXT.replace("\n", "\n\n").replace("，", ",").replace("2014", "２０１４")
    for text in (TEXT, spaced, TEXT + "\n\n"):
        assert kind(replace(PAPER, name="乙.pdf", text=text, title="", issuers=())) == "identical"


def test_another_date_is_not_identical() -> None:
    assert kind(replace(PAPER, text=TEXT.replace("2014年3月", "2015年4月"))) != "identical"


def test_a_copy_of_another_county_is_a_near_copy() -> None:
    text = TEXT.replace("清河县", "云岭县")
    other = Paper("乙.docx", text, title="云岭县整改方案", issuers=("云岭县人民政府",))
    assert kind(other) == "near"
    assert kind(replace(other, text=rewritten(text, 0.3, 1))) == "near"


@pytest.mark.parametrize(
    "title", ["清河县整改方案", "清河县整改方案（征求意见稿）", "清河县整改方案(送审稿)"]
)
def test_another_draft_of_the_same_unit_is_a_revision(title: str) -> None:
    first = replace(PAPER, text=plan(1, unit=""))
    second = replace(first, name="二稿.docx", text=rewritten(first.text, 0.2, 1), title=title)
    assert kind(second, first) == "revision"


def test_a_name_that_is_the_same_in_both_is_not_exchanged() -> None:
    (pair,) = find([PAPER, replace(PAPER, name="二稿.docx", text=rewritten(TEXT, 0.2, 1))]).pairs
    assert pair.exchanges == ()
    assert pair.kind == "revision"


def test_all_of_identical_papers_is_covered() -> None:
    (pair,) = find([PAPER, replace(PAPER, name="副本.docx")]).pairs
    assert (pair.coverage_a, pair.coverage_b) == (1, 1)


def test_another_title_or_another_issuer_makes_it_a_near_copy() -> None:
    other = replace(PAPER, name="乙.docx", text=rewritten(TEXT, 0.2, 1))
    assert kind(replace(other, title="关于春耕备耕用水情况的调研报告")) == "near"
    assert kind(replace(other, issuers=("云岭县人民政府",))) == "near"


def test_a_section_taken_over_is_partial() -> None:
    section = "\n".join(paragraphs(901, 4))
    one, other = (replace(PAPER, text=f"{plan(n, 20)}\n{section}") for n in (1, 2))
    (pair,) = find([one, other, *(Paper(f"{n}", plan(n, 20)) for n in range(3, 20))]).pairs
    assert pair.kind == "partial"
    assert pair.similarity < 0.4
    marked = "".join(passage.text for passage in pair.passages)
    assert all(line in marked for line in section.split("\n"))
    assert len(marked) < 1.1 * len(section)


def test_plans_of_their_own_are_no_pair() -> None:
    assert judged(PAPER, Paper("乙", "\n".join(paragraphs(2, 9)))) is None


@pytest.mark.parametrize("other", ["", "整改", "2014年3月5日", "清河县整改方案\n"])
def test_a_paper_of_next_to_nothing_is_no_pair(other: str) -> None:
    assert judged(PAPER, Paper("乙", other)) is None


def test_the_threshold_decides_what_is_near() -> None:
    other = Paper("乙.docx", rewritten(TEXT, 0.4, 1))
    pair = judged(PAPER, other)
    assert pair
    below, above = judged(PAPER, other, 0.95), judged(PAPER, other, pair.similarity)
    assert above
    assert above.kind == "near"
    assert not below or below.kind == "partial"


def test_coverage_tells_which_paper_is_in_which() -> None:
    long = "\n".join([TEXT, *paragraphs(30, 12)])
    pair = judged(PAPER, Paper("长", long))
    assert pair
    assert pair.coverage_a > 0.95
    assert pair.coverage_b == pytest.approx(len(TEXT) / len(long), abs=0.03)


@pytest.mark.parametrize("part", [0.0, 0.1, 0.3, 0.5])
def test_the_more_was_rewritten_the_less_alike(part: float) -> None:
    text = "\n".join(paragraphs(1, 30))
    pair = judged(Paper("甲", text), Paper("乙", rewritten(text, part, 5)))
    assert pair
    assert pair.similarity == pytest.approx(1 - part, abs=0.12)
    assert pair.coverage_a == pytest.approx(pair.similarity, abs=0.1)


PIECES = st.lists(
    st.sampled_from([*paragraphs(1, 5, 2), "由清河县财政局", "由云岭县水利局", "12", "改\n", "。"]),
    max_size=8,
).map("".join)


@settings(max_examples=120)
@given(PIECES, PIECES)
def test_from_the_other_side_the_pair_is_the_same(one: str, other: str) -> None:
    there, back = (
        judged(Paper("甲", one), Paper("乙", other)),
        judged(Paper("乙", other), Paper("甲", one)),
    )
    assert (there is None) == (back is None)
    if there and back:
        assert back.kind == there.kind
        assert back.similarity == pytest.approx(there.similarity, abs=0.02)
        assert back.coverage_b == pytest.approx(there.coverage_a, abs=0.02)
        assert back.coverage_a == pytest.approx(there.coverage_b, abs=0.02)


RANGES = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda r: (r[0], sum(r))))


@given(RANGES)
def test_ranges_put_together_cover_the_same_and_do_not_touch(ranges: list[tuple[int, int]]) -> None:
    found = covered(ranges)
    assert {at for one in found for at in range(*one)} == {
        at for one in ranges for at in range(*one)
    }
    assert all(end < start for (_, end), (start, _) in itertools.pairwise(found))
