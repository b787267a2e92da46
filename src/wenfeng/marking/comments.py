"""Writes comments into a tree of a Word file: their marks in the text, their words in a part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from wenfeng.domain import Level
from wenfeng.marking.parts import space_of
from wenfeng.marking.places import Place
from wenfeng.marking.runs import closing, in_paragraph, opening
from wenfeng.openxml import legal

# Half points; Word's own comments are set in 10 points whatever the text around them.
_SIZE = "20"
_REFERENCE_SIZE = "16"
_COLOURS: dict[Level, str] = {"error": "C00000", "warning": "9C5700", "info": "44546A"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes the comments, and when."""

    author: str
    initials: str
    date: datetime


@dataclass(slots=True)
class Marker:
    """Puts the marks of comments around places; knows which marks are its own."""

    space: str
    ids: Iterator[int]
    _ends: set[etree._Element]

    def mark(self, place: Place, key: int) -> None:
        """Mark a place as what comment number ``key`` is about."""
        if place.first is None or place.last is None:
            for element in (self._edge("Start", key), self._end(key), self._reference(key)):
                place.paragraph.append(element)
            return
        start = opening(place.first, self.ids)
        start.addprevious(self._edge("Start", key))
        end = self._end(key)
        behind = self._after_ends(closing(place.last, self.ids))
        behind.addnext(end)
        top = in_paragraph(end)
        (top if top is end else self._after_ends(top)).addnext(self._reference(key))

    def _after_ends(self, node: etree._Element) -> etree._Element:
        """Ends of several comments at one place stand in the order of the comments."""
        while (following := node.getnext()) is not None and following in self._ends:
            node = following
        return node

    def _edge(self, which: str, key: int) -> etree._Element:
        return self._element(f"commentRange{which}", id=str(key))

    def _end(self, key: int) -> etree._Element:
        end = self._edge("End", key)
        self._ends.add(end)
        return end

    def _reference(self, key: int) -> etree._Element:
        run = self._element("r")
        properties = etree.SubElement(run, f"{self.space}rPr")
        for name in ("sz", "szCs"):
            properties.append(self._element(name, val=_REFERENCE_SIZE))
        run.append(self._element("commentReference", id=str(key)))
        self._ends.add(run)
        return run

    def _element(self, name: str, **attributes: str) -> etree._Element:
        return etree.Element(f"{self.space}{name}", _qualified(self.space, attributes))


def marker(space: str, ids: Iterator[int]) -> Marker:
    """A marker that has marked nothing yet; ``space`` is the namespace of the file in braces."""
    return Marker(space, ids, set())


def words(space: str, key: int, hand: Hand, text: str, level: Level) -> etree._Element:
    """The w:comment with the words of comment number ``key``."""
    when = hand.date.replace(microsecond=0, tzinfo=None).isoformat()
    attributes = {
        "id": str(key),
        "author": legal(hand.author),
        "date": f"{when}Z",
        "initials": legal(hand.initials),
    }
    comment = etree.Element(f"{space}comment", _qualified(space, attributes))
    for number, line in enumerate(legal(text).splitlines() or [""]):
        comment.append(_paragraph(space, line, number == 0, level))
    return comment


def _paragraph(space: str, line: str, head: bool, level: Level) -> etree._Element:
    paragraph = etree.Element(f"{space}p", None)
    _properties(
        paragraph,
        "pPr",
        (
            ("spacing", {"before": "0", "after": "0", "line": "240", "lineRule": "auto"}),
            ("ind", {"left": "0", "right": "0", "firstLineChars": "0", "firstLine": "0"}),
            ("jc", {"val": "left"}),
        ),
    )
    for text in (None, line) if head else (line,):
        run = etree.SubElement(paragraph, f"{space}r")
        bold = (("b", {}), ("color", {"val": _COLOURS[level]})) if head else ()
        sizes = (("sz", {"val": _SIZE}), ("szCs", {"val": _SIZE}))
        _properties(
            run, "rPr", (("rFonts", {"eastAsia": "宋体", "hint": "eastAsia"}), *bold, *sizes)
        )
        if text is None:
            etree.SubElement(run, f"{space}annotationRef")
        else:
            shown = etree.SubElement(run, f"{space}t")
            shown.set(_SPACE, "preserve")
            shown.text = text
    return paragraph


def _properties(
    parent: etree._Element, name: str, settings: tuple[tuple[str, dict[str, str]], ...]
) -> None:
    space = space_of(parent)
    properties = etree.SubElement(parent, f"{space}{name}")
    for setting, attributes in settings:
        etree.SubElement(properties, f"{space}{setting}", _qualified(space, attributes))


def _qualified(space: str, attributes: dict[str, str]) -> dict[str, str]:
    return {f"{space}{name}": value for name, value in attributes.items()}
