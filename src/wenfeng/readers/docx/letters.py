"""What characters look like (字体字号): runs over character and paragraph styles over defaults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from lxml import etree

from wenfeng.readers.docx.styles import Styles
from wenfeng.readers.docx.text import Gathered
from wenfeng.readers.docx.theme import Theme
from wenfeng.readers.wordml import attribute, integer, members, switched_on

Properties = Mapping[str, etree._Element]

_TOLD = ("rFonts", "sz", "b", "rStyle")
_NONE: Properties = {}

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """The looks of some characters; equal ones are one object, so that none are compared."""

    font: str = ""
    latin: str = ""
    size: float = 10.0
    bold: bool = False


@dataclass(slots=True)
class Lettering:
    """The letters of one document, resolved when first met."""

    styles: Styles
    theme: Theme
    _known: dict[tuple[object, ...], Letters] = field(default_factory=dict)
    _same: dict[tuple[str, str, float, bool], Letters] = field(default_factory=dict)
    _styled: dict[str | None, dict[str, Any]] = field(default_factory=dict)
    _base: Letters | None = None

    def of_run(self, style: str | None, run: Properties = _NONE) -> Letters:
        """The letters of a run with its properties (w:rPr), in a paragraph of a style."""
        key = (style, *[(one, *run[one].attrib.items()) for one in _TOLD if one in run])
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._one(self._layered(style, run))
        return found

    def of_most(self, style: str | None, gathered: Gathered) -> Letters:
        """Font, size and so on, each as most characters of a paragraph have it."""
        runs, pieces = gathered.runs, gathered.pieces
        if len(runs) < 2:
            return self.of_run(style, runs[0][1] if runs else _NONE)
        weights: dict[Letters, int] = {}
        end = len(pieces)
        # What a field took back leaves runs that begin behind the end.
        for start, run in reversed(runs):
            if start < end:
                letters = self.of_run(style, run)
                weights[letters] = weights.get(letters, 0) + len("".join(pieces[start:end]))
                end = start
        if len(weights) == 1:
            return letters
        return self._one(_most(weights)) if weights else self.of_run(style)

    def _one(self, letters: Letters) -> Letters:
        said = (letters.font, letters.latin, letters.size, letters.bold)
        return self._same.setdefault(said, letters)

    def _layered(self, style: str | None, run: Properties) -> Letters:
        if self._base is None:
            defaults = members(members(self.styles.defaults).get("rPrDefault"))
            self._base = Letters(**self._stated(members(defaults.get("rPr"))))
        own = self._stated(run)
        named = attribute(run.get("rStyle"))
        paragraph = self._of_style(style)
        character = self._of_style(named) if named else {}
        # Bold is a switch: a style inside a style turns it off again.
        bold = bool(paragraph.get("bold")) != bool(character.get("bold"))
        switch = {"bold": self._base.bold or bold}
        return replace(self._base, **{**paragraph, **character, **switch, **own})

    def _of_style(self, style: str | None) -> dict[str, Any]:
        found = self._styled.get(style)
        if found is None:
            found = self._styled[style] = {}
            for one in reversed(self.styles.chain(style)):
                found |= self._stated(members(members(one).get("rPr")))
        return found

    def _stated(self, parts: Properties) -> dict[str, Any]:
        """What a w:rPr says; nothing of what it leaves to the layer below."""
        said: dict[str, Any] = {}
        fonts = parts.get("rFonts")
        for name, script in (("font", "eastAsia"), ("latin", "ascii")):
            if fonts is not None and (font := self._font(fonts, script)):
                said[name] = font
        if (size := integer(parts.get("sz"), 2, 4_000)) is not None:
            said["size"] = size / 2
        if "b" in parts:
            said["bold"] = switched_on(parts["b"])
        return said

    def _font(self, fonts: etree._Element, script: str) -> str:
        theme = attribute(fonts, f"{script}Theme")
        return (self.theme.font(theme) if theme else "") or attribute(fonts, script) or ""


def _most(weights: Mapping[Letters, int]) -> Letters:
    heaviest = max(weights, key=weights.__getitem__)
    if 2 * weights[heaviest] > sum(weights.values()):
        return heaviest
    return Letters(
        font=_value(weights, lambda one: one.font),
        latin=_value(weights, lambda one: one.latin),
        size=_value(weights, lambda one: one.size),
        bold=_value(weights, lambda one: one.bold),
    )


def _value(weights: Mapping[Letters, int], value: Callable[[Letters], Value]) -> Value:
    counts: dict[Value, int] = {}
    for letters, count in weights.items():
        counts[value(letters)] = counts.get(value(letters), 0) + count
    return max(counts, key=counts.__getitem__)
