"""Text on its side in a table cell (竖放的文字), written level where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wenfeng.readers.pages import Char
from wenfeng.readers.pages.grids import Grid

_HALF_LINE = 5.0


def cell_at(grids: Sequence[Grid], char: Char) -> tuple[int, int] | None:
    """Which cell of which grid a character stands in; None outside all tables."""
    x, y = (char.left + char.right) / 2, (char.top + char.bottom) / 2
    places = ((number, grid.at(x, y)) for number, grid in enumerate(grids) if len(grid.areas) > 1)
    return next(((number, area) for number, area in places if area is not None), None)


def written_level(chars: Sequence[Char]) -> Iterator[Char]:
    """The characters beside each other on one line through the middle of the place they fill."""
    left, right = min(char.left for char in chars), max(char.right for char in chars)
    middle = (min(char.top for char in chars) + max(char.bottom for char in chars)) / 2
    share = (right - left) / len(chars)
    for at, char in enumerate(chars):
        start = left + at * share
        yield Char(char.text, start, middle - _HALF_LINE, start + share, middle + _HALF_LINE)
