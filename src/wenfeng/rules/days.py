"""Days that deadlines name (期限里的日子): written out or not, days off, words for them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from wenfeng.domain import Deadline
from wenfeng.lang import workdays
from wenfeng.lang.numerals import chinese

_WEEKDAYS = "一二三四五六日"


def words(day: date) -> str:
    """2025年3月10日."""
    return f"{day.year}年{day.month}月{day.day}日"


def written(due: Deadline) -> date | None:
    """The last day of a deadline, where its words name that very day: 5月18日, not 5月中旬.

    The last day of a month stands for its end (6月30日 for 6月底), so it names no day either.
    """
    if due.kind != "date" or due.end is None or (due.end + timedelta(days=1)).day == 1:
        return None
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", due.text))
    day = due.end.day
    named = (
        rf"(?<!\d)0?{day}[日号]",
        rf"[./-]0?{day}(?!\d|[./年月-]\d?)",
        rf"月{chinese(day)}[日号]",
        rf"(?<!\d)\d{{6}}{day:02d}(?!\d)",
    )
    return due.end if re.search("|".join(named), text) else None


def day_off(day: date) -> str:
    """Why nobody is at the office that day; empty where they are, or where it is not known yet."""
    if not workdays.knows(day.year) or workdays.is_workday(day):
        return ""
    return f"星期{_WEEKDAYS[day.weekday()]}" if day.weekday() > 4 else "法定节假日"


def last_workday(day: date) -> date:
    """The last working day before a day."""
    day -= timedelta(days=1)
    while not workdays.is_workday(day):
        day -= timedelta(days=1)
    return day
