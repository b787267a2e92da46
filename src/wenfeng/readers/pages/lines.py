"""Characters become lines (行): by where they stand, whatever order the file gives them in.

Neighbours in the file are chained into runs first, so that a line of a crooked scan holds
together; runs beside each other form a row, and wide white space cuts a row into lines.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from wenfeng.readers.pages import Char
from wenfeng.readers.pages.spacing import (
    IDEOGRAPH_GAP,
    head_of,
    is_wide,
    size_of,
    stretch_of,
    tail_of,
    text_of,
)

# Shares of the character size (em).
_WIDE_GAP = 1.5
_FOREIGN_GAP = 0.2
_RUN_GAP = 1.0
_KERN = 0.5
_OVERLAP = 0.5
_SAME_PLACE = 0.5
_EVEN = 0.5
# Rows that are still looked at when a run seeks its row.
_OPEN_ROWS = 24


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text without wide gaps.

    ``head`` and ``tail`` are the widths of what may not be broken off its beginning and its end
    (a word, a character with its closing signs); ``stretch`` is how much wider it was made to
    fill its column (两端对齐); ``spaced`` tells of a space at its end.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    head: float
    tail: float
    stretch: float = 0.0
    spaced: bool = False
    confidence: float = 1.0

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


Row = tuple[Line, ...]
"""The lines that stand beside each other, from left to right."""


@dataclass(slots=True)
class _Run:
    """Characters that follow each other in the file and on the page; ``order`` counts runs."""

    order: int
    chars: list[Char]

    @property
    def left(self) -> float:
        return self.chars[0].left

    @property
    def middle(self) -> float:
        return sum(char.top + char.bottom for char in self.chars) / len(self.chars)


@dataclass(slots=True)
class _Row:
    """Runs of characters at one height while they are gathered, from left to right."""

    lefts: list[float]
    runs: list[_Run]

    def takes(self, run: _Run) -> bool:
        """Whether the run stands at the height of its neighbours in this row."""
        at = bisect_left(self.lefts, run.left)
        before = at > 0 and level(self.runs[at - 1].chars[-1], run.chars[0])
        return before or (at < len(self.runs) and level(self.runs[at].chars[0], run.chars[-1]))

    def add(self, run: _Run) -> None:
        at = bisect_left(self.lefts, run.left)
        self.lefts.insert(at, run.left)
        self.runs.insert(at, run)


def level(one: Char, other: Char) -> bool:
    """Whether two characters stand at the same height: half the smaller one is beside the other."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= _OVERLAP * min(one.bottom - one.top, other.bottom - other.top)


def rows_of(chars: Iterable[Char]) -> tuple[Row, ...]:
    """The rows of a page or a cell, from top to bottom."""
    rows: list[_Row] = []
    for run in sorted(_runs(chars), key=lambda run: run.middle):
        row = next((row for row in rows[: -_OPEN_ROWS - 1 : -1] if row.takes(run)), None)
        if row is None:
            row = _Row([], [])
            rows.append(row)
        row.add(run)
    lines = (tuple(_lines(row)) for row in rows)
    return tuple(sorted((row for row in lines if row), key=_height))


def merged(row: Row) -> Line:
    """One line of all the lines of a row; a space stands where a wide gap was."""
    if len(row) == 1:
        return row[0]
    text = row[0].text
    spread = _spread(row)
    for before, after in pairwise(row):
        wide = after.left - before.right > IDEOGRAPH_GAP * after.size
        text += f" {after.text}" if wide and not spread else after.text
    first, last = row[0], row[-1]
    filled = sum(line.width for line in row)
    return Line(
        text=text,
        left=first.left,
        top=min(line.top for line in row),
        right=last.right,
        bottom=max(line.bottom for line in row),
        size=median(line.size for line in row),
        head=first.head,
        tail=last.tail,
        stretch=last.right - first.left - filled if spread else first.stretch,
        spaced=last.spaced,
        confidence=sum(line.confidence for line in row) / len(row),
    )


def _runs(chars: Iterable[Char]) -> Iterator[_Run]:
    run = _Run(0, [])
    for char in chars:
        if run.chars and not _follows(run.chars[-1], char):
            yield run
            run = _Run(run.order + 1, [])
        run.chars.append(char)
    if run.chars:
        yield run


def _follows(before: Char, after: Char) -> bool:
    size = before.bottom - before.top
    gap = after.left - before.right
    return -_KERN * size <= gap <= _RUN_GAP * size and level(before, after)


def _height(row: Row) -> float:
    return sum(line.middle for line in row) / len(row)


def _lines(row: _Row) -> Iterator[Line]:
    placed = [(char, run.order) for run in row.runs for char in run.chars]
    placed.sort(key=lambda pair: pair[0].left)
    for piece in _pieces(list(_without_doubles(placed))):
        spaced = piece[-1].text.isspace()
        chars = _trimmed(piece)
        if chars:
            yield _line(chars, spaced)


def _pieces(placed: Sequence[tuple[Char, int]]) -> Iterator[list[Char]]:
    """The characters of a row cut at wide gaps; spaces that the file holds do not fill them.

    What stands close beside a text but elsewhere in the file belongs to another column.
    """
    size = size_of([char for char, _ in placed])
    piece: list[Char] = []
    right, last = float("inf"), 0
    for char, order in placed:
        if not char.text.isspace():
            far = _WIDE_GAP if order in (last, last + 1) else _FOREIGN_GAP
            if char.left - right > far * size:
                yield piece
                piece = []
            right, last = char.right, order
        piece.append(char)
    if piece:
        yield piece


def _trimmed(piece: Sequence[Char]) -> Sequence[Char]:
    marks = [i for i, char in enumerate(piece) if not char.text.isspace()]
    return piece[marks[0] : marks[-1] + 1] if marks else ()


def _line(piece: Sequence[Char], spaced: bool) -> Line:
    size = size_of(piece)
    return Line(
        text=text_of(piece, size),
        left=piece[0].left,
        top=min(char.top for char in piece),
        right=max(char.right for char in piece),
        bottom=max(char.bottom for char in piece),
        size=size,
        head=head_of(piece),
        tail=tail_of(piece),
        stretch=stretch_of(piece, size),
        spaced=spaced,
        confidence=sum(char.confidence for char in piece) / len(piece),
    )


def _spread(row: Row) -> bool:
    """Single characters spread over the line (分散对齐): they make one word."""
    gaps = [after.left - before.right for before, after in pairwise(row)]
    single = all(len(line.text) == 1 and is_wide(line.text) for line in row)
    return single and max(gaps) - min(gaps) < _EVEN * row[0].size


def _without_doubles(placed: Iterable[tuple[Char, int]]) -> Iterator[tuple[Char, int]]:
    """Without the characters that are printed twice in one place to look bold."""
    kept: deque[Char] = deque(maxlen=3)
    for char, order in placed:
        if not any(_same_place(one, char) for one in kept):
            kept.append(char)
            yield char, order


def _same_place(one: Char, other: Char) -> bool:
    width = min(one.right - one.left, other.right - other.left)
    shared = min(one.right, other.right) - max(one.left, other.left)
    return one.text == other.text and shared > _SAME_PLACE * width
