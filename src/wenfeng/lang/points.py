"""Points of the calendar (时间点): what 2014年3月底 or 农历八月十五 say, and which days.

A ``Point`` has no year filled in; ``window`` turns it into days once a year is known. Everything
that reads points works on text from ``normalise``, whose offsets are the original's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from wenfeng.lang import forms, lunar, weeks
from wenfeng.lang.forms import compiled
from wenfeng.lang.weeks import Week

FIRST_YEAR, LAST_YEAR = 1990, 2039


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of the calendar, from one month and day to another; day 0 is the month's last.

    ``word`` counts years from the present one (明年 is 1), ``context`` says that "present" is the
    year under discussion rather than the document's (次年, 当年). ``offset`` counts months from
    the base date's month and takes the place of ``first`` and ``last``. ``lunar`` says that month
    and day are those of the lunar calendar. ``week`` is a day that only its week names (本周五),
    ``week_of_month`` the number of a week within the month.
    """

    year: int | None = None
    word: int | None = None
    context: bool = False
    first: tuple[int, int] = (1, 1)
    last: tuple[int, int] = (12, 0)
    first_year: int | None = None
    offset: int | None = None
    grain: str = "year"
    marked: bool = False
    soft: bool = False
    joined: bool = False
    lunar: bool = False
    week: Week | None = None
    week_of_month: int = 0


class Found(NamedTuple):
    """A point and where it stands in the text."""

    start: int
    end: int
    point: Point


def normalise(text: str) -> str:
    """The same text, as long, with one form for digits, dashes, spaces and zeros."""
    plain = text.translate(forms.ONE_FORM)
    return compiled(forms.MISREAD).sub(lambda hit: forms.MEANT[hit.group()], plain)


def window(point: Point, year: int, base: date | None = None) -> tuple[date | None, date | None]:
    """First and last day of a point in a given year; None for a day that does not exist."""
    first, last = point.first, point.last
    first_year = point.first_year or year
    if (alone := _alone(point, year, base)) is not None:
        return alone[0], alone[0]
    if point.offset is not None:
        if base is None:
            return None, None
        months = base.year * 12 + base.month - 1 + point.offset
        months -= months % 3 if point.grain == "quarter" else 0
        first_year, first = months // 12, (months % 12 + 1, first[1])
        months += last[0] - point.first[0]
        year, last = months // 12, (months % 12 + 1, last[1])
    elif (last[0], last[1] or 31) < first and first_year == year:
        year += 1
    return day(first_year, *first), day(year, *last)


def _alone(point: Point, year: int, base: date | None) -> tuple[date | None] | None:
    """The one day of a point that is no stretch of solar months; None where it is one."""
    if point.lunar:
        return (lunar.solar(year, *point.last),)
    if point.week:
        return (weeks.day_of(point.week, base) if base else None,)
    if point.week_of_month:
        return (weeks.of_month(year, point.last[0], point.week_of_month),)
    return None


def day(year: int, month: int, number: int) -> date | None:
    """A date, None where the calendar has no such day; number 0 is the month's last day."""
    try:
        if number:
            return date(year, month, number)
        return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def of_month(year: int | None, month: int, number: int | None) -> Point:
    """A whole month, or one day of it."""
    if number is None:
        return Point(year, first=(month, 1), last=(month, 0), grain="month")
    return Point(year, first=(month, number), last=(month, number), grain="day")
