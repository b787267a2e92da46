"""Two points joined to a range, and what follows a point (起止时间): 7—9月, 6月30日24时前.

Everything works on text from ``points.normalise``.
"""

from __future__ import annotations

from dataclasses import replace

from wenfeng.lang import digits, written
from wenfeng.lang.forms import TO, WITHIN, S, compiled
from wenfeng.lang.points import Found, Point
from wenfeng.lang.timewords import BEFORE

_CLOCK = rf"""
(?:{S}\((?:(?:星期|周)[一二三四五六日天]|含[当本]?日?)\))?
(?:{S}(?:当[天日]|上午|下午)?(?:下班|收工)(?={S}{BEFORE}))?
(?:{S}(?:上午|下午|中午|午夜|早上?|晚上?|凌晨)?{S}(?:\d{{1,2}}:\d\d(?::\d\d)?|(?:\d{{1,2}}|[〇一二三四五六七八九十]{{1,3}})[时点](?:\d{{1,2}}分|半|整)?))?"""
_MARK = rf"{S}(?:(?P<before>前?{BEFORE})|为?止|截止|期间|(?:之|以)?{WITHIN})"
_LINK = rf"(?:{S}(?:起|开始))?{TO}"


def ranged(plain: str, found: Found, cell: bool = False) -> tuple[Point | None, int, Point]:
    """The first point of a range, None without one; where it ends; the last point."""
    end, point = found.end, found.point
    numeric = plain[end - 1].isdigit()
    link = compiled(_LINK).match(plain, clock(plain, end) if point.grain == "day" else end)
    if not link or link.end() >= len(plain):
        return None, end, point
    second = written.match(plain, link.end(), cell or numeric, joined=True)
    if second is None and numeric:
        second = digits.bare(plain, link.end(), point)
    if second is None or (point.grain == "only" and second.point.grain != "only"):
        return None, end, point
    first, last = _aligned(point, second.point)
    return first, second.end, last


def _aligned(first: Point, last: Point) -> tuple[Point, Point]:
    """Each end of a range takes the year and the month that only the other one says."""
    if last.grain == "only":
        day = (first.last[0], last.last[1])
        last = replace(first, first=day, last=day)
    turn = int((last.last[0], last.last[1] or 31) < first.first)
    if first.year is not None and last.year is None:
        if last.word is None:
            last = replace(last, year=first.year + turn)
        elif last.word > 0 or last.context:
            last = replace(last, year=first.year + last.word, word=None)
    elif last.year is not None and first.year is None and first.word is None:
        first = replace(first, year=last.year - turn)
    elif first.word is not None and last.word is None and last.year is None:
        last = replace(last, word=first.word + turn, context=first.context)
    return first, last


def clock(plain: str, end: int) -> int:
    """Where the weekday and the time of day after a date end (6月30日24时)."""
    hit = compiled(_CLOCK).match(plain, end)
    return hit.end() if hit else end


def mark(plain: str, end: int) -> tuple[int, bool, bool]:
    """Where the completion mark ends, whether it is 前, and whether there is one."""
    hit = compiled(_MARK).match(plain, end)
    return (hit.end(), hit["before"] is not None, True) if hit else (end, False, False)
