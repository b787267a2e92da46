"""Points of the calendar in digits alone (数字日期): 2015.6.30, 20150630, 6.30, 23.12.31."""

from __future__ import annotations

from dataclasses import replace

from wenfeng.lang import forms
from wenfeng.lang.forms import compiled
from wenfeng.lang.points import FIRST_YEAR, LAST_YEAR, Found, Point, of_month


def iso(text: str, at: int, joined: bool) -> Found | None:
    """2014-03-15, 2014.3, 20140315; ``joined`` says that it ends a range."""
    hit = compiled(forms.ISO).match(text, at)
    if not hit or not FIRST_YEAR <= int(hit["y"]) <= LAST_YEAR:
        return None
    if hit["cm"] and not joined and text[at - 1 : at] in ("-", "_", "/"):
        return None  # the tail of a telephone or file number
    month = int(hit["m"] or hit["cm"])
    number = hit["d"] or hit["cd"]
    if not 1 <= month <= 12 or number in ("0", "00") or text[hit.end() : hit.end() + 1] == "号":
        return None
    point = of_month(int(hit["y"]), month, int(number) if number else None)
    if hit["me"]:
        point = replace(point, grain="day", marked=True)
    return Found(at, hit.end(), point)


def bare(text: str, at: int, first: Point) -> Found | None:
    """The number that ends 2014.6-9 and 2014.6.1-15: a month or a day, as the first point is."""
    hit = compiled(r"\d{1,2}(?![\d./年月日%])").match(text, at)
    if not hit or not int(hit.group()):
        return None
    number = int(hit.group())
    if first.grain == "day":
        return Found(at, hit.end(), Point(first=(0, number), last=(0, number), grain="only"))
    return Found(at, hit.end(), of_month(None, number, None)) if number <= 12 else None


def cell_form(text: str, at: int) -> Found | None:
    """6.30, 202106 and 23.12.31, which only a deadline cell makes times."""
    if text[at - 1 : at].isdigit():
        return None
    if hit := compiled(forms.CELL_MONTH).match(text, at):
        return Found(at, hit.end(), of_month(int(hit["y"]), int(hit["m"]), None))
    if hit := compiled(forms.CELL_YEARS).match(text, at):
        first, last = int(hit["y0"]), int(hit["y"])
        return Found(at, hit.end(), Point(last, first_year=first, joined=True))
    hit = compiled(forms.CELL_DATE).match(text, at)
    if hit and int(hit["yy"]) <= LAST_YEAR - 2000 and 1 <= int(hit["m"]) <= 12 and int(hit["d"]):
        point = of_month(2000 + int(hit["yy"]), int(hit["m"]), int(hit["d"]))
        return Found(at, hit.end(), point)
    return _cell_day(text, at)


def _cell_day(text: str, at: int) -> Found | None:
    hit = compiled(forms.CELL_DAY).match(text, at)
    if not hit or text[at - 1 : at].isdigit() or not 1 <= int(hit["m"]) <= 12:
        return None
    number = int(hit["d"])
    return Found(at, hit.end(), of_month(None, int(hit["m"]), number)) if number else None
