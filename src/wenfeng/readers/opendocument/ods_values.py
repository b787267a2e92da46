"""Values of OpenDocument cells as a clerk sees them (ODF 1.3 part 3 §19.387 office:value-type)."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation

from lxml import etree

from wenfeng.readers.opendocument.package import attribute
from wenfeng.readers.xlsx.values import general

_VALUES = (
    "office:value",
    "office:date-value",
    "office:time-value",
    "office:boolean-value",
    "office:string-value",
)
# Dates that begin with the whole year or are written in Chinese, and bare times.
_CLEAR = re.compile(r"\D{0,20}\d{4}\D|.*年|.*[〇○零一二三四五六七八九十]|\d{1,2}[:：时]")
_MONTH = re.compile(r"[A-Za-z.]+[-/ ]\d{2,4}")
_TIME = re.compile(r"PT(\d{1,6})H(\d{1,2})M([\d.,]{1,12})S")


def display(cell: etree._Element, shown: str) -> str:
    """What a cell shows; ``shown`` are its paragraphs, which few producers leave out.

    Dates come with their year and in a form that can be read one way only, as from xlsx.
    """
    kind = attribute(cell, "office:value-type")
    if kind == "boolean" and (value := attribute(cell, "office:boolean-value")):
        return "是" if value == "true" else "否"
    if kind == "date":
        return _date(attribute(cell, "office:date-value"), shown)
    return shown or _plain(cell, kind)


def is_uncomputed(cell: etree._Element, text: str) -> bool:
    """Whether a cell holds a formula whose result was never stored."""
    if text.strip() or not attribute(cell, "table:formula"):
        return False
    # An empty result has a type.
    return not attribute(cell, "office:value-type")


def _date(value: str, shown: str) -> str:
    try:
        moment = datetime.fromisoformat(value[:19])
    except ValueError:
        return shown or value
    if not shown:
        return f"{moment:%Y-%m-%d}" + (f" {moment:%H:%M}" if "T" in value else "")
    if _CLEAR.match(shown):
        return shown
    if _MONTH.fullmatch(shown):
        return f"{moment.year}年{moment.month}月"
    if re.search("[月日号]", shown):
        return f"{moment.year}年{moment.month}月{moment.day}日"
    return f"{moment:%Y-%m-%d}" + (f" {moment:%H:%M}" if ":" in shown else "")


def _plain(cell: etree._Element, kind: str) -> str:
    value = next((found for one in _VALUES if (found := attribute(cell, one))), "")
    if kind == "time" and (match := _TIME.fullmatch(value)):
        return f"{int(match[1])}:{match[2]:0>2}"
    if kind not in ("float", "percentage", "currency"):
        return value
    try:
        exact = Decimal(value)
    except InvalidOperation:
        return value
    if not exact.is_finite() or abs(exact.adjusted()) > 300:
        return value
    return f"{general(exact * 100)}%" if kind == "percentage" else general(exact)
