"""What is left of a text when it is compared, and that its places are true."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenfeng.duplicates.neutral import BREAK, neutral

ANY = st.text(
    st.one_of(
        st.sampled_from("整改措施落实县局，。 \n12三Ａa\0\uffff\ud800\udc00𠀀"),
        st.characters(codec=None),
    ),
    max_size=40,
)


def left(text: str) -> str:
    """The characters of a text that are compared."""
    return "".join(text[place] for place in neutral([text]).places.tolist())


def same(one: str, other: str) -> bool:
    return bool(np.array_equal(neutral([one]).codes, neutral([other]).codes))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("清河县印发方案", "云岭县印发方案"),
        ("由财政局牵头", "由水利局牵头"),
        ("由清河县财政局牵头", "由云岭县水利局牵头"),
        ("柳林镇人民政府", "桃源镇人民政府"),
        ("2014年3月5日前完成", "2025年12月31日前完成"),
        ("二〇一四年三月", "二〇二五年十二月"),
        ("一、工作目标", "（三）工作目标"),
        ("整改，落实。", "整改落实"),
        ("整 改\u3000落\n实\t", "整改落实"),
        ("ＧＤＰ增速", "ｇｄｐ增速"),
        ("投资３６万元", "投资八十万元"),
    ],
)
def test_what_a_copier_changes_makes_no_difference(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("整改落实", "整改落地"),
        ("印发方案", "印发通知"),
        ("清河县印发方案", "清河县印发通知"),
        ("清河县财政", "清河市财政"),
        ("整改", "改整"),
    ],
)
def test_other_words_stay_other_words(one: str, other: str) -> None:
    assert not same(one, other)


@pytest.mark.parametrize("text", ["", " \n\t", "12345", "，。、；", "二〇一四", "😀😀", "\0\uffff"])
def test_of_what_has_no_words_nothing_is_left(text: str) -> None:
    assert left(text) == ""


def test_the_ending_of_a_name_stays() -> None:
    assert left("清河县印发") == "县印发"
    assert left("县印发") == "县印发"
    assert left("河县") == "县"


@given(ANY)
def test_places_are_ascending_and_hold_letters(text: str) -> None:
    found = neutral([text])
    places = found.places.tolist()
    assert len(places) == len(found.codes)
    assert places == sorted(set(places))
    assert all(0 <= place < len(text) and text[place].isalpha() for place in places)


@given(st.lists(ANY, max_size=5))
def test_between_texts_there_is_a_break_and_nowhere_else(texts: list[str]) -> None:
    codes = neutral(texts).codes.tolist()
    assert codes.count(BREAK) == max(len(texts) - 1, 0)
    assert 0 not in codes


@given(
    ANY, st.sampled_from(["，", "。", "\n", " ", "1", "三", "\0", "𠀀", "😀"]), st.integers(0, 40)
)
def test_what_is_left_out_may_stand_anywhere(text: str, sign: str, at: int) -> None:
    assert same(text, text[:at] + sign + text[at:])
