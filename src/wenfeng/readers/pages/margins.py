"""Where the type area of a page begins and ends (版心): told by the lines themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from wenfeng.readers.pages.lines import Line

_NEAR = 0.8  # shares of the character size within which edges count as one
_LEAST_LINES = 8


@dataclass(frozen=True, slots=True)
class Margins:
    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


def margins(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[Margins]:
    """The margins of each page, given its width and its lines.

    Pages of few or short lines borrow the width of the type area from the other pages.
    """
    own = [_own(lines) for _, lines in pages]
    usual: dict[int, Margins] = {}
    for width in {round(width) for width, _ in pages}:
        usual[width] = _usual(
            [
                found
                for (other, lines), found in zip(pages, own, strict=True)
                if round(other) == width and len(lines) >= _LEAST_LINES
            ],
            [
                found
                for (other, lines), found in zip(pages, own, strict=True)
                if round(other) == width and lines
            ],
            width,
        )
    return [
        _widened(found, usual[round(width)], lines)
        for (width, lines), found in zip(pages, own, strict=True)
    ]


def _own(lines: Sequence[Line]) -> Margins:
    if not lines:
        return Margins(0.0, 0.0)
    left = _outermost(sorted(line.left for line in lines), lines[0].size)
    right = -_outermost(sorted(-line.right for line in lines), lines[0].size)
    return Margins(left, right)


def _outermost(edges: Sequence[float], size: float) -> float:
    """The outermost edge; on a page of many lines another line must confirm it."""
    if len(edges) < _LEAST_LINES:
        return edges[0]
    pairs = pairwise(edges[: _LEAST_LINES // 2])
    return next((one for one, other in pairs if other - one <= _NEAR * size), edges[0])


def _usual(found: Sequence[Margins], short: Sequence[Margins], width: float) -> Margins:
    """The margins of full pages; without any, the right one is taken to be as wide as the left."""
    if not found:
        left = min((one.left for one in short), default=0.0)
        right = max((one.right for one in short), default=0.0)
        return Margins(left, max(right, width - left))
    left = median(one.left for one in found)
    return Margins(left, left + max(one.width for one in found))


def _widened(own: Margins, usual: Margins, lines: Sequence[Line]) -> Margins:
    """The page's own margins, as wide as usual: on the side that its lines do not reach."""
    missing = usual.width - own.width
    if missing <= 0 or not lines:
        return own
    if len(lines) < _LEAST_LINES:
        left = min(own.left, usual.left)
        return Margins(left, max(own.right, left + usual.width))
    if abs(own.right - usual.right) <= lines[0].size:
        return Margins(own.left - missing, own.right)
    return Margins(own.left, own.right + missing)
