"""Which last day a wording stands for, and the values its pattern needs."""

from __future__ import annotations

from datetime import date
from typing import Any

from corpus.world import han, han_year, last_day

DAYS = (5, 8, 10, 12, 15, 16, 18, 20, 22, 25, 26, 28)
FULL_ONLY = {"before_year", "han_month_end", "han_day", "figures", "figures_month"}
CELL_ONLY = {"figures", "figures_month"}
WHOLE_YEAR = {"quarter", "half", "year_end"}


def month_end(day: date) -> date:
    return last_day(day.year, day.month)


def end_of(rule: str, day: date) -> date | None:
    """The last day that a rule makes of a day; None where it cannot."""
    match rule:
        case "month_end" | "last_day" | "late" | "han_month_end" | "figures_month":
            return month_end(day)
        case "before_month":
            return None if day.month == 12 else month_end(day)
        case "early":
            return day.replace(day=10)
        case "middle":
            return day.replace(day=20)
        case "quarter":
            return last_day(day.year, (day.month + 2) // 3 * 3)
        case "half":
            return date(day.year, 6, 30) if day.month <= 6 else None
        case "year_end" | "before_year":
            return date(day.year, 12, 31) if day.month >= 7 else None
    return day.replace(day=DAYS[day.day % len(DAYS)])


def values_of(rule: str, day: date, end: date, year: str) -> dict[str, Any]:
    month = end.month + 1 if rule == "before_month" else end.month
    return {
        "Y": year,
        "y": end.year + 1 if rule == "before_year" else end.year,
        "m": month,
        "d": end.day,
        "mm": f"{month:02}",
        "dd": f"{end.day:02}",
        "q": "一二三四"[(end.month - 1) // 3],
        "cy": han_year(end.year),
        "cm": han(month),
        "cd": han(end.day),
    }
