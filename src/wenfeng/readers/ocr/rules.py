"""Ruled lines (表格线) in a picture: where they run, and the picture without them."""

from __future__ import annotations

import cv2
import numpy as np

from wenfeng.readers.ocr.pixels import Box, Pixels

_SHORTEST_FLAT = 30.0
_SHORTEST_UPRIGHT = 24.0
_STUB = 12.0
_CERTAIN = 72.0
_THICKEST = 4.0
_NEAR = 3.0
_BESIDE = 1.5
_GAP = 3
_BLUR = 2
_FULL = 0.85
_CROWDED = 0.2


def flat_rules(mask: Pixels, scale: float) -> list[Box]:
    """Flat lines longer than any stroke of a character; ``scale`` is pixels for a point."""
    return _runs(mask, _SHORTEST_FLAT, scale)


def upright_rules(mask: Pixels, scale: float, flat: list[Box]) -> list[Box]:
    """Upright lines: long ones, and short ones that join two flat lines (a low table row)."""
    found = [box.turned for box in _runs(np.ascontiguousarray(mask.T), _STUB, scale)]
    least, near = _SHORTEST_UPRIGHT * scale, _NEAR * scale
    return [box for box in found if box.height >= least or _joins(box, flat, near)]


def painted(picture: Pixels, boxes: list[Box], colour: Pixels | int) -> Pixels:
    """The picture with the lines, and the blur about them, painted over."""
    clean = picture.copy()
    for box in boxes:
        grown = Box(box.left - _BLUR, box.top - _BLUR, box.right + _BLUR, box.bottom + _BLUR)
        grown.of(clean)[:] = colour
    return clean


def _runs(mask: Pixels, shortest: float, scale: float) -> list[Box]:
    """Flat runs of ink at least ``shortest`` points long; a little slope and noise is bridged."""
    thick = cv2.dilate(mask, np.ones((3, 1), np.uint8))
    joined = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8))
    length = max(int(shortest * scale), 3)
    kernel = np.ones((1, length), np.uint8)
    runs = np.asarray(cv2.morphologyEx(joined, cv2.MORPH_OPEN, kernel), np.uint8)
    _, _, parts, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    boxes = [Box(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in parts[1:]]
    found = [_stem(box, runs, _THICKEST * scale) for box in boxes]
    return [box for box in found if _drawn(box, mask, scale)]


def _stem(box: Box, runs: Pixels, thickest: float) -> Box:
    """The line itself, without what touches it (the arc of a seal), and as thin as it was."""
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    if box.height > thickest:
        lengths = (box.of(runs) > 0).sum(axis=1)
        long = np.flatnonzero(lengths >= lengths.max() / 2)
        top, bottom = box.top + int(long[0]), box.top + int(long[-1]) + 1
        columns = np.flatnonzero(runs[top:bottom, left:right].any(axis=0))
        left, right = box.left + int(columns[0]), box.left + int(columns[-1]) + 1
    return Box(left, top + 1, right, max(bottom - 1, top + 2))


def _drawn(box: Box, mask: Pixels, scale: float) -> bool:
    """Whether this is a drawn line, not strokes of characters that happen to stand in a row."""
    if box.height > _THICKEST * scale:
        return False
    if box.width >= _CERTAIN * scale:
        return True
    return _filled(box, mask) >= _FULL and _crowd(box, mask, scale) <= _CROWDED


def _filled(box: Box, mask: Pixels) -> float:
    return float((box.of(mask) > 0).any(axis=0).mean())


def _crowd(box: Box, mask: Pixels, scale: float) -> float:
    """How much of the strips just above and below is ink, lines that cross the ends apart."""
    by = max(round(_BESIDE * scale), 2)
    end = min(round(_NEAR * scale), box.width // 4)
    left, right = box.left + end, box.right - end
    above = Box(left, box.top - by, right, box.top - 1)
    below = Box(left, box.bottom + 1, right, box.bottom + by)
    return max((_filled(one, mask) for one in (above, below) if one.of(mask).size), default=0.0)


def _joins(box: Box, flat: list[Box], near: float) -> bool:
    """Whether a flat line passes each end."""
    crossing = [line for line in flat if line.left - near <= box.left <= line.right + near]
    return all(
        any(line.top - near <= end <= line.bottom + near for line in crossing)
        for end in (box.top, box.bottom)
    )
