"""What a paragraph looks like (版式): its own settings over lists, styles and defaults."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from lxml import etree

from wenfeng.domain import Alignment, Look
from wenfeng.readers.docx.styles import Styles, list_place
from wenfeng.readers.docx.text import Gathered
from wenfeng.readers.docx.theme import Theme
from wenfeng.readers.wordml import attribute, both, integer, members, switched_on

TWIPS = 20
_FARTHEST = 40_000.0
_MEASURE = re.compile(r"\s*(-?\d{1,9}(?:\.\d{1,9})?)(mm|cm|in|pt|pc|pi|)\s*", re.ASCII)
_UNITS = {"mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440, "pt": 20, "pc": 240, "pi": 240}
_ALIGNMENTS: dict[str, Alignment] = {
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
    "thaiDistribute": "justify",
}
# Each says where the first line begins; one of them puts away the other.
_HANGING = ("hanging", "hangingChars")
_FIRST = ("firstLine", "firstLineChars")
_EXACT = ("exact", "atLeast")
_LINES = frozenset(("numPr", "jc", "ind", "spacing"))
_TOLD = frozenset(both("rFonts", "sz", "b", "rStyle"))

Settings = Mapping[str, str]
Key = tuple[object, ...]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, eq=False)
class _Letters:
    """What the characters of a run look like; equal ones are one object, so none are compared."""

    font: str
    latin: str
    size: float
    bold: bool


@dataclass(slots=True)
class Looks:
    """The looks of one document's paragraphs; equal ones are one object."""

    styles: Styles
    theme: Theme
    indents: Callable[[str, int], etree._Element | None]
    _letters: dict[Key, _Letters] = field(default_factory=dict)
    _same: dict[tuple[str, str, float, bool], _Letters] = field(default_factory=dict)
    _lines: dict[str | None, tuple[Settings, str]] = field(default_factory=dict)
    _breaks: dict[str | None, bool] = field(default_factory=dict)
    _known: dict[Key, Look] = field(default_factory=dict)

    def look(self, gathered: Gathered, new_page: bool | None) -> Look:
        """The look of a paragraph that was collected."""
        properties = gathered.properties
        style = attribute(properties["pStyle"]) if "pStyle" in properties else None
        letters = self._majority(style, gathered)
        own = () if _LINES.isdisjoint(properties) else tuple(_own(properties))
        key = (style, letters, own, new_page)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._made(style, properties, letters, new_page)
        return found

    def letters(self, style: str | None, run: etree._Element | None) -> tuple[str, str, float]:
        """Both fonts and the size of a single run."""
        found = self._resolved(style, run)
        return found.font, found.latin, found.size

    def breaks_page(self, properties: Mapping[str, etree._Element]) -> bool:
        """Whether a paragraph is to begin a page (段前分页)."""
        own = properties.get("pageBreakBefore")
        if own is not None:
            return switched_on(own)
        style = attribute(properties.get("pStyle"))
        found = self._breaks.get(style)
        if found is None:
            chain = self.styles.chain(style)
            stated = (members(members(one).get("pPr")).get("pageBreakBefore") for one in chain)
            found = next((switched_on(one) for one in stated if one is not None), False)
            self._breaks[style] = found
        return found

    def _majority(self, style: str | None, gathered: Gathered) -> _Letters:
        """Font, size and so on, each as most characters have it."""
        runs = gathered.runs
        if len(runs) < 2:
            return self._resolved(style, runs[0][1] if runs else None)
        weights: dict[_Letters, int] = {}
        end = len(gathered.pieces)
        for start, run in reversed(runs):
            if start >= end:
                continue
            letters = self._resolved(style, run)
            count = (
                len(gathered.pieces[start])
                if end - start == 1
                else sum(map(len, gathered.pieces[start:end]))
            )
            weights[letters] = weights.get(letters, 0) + count
            end = start
        if len(weights) == 1:
            return letters
        return self._one(_most_common(weights)) if weights else self._resolved(style, None)

    def _made(
        self,
        style: str | None,
        properties: Mapping[str, etree._Element],
        letters: _Letters,
        new_page: bool | None,
    ) -> Look:
        size = letters.size
        settings, alignment = self._paragraph(style)
        settings = self._over(settings, properties)
        left = _characters(settings, ("left", "start"), size)
        return Look(
            font=letters.font,
            latin=letters.latin,
            size=size,
            bold=letters.bold,
            alignment=_ALIGNMENTS.get(attribute(properties.get("jc")) or alignment, "left"),
            indent=round(left + _first_line(settings, size), 2),
            left=left,
            right=_characters(settings, ("right", "end"), size),
            pitch=_pitch(settings),
            new_page=new_page,
        )

    def _paragraph(self, style: str | None) -> tuple[Settings, str]:
        """Indents and spacing that a paragraph style comes to, and its alignment."""
        found = self._lines.get(style)
        if found is None:
            found = self._lines[style] = self._styled(style)
        return found

    def _styled(self, style: str | None) -> tuple[Settings, str]:
        defaults = members(members(self.styles.defaults).get("pPrDefault"))
        layers = [members(defaults.get("pPr"))]
        layers += [members(members(one).get("pPr")) for one in reversed(self.styles.chain(style))]
        settings: Settings = {}
        alignment = ""
        for layer in layers:
            settings = self._over(settings, layer)
            alignment = attribute(layer.get("jc")) or alignment
        return settings, alignment

    def _over(self, below: Settings, properties: Mapping[str, etree._Element]) -> Settings:
        """Indents and spacing of a w:pPr, over those of its list, over what lies below."""
        number, level = list_place(properties.get("numPr"))
        listed = None if number is None else self.indents(number, level or 0)
        for element in (listed, properties.get("ind"), properties.get("spacing")):
            below = _laid_over(below, _settings(element))
        return below

    def _resolved(self, style: str | None, run: etree._Element | None) -> _Letters:
        key = (style,) if run is None else (style, *_key(run))
        found = self._letters.get(key)
        if found is None:
            made = self._layered(style, run)
            found = self._letters[key] = self._one(made)
        return found

    def _one(self, letters: _Letters) -> _Letters:
        said = (letters.font, letters.latin, letters.size, letters.bold)
        return self._same.setdefault(said, letters)

    def _layered(self, style: str | None, run: etree._Element | None) -> _Letters:
        defaults = members(members(self.styles.defaults).get("rPrDefault")).get("rPr")
        base = replace(_Letters("", "", 10.0, False), **self._stated(defaults))  # type: ignore[arg-type]
        own = self._stated(run)
        styled: dict[str, object] = {}
        bold = [base.bold]
        named = attribute(members(run).get("rStyle"))
        for chain in (self.styles.chain(style), self.styles.chain(named) if named else ()):
            said: dict[str, object] = {}
            for one in reversed(chain):
                said |= self._stated(members(one).get("rPr"))
            bold.append(bool(said.get("bold")))
            styled |= said
        # Bold is a switch: a style inside a style turns it off again.
        styled["bold"] = base.bold or (bold.count(True) % 2 == 1)
        return replace(base, **(styled | own))  # type: ignore[arg-type]

    def _stated(self, run: etree._Element | None) -> dict[str, object]:
        """What a w:rPr says; nothing of what it leaves to the layer below."""
        parts = members(run)
        said: dict[str, object] = {}
        fonts = parts.get("rFonts")
        if fonts is not None:
            said |= {
                name: font
                for name, script in (("font", "eastAsia"), ("latin", "ascii"))
                if (font := self._font(fonts, script))
            }
        if (size := integer(parts.get("sz"), 2, 4_000)) is not None:
            said["size"] = size / 2
        if "b" in parts:
            said["bold"] = switched_on(parts["b"])
        return said

    def _font(self, fonts: etree._Element, script: str) -> str:
        theme = attribute(fonts, f"{script}Theme")
        return (self.theme.font(theme) if theme else "") or attribute(fonts, script) or ""


