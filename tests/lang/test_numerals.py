"""Numbers in Chinese documents."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenfeng.lang.numerals import chinese, parse


@given(st.integers(0, 10**12 - 1))
def test_words_and_value_are_the_same_number(number: int) -> None:
    assert parse(chinese(number)) == number
    assert parse(str(number)) == number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1010, "一千零一十"),
        (1001, "一千零一"),
        (10000, "一万"),
        (100000, "十万"),
        (10010, "一万零一十"),
        (100000001, "一亿零一"),
    ],
)
def test_written_as_a_clerk_would(number: int, words: str) -> None:
    assert chinese(number) == words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二〇一四", 2014),
        ("二○一五", 2015),
        ("２０１４", 2014),
        ("１ ５", 15),
        ("两百零五", 205),
        ("廿五", 25),
        ("廿", 20),
        ("卅一", 31),
        ("一百十五", 115),
        ("一十五", 15),
        ("贰拾", 20),
        ("①", 1),
        ("⑳", 20),
        ("⑴", 1),
        ("⒈", 1),
        ("㈠", 1),
        ("㈩", 10),
        ("Ⅰ", 1),
        ("Ⅻ", 12),
    ],
)
def test_every_usual_form_is_read(text: str, number: int) -> None:
    assert parse(text) == number


@pytest.mark.parametrize(
    "text", ["", "万", "½", "十十", "一百二", "一二十", "3万", "甲", "-1", "1_0"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)


@pytest.mark.parametrize("number", [-1, 10**12])
def test_what_cannot_be_written_is_refused(number: int) -> None:
    with pytest.raises(ValueError):
        chinese(number)


@given(st.text(max_size=6))
def test_any_text_gives_a_number_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert parse(text) >= 0
