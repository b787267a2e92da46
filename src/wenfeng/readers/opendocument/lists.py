"""Numbers of OpenDocument lists (text:list, ODF 1.3 part 3 §5.3, §16.30), in document order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from wenfeng.readers.number_format import format_number
from wenfeng.readers.opendocument.package import attribute
from wenfeng.readers.opendocument.styles import OUTLINE, Level

# style:num-format shows the beginning of the row (一, 二, 三, ...): its first words → our format.
_FORMS = {
    "1": "decimal",
    "A": "upperLetter",
    "a": "lowerLetter",
    "I": "upperRoman",
    "i": "lowerRoman",
    "01": "decimalZero",
    "１": "decimalFullWidth",
    "一": "chineseCounting",
    "壹": "chineseLegalSimplified",
    "壹貳": "ideographLegalTraditional",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "①": "decimalEnclosedCircle",
    "⑴": "decimalEnclosedParen",
    "⒈": "decimalEnclosedFullstop",
    "㊀": "ideographEnclosedCircle",
    "1st": "ordinal",
}
# Rows of characters that follow one another in Unicode, and how many there are.
_ROWS = {"㈠": 10, "❶": 10, "➀": 10, "Ⅰ": 12, "ⅰ": 12, "Ａ": 26, "ａ": 26, "ⓐ": 26, "⒜": 26}
_WORDS = re.compile(r"[^\s,，、.…]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its list a paragraph stands; ``key`` names the list that counts."""

    key: str
    style: str
    depth: int
    start: int | None = None
    numbered: bool = True
    written: str = ""


@dataclass(slots=True)
class Lists:
    """The counters of all lists of one document."""

    styles: Mapping[str, Mapping[int, Level]]
    _values: dict[str, dict[int, int]] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)
    _latest: dict[str, str] = field(default_factory=dict)

    def begin(self, element: etree._Element, style: str) -> str:
        """The key of a list outside any other: its own, or that of the list it continues."""
        own = attribute(element, "xml:id")
        if self.is_outline(style):
            return OUTLINE
        key = self._keys.get(attribute(element, "text:continue-list"))
        if key is None and attribute(element, "text:continue-numbering") == "true":
            key = self._latest.get(style)
        if key is None:
            key = f"{len(self._values)}"
            self._values[key] = {}
        if own:
            self._keys[own] = key
        self._latest[style] = key
        return key

    def named(self, key: str, style: str) -> str:
        """The key of a list that numbered paragraphs name themselves (text:list-id)."""
        self._latest[style] = key
        return f"id:{key}"

    def label(self, place: Place) -> str:
        """The number of the next paragraph at ``place``; its counter moves on."""
        levels = self.styles.get(place.style, {})
        level = levels.get(place.depth, Level(bullet=True))
        values = self._values.setdefault(place.key, {})
        for depth in [one for one in values if one > place.depth]:
            del values[depth]
        if place.start is not None:
            values[place.depth] = place.start
        else:
            values[place.depth] = values.get(place.depth, level.start - 1) + 1
        for depth in range(1, place.depth):
            values.setdefault(depth, levels[depth].start if depth in levels else 1)
        return place.written or _written(levels, level, values, place.depth)

    def is_outline(self, style: str) -> bool:
        """Whether a list style is that of the headings, under its own name."""
        levels = self.styles.get(style)
        return levels is not None and levels is self.styles.get(OUTLINE)

    def outline(self, depth: int, start: int | None, restart: bool) -> str:
        """The number of the next heading that stands in no list (text:outline-style)."""
        level = self.styles.get(OUTLINE, {}).get(depth)
        if level is None:
            return ""
        first = (start if start is not None else level.start) if restart else None
        return self.label(Place(OUTLINE, OUTLINE, depth, first))


def _written(
    levels: Mapping[int, Level], level: Level, values: Mapping[int, int], depth: int
) -> str:
    if level.bullet:
        return ""

    def number(place: int) -> str:
        one = levels.get(place)
        return _format(values.get(place, 1), one) if one and not one.bullet else ""

    if level.template is not None:
        return re.sub(r"%(\d\d?)%", lambda match: number(int(match[1])), level.template).strip()
    shown = [number(place) for place in range(max(1, depth - level.upper), depth + 1)]
    # A level without a number of its own shows none of the higher ones either.
    joined = ".".join(one for one in shown if one) if level.form else ""
    return f"{level.prefix}{joined}{level.suffix}".strip()


def _format(number: int, level: Level) -> str:
    words = _WORDS.findall(level.form)
    first = words[0] if words else ""
    if not first:
        return ""
    if first in _ROWS:
        return chr(ord(first) + number - 1) if 1 <= number <= _ROWS[first] else str(number)
    form = _FORMS.get("".join(words[:2])) or _FORMS.get(first, "decimal")
    if form in ("upperLetter", "lowerLetter") and not level.repeat_letters:
        return _letters(number, first)
    return format_number(number, form)


def _letters(number: int, first: str) -> str:
    """A, …, Z, AA, AB: how letters go on unless style:num-letter-sync repeats them."""
    written = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        written = chr(ord(first) + letter) + written
    return written
