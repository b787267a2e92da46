"""Points of the calendar as written (时间写法): 2014年3月底, 一季度, 7—9月, 腊月二十, 十四五末."""

from __future__ import annotations

import re
from dataclasses import replace

from wenfeng.lang import digits, forms, lunar, numerals
from wenfeng.lang.forms import YEAR, compiled
from wenfeng.lang.points import FIRST_YEAR, LAST_YEAR, Found, Point

_LUNAR_STARTS = "农阴旧正腊"
_AFTER_MONTHS = ("", *":,)、;\n")
_WORDS = {"明": 1, "次": 1, "翌": 1, "来": 1, "去": -1, "上": -1, "后": 2}
# After which number of days each third of a month begins, and its last day (0: the month's).
_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 0)}


def match(text: str, at: int, cell: bool = False, joined: bool = False) -> Found | None:
    """The point that begins at an offset; ``joined`` admits what only a range allows (20日)."""
    if text[at] in "12" and (found := digits.iso(text, at, joined)):
        return found
    if text[at] in '“"十' and (found := _plan(text, at)):
        return found
    if text[at] in _LUNAR_STARTS and (found := lunar_day(text, at)):
        return found
    if cell and (found := digits.cell_form(text, at)):
        return found
    hit = compiled(forms.POINT).match(text, at)
    return _written(hit, text, joined) if hit and hit.end() > at else None


def lunar_day(text: str, at: int) -> Found | None:
    """农历八月十五, 腊月二十三, 正月底; a month alone ends with its last day."""
    hit = compiled(lunar.PATTERN).match(text, at)
    if not hit or (hit["alone"] and not (hit["d"] or hit["end"])):
        return None
    try:
        month = lunar.month_of(hit["m"] or hit["alone"])
        number = lunar.day_of(hit["d"]) if hit["d"] else 0
    except ValueError:
        return None
    year = int(hit["y"]) if hit["y"] else None
    end = (month, number)
    point = Point(year, first=end, last=end, grain="day", marked=bool(hit["end"]), lunar=True)
    return Found(at, hit.end(), point)


def _plan(text: str, at: int) -> Found | None:
    """十四五末, “十三五”期间: the five-year plans, the tenth of which ended in 2005."""
    hit = compiled(forms.PLAN).match(text, at)
    if not hit:
        return None
    year = 2005 + 5 * numerals.parse(hit["n"])
    first = None if "末" in hit["what"] or hit["what"] == "收官" else year - 4
    grain = "plan" if first else "day"
    return Found(at, hit.end(), Point(year, first_year=first, grain=grain, marked=True))


def _written(hit: re.Match[str], text: str, joined: bool) -> Found | None:
    """What the big pattern matched, checked for sense: None where it is no time after all."""
    years = _year(hit)
    if years is None or (years == Point() and not _stands_alone(hit, text)):
        return None
    if hit["m"] or hit["relm"]:
        return _month(hit, text, years)
    if hit["only"]:
        number = numerals.parse(hit["only"]) if _is_number(hit["only"]) else 0
        # 三日前 mostly means three days ago; 15日前 the fifteenth.
        if not number or years != Point() or not (joined or hit["only"].isdecimal() or number > 9):
            return None
        point = Point(first=(0, number), last=(0, number), grain="only")
        return Found(hit.start(), hit.end(), point)
    part = _part_of_year(hit, years)
    if part is None or part == Point():
        return None
    return Found(hit.start(), hit.start() + len(hit.group().rstrip()), part)


def _stands_alone(hit: re.Match[str], text: str) -> bool:
    """Whether a point without a year is whole: not 近年内, 学年末, or what follows 1949年."""
    before = text[max(0, hit.start() - 5) : hit.start()]
    if hit["edge"]:
        return hit["edge"].startswith("年") and before[-1:] not in tuple(
            "近多数几半某历学周整逐按财"
        )
    return not (before.endswith("年") and compiled(rf"{YEAR}|\d{{4}}").fullmatch(before[:-1]))


def _year(hit: re.Match[str]) -> Point | None:
    """The year words as a whole-year Point; None for a year out of reach (1949年)."""
    if hit["word"]:
        word = hit["word"]
        return Point(word=_WORDS.get(word[0], 0), context=word[0] in "次翌同当")
    if hit["yy"]:
        return Point(2000 + int(hit["yy"])) if int(hit["yy"]) <= LAST_YEAR - 2000 else None
    if not hit["y"]:
        return Point()
    year = _four_digits(hit["y"])
    first = _four_digits(hit["y0"]) if hit["y0"] else None
    if not FIRST_YEAR <= year <= LAST_YEAR or (first is not None and first > year):
        return None
    return Point(year, first_year=first, joined=first is not None)


def _four_digits(text: str) -> int:
    text = text.replace("O", "〇").replace("o", "〇").replace(" ", "")
    return int("".join(c if c.isdecimal() else str(numerals.parse(c)) for c in text))


def _part_of_year(hit: re.Match[str], years: Point) -> Point | None:
    if hit["edge"]:
        return _edge_of_year(hit["edge"].removeprefix("年"), years)
    marked = bool(hit["pe"])
    if hit["relq"]:
        return None if hit["relq"][-1] == "季" and not marked else _quarter_from_base(hit, marked)
    span = _months_named(hit)
    if span is None:
        return years
    grain = "day" if marked else "quarter"
    return replace(years, first=(span[0], 1), last=(span[1], 0), grain=grain, marked=marked)


