"""Text lines in a picture: from the map of likely text to the box of each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from wenfeng.readers.ocr.bands import bands
from wenfeng.readers.ocr.pixels import Box, Pixels

_LIKELY = 0.3
_SURE = 0.5
_SMALLEST = 3
_GROWTH = 1.6
_MOST = 3000
_TALL = 1.6
_SEVERAL = 1.6


def cores(chance: NDArray[np.float32], rules: Sequence[Box] = ()) -> list[Box]:
    """The core of every line, in pixels of the map; ruled lines part what they run through."""
    apart = chance.copy()
    for rule in rules:
        rule.of(apart)[:] = 0
    return list(_likely_parts(apart))


def _likely_parts(chance: NDArray[np.float32]) -> Iterator[Box]:
    likely = (chance > _LIKELY).astype(np.uint8)
    _, marks, parts, _ = cv2.connectedComponentsWithStats(likely, connectivity=8)
    labels = np.asarray(marks, np.int32)
    for label, (x, y, w, h, _) in enumerate(parts[1 : _MOST + 1], 1):
        box = Box(int(x), int(y), int(x + w), int(y + h))
        inside = box.of(labels) == label
        if min(w, h) >= _SMALLEST and box.of(chance)[inside].mean() >= _SURE:
            yield box


def tall(box: Box) -> bool:
    return box.height >= _TALL * box.width


def line_boxes(
    chance: NDArray[np.float32], mask: Pixels, rules: Sequence[Box], ratio: float
) -> list[Box]:
    """The box of every line, in pixels of the picture; ``ratio`` is map pixels for one of them.

    Where narrow columns are set tightly, the map takes characters below each other for a line;
    there the ink decides.
    """
    crossed = [rule.times(ratio) for rule in rules]
    found = cores(chance, crossed)
    whole = [grown(core, crossed, chance.shape) for core in found]
    thickness = float(np.median([min(core.width, core.height) for core in found] or [1]))
    boxes = []
    for members in _regions(whole, crossed, chance.shape):
        if all(found[index].height <= _SEVERAL * thickness for index in members):
            boxes += [whole[index].times(1 / ratio) for index in members]
        else:
            around = _around([whole[index] for index in members]).times(1 / ratio)
            boxes += bands(mask, around, thickness / ratio)
    return boxes


def grown(core: Box, rules: Sequence[Box], shape: tuple[int, ...]) -> Box:
    """The whole line: the core grows by area × 1.6 / perimeter (the DB paper's Vatti clipping).

    A ruled line beside the core stops it.
    """
    by = round(core.width * core.height * _GROWTH / (2 * (core.width + core.height)))
    left, top = max(core.left - by, 0), max(core.top - by, 0)
    right, bottom = min(core.right + by, shape[1]), min(core.bottom + by, shape[0])
    for rule in rules:
        if rule.top < core.bottom and rule.bottom > core.top:
            left = max(left, rule.right) if rule.right <= core.left else left
            right = min(right, rule.left) if rule.left >= core.right else right
        if rule.left < core.right and rule.right > core.left:
            top = max(top, rule.bottom) if rule.bottom <= core.top else top
            bottom = min(bottom, rule.top) if rule.top >= core.bottom else bottom
    return Box(left, top, right, bottom)


def _regions(boxes: Sequence[Box], rules: Sequence[Box], shape: tuple[int, ...]) -> list[list[int]]:
    """Which boxes lie together: those that touch and that no ruled line parts."""
    painted = np.zeros(shape, np.uint8)
    for box in boxes:
        box.of(painted)[:] = 1
    for rule in rules:
        rule.of(painted)[:] = 0
    _, labels = cv2.connectedComponents(painted, connectivity=4)
    together: dict[int, list[int]] = {}
    for index, box in enumerate(boxes):
        middle = ((box.top + box.bottom) // 2, (box.left + box.right) // 2)
        together.setdefault(int(labels[middle]), []).append(index)
    return list(together.values())


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
