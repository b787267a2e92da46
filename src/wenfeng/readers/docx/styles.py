"""Word styles (样式): name, heading level, numbering and hiddenness through the chain of bases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from wenfeng.readers.ooxml import Package
from wenfeng.readers.wordml import attribute, both, integer, members, switched_on

MAX_LEVELS = 9
# Word itself stops at eleven; a chain without end would make every paragraph slow.
_MAX_CHAIN = 50
_STYLES = both("style")
_DEFAULTS = both("docDefaults")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style comes to with everything it is based on.

    ``level`` is the heading level 1–9 or 0; ``number`` and ``number_level`` name a list and its
    level; ``path`` holds the styles from this one to the one that names the list; ``hidden`` is
    None where nothing is said.
    """

    name: str = ""
    level: int = 0
    number: str | None = None
    number_level: int | None = None
    path: tuple[str, ...] = ()
    hidden: bool | None = None


@dataclass(slots=True)
class Styles:
    """The style sheet; styles are resolved when first asked for, since most are never used."""

    elements: Mapping[str, etree._Element]
    default: str
    defaults: etree._Element | None = None
    _chains: dict[str, tuple[_Own, ...]] = field(default_factory=dict)
    _resolved: dict[str | None, Style] = field(default_factory=dict)

    def get(self, style: str | None) -> Style:
        """A style by its id; the default paragraph style for None."""
        found = self._resolved.get(style)
        if found is None:
            found = self._resolved[style] = self._resolve(self.default if style is None else style)
        return found

    def chain(self, style: str | None) -> tuple[etree._Element, ...]:
        """The w:style of a style and of those it is based on, nearest first."""
        chain = self._chain(self.default if style is None else style)
        return tuple([self.elements[one.id] for one in chain])

    def _resolve(self, style: str) -> Style:
        chain = self._chain(style)
        name = chain[0].name if chain else style
        number = next((place for place, one in enumerate(chain) if one.number is not None), None)
        path = chain if number is None else chain[: number + 1]
        return Style(
            name=name,
            level=next((level for one in chain if (level := one.heading()) is not None), 0),
            number=None if number is None else chain[number].number,
            number_level=next((x.number_level for x in path if x.number_level is not None), None),
            path=tuple(one.id for one in path),
            hidden=next((one.hidden for one in chain if one.hidden is not None), None),
        )

    def _chain(self, style: str) -> tuple[_Own, ...]:
        found = self._chains.get(style)
        if found is None:
            found = self._chains[style] = tuple(self._bases(style))
        return found

    def _bases(self, style: str) -> Iterator[_Own]:
        """The style and what it is based on, nearest first; circles are cut."""
        seen: set[str] = set()
        while style in self.elements and style not in seen and len(seen) < _MAX_CHAIN:
            seen.add(style)
            own = _own(style, self.elements[style])
            yield own
            style = own.base


@dataclass(frozen=True, slots=True)
class _Own:
    """What one w:style says itself; None where it says nothing."""

    id: str
    name: str
    base: str
    outline: int | None
    number: str | None
    number_level: int | None
    hidden: bool | None

    def heading(self) -> int | None:
        if self.outline is not None:
            return self.outline
        match = re.fullmatch(r"(?:heading|标题)\s*([1-9])", self.name, re.IGNORECASE)
        return int(match[1]) if match else None


def read_styles(package: Package, part: str | None) -> Styles:
    """The style sheet of a document (styles.xml); an empty one where there is none."""
    root = None if part is None else package.xml(part, trim=_without_table_styles)
    elements: dict[str, etree._Element] = {}
    default = ""
    for element in () if root is None else root.iterchildren(*_STYLES):
        name = attribute(element, "styleId") or ""
        elements[name] = element
        is_default = attribute(element, "default") in ("1", "true", "on")
        if is_default and attribute(element, "type") == "paragraph":
            default = name
    defaults = None if root is None else next(root.iterchildren(*_DEFAULTS), None)
    return Styles(elements, default, defaults)


def outline_level(element: etree._Element | None) -> int | None:
    """w:outlineLvl as a heading level: 0–8 are levels 1–9, 9 is body text."""
    value = integer(element, 0, MAX_LEVELS)
    return None if value is None else (value + 1) % (MAX_LEVELS + 1)


def list_place(element: etree._Element | None) -> tuple[str | None, int | None]:
    """List id and level that a w:numPr states."""
    if element is None:
        return None, None
    parts = members(element)
    return attribute(parts.get("numId")), integer(parts.get("ilvl"), 0, MAX_LEVELS - 1)


def _without_table_styles(data: bytes) -> bytes:
    """Table styles say nothing about text, and are nine tenths of the part in many files."""
    end = b"</w:style>"
    *styles, rest = data.split(end)
    kept: list[bytes] = []
    for style in styles:
        start = style.rfind(b"<w:style ") if b' w:type="table"' in style else -1
        kept += (style, end) if start < 0 else (style[:start],)
    return b"".join((*kept, rest))


def _own(key: str, element: etree._Element) -> _Own:
    parts = members(element)
    paragraph = members(parts.get("pPr"))
    vanish = members(parts.get("rPr")).get("vanish")
    number, level = list_place(paragraph.get("numPr"))
    return _Own(
        id=key,
        name=attribute(parts.get("name")) or key,
        base=attribute(parts.get("basedOn")) or "",
        outline=outline_level(paragraph.get("outlineLvl")),
        number=number,
        number_level=level,
        hidden=None if vanish is None else switched_on(vanish),
    )