def _key(run: etree._Element) -> Key:
    return tuple([(one.tag, *one.attrib.values()) for one in run if one.tag in _TOLD])


def _own(properties: Mapping[str, etree._Element]) -> Iterable[object]:
    for name in _LINES:
        element = properties.get(name)
        if element is not None:
            inner = list_place(element) if name == "numPr" else tuple(element.attrib.items())
            yield (name, inner)


def _most_common(weights: Mapping[_Letters, int]) -> _Letters:
    heaviest = max(weights, key=weights.__getitem__)
    if 2 * weights[heaviest] > sum(weights.values()):
        return heaviest
    return _Letters(
        font=_most(weights, lambda one: one.font),
        latin=_most(weights, lambda one: one.latin),
        size=_most(weights, lambda one: one.size),
        bold=_most(weights, lambda one: one.bold),
    )


def _most(weights: Mapping[_Letters, int], value: Callable[[_Letters], Value]) -> Value:
    counts: dict[Value, int] = {}
    for letters, count in weights.items():
        counts[value(letters)] = counts.get(value(letters), 0) + count
    return max(counts, key=counts.__getitem__)


def _settings(element: etree._Element | None) -> Settings:
    if element is None:
        return {}
    return {str(name).rpartition("}")[2]: str(value) for name, value in element.attrib.items()}


