"""Measures of Word paragraphs (缩进、行距): twips, units and characters, in layers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

TWIPS = 20
_FARTHEST = 40_000.0
_MEASURE = re.compile(r"\s*(-?\d{1,9}(?:\.\d{1,9})?)(mm|cm|in|pt|pc|pi|)\s*", re.ASCII)
_UNITS = {"mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440, "pt": 20, "pc": 240, "pi": 240}
# Each says where the first line begins; one of them puts away the other.
_HANGING = ("hanging", "hangingChars")
_FIRST = ("firstLine", "firstLineChars")
_EXACT = ("exact", "atLeast")

Settings = Mapping[str, str]


def number(text: str | None) -> float:
    """A measure in twips, as a number or with a unit; 0 where it is none."""
    match = None if text is None else _MEASURE.fullmatch(text[:16])
    if match is None:
        return 0.0
    twips = float(match[1]) * _UNITS.get(match[2], 1)
    return max(-_FARTHEST, min(_FARTHEST, twips))


def settings_of(element: etree._Element | None) -> Settings:
    """What a w:ind or a w:spacing says, by name."""
    if element is None:
        return {}
    return {str(name).rpartition("}")[2]: str(value) for name, value in element.attrib.items()}


def laid_over(below: Settings, above: Settings) -> Settings:
    """What two layers come to."""
    if not above:
        return below
    gone: tuple[str, ...] = ()
    if any(name in above for name in _HANGING):
        gone = _FIRST
    elif any(name in above for name in _FIRST):
        gone = _HANGING
    return {name: value for name, value in below.items() if name not in gone} | dict(above)


def first_line(settings: Settings, size: float) -> float:
    """How many characters the first line stands in from the others; out, if negative."""
    hanging = _characters(settings, "hangingChars", "hanging", size)
    return -hanging if hanging else _characters(settings, "firstLineChars", "firstLine", size)


def side(settings: Settings, names: Iterable[str], size: float) -> float:
    """How many characters a paragraph stands in at a side, under any of its names."""
    found = (_characters(settings, f"{name}Chars", name, size) for name in names)
    return next((one for one in found if one), 0.0)


def pitch(settings: Settings) -> float | None:
    """The distance of lines in points where it is fixed."""
    if settings.get("lineRule") not in _EXACT:
        return None
    return number(settings.get("line")) / TWIPS or None


def _characters(settings: Settings, characters: str, twips: str, size: float) -> float:
    """A length in characters; what is said in characters goes before what is said in points."""
    if count := number(settings.get(characters)):
        return round(count / 100, 2)
    return round(number(settings.get(twips)) / TWIPS / size, 2)
