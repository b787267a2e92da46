"""Formatted disk pages ([MS-DOC] 2.9.26, 2.9.180): what is stored for characters and paragraphs.

Both kinds of page hold runs of the file by offset; ``PropertyMap`` answers for one offset.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wenfeng.readers.doc.binary import u32
from wenfeng.readers.doc.fib import Part, WordFile, too_much

_PAGE = 512
_PAGE_NUMBER = 0x3F_FFFF
_BX = 13
_MAX_RUNS = 1_000_000


@dataclass(frozen=True, slots=True)
class PropertyMap:
    """Stored properties by offset in the file; runs are sorted and may leave gaps."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    stored: tuple[bytes, ...]

    def at(self, offset: int) -> bytes:
        """What is stored for an offset."""
        index = bisect_right(self.starts, offset) - 1
        return self.stored[index] if index >= 0 and offset < self.ends[index] else b""

    def within(self, start: int, end: int) -> Iterator[tuple[int, bytes]]:
        """The runs from ``start`` to ``end``: where each ends, and what is stored for it."""
        index = max(0, bisect_right(self.starts, start) - 1)
        while start < end:
            while index < len(self.starts) and self.ends[index] <= start:
                index += 1
            if index == len(self.starts) or self.starts[index] >= end:
                yield end, b""
                return
            if self.starts[index] > start:
                yield self.starts[index], b""
            start = min(end, self.ends[index])
            yield start, self.stored[index]


def character_properties(file: WordFile) -> PropertyMap:
    """The modifiers of characters (PlcBteChpx)."""
    return _map(file, Part.CHARACTER_PAGES, _chpx)


def paragraph_properties(file: WordFile) -> PropertyMap:
    """The style and the modifiers of paragraphs (PlcBtePapx, GrpPrlAndIstd)."""
    return _map(file, Part.PARAGRAPH_PAGES, _papx)


def _map(file: WordFile, part: Part, read: Callable[[bytes, int], bytes]) -> PropertyMap:
    plc = file.plc(part, 4)
    # No page twice: a file could otherwise name one a million times.
    pages = dict.fromkeys(u32(plc.item(n), 0) & _PAGE_NUMBER for n in range(len(plc)))
    runs: dict[int, tuple[int, bytes]] = {}
    for number in pages:
        runs.update(_runs(file, number, read))
        if len(runs) > _MAX_RUNS:
            raise too_much()
    starts = tuple(sorted(runs))
    ends = tuple(runs[start][0] for start in starts)
    return PropertyMap(starts, ends, tuple(runs[start][1] for start in starts))


def _runs(
    file: WordFile, number: int, read: Callable[[bytes, int], bytes]
) -> Iterator[tuple[int, tuple[int, bytes]]]:
    page = file.main[number * _PAGE : (number + 1) * _PAGE]
    for index in range(page[-1] if len(page) == _PAGE else 0):
        start, end = u32(page, 4 * index), u32(page, 4 * index + 4)
        if start < end:
            yield start, (end, read(page, index))


def _chpx(page: bytes, index: int) -> bytes:
    at = 2 * _byte(page, 4 * (page[-1] + 1) + index)
    return page[at + 1 : at + 1 + page[at]] if at else b""


def _papx(page: bytes, index: int) -> bytes:
    at = 2 * _byte(page, 4 * (page[-1] + 1) + _BX * index)
    if not at:
        return b""
    if words := page[at]:
        return page[at + 1 : at + 2 * words]
    return page[at + 2 : at + 2 + 2 * _byte(page, at + 1)]


def _byte(page: bytes, at: int) -> int:
    return page[at] if at < _PAGE else 0
