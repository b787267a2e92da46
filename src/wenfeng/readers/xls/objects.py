"""What lies on a sheet of an old Excel workbook besides its cells: pictures, charts, comments."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from wenfeng.readers.xls.book import Book
from wenfeng.readers.xls.records import Record
from wenfeng.readers.xls.strings import Cursor

_OBJECT, _TEXT_OBJECT, _NOTE, _HEADER, _FOOTER = 0x005D, 0x01B6, 0x001C, 0x0014, 0x0015
# Types of objects ([MS-XLS] 2.5.143): the same numbers since Excel 3.
_CHART, _TEXT_BOX, _PICTURE, _COMMENT = 0x05, 0x06, 0x08, 0x19
_NAMED = {_CHART: "图表或图示", _PICTURE: "图片"}
# The part of an object that says which program's data a picture stands for ([MS-XLS] 2.5.153).
_PICTURE_FORMULA = 0x0009
_TEXT_BEHIND = 0xFFFF
_MOST_EDGES = 10


@dataclass(slots=True)
class Beside:
    """Counts of the things beside the cells; the texts of headers and footers."""

    book: Book
    counts: Counter[str] = field(default_factory=Counter)
    edges: list[str] = field(default_factory=list)
    _object: int = 0

    def take(self, record: Record) -> None:
        """Count what a record adds; one that is damaged adds nothing."""
        try:
            self._take(record)
        except struct.error:
            return

    def _take(self, record: Record) -> None:
        if record.code == _OBJECT:
            self._drawn(record)
        elif record.code == _TEXT_OBJECT and self._object != _COMMENT:
            text = Cursor(record.pieces[1:] or (b"",))
            wide = text.integer(1)
            self.counts["文本框"] += bool(text.characters(record.integer(10), bool(wide)).strip())
        elif record.code == _NOTE:
            # Before Excel 97 a long comment goes on in records that name no row.
            self.counts["批注"] += record.integer(0) != _TEXT_BEHIND
        elif record.code in (_HEADER, _FOOTER) and record.data and len(self.edges) < _MOST_EDGES:
            self.edges.append(self.book.string(record, 0, 2 if self.book.version == 8 else 1))

    def _drawn(self, record: Record) -> None:
        self._object = record.integer(4)
        if self._object == _PICTURE and self.book.version == 8 and _is_embedded(record.data):
            self.counts["嵌入对象"] += 1
        elif what := _NAMED.get(self._object):
            self.counts[what] += 1
        elif self._object == _TEXT_BOX and self.book.version < 8:
            self.counts["文本框"] += 1


def _is_embedded(data: bytes) -> bool:
    """Whether one of the parts of an object names the program that made it."""
    return any(kind == _PICTURE_FORMULA for kind in _parts(data))


def _parts(data: bytes) -> Iterator[int]:
    at = 0
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        yield kind
        at += 4 + length
