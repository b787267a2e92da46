"""Styles of OpenDocument files (样式): what a style comes to with all it is based on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from wenfeng.readers.opendocument.package import attribute, count, name, names

MAX_LEVELS = 10
_MAX_CHAIN = 50
_STYLE = name("style:style")
_LIST_STYLE = name("text:list-style")
_OUTLINE_STYLE = name("text:outline-style")
_TEXT_PROPERTIES = name("style:text-properties")
_NUMBERED = names("text:list-level-style-number", "text:outline-level-style")
_UNNUMBERED = names("text:list-level-style-bullet", "text:list-level-style-image")
# The name under which the outline style is kept; no file can write it.
OUTLINE = "\0outline"
_LENGTH = re.compile(r"([\d.]{1,12})(cm|mm|in|pt|pc|px|\*)")
_CENTIMETRES = {"cm": 1, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list style: a number between prefix and suffix, after ``upper`` higher ones.

    ``form`` is style:num-format; ``template`` (``第%1%章``) replaces the parts where given.
    """

    form: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    upper: int = 0
    template: str | None = None
    repeat_letters: bool = False
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """``shown`` is the style's name as people see it; None where nothing is said."""

    shown: str = ""
    hidden: bool | None = None
    list_style: str | None = None
    font: str = ""


@dataclass(slots=True)
class Styles:
    """The style sheets of a file; styles are resolved when first asked for."""

    elements: Mapping[tuple[str, str], etree._Element]
    lists: Mapping[str, Mapping[int, Level]]
    _resolved: dict[tuple[str, str], Style] = field(default_factory=dict)

    def get(self, family: str, style: str) -> Style:
        """A style of a family (``paragraph``, ``text``) by its name."""
        key = (family, style)
        found = self._resolved.get(key)
        if found is None:
            found = self._resolved[key] = self._resolve(family, style)
        return found

    def property(self, family: str, style: str, group: str, qualified: str) -> str:
        """One formatting property (``table:display`` of ``style:table-properties``)."""
        for element in self._chain(family, style):
            for properties in element.iterchildren(name(group)):
                if found := attribute(properties, qualified):
                    return found
        return ""

    def width(self, column: etree._Element) -> float:
        """The width of a table column in cm, or a share of the table; 0 where not given."""
        style = attribute(column, "table:style-name")
        for qualified in ("style:column-width", "style:rel-column-width"):
            written = self.property(
                "table-column", style, "style:table-column-properties", qualified
            )
            if match := _LENGTH.fullmatch(written.strip()):
                return _number(match[1]) * _CENTIMETRES.get(match[2], 1 / 1000)
        return 0.0

    def _resolve(self, family: str, style: str) -> Style:
        chain = list(self._chain(family, style))
        # An automatic style has no name of its own.
        named = chain[1:2] if _is_automatic(chain) else chain[:1]
        hides = (_hides(element) for element in chain)
        lists = (element.get(name("style:list-style-name")) for element in chain)
        return Style(
            shown=next(map(_shown, named), style),
            hidden=next((one for one in hides if one is not None), None),
            list_style=next((one for one in lists if one is not None), None),
            font=next(filter(None, map(_font, chain)), ""),
        )

    def _chain(self, family: str, style: str) -> Iterator[etree._Element]:
        """The style and what it is based on, nearest first; circles are cut."""
        seen: set[str] = set()
        while (family, style) in self.elements and style not in seen and len(seen) < _MAX_CHAIN:
            seen.add(style)
            element = self.elements[family, style]
            yield element
            style = attribute(element, "style:parent-style-name")


def read_styles(sheets: Iterable[etree._Element]) -> Styles:
    """The styles in these elements (office:styles, office:automatic-styles)."""
    elements: dict[tuple[str, str], etree._Element] = {}
    lists: dict[str, Mapping[int, Level]] = {}
    for sheet in sheets:
        for element in sheet:
            own = attribute(element, "style:name")
            if element.tag == _STYLE:
                elements[attribute(element, "style:family"), own] = element
            elif element.tag == _LIST_STYLE:
                lists[own] = _levels(element)
            elif element.tag == _OUTLINE_STYLE:
                lists[OUTLINE] = lists[own] = _levels(element)
    return Styles(elements, lists)


def _levels(element: etree._Element) -> dict[int, Level]:
    return {
        count(child, "text:level", 1, MAX_LEVELS): _level(child)
        for child in element
        if child.tag in _NUMBERED or child.tag in _UNNUMBERED
    }


def _level(element: etree._Element) -> Level:
    if element.tag in _UNNUMBERED:
        return Level(bullet=True)
    template = element.get(name("style:num-list-format"))
    if template is None:
        template = element.get(name("loext:num-list-format"))
    return Level(
        form=attribute(element, "style:num-format"),
        prefix=attribute(element, "style:num-prefix"),
        suffix=attribute(element, "style:num-suffix"),
        start=count(element, "text:start-value", 0, 1_000_000),
        upper=count(element, "text:display-levels", 1, MAX_LEVELS) - 1,
        template=template,
        repeat_letters=attribute(element, "style:num-letter-sync") == "true",
    )


def _hides(element: etree._Element) -> bool | None:
    for properties in element.iterchildren(_TEXT_PROPERTIES):
        if display := attribute(properties, "text:display"):
            return display == "none"
    return None


def _font(element: etree._Element) -> str:
    for properties in element.iterchildren(_TEXT_PROPERTIES):
        return attribute(properties, "style:font-name") or attribute(properties, "fo:font-family")
    return ""


def _is_automatic(chain: list[etree._Element]) -> bool:
    parent = chain[0].getparent() if chain else None
    return parent is not None and parent.tag == name("office:automatic-styles")


def _shown(element: etree._Element) -> str:
    return attribute(element, "style:display-name") or attribute(element, "style:name")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
