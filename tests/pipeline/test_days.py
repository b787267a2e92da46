"""The day on which the feedback came, as people write it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

import wenfeng
from wenfeng.errors import ConfigError
from wenfeng.pipeline import day_of

MARCH_10 = date(2025, 3, 10)


@pytest.mark.parametrize(
    "text",
    [
        *("2025-03-10", "2025-3-10", "2025/3/10", "2025.3.10", "20250310"),
        *("2025年3月10日", "2025年03月10号", "２０２５年３月１０日", " 2025 年 3 月 10 日 "),
    ],
)
def test_all_usual_ways_of_writing_a_day(text: str) -> None:
    assert day_of(text) == MARCH_10


def test_dates_are_taken_as_they_are() -> None:
    assert day_of(MARCH_10) == MARCH_10
    assert day_of(datetime(2025, 3, 10, 9, 30)) == MARCH_10
    assert type(day_of(datetime(2025, 3, 10, 9, 30))) is date
    assert day_of(None) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-02-30", "没有 2025-02-30 这一天"),
        ("2025年13月1日", "没有 2025-13-01 这一天"),
        ("2025-W03", "不能是“2025-W03”"),
        ("2025-W03-1", "不能是"),
        ("2025-3/10", "不能是"),
        ("3月10日", "不能是"),
        ("", "不能是"),
        ("1025-03-10", "年份不对"),
        ("2100-01-01", "年份不对"),
    ],
)
def test_what_is_no_day_is_refused(text: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        day_of(text)
    assert words in caught.value.message and caught.value.hint


def test_the_library_takes_text_and_refuses_nonsense_at_once(tmp_path: Path) -> None:
    plan = tmp_path / "方案.txt"
    plan.write_text(
        "方案\n一、整改措施\n1．更换管网。（责任单位：县水务局；完成时限：收到反馈意见后5日内）\n",
        "utf-8",
    )
    reports = [wenfeng.check(plan, received=day) for day in ("2025-03-10", MARCH_10)]
    deadline = reports[0].reading.entries[0].deadline
    assert deadline and deadline.end == date(2025, 3, 15)
    assert reports[0] == reports[1]
    with pytest.raises(ConfigError, match="int"):
        wenfeng.check(tmp_path / "没有.docx", received=20250310)  # type: ignore[arg-type]
