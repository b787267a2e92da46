"""From the coordinates of a PDF page (ISO 32000-1, 8.3) to points from its top left corner."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_STANDARD = (0.0, 0.0, 595.0, 842.0)
_LARGEST = 200_000.0

Box = tuple[float, float, float, float]
"""Left, top, right, bottom of something as it is shown."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a page that is shown, and by how many quarter turns it is turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def turned(self, turns: int) -> Frame:
        """The same page turned further."""
        return Frame(self.left, self.bottom, self.right, self.top, (self.turns + turns) % 4)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box of the page as it is shown."""
        ax, ay = self._point(x0, y0)
        bx, by = self._point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x


def frame_of(page: pdfium.PdfPage) -> Frame:
    """The frame of a page; a page without a sensible size counts as A4."""
    rect = pdfium_c.FS_RECTF()
    found = bool(pdfium_c.FPDF_GetPageBoundingBox(page, rect))
    box = (rect.left, rect.bottom, rect.right, rect.top)
    sizes = (box[2] - box[0], box[3] - box[1])
    if not found or not all(map(math.isfinite, box)) or not all(1 < s < _LARGEST for s in sizes):
        box = _STANDARD
    return Frame(*box, pdfium_c.FPDFPage_GetRotation(page) % 4)
