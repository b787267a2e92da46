"""Shapes ([MS-DOC] 2.8.37 PlcfSpa, [MS-ODRAW] 2.2): what stands at an anchor in the text.

A text box belongs to a shape, which may be part of a group; only the group has an anchor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wenfeng.readers.doc.binary import u16, u32
from wenfeng.readers.doc.fib import Part, WordFile

_SPA, _FTXBXS = 26, 22
_LID = 14
_DRAWING, _GROUP, _SHAPE = 0xF002, 0xF003, 0xF004
_HEAD, _PROPERTIES = 0xF00A, 0xF00B
_PICTURE, _WORD_ART = 0x0104, 0x00C0
_PROPERTY_NUMBER = 0x3FFF
_MAX_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape by its number; whether it shows a picture, or WordArt."""

    number: int
    picture: bool
    word_art: bool


@dataclass(frozen=True, slots=True)
class Drawings:
    """Anchors by position in the main text, with the shapes there; text boxes by shape."""

    anchors: dict[int, tuple[Shape, ...]]
    boxes: dict[int, tuple[int, int]]


def read_drawings(file: WordFile) -> Drawings:
    """The shapes of the main text; positions of text boxes count from the first one's start."""
    groups = {group[0].number: group for group in _groups(file.part(Part.DRAWINGS)) if group}
    spots = file.plc(Part.SHAPES, _SPA)
    anchors: dict[int, tuple[Shape, ...]] = {}
    for index in range(len(spots)):
        number = u32(spots.item(index), 0)
        # A shape has one anchor; a file could otherwise repeat a large group without end.
        found = groups.pop(number, (Shape(number, False, False),))
        anchors[spots.position(index)] = found
    boxes = file.plc(Part.TEXT_BOXES, _FTXBXS)
    ranges = enumerate(boxes.ranges())
    return Drawings(anchors, {u32(boxes.item(index), _LID): where for index, where in ranges})


def _groups(content: bytes) -> Iterator[tuple[Shape, ...]]:
    """The outermost shapes and groups of all drawings, each with all shapes in it."""
    at = _record_end(content, 0)
    while at < len(content):
        # One byte before each drawing says whether it is of the main text or of the headers.
        at += 1
        end = _record_end(content, at)
        for kind, start, after in _records(content, at + 8, end):
            if kind == _GROUP:
                yield from _members(content, start, after)
        at = end


def _members(content: bytes, start: int, end: int) -> Iterator[tuple[Shape, ...]]:
    for kind, first, after in _records(content, start, end):
        if kind in (_GROUP, _SHAPE):
            yield tuple(_shapes(content, kind, first, after))


def _shapes(content: bytes, kind: int, start: int, end: int) -> Iterator[Shape]:
    pending = [(kind, start, end, 0)]
    while pending:
        kind, start, end, depth = pending.pop()
        if kind == _SHAPE:
            yield _shape(content, start, end)
        elif kind == _GROUP and depth < _MAX_DEPTH:
            inside = [(*one, depth + 1) for one in _records(content, start, end)]
            pending.extend(reversed(inside))


def _shape(content: bytes, start: int, end: int) -> Shape:
    number, properties = 0, set[int]()
    for kind, first, _ in _records(content, start, end):
        if kind == _HEAD:
            number = u32(content, first)
        elif kind == _PROPERTIES:
            count = u16(content, first - 8) >> 4
            places = range(first, min(first + 6 * count, end), 6)
            properties |= {u16(content, at) & _PROPERTY_NUMBER for at in places}
    return Shape(number, _PICTURE in properties, _WORD_ART in properties)


def _records(content: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The records between two places: kind, where the content begins, where it ends."""
    while start + 8 <= end:
        after = min(end, _record_end(content, start))
        yield u16(content, start + 2), start + 8, after
        start = after


def _record_end(content: bytes, at: int) -> int:
    return min(len(content), at + 8 + u32(content, at + 4))
