"""From words to days (时限推算): what a time expression means once year and base date are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from wenfeng.domain import DeadlineKind
from wenfeng.lang import points
from wenfeng.lang.counts import Count
from wenfeng.lang.points import Point
from wenfeng.lang.workdays import add_workdays, knows

_LEAP = 2000  # a year in which every day of the calendar exists
_NEXT_YEAR_AFTER_MONTHS = 3
_SCHEDULE_GAP_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """A time expression: where it stands and what its words say, with no year filled in.

    ``year`` is the written year of its last point. ``bounded``: it carries a completion mark
    (前, 底, 末, 内, 止, 期间). ``bare_frequency``: it only says how often. ``target``: it has the
    form of a target year (到2025年). ``has_base``: words such as 自印发之日起 stand before a count.
    ``opens``: something begins then (2022年7月起).
    """

    start: int
    end: int
    text: str
    kind: DeadlineKind
    year: int | None = None
    bounded: bool = False
    bare_frequency: bool = False
    target: bool = False
    soft: bool = False
    ongoing: bool = False
    has_base: bool = False
    opens: bool = False
    _first: Point | None = None
    _last: Point | None = None
    _eve: bool = False
    _opening: Literal["", "base", "unknown"] = ""
    _count: Count | None = None

    @property
    def bygone(self) -> bool:
        """Whether the words name a year or a month that is over (去年10月, 上月底)."""
        last = self._last
        return last is not None and ((last.word or 0) < 0 or (last.offset or 0) < 0)


@dataclass(frozen=True, slots=True)
class Resolution:
    """The days a mention means; ``impossible`` where the calendar has no such last day.

    ``unknown_year``: its working days were counted without that year's holidays, which are not
    known (放假安排未公布).
    """

    start: date | None = None
    end: date | None = None
    impossible: bool = False
    unknown_year: int | None = None


def resolve(
    mention: Mention,
    year: int | None = None,
    base: date | None = None,
    after: date | None = None,
) -> Resolution:
    """The first and last day of a mention.

    ``year`` stands in where none is written. ``base`` is the date that counts start from and
    that 今年, 本月, 即日 refer to; it also gives the year where ``year`` does not, and then a
    month more than three months before it is next year's. ``after`` is the date of the step
    before in the same schedule: 1月 after 12月 is the next year's.
    """
    if mention._count is not None:
        return _after_count(mention._count, base) if base else Resolution()
    last = mention._last
    if last is None or mention.kind not in ("date", "period"):
        return Resolution(start=base if mention._opening == "base" else None)
    fixed = _fixed_year(mention, year, base)
    if fixed is not None:
        return _days(mention, last, fixed, base)
    guess = _fallback(year, base, after)
    if guess is None or last.word is not None:
        return Resolution(impossible=_days(mention, last, _LEAP, base).impossible)
    if last.lunar and last.last[0] in (11, 12):
        guess -= 1  # these months fall into the next solar year
    found = _days(mention, last, guess, base)
    if not _floats(last) and _is_past(found.end, year, base, after):
        return _days(mention, last, guess + 1, base)
    return found


def _fixed_year(mention: Mention, year: int | None, base: date | None) -> int | None:
    """The year that the words themselves give, for the last point."""
    if mention.year is not None:
        return mention.year
    for point in (mention._last, mention._first):
        if point is not None and point.word is not None:
            present = base.year if base else None
            near, far = (year, present) if point.context else (present, year)
            anchor = near if near is not None else far
            return None if anchor is None else anchor + point.word
    return None


def _fallback(year: int | None, base: date | None, after: date | None) -> int | None:
    guess = year if year is not None else base.year if base else None
    if after is not None:
        guess = after.year if guess is None else max(guess, after.year)
    return guess


def _is_past(end: date | None, year: int | None, base: date | None, after: date | None) -> bool:
    """Whether a guessed year is one too early for the document or for the schedule."""
    if end is None:
        return False
    if after is not None and end < after:
        return _months(end, after) >= _SCHEDULE_GAP_MONTHS
    return year is None and base is not None and _months(end, base) > _NEXT_YEAR_AFTER_MONTHS


def _months(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def _days(mention: Mention, last: Point, year: int, base: date | None) -> Resolution:
    """First and last day, ``year`` being that of the last point."""
    if mention._eve:
        return Resolution(end=_eve(last, year, base))
    begin, end = points.window(last, year, base)
    missing = end is None and not _floats(last) and last.grain != "only"
    first = mention._first
    if first is not None:
        begin = points.window(first, _first_year(first, last, year), base)[0]
        if end and begin and end < begin and last.year is None and last.word is None:
            end = points.window(last, year + 1, base)[1]
    if mention._opening:
        begin = base if mention._opening == "base" else None
    told = mention.kind == "period" or mention.opens
    return Resolution(begin if told else None, end, missing)


def _floats(point: Point) -> bool:
    """Whether a point is counted from the base date (下月底, 本周五)."""
    return point.offset is not None or point.week is not None


def _first_year(first: Point, last: Point, year: int) -> int:
    """The year in which a range begins: 11月至明年2月 begins this year."""
    if first.year is not None:
        return first.year
    if last.word is None:
        return year
    if first.word is not None:
        return year - (last.word - first.word)
    return year - (first.first > last.last)


def _eve(last: Point, year: int, base: date | None) -> date | None:
    """The day before a whole month, year or holiday (6月前, 2020年前, 国庆节前).

    New Year's Day without a year is the coming one, so its eve lies in the year given.
    """
    new_year = last.grain == "holiday" and last.first == (1, 1) and not last.lunar
    if new_year and last.year is last.word is None:
        return date(year, 12, 31)
    begin = points.window(last, year, base)[0]
    return begin - timedelta(days=1) if begin and begin > date.min else None


def _after_count(count: Count, base: date) -> Resolution:
    end = _counted(count, base)
    if end is None or count.unit != "工作日":
        return Resolution(end=end)
    unknown = (y for y in range(base.year, end.year + 1) if not knows(y))
    return Resolution(end=end, unknown_year=next(unknown, None))


def _counted(count: Count, base: date) -> date | None:
    """The last day of a count; the day after the base date is its first."""
    try:
        if count.unit == "工作日":
            return add_workdays(base, count.number)
        if count.unit in ("月", "年", "季度"):
            return _plus_months(base, count.number * {"月": 1, "年": 12, "季度": 3}[count.unit])
        if count.unit == "小时":
            return base + timedelta(days=-(-count.number // 24))
        return base + timedelta(days=count.number * (7 if count.unit in ("周", "星期") else 1))
    except (OverflowError, ValueError):
        return None


def _plus_months(base: date, number: int) -> date | None:
    months = base.year * 12 + base.month - 1 + number
    year, month = months // 12, months % 12 + 1
    return points.day(year, month, base.day) or points.day(year, month, 0)
