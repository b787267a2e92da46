"""Characters told by their glyphs, where the text of an OFD page holds only stand-ins.

A text object may name the glyphs it draws (CGTransform, GB/T 33190-2016 §11.4). Where a producer
had no character for one it wrote a private character (U+E000–F8FF); the ``cmap`` table of an
embedded font (ISO/IEC 14496-22) then often still tells which character the glyph draws.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from wenfeng.readers.ofd.package import children, number, words

Glyphs = Mapping[int, str]
"""The character that each glyph of a font draws."""

_MOST_CODES = 0x40000
_LAST_GLYPH = 0xFFFF
_RADICALS = range(0x2E80, 0x2FE0)


def unreadable(char: str) -> bool:
    """Whether a character means nothing outside the font it was written with."""
    return char == "\ufffd" or "\ue000" <= char <= "\uf8ff"


def readable(element: etree._Element, text: str, start: int, fonts: Callable[[str], Glyphs]) -> str:
    """The text at ``start`` of a text object, with stand-ins replaced where glyphs tell more."""
    if not any(map(unreadable, text)):
        return text
    drawn = dict(_drawn(element))
    glyphs = fonts(element.get("Font", "")) if drawn else {}
    return "".join(
        glyphs.get(drawn.get(at, -1), char) if unreadable(char) else char
        for at, char in enumerate(text, start)
    )


def glyphs_of(font: bytes) -> Glyphs:
    """The characters of a TrueType or OpenType font by glyph; nothing where it tells none."""
    found: dict[int, str] = {}
    try:
        for code, glyph in _mapped(font):
            known = found.get(glyph)
            if (
                0 < glyph <= _LAST_GLYPH
                and not unreadable(chr(code))
                and (known is None or ord(known) in _RADICALS)
            ):
                found[glyph] = chr(code)
    except (struct.error, ValueError):
        # A damaged table tells what it told so far.
        pass
    return found


def _drawn(element: etree._Element) -> Iterator[tuple[int, int]]:
    """Places in the text of an object and the glyphs drawn there, one for one."""
    for change in children(element, "CGTransform"):
        first = int(number(change.get("CodePosition")))
        glyphs = words(change, "Glyphs").split()
        if int(number(change.get("CodeCount"), 1)) == len(glyphs):
            yield from ((first + at, int(number(glyph))) for at, glyph in enumerate(glyphs))


def _mapped(font: bytes) -> Iterator[tuple[int, int]]:
    """The pairs of character code and glyph in the ``cmap`` table."""
    base = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    for at in range(struct.unpack_from(">H", font, base + 4)[0]):
        tag, _, start, _ = struct.unpack_from(">4sIII", font, base + 12 + 16 * at)
        if tag == b"cmap":
            for table in range(struct.unpack_from(">H", font, start + 2)[0]):
                offset = struct.unpack_from(">I", font, start + 4 + 8 * table + 4)[0]
                yield from _codes(font, start + offset)


def _codes(font: bytes, start: int) -> Iterator[tuple[int, int]]:
    form = struct.unpack_from(">H", font, start)[0]
    if form == 4:
        yield from _segments(font, start)
    elif form == 12:
        left = _MOST_CODES
        for at in range(struct.unpack_from(">I", font, start + 12)[0]):
            first, last, glyph = struct.unpack_from(">III", font, start + 16 + 12 * at)
            left -= last - first + 1
            if left < 0 or last > 0x10FFFF:
                return
            yield from ((code, glyph + code - first) for code in range(first, last + 1))


def _segments(font: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Format 4: segments with an end, a start, a step and perhaps a place in a list of glyphs."""
    size = struct.unpack_from(">H", font, start + 6)[0]
    arrays = [start + 14, start + 16 + size, start + 16 + 2 * size, start + 16 + 3 * size]
    left = _MOST_CODES
    for at in range(0, size, 2):
        last, first, step, place = (struct.unpack_from(">H", font, a + at)[0] for a in arrays)
        left -= max(last - first + 1, 0)
        if left < 0:
            return
        for code in range(first, min(last, 0xFFFE) + 1):
            if not place:
                yield code, (code + step) & 0xFFFF
                continue
            listed = arrays[3] + at + place + 2 * (code - first)
            glyph = struct.unpack_from(">H", font, listed)[0]
            yield code, (glyph + step) & 0xFFFF if glyph else 0
