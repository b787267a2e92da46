"""The characters of a PDF page (ISO 32000-1, 9): what they are, where and how they stand."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from wenfeng.readers.pdf.objects import Box, address

UNREADABLE = "\ufffd"
# The em box around the base line (基线), in shares of the type size.
_ASCENT, _DESCENT = 0.88, 0.12
_SKEW = 5.0  # degrees a line may be off and still count as straight
_CLIPPED = 1.0
_TO_FULL_WIDTH = 0xFEE0
_BRACKETS = frozenset("(){}[],:;!?")
_HYPHENS = (0x02, 0xFFFE)
# Signs that fonts map to look-alikes: radicals, compatibility and upright forms, ligatures.
_LOOK_ALIKES = (
    (0x2E80, 0x2FDF),
    (0xF900, 0xFAFF),
    (0xFB00, 0xFB06),
    (0xFE10, 0xFE1F),
    (0xFE30, 0xFE4F),
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its box on the page; ``turns`` are quarter turns anticlockwise, None where
    it stands askew; ``hidden`` are characters that are there to be searched, not seen.
    """

    text: str
    box: Box
    turns: int | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class _Style:
    """What the characters of one text object share."""

    size: float
    turns: int | None
    hidden: bool
    clip: Box | None


@dataclass(slots=True)
class Lettering:
    """The characters of a page as they are fetched, and how many clipping hides."""

    page: pdfium_c.FPDF_TEXTPAGE
    clips: Mapping[int, Box]
    styles: dict[int, _Style]
    clipped: int = 0

    def glyphs(self) -> Iterator[Glyph]:
        for i, code in self._codes():
            style = self._style(i)
            box = self._box(i, style)
            if not all(map(math.isfinite, box)):
                continue
            if style.clip and _outside(box, style.clip):
                self.clipped += 1
            else:
                yield Glyph(self._read(i, code), box, style.turns, style.hidden)

    def _codes(self) -> Iterator[tuple[int, int]]:
        """The places and codes of the characters that the file holds, surrogates put together."""
        high = 0
        for i in range(pdfium_c.FPDFText_CountChars(self.page)):
            code = pdfium_c.FPDFText_GetUnicode(self.page, i)
            if pdfium_c.FPDFText_IsGenerated(self.page, i) == 1 and code not in _HYPHENS:
                continue
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if high and 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            high = 0
            yield i, code

    def _box(self, i: int, style: _Style) -> Box:
        rect, x, y = pdfium_c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetLooseCharBox(self.page, i, rect)
        pdfium_c.FPDFText_GetCharOrigin(self.page, i, x, y)
        return _em_box((rect.left, rect.bottom, rect.right, rect.top), x.value, y.value, style)

    def _read(self, i: int, code: int) -> str:
        if code in _HYPHENS:
            return "-"
        if pdfium_c.FPDFText_HasUnicodeMapError(self.page, i) == 1:
            return UNREADABLE
        return plain(code)

    def _style(self, i: int) -> _Style:
        text = pdfium_c.FPDFText_GetTextObject(self.page, i)
        key = address(text) if text else 0
        if key not in self.styles:
            self.styles[key] = self._new_style(i, text, key)
        return self.styles[key]

    def _new_style(self, i: int, text: pdfium_c.FPDF_PAGEOBJECT, key: int) -> _Style:
        matrix = pdfium_c.FS_MATRIX()
        size = pdfium_c.FPDFText_GetFontSize(self.page, i)
        if not pdfium_c.FPDFText_GetMatrix(self.page, i, matrix):
            return _Style(size, 0, False, None)
        return _Style(
            size=abs(size) * math.hypot(matrix.c, matrix.d),
            turns=_turns(math.degrees(math.atan2(matrix.b, matrix.a))),
            hidden=bool(text) and _is_hidden(text),
            clip=self.clips.get(key),
        )


def lettering(page: pdfium.PdfPage, clips: Mapping[int, Box], most: int) -> tuple[list[Glyph], int]:
    """The characters of a page, ``most`` of them, in the order of the file, and how many clipping
    hides.
    """
    with closing(page.get_textpage()) as text:
        found = Lettering(text, clips, {})
        return list(islice(found.glyphs(), most)), found.clipped


def plain(code: int) -> str:
    """The character for a code: white space and look-alikes made plain, others unreadable."""
    if code < 0x20 or 0x7F <= code < 0xA0:
        return " " if code in (0x09, 0x0A, 0x0D) else UNREADABLE
    if code >= 0x110000 or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF):
        return UNREADABLE
    char = chr(code)
    if any(low <= code <= high for low, high in _LOOK_ALIKES):
        same = unicodedata.normalize("NFKC", char)
        # Upright brackets belong to Chinese text: theirs are the full-width ones.
        return chr(ord(same) + _TO_FULL_WIDTH) if same in _BRACKETS else same
    return " " if code == 0xA0 else char


def _turns(degrees: float) -> int | None:
    quarters = round(degrees / 90)
    return quarters % 4 if abs(degrees - 90 * quarters) <= _SKEW else None


def _is_hidden(text: pdfium_c.FPDF_PAGEOBJECT) -> bool:
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(text)
    if mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE:
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium_c.FPDFPageObj_GetFillColor(text, red, green, blue, alpha)
    return mode == pdfium_c.FPDF_TEXTRENDERMODE_FILL and bool(known) and alpha.value == 0


def _em_box(loose: Box, x: float, y: float, style: _Style) -> Box:
    """The box of a character as high as its type, so that all characters of a line are level."""
    left, bottom, right, top = loose
    size = style.size
    across = top - bottom if style.turns in (0, 2) else right - left
    if style.turns is None or not across / 4 <= size <= across * 8:
        return loose
    if style.turns == 0:
        upright = top < y - _DESCENT * size - size / 4  # below its origin: written downwards
        return loose if upright else (left, y - _DESCENT * size, right, y + _ASCENT * size)
    if style.turns == 1:
        return x - _ASCENT * size, bottom, x + _DESCENT * size, top
    if style.turns == 2:
        return left, y - _ASCENT * size, right, y + _DESCENT * size
    return x - _DESCENT * size, bottom, x + _ASCENT * size, top


def _outside(box: Box, clip: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return not (
        clip[0] - _CLIPPED <= x <= clip[2] + _CLIPPED
        and clip[1] - _CLIPPED <= y <= clip[3] + _CLIPPED
    )
