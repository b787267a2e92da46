"""Days named by their week (周): 本周五前, 下周一前, 周五前, 本周内, 3月第二周.

Weeks run from Monday to Sunday. Everything works on text from ``points.normalise``.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from wenfeng.lang.forms import WITHIN, S, compiled

STARTS = frozenset("本这下周星礼")
_BEFORE = r"(?:之前|以前|前(?![后往期]))"
_WEEK = rf"""
(?<![上每双两单隔近逐按一二三四五六七八九十百\d第])
(?:(?:(?P<which>本|这个?|下下?个?){S})?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])
   (?![-至到、和及])(?=(?P<mark>{S}[^，。；,;\d]{{0,2}}?(?:{_BEFORE}|{WITHIN}))?)
 |(?P<whole>本|这个?|下个?){S}(?:周|星期|礼拜)(?P<edge>{S}(?:之?{WITHIN}|底)|(?={S}{_BEFORE})))
"""


class Week(NamedTuple):
    """A day of a week: ``number`` weeks after the base date's; ``day`` counts from Monday, 0.

    ``near``: no week is named (周五前), so it is the next such day. A day of -1 is the last
    before the week begins (下周前).
    """

    number: int
    day: int
    near: bool = False


def week(text: str, at: int) -> tuple[int, Week, bool] | None:
    """Where a day named by its week ends, what it is, and whether it ends in 内 or 底."""
    hit = compiled(_WEEK).match(text, at)
    if not hit:
        return None
    if hit["whole"]:
        day = 6 if hit["edge"] else -1
        return hit.end(), Week(_number(hit["whole"]), day), bool(hit["edge"])
    if not hit["which"] and not hit["mark"]:
        return None  # 周五 alone is a habit as often as a day
    day = "一二三四五六".find(hit["day"])
    number = _number(hit["which"] or "")
    return hit.end(), Week(number, day if day >= 0 else 6, not hit["which"]), False


def _number(which: str) -> int:
    return which.count("下")


def day_of(week: Week, base: date) -> date | None:
    """The day, counted from the base date's week; None out of the calendar's reach."""
    ahead = week.number * 7 + week.day - base.weekday()
    try:
        return base + timedelta(days=ahead + 7 if week.near and ahead < 0 else ahead)
    except OverflowError:
        return None


def of_month(year: int, month: int, number: int) -> date | None:
    """The last day of a month's week; the first holds the 1st, the last ends with the month."""
    try:
        first, length = calendar.monthrange(year, month)
        return date(year, month, min(length, 7 * number - first))
    except (ValueError, OverflowError):
        return None
