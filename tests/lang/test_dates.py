"""Time expressions: a list of phrases with their meaning, and what must hold for any text."""

from __future__ import annotations

import time
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenfeng.lang import numerals
from wenfeng.lang.dates import Mention, find, resolve
from wenfeng.lang.workdays import add_workdays, is_workday

FLAGS = ("bounded", "bare_frequency", "target", "soft", "ongoing", "has_base", "opens")
GROUPS = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text("utf-8"))
PHRASES = [(group, row) for group, table in GROUPS.items() for row in table["phrases"]]


def named(group: str, row: dict[str, Any]) -> str:
    return f"{group}: {row['text']}"


@pytest.mark.parametrize(("group", "row"), PHRASES, ids=[named(*pair) for pair in PHRASES])
def test_phrase(group: str, row: dict[str, Any]) -> None:
    mentions = find(row["text"], cell=row.get("cell", False))
    expected = row.get("found", [row["text"]])
    assert [mention.text for mention in mentions] == expected
    if not expected:
        return
    mention = mentions[0]
    year = row.get("year", None if "base" in row else 2017) or None
    resolution = resolve(mention, year, row.get("base"), row.get("after"))
    assert mention.kind == row["kind"]
    assert resolution.end == row.get("end")
    assert resolution.start == row.get("start")
    assert resolution.impossible == row.get("impossible", False)
    assert [flag for flag in FLAGS if getattr(mention, flag)] == row.get("flags", [])


def test_the_written_year_is_that_of_the_last_point() -> None:
    assert [only(text).year for text in ("2014年3月", "3月", "2014年12月—次年2月")] == [
        2014,
        None,
        2015,
    ]
    assert only("12月—2015年1月").year == 2015
    assert only("2018年春节前").year == 2018


def test_mentions_stand_in_order_with_offsets_into_the_original() -> None:
    text = "一是２０１４年５月底前整改，二是收到通知后5日内上报，三是长期坚持。"
    mentions = find(text)
    assert [m.text for m in mentions] == ["２０１４年５月底前", "收到通知后5日内", "长期坚持"]
    assert all(text[m.start : m.end] == m.text for m in mentions)


def test_a_cell_with_two_lines_has_two_dates() -> None:
    assert [m.text for m in find("6.30\n9.30前", cell=True)] == ["6.30", "9.30前"]
    assert [m.text for m in find("3月\n6月")] == ["3月", "6月"]


def test_working_days_skip_holidays_and_count_make_up_days() -> None:
    assert not is_workday(date(2014, 10, 1))
    assert is_workday(date(2014, 10, 11))  # a Saturday that was worked
    assert add_workdays(date(2014, 9, 30), 1) == date(2014, 10, 8)


def test_beyond_the_calendar_only_weekends_are_off() -> None:
    assert add_workdays(date(2199, 1, 4), 1) == date(2199, 1, 7)  # Friday to Monday


def only(text: str) -> Mention:
    (mention,) = find(text)
    return mention


def wide(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def year_in_words(year: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))


STYLES = (
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year}年{d.month:02}月{d.day:02}日前",
    lambda d: f"{wide(d.year)}年{wide(d.month)}月{wide(d.day)}日",
    lambda d: f"{year_in_words(d.year)}年{numerals.chinese(d.month)}月{numerals.chinese(d.day)}日",
    lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    lambda d: f"{d.year}-{d.month:02}-{d.day:02}",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}{d.month:02}{d.day:02}",
    lambda d: f"{d.year}年{d.month}月{d.day}号之前",
)


@given(st.dates(date(1990, 1, 1), date(2039, 12, 31)), st.sampled_from(STYLES))
@settings(max_examples=400, deadline=None)
def test_a_printed_date_comes_back(day: date, style: Any) -> None:
    text = style(day)
    mention = only(f"请于{text}，报送")
    assert mention.text == text
    assert resolve(mention).end == day


@given(st.dates(date(1990, 1, 1), date(2039, 12, 31)), st.integers(0, 400))
@settings(max_examples=150, deadline=None)
def test_a_printed_range_comes_back(first: date, length: int) -> None:
    last = min(first + timedelta(days=length), date(2039, 12, 31))
    text = f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"
    resolution = resolve(only(text))
    assert (resolution.start, resolution.end) == (first, last)


WORDS = (
    "2014 20 15 1 0 31 年 月 日 前 底 末 内 每 季度 一 二十 十 〇 - — 至 到 、 。 ， ( ） 〔 号 "
    "旬 上 下 今年 明年 起 之日 收到 后 个 工作日 长期坚持 并 立即 元旦 五一 春节 第 Q “ ” . / : "
    "周 半 全年 度 本周 五 l O 一 低 曰 农历 即日起"
)
PIECES = st.lists(st.sampled_from([*WORDS.split(), " ", "\n"]), max_size=12).map("".join)


@given(PIECES | st.text(max_size=40), st.booleans())
@settings(max_examples=1500, deadline=None)
def test_any_text_is_read_without_a_fault(text: str, cell: bool) -> None:
    low = 0
    for mention in find(text, cell):
        assert low <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        low = mention.end
        resolve(mention)
        resolve(mention, 2014)
        resolution = resolve(mention, base=date(2014, 11, 5), after=date(2014, 12, 31))
        assert not (resolution.impossible and resolution.end)


@pytest.mark.parametrize("at", [date.min, date.max])
def test_the_ends_of_the_calendar_do_no_harm(at: date) -> None:
    for _, row in PHRASES:
        for mention in find(row["text"]):
            resolve(mention, base=at)
            resolve(mention, at.year)
            resolve(mention, after=at)


def test_reading_is_fast() -> None:
    text = (
        "云河县各单位要对照清单逐项整改，压实责任，健全机制，于2014年5月底前完成。"
        "有关部门每季度末前上报进展，持续巩固成效，确保群众满意、基层减负，形成长效。"
    ) * 1300
    find(text[:200])
    started = time.process_time()
    mentions = find(text)
    assert len(mentions) == 1300 * 3
    assert time.process_time() - started < 5  # a hundred times what it takes


@pytest.mark.parametrize("unit", ["2020年", "每年", "本周", "3月第", "1至", "收到反馈后", "\n"])
def test_time_grows_with_what_is_there(unit: str) -> None:
    text = unit * (30_000 // len(unit))
    started = time.process_time()
    find(text)
    find(text, cell=True)
    assert time.process_time() - started < 8  # at most 0.8 s


def test_a_count_into_a_year_without_published_holidays_says_which() -> None:
    mention = only("收到反馈后15个工作日内")
    assert resolve(mention, base=date(2014, 3, 3)).unknown_year is None
    assert resolve(mention, base=date(2198, 12, 28)).unknown_year == 2198
