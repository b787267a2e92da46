"""Pages set in two columns (分栏) become strips that are read one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wenfeng.readers.pages.lines import Line, Row

_LEAST_ROWS = 6
_MOST_ROWS = 200
_LEAST_TEXT = 8  # characters in a line on the average
_SIDE = 0.3  # of the width, that the narrower column must have


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows that are read from top to bottom before those of the next strip."""

    rows: tuple[Row, ...]
    width: float


def strips(rows: Sequence[Row], width: float) -> list[Strip]:
    """The strips of a page: columns of body text stand alone, all else is as wide as the page."""
    out: list[Strip] = []
    start = 0
    while start < len(rows):
        end, gutter = _two_columns(rows, start)
        if end - start < _LEAST_ROWS:
            end, gutter = start + 1, 0.0
        if not gutter and out and out[-1].width == width:
            out[-1] = Strip((*out[-1].rows, rows[start]), width)
        elif not gutter:
            out.append(Strip((rows[start],), width))
        else:
            out.extend(_sides(rows[start:end], gutter, width))
        start = end
    return out


def _two_columns(rows: Sequence[Row], start: int) -> tuple[int, float]:
    """The end of the rows from here that keep clear of one gutter, and where it is."""
    if len(rows[start]) != 2:
        return start, 0.0
    left, right = rows[start][0].right, rows[start][1].left
    end, both = start, 0
    for number in range(start, min(start + _MOST_ROWS, len(rows))):
        row = rows[number]
        ends = [line.right for line in row if line.left < left]
        begins = [line.left for line in row if line.left >= left]
        if len(row) > 2 or max(ends, default=left) > min([right, *begins]):
            break
        left, right = max([left, *ends]), min([right, *begins])
        both += len(row) == 2
        end = number + 1
    if left >= right or both < _LEAST_ROWS or not _is_text(rows[start:end], (left + right) / 2):
        return start, 0.0
    return end, (left + right) / 2


def _is_text(rows: Sequence[Row], gutter: float) -> bool:
    sides: tuple[list[Line], list[Line]] = ([], [])
    for row in rows:
        for line in row:
            sides[line.left > gutter].append(line)
    if not all(sides):
        return False
    widths = [max(line.width for line in side) for side in sides]
    full = all(sum(len(line.text) for line in side) >= _LEAST_TEXT * len(side) for side in sides)
    return full and min(widths) >= _SIDE * sum(widths)


def _sides(rows: Sequence[Row], gutter: float, width: float) -> list[Strip]:
    left = tuple((line,) for row in rows for line in row if line.left < gutter)
    right = tuple((line,) for row in rows for line in row if line.left >= gutter)
    return [Strip(left, width / 2), Strip(right, width / 2 + 1)]