def _months_named(hit: re.Match[str]) -> tuple[int, int] | None:
    """First and last month of 上半年, 前三季度, 二、三季度, Q1, 全年."""
    if hit["half"]:
        return (1, 6) if hit["half"][0] == "上" else (7, 12)
    if hit["cum"]:
        return 1, 3 * numerals.parse(hit["cum"])
    if hit["q"] or hit["qq"]:
        last = numerals.parse(hit["q"] or hit["qq"])
        first = numerals.parse(hit["q0"]) if hit["q0"] else last
        return 3 * min(first, last) - 2, 3 * last
    return (1, 12) if hit["whole"] else None


def _edge_of_year(edge: str, years: Point) -> Point:
    """年底, 年末, 年内; 年中 and 年初 are soft."""
    last = {"中": (6, 0), "初": (1, 0)}.get(edge[0], (12, 0))
    soft = edge[0] in "中初"
    return replace(years, last=last, grain="day", marked=not soft, soft=soft)


def _quarter_from_base(hit: re.Match[str], marked: bool) -> Point:
    """本季度末, 下季度: three months on from the base date's quarter."""
    step = 3 if hit["relq"][0] == "下" else 0
    return Point(offset=step, last=(3, 0), grain="quarter", marked=marked)


def _month(hit: re.Match[str], text: str, years: Point) -> Found | None:
    start, m0 = hit.start(), hit["m0"]
    offset = None
    if hit["relm"]:
        if years != Point():
            return None
        month, offset = 1, {"下": 1, "次": 1, "上": -1}.get(hit["relm"][0], 0)
    else:
        month = _month_number(hit["m"])
        if not 1 <= month <= 12 and not hit["d"] and years == Point():
            return None
    first = _first_month(hit, text, month) if m0 else None
    if m0 and first is None:
        if "月" in text[hit.end("m0") : hit.start("m")]:
            return _first_of_two(hit, text, years)  # 6月、12月 are two months
        if years == Point():
            start = hit.start("m")  # 6、12月 too, and 1、2月底前 is item 1
    days = _days(hit)
    if days is None:
        return None
    grain, first_day, last_day = days
    week = 6 if hit["final"] else numerals.parse(hit["week"]) if hit["week"] else 0
    edge = hit["me"] or ""
    point = replace(
        years,
        first=(1, 1) if years.first_year else (first or month, 1 if first else first_day),
        last=(month, last_day),
        offset=offset,
        grain="month" if grain == "month" and not edge and not week else "day",
        marked=edge[:1] in ("底", "末", "内") and bool(edge),
        soft=edge[:1] in ("初", "末", "中") and bool(edge),
        joined=years.joined or first is not None or bool(hit["d0"] or hit["p0"]),
        week_of_month=0 if offset is not None else week,
    )
    return Found(start, hit.end(), point)


def _month_number(text: str) -> int:
    if text == "元":
        return 1
    return numerals.parse(text) if _is_number(text) else 0


def _first_month(hit: re.Match[str], text: str, month: int) -> int | None:
    """The month that opens 7—9月, 3、4月, 11月12月; None where the number is no month."""
    first = _month_number(hit["m0"])
    if not 1 <= first <= 12:
        return None
    if hit["sep"] != "、":
        return first
    return first if first + 1 == month and not _is_item_number(hit, text) else None


def _first_of_two(hit: re.Match[str], text: str, years: Point) -> Found | None:
    month = _month_number(hit["m0"])
    if not 1 <= month <= 12:
        return None
    end = hit.end("m0") + len(text[hit.end("m0") : hit.start("sep")].rstrip())
    return Found(hit.start(), end, replace(years, first=(month, 1), last=(month, 0), grain="month"))


def _is_item_number(hit: re.Match[str], text: str) -> bool:
    """Whether 3、4月底前 opens a line as item 3; 3、4月： alone is two months."""
    if "月" in text[hit.end("m0") : hit.start("sep")]:
        return False
    opens = not text[text.rfind("\n", 0, hit.start()) + 1 : hit.start()].strip()
    alone = not (hit["me"] or hit["d"] or hit["p"])
    return opens and not (alone and text[hit.end() : hit.end() + 1] in _AFTER_MONTHS)


def _days(hit: re.Match[str]) -> tuple[str, int, int] | None:
    """Grain, first and last day inside the month; 0 is its last day."""
    if hit["d"]:
        if not _is_number(hit["d"]) or (hit["d0"] and not _is_number(hit["d0"])):
            return None
        last = numerals.parse(hit["d"])
        first = numerals.parse(hit["d0"]) if hit["d0"] else last
        return ("day", first, last) if last and first else None
    if hit["p"]:
        thirds = sorted((hit["p0"] or "") + hit["p"], key="上中下".index)
        return "day", _THIRDS[thirds[0]][0], _THIRDS[thirds[-1]][1]
    edge = (hit["me"] or "-")[0]
    if edge in "初中":
        return "day", 1, 10 if edge == "初" else 15
    return "month", 1, 0


def _is_number(text: str) -> bool:
    try:
        numerals.parse(text)
    except ValueError:
        return False
    return True
