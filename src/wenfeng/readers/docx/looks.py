"""What a paragraph looks like (版式): its own settings over lists, styles and defaults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from wenfeng.domain import Alignment, Look
from wenfeng.readers.docx.letters import Lettering, Letters
from wenfeng.readers.docx.measures import (
    Settings,
    first_line,
    laid_over,
    pitch,
    settings_of,
    side,
)
from wenfeng.readers.docx.styles import MAX_LEVELS, list_place
from wenfeng.readers.docx.text import Gathered
from wenfeng.readers.wordml import attribute, both, integer, members, switched_on

_ALIGNMENTS: dict[str, Alignment] = {
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
    "thaiDistribute": "justify",
}
_LINES = frozenset(("numPr", "jc", "ind", "spacing"))
_BREAK = "pageBreakBefore"
_LEVELS = both("lvl")

Indents = Callable[[str, int], etree._Element | None]
Properties = Mapping[str, etree._Element]


@dataclass(frozen=True, slots=True)
class _Lines:
    """What a paragraph style comes to: indents and spacing, alignment, a page break before it."""

    settings: Settings
    alignment: str
    breaks: bool


@dataclass(slots=True)
class Looks:
    """The looks of one document's paragraphs; equal ones are one object."""

    lettering: Lettering
    indents: Indents
    _lines: dict[str | None, _Lines] = field(default_factory=dict)
    _known: dict[tuple[object, ...], Look] = field(default_factory=dict)

    def look(self, gathered: Gathered, new_page: bool | None = False) -> Look:
        """The look of a paragraph that was collected."""
        properties = gathered.properties
        style = attribute(properties["pStyle"]) if "pStyle" in properties else None
        letters = self.lettering.of_most(style, gathered)
        own = () if _LINES.isdisjoint(properties) else tuple(_own(properties))
        key = (style, letters, own, new_page)
        found = self._known.get(key)
        if found is None:
            look = self._made(self._styled(style), properties, letters)
            found = self._known[key] = replace(look, new_page=new_page)
        return found

    def breaks_page(self, properties: Properties) -> bool:
        """Whether a paragraph is to begin a page (段前分页)."""
        if _BREAK in properties:
            return switched_on(properties[_BREAK])
        style = attribute(properties["pStyle"]) if "pStyle" in properties else None
        return self._styled(style).breaks

    def _made(self, lines: _Lines, properties: Properties, letters: Letters) -> Look:
        settings = self._over(lines.settings, properties)
        left = side(settings, ("left", "start"), letters.size)
        alignment = attribute(properties.get("jc")) or lines.alignment
        return Look(
            font=letters.font,
            latin=letters.latin,
            size=letters.size,
            bold=letters.bold,
            alignment=_ALIGNMENTS.get(alignment, "left"),
            indent=round(left + first_line(settings, letters.size), 2),
            left=left,
            right=side(settings, ("right", "end"), letters.size),
            pitch=pitch(settings),
        )

    def _styled(self, style: str | None) -> _Lines:
        found = self._lines.get(style)
        if found is None:
            styles = self.lettering.styles
            layers = [members(styles.defaults).get("pPrDefault"), *reversed(styles.chain(style))]
            found = _Lines({}, "", False)
            for layer in layers:
                found = self._layered(found, members(members(layer).get("pPr")))
            self._lines[style] = found
        return found

    def _layered(self, below: _Lines, properties: Properties) -> _Lines:
        breaks = properties.get(_BREAK)
        return _Lines(
            self._over(below.settings, properties),
            attribute(properties.get("jc")) or below.alignment,
            below.breaks if breaks is None else switched_on(breaks),
        )

    def _over(self, below: Settings, properties: Properties) -> Settings:
        """Indents and spacing of a w:pPr, over those of its list, over what lies below."""
        number, level = list_place(properties.get("numPr"))
        listed = None if number is None else self.indents(number, level or 0)
        for element in (listed, properties.get("ind"), properties.get("spacing")):
            if element is not None:
                below = laid_over(below, settings_of(element))
        return below


def _own(properties: Properties) -> Iterable[object]:
    for name in _LINES:
        element = properties.get(name)
        if element is not None:
            inner = list_place(element) if name == "numPr" else tuple(element.attrib.items())
            yield (name, inner)


def list_indents(root: etree._Element | None) -> Indents:
    """Where the levels of the lists of a document stand: the w:ind of a list and a level."""
    if root is None:
        return lambda number, level: None
    definitions = {
        attribute(one, "abstractNumId"): one for one in root.iterchildren(*both("abstractNum"))
    }
    lists = {attribute(one, "numId"): one for one in root.iterchildren(*both("num"))}

    def indent(number: str, level: int) -> etree._Element | None:
        held = definitions.get(attribute(members(lists.get(number)).get("abstractNumId")))
        for one in () if held is None else held.iterchildren(*_LEVELS):
            if integer(one, 0, MAX_LEVELS - 1, "ilvl") == level:
                return members(members(one).get("pPr")).get("ind")
        return None

    return indent
