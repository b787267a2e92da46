from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wenfeng.columns import Words, fit, lay_out, listing, paint, width, wrap


def test_chinese_takes_two_columns() -> None:
    assert width("县水务局abc") == 11
    assert width("e\u0301") == 1
    assert width("") == 0


def test_a_line_does_not_begin_with_closing_punctuation() -> None:
    assert wrap("更换老旧管网，逐月公布", 12) == ["更换老旧管", "网，逐月公布"]


def test_numbers_and_words_stay_whole() -> None:
    assert wrap("改造管网2025米", 10) == ["改造管网", "2025米"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]


def test_line_breaks_stay() -> None:
    assert wrap("甲\n乙", 10) == ["甲", "乙"]


def test_a_file_cannot_command_the_terminal() -> None:
    assert wrap("甲\x1b[2J\x07乙", 20) == ["甲 [2J 乙"]


@given(st.text(alphabet="县水务局，。（）ab1 -", max_size=80), st.integers(2, 30))
def test_no_line_is_too_long_and_no_word_is_lost(text: str, room: int) -> None:
    lines = wrap(text, room)
    assert all(width(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_columns_stand_under_each_other() -> None:
    widths = [4, 6]
    rows = [(Words("甲"), Words("乙")), (Words("一二三四"), Words("五"))]
    assert [line for row in rows for line in lay_out(row, widths, False)] == [
        "甲    乙",
        "一二  五",
        "三四",
    ]


def test_the_first_column_gets_what_the_others_leave() -> None:
    rows = [(Words("甲" * 50), Words("乙" * 2), Words(""))]
    assert fit(rows, (2, 1, 1), 60) == [50, 4, 2]


def test_a_listing_is_as_wide_as_its_longest_cells() -> None:
    rows = [("--format 格式", "甲"), ("-o", "乙"), ("--limit 名称=数字", "丙")]
    assert list(listing(rows)) == [
        "--format 格式      甲",
        "-o                 乙",
        "--limit 名称=数字  丙",
    ]
    assert list(listing([])) == []


def test_colour_is_only_added_where_wanted() -> None:
    assert paint("错误", "error", True) == "\x1b[31m错误\x1b[0m"
    assert paint("错误", "error", False) == "错误"
    assert paint("", "error", True) == ""
