"""Days of the lunar calendar (农历): 春节, 中秋节, 农历八月十五, 腊月底."""

from __future__ import annotations

from datetime import date, timedelta

from wenfeng.lang import numerals

# Month and day; day 0 is the month's last. 清明 is no lunar day but a solar term.
FESTIVALS = {
    "春节": (1, 1),
    "元宵": (1, 15),
    "端午": (5, 5),
    "中秋": (8, 15),
    "重阳": (9, 9),
    "小年": (12, 23),
    "除夕": (12, 0),
    "清明": (0, 0),
}
_CLEAR_BRIGHT = "清明"

PATTERN = r"""
(?:(?:农历|阴历|旧历)[ ]?(?:(?P<y>(?:19|20)\d\d)年)?
   (?P<m>闰?[正一二三四五六七八九十冬腊]{1,2})月
  |(?P<alone>[正腊])月)
(?:(?P<d>初[一二三四五六七八九十]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)
   (?:日(?!子))?|(?P<end>底|末))?
"""
_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def month_of(text: str) -> int:
    """正 is the first month, 腊 the twelfth; a leap month (闰四) is negative."""
    name = text.removeprefix("闰")
    number = _MONTHS.get(name) or numerals.parse(name)
    return -number if name != text else number


def day_of(text: str) -> int:
    """初五, 十五, 廿三."""
    return numerals.parse(text.removeprefix("初"))


def solar(year: int, month: int, day: int) -> date | None:
    """The solar day of a lunar one; None where there is none. ``(0, 0)`` is 清明 of the year."""
    # Only lunar dates need the tables.
    from borax.calendars.lunardate import LunarDate, TermUtils

    try:
        if month == 0:
            found: date = TermUtils.nth_term_day(year, TermUtils.name2index(_CLEAR_BRIGHT))
            return found
        if day:
            return _solar(LunarDate(year, abs(month), day, month < 0))
        following = _solar(LunarDate(year + abs(month) // 12, abs(month) % 12 + 1, 1))
        return following - timedelta(days=1)
    except (ValueError, IndexError):
        return None


def _solar(lunar: object) -> date:
    found: date = lunar.to_solar_date()  # type: ignore[attr-defined]
    return found
