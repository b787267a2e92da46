"""Lines of a stretch of text by its ink alone: rows of ink with blank rows between them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from wenfeng.readers.ocr.pixels import Box, Pixels

_SPECK = 3
_LEAST = 2
# Heights of characters, as shares of the thickness of a core and of the usual height of a line.
_LOW = 1.2
_USUAL = 1.8
_FULL = 1.2
_DOUBLE = 1.6
_AROUND = 0.25
_MARGIN = 3


def bands(mask: Pixels, region: Box, thickness: float) -> list[Box]:
    """The boxes of the lines in a region of the mask, whose cores are about ``thickness`` high."""
    part = cv2.medianBlur(np.ascontiguousarray(region.of(mask)), _SPECK) > 0
    inked = np.asarray(part.sum(axis=1))
    runs = _runs(inked >= _LEAST)
    high = [end - start for start, end in runs if end - start >= _LOW * thickness]
    height = float(np.median(high)) if high else _USUAL * thickness
    height = min(height, 2 * _USUAL * thickness)
    lines = [piece for run in _whole(runs, _FULL * height) for piece in _single(run, inked, height)]
    return [box for start, end in lines for box in _box(part, region, start, end)]


def _runs(rows: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where rows with ink begin and end."""
    edges = np.flatnonzero(np.diff(rows.astype(np.int8), prepend=0, append=0))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _whole(runs: list[tuple[int, int]], most: float) -> Iterator[tuple[int, int]]:
    """Runs put together while they are no higher than a line: the strokes of 三, a mark below."""
    held: tuple[int, int] | None = None
    for run in runs:
        if held and run[1] - held[0] <= most:
            held = held[0], run[1]
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def _single(
    run: tuple[int, int], inked: NDArray[np.int64], height: float
) -> Iterator[tuple[int, int]]:
    """A run as high as several lines cut where it holds least ink."""
    start, end = run
    count = round((end - start) / height) if end - start > _DOUBLE * height else 1
    cuts = [start, *(_cut(inked, start, end, n / count, height) for n in range(1, count)), end]
    return pairwise(cuts)


def _cut(inked: NDArray[np.int64], start: int, end: int, share: float, height: float) -> int:
    about, reach = start + (end - start) * share, _AROUND * height
    low, high = max(int(about - reach), start + 1), min(int(about + reach) + 1, end)
    return low + int(inked[low:high].argmin()) if high > low else int(about)


def _box(part: NDArray[np.bool_], region: Box, start: int, end: int) -> Iterator[Box]:
    columns = np.flatnonzero(part[start:end].any(axis=0))
    if columns.size:
        yield Box(
            max(region.left + int(columns[0]) - _MARGIN, region.left),
            max(region.top + start - _MARGIN, region.top),
            min(region.left + int(columns[-1]) + 1 + _MARGIN, region.right),
            min(region.top + end + _MARGIN, region.bottom),
        )
