"""Pages that lie on their side or upside down, and how they come upright."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wenfeng.readers.ocr import engine
from wenfeng.readers.ocr.lines import tall
from wenfeng.readers.ocr.pixels import Box, Pixels

_SAMPLE = 6
_READABLE = 0.9
_BETTER = 0.1
_NEARLY_ALL = 0.95
_MARGIN = 0.5


def quarter_turns(picture: Pixels, found: Sequence[Box]) -> int:
    """By how many quarter turns the page comes upright; ``found`` are the cores of its lines."""
    sideways = _sideways(found)
    alike = [core for core in found if tall(core) == sideways]
    longest = sorted(alike, key=lambda core: -max(core.width, core.height))[:_SAMPLE]
    lines = [_grown(core).of(picture) for core in longest]
    first, second = (1, 3) if sideways else (0, 2)
    sure = _sureness(lines, first)
    if sure >= _READABLE or _sureness(lines, second) <= sure + _BETTER:
        return first
    return second


def _sideways(found: Sequence[Box]) -> bool:
    """Whether nearly all text runs up or down the page: some seems to in any tight table."""
    down = sum(box.width * box.height for box in found if tall(box))
    across = sum(box.width * box.height for box in found if tall(box.turned))
    return down > _NEARLY_ALL * (down + across)


def _grown(core: Box) -> Box:
    by = round(min(core.width, core.height) * _MARGIN)
    return Box(core.left - by, core.top - by, core.right + by, core.bottom + by)


def _sureness(lines: Sequence[Pixels], turns: int) -> float:
    """How sure the characters of the lines are when these are turned."""
    scores = [
        glyph.confidence
        for line in lines
        for glyph in engine.recognise(np.ascontiguousarray(np.rot90(line, turns)))
    ]
    return sum(scores) / len(scores) if scores else 0.0
