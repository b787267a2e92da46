"""The numbers a browser puts before the items of an ordered list (``<ol>``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wenfeng.readers.number_format import format_number

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*[^;]*?([a-z]+(?:-[a-z]+)*)", re.I)
# Style → Word's name for it, and the highest number a browser writes in it.
_FORMS = {
    "lower-alpha": ("lowerLetter", 26),
    "lower-latin": ("lowerLetter", 26),
    "upper-alpha": ("upperLetter", 26),
    "upper-latin": ("upperLetter", 26),
    "lower-roman": ("lowerRoman", 3999),
    "upper-roman": ("upperRoman", 3999),
    "cjk-ideographic": ("chineseCounting", 9999),
    "simp-chinese-informal": ("chineseCounting", 9999),
    "trad-chinese-informal": ("chineseCounting", 9999),
}


def list_start(element: _Element) -> tuple[str, int, int]:
    """Numbering style ("" for bullets), first number and step of a list."""
    if element.tag != "ol":
        return "", 1, 1
    step = -1 if element.get("reversed") is not None else 1
    start = element.get("start", "")
    if re.fullmatch(r"-?\d{1,6}", start, re.A):
        return _style(element, "decimal"), int(start), step
    return _style(element, "decimal"), len(element.findall("li")) if step < 0 else 1, step


def marker(item: _Element, style: str, value: int) -> str:
    """What stands before this item: ``3.``, ``c.``, ``三、`` – or nothing."""
    style = _style(item, style) if style else ""
    if style in ("", "none", "disc", "circle", "square"):
        return ""
    form, highest = _FORMS.get(style, ("decimal", 0))
    number = format_number(value, form) if 0 < value <= highest else str(value)
    return number + ("、" if form == "chineseCounting" else ".")


def _style(element: _Element, default: str) -> str:
    if match := _STYLE.search(element.get("style", "")):
        return match[1].lower()
    return _TYPES.get(element.get("type", ""), default)