def _laid_over(below: Settings, above: Settings) -> Settings:
    if not above:
        return below
    gone: tuple[str, ...] = ()
    if any(name in above for name in _HANGING):
        gone = _FIRST
    elif any(name in above for name in _FIRST):
        gone = _HANGING
    return {name: value for name, value in below.items() if name not in gone} | dict(above)


def _first_line(settings: Settings, size: float) -> float:
    hanging = _measure(settings, "hangingChars", "hanging", size)
    return -hanging if hanging else _measure(settings, "firstLineChars", "firstLine", size)


def _characters(settings: Settings, names: Iterable[str], size: float) -> float:
    for name in names:
        if measure := _measure(settings, f"{name}Chars", name, size):
            return measure
    return 0.0


def _measure(settings: Settings, characters: str, twips: str, size: float) -> float:
    """A length in characters; what is said in characters goes before what is said in points."""
    if count := number(settings.get(characters)):
        return round(count / 100, 2)
    return round(number(settings.get(twips)) / TWIPS / size, 2)


def _pitch(settings: Settings) -> float | None:
    if settings.get("lineRule") not in _EXACT:
        return None
    return number(settings.get("line")) / TWIPS or None


def number(text: str | None) -> float:
    """A measure in twips, as a number or with a unit; 0 where it is none."""
    match = None if text is None else _MEASURE.fullmatch(text[:16])
    if match is None:
        return 0.0
    twips = float(match[1]) * _UNITS.get(match[2], 1)
    return max(-_FARTHEST, min(_FARTHEST, twips))


def list_indents(root: etree._Element | None) -> Callable[[str, int], etree._Element | None]:
    """Where the levels of the lists of a document stand: the w:ind of a list and a level."""
    if root is None:
        return lambda number, level: None
    definitions = {
        attribute(one, "abstractNumId"): one for one in root.iterchildren(*both("abstractNum"))
    }
    lists = {attribute(one, "numId"): one for one in root.iterchildren(*both("num"))}

    def indent(number: str, level: int) -> etree._Element | None:
        found = lists.get(number)
        held = definitions.get(attribute(members(found).get("abstractNumId")))
        for one in () if held is None else held.iterchildren(*both("lvl")):
            if integer(one, 0, 8, "ilvl") == level:
                return members(members(one).get("pPr")).get("ind")
        return None

    return indent
