"""Resolves Word's automatic numbers (自动编号): numbering.xml plus counters in document order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from wenfeng.readers.docx.styles import MAX_LEVELS, Styles
from wenfeng.readers.number_format import format_number
from wenfeng.readers.wordml import ALTERNATE, attribute, both, integer, members, switched_on

MAX_START = 32_767
# Word takes far less; without bounds a small file could ask for endless numbers.
_LONGEST_TEXT = 255
_MOST_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition (w:lvl). ``restart`` as in w:lvlRestart, None for usual."""

    start: int
    form: str
    text: str
    legal: bool
    restart: int | None
    style: str
    digits: int


@dataclass(frozen=True, slots=True)
class Definition:
    """A list definition (w:abstractNum)."""

    levels: Mapping[int, Level]
    link: str
    own_link: str


@dataclass(frozen=True, slots=True)
class List:
    """A list (w:num): its definition, and what it changes in it."""

    definition: str
    starts: Mapping[int, int]
    levels: Mapping[int, Level]


@dataclass(slots=True)
class Counters:
    """Numbers paragraphs one after another; holds the state of all lists of one document."""

    lists: Mapping[str, List]
    levels: Mapping[str, Mapping[int, Level]]
    styles: Styles
    _values: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str | None, level: int | None, style: str | None) -> str:
        """The number of the next paragraph, ``""`` if it has none; its counter moves on.

        ``number`` and ``level`` are what the paragraph itself states, ``style`` is its style.
        """
        place = self._place(number, level, style)
        if place is None:
            return ""
        name, depth = place
        one = self.lists[name]
        levels = self._effective(one)
        if depth not in levels:
            return ""
        values = self._values.setdefault(one.definition, {})
        self._advance(name, depth, levels, values)
        return _written(levels, values, depth)

    def _place(
        self, number: str | None, level: int | None, style: str | None
    ) -> tuple[str, int] | None:
        if number is not None:
            return (number, level or 0) if number in self.lists else None
        named = self.styles.get(style)
        if named.number is None or named.number not in self.lists:
            return None
        if level is None:
            linked = self._effective(self.lists[named.number]).items()
            # Word ties a level to a style by the level's pStyle, whatever the style's ilvl says.
            level = next(
                (depth for one in named.path for depth, found in linked if found.style == one),
                named.number_level,
            )
        return named.number, level or 0

    def _effective(self, one: List) -> Mapping[int, Level]:
        levels = self.levels.get(one.definition, {})
        return {**levels, **one.levels} if one.levels else levels

    def _advance(
        self, name: str, depth: int, levels: Mapping[int, Level], values: dict[int, int]
    ) -> None:
        starts = self.lists[name].starts
        first = (name, depth) not in self._begun
        self._begun.add((name, depth))
        if depth not in values or (first and depth in starts):
            values[depth] = starts.get(depth, levels[depth].start)
        else:
            values[depth] += 1
        for upper in range(depth):
            if upper not in values and upper in levels:
                values[upper] = starts.get(upper, levels[upper].start)
        for lower in [key for key in values if key > depth]:
            restart = levels[lower].restart if lower in levels else None
            if restart is None or depth < restart:
                del values[lower]


def read_numbering(root: etree._Element | None, styles: Styles) -> Counters:
    """The lists of a document (numbering.xml), their counters at zero."""
    if root is None:
        return Counters({}, {}, styles)
    definitions = {
        attribute(element, "abstractNumId") or "": _definition(element)
        for element in root.iter(*both("abstractNum"))
    }
    lists = {attribute(el, "numId") or "": _list(el) for el in root.iter(*both("num"))}
    # numId 0 means "not numbered" everywhere.
    lists.pop("0", None)
    by_link = {one.own_link: one.levels for one in definitions.values() if one.own_link}
    levels = {
        key: one.levels or by_link.get(one.link) or _style_levels(one, definitions, lists, styles)
        for key, one in definitions.items()
    }
    return Counters(lists, levels, styles)


def _written(levels: Mapping[int, Level], values: Mapping[int, int], depth: int) -> str:
    own = levels[depth]
    if own.form == "bullet":
        return ""

    def value(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        if place not in values or place not in levels:
            return ""
        level = levels[place]
        form = "decimal" if own.legal and level.form != "none" else level.form
        return format_number(values[place], form).zfill(level.digits)

    return re.sub(r"%([1-9])", value, own.text).strip()[:_LONGEST_TEXT]


def _style_levels(
    one: Definition,
    definitions: Mapping[str, Definition],
    lists: Mapping[str, List],
    styles: Styles,
) -> Mapping[int, Level]:
    """The levels of a definition that only points to a list style, found through that style."""
    number = styles.get(one.link).number if one.link else None
    target = lists[number].definition if number is not None and number in lists else ""
    return definitions[target].levels if target in definitions else {}


def _definition(element: etree._Element) -> Definition:
    parts = members(element)
    levels = (_level(child) for child in element.iterchildren(*both("lvl")))
    return Definition(
        {depth: level for depth, level in levels if depth is not None},
        attribute(parts.get("numStyleLink")) or "",
        attribute(parts.get("styleLink")) or "",
    )


def _list(element: etree._Element) -> List:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in element.iterchildren(*both("lvlOverride")):
        depth = integer(override, 0, MAX_LEVELS - 1, "ilvl")
        if depth is None:
            continue
        parts = members(override)
        start = integer(parts.get("startOverride"), 0, MAX_START)
        if start is not None:
            starts[depth] = start
        if "lvl" in parts:
            levels[depth] = _level(parts["lvl"])[1]
    return List(attribute(members(element).get("abstractNumId")) or "", starts, levels)


def _level(element: etree._Element) -> tuple[int | None, Level]:
    parts = members(element)
    form, digits = _form(element, parts.get("numFmt"))
    legal = parts.get("isLgl")
    level = Level(
        # The standard's value for a level without w:start is 0, not 1.
        start=integer(parts.get("start"), 0, MAX_START) or 0,
        form="bullet" if "lvlPicBulletId" in parts else form,
        text=(attribute(parts.get("lvlText")) or "")[:_LONGEST_TEXT],
        legal=legal is not None and switched_on(legal),
        restart=integer(parts.get("lvlRestart"), 0, MAX_LEVELS),
        style=attribute(parts.get("pStyle")) or "",
        digits=digits,
    )
    return integer(element, 0, MAX_LEVELS - 1, "ilvl"), level


def _form(level: etree._Element, element: etree._Element | None) -> tuple[str, int]:
    """Number format and least digits; a custom one (001, 002, …) says its width by example."""
    if element is None:
        alternate = level.find(ALTERNATE)
        choices = () if alternate is None else alternate.iter(*both("numFmt"))
        element = next(iter(choices), None)
    form = attribute(element) or "decimal"
    if form != "custom":
        return form, 0
    sample = (attribute(element, "format") or "").partition(",")[0].strip()
    return "decimal", min(len(sample), _MOST_DIGITS) if sample.isdecimal() else 0
