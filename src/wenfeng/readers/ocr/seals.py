"""Red seals (公章): found by colour and size, and taken off the text they cover.

A seal of an office is 38–50 mm across (国务院关于国家行政机关和企业事业单位社会团体印章管理的规定);
the letters of a red heading (红头) are smaller, and stay.
"""

from __future__ import annotations

import cv2
import numpy as np

from wenfeng.readers.ocr.pixels import Box, Pixels

_REDNESS = 32
_SMALLEST, _LARGEST = 62.0, 190.0
_LONGEST = 2.0
_GAP = 5.0
_EDGE = 1.0


def seals(picture: Pixels, scale: float) -> list[Box]:
    """Where the seals are; ``scale`` is pixels for a point."""
    gap = max(int(_GAP * scale), 1)
    ring = cv2.morphologyEx(_red(picture), cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    _, _, parts, _ = cv2.connectedComponentsWithStats(ring, connectivity=8)
    found = [Box(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in parts[1:]]
    return [box for box in found if _round(box, scale)]


def without_seals(picture: Pixels, found: list[Box], scale: float) -> Pixels:
    """The picture with the red of the seals as light as their red channel: the ink below stays."""
    clean = picture.copy()
    edge = np.ones((2 * int(_EDGE * scale) + 1,) * 2, np.uint8)
    for box in found:
        part = box.of(clean)
        red = cv2.dilate(_red(part), edge) > 0
        part[red] = part[red][:, :1]
    return clean


def _red(picture: Pixels) -> Pixels:
    others = np.maximum(picture[:, :, 1], picture[:, :, 2])
    mask: Pixels = (cv2.subtract(picture[:, :, 0], others) > _REDNESS).astype(np.uint8)
    return mask


def _round(box: Box, scale: float) -> bool:
    short, long = sorted((box.width, box.height))
    return _SMALLEST * scale <= short and long <= min(_LARGEST * scale, _LONGEST * short)
