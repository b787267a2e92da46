"""One sheet of a binary Excel workbook ([MS-XLSB] 2.1.7.62): cells, merges, what is hidden."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from wenfeng.limits import Limits
from wenfeng.readers.sheets import Place, too_long, too_many
from wenfeng.readers.xls.book import Book
from wenfeng.readers.xls.cells import Cells
from wenfeng.readers.xls.values import packed_number
from wenfeng.readers.xlsb.records import records, string

# Records of a sheet ([MS-XLSB] 2.3.2).
_ROW, _COLUMNS, _MERGED, _FILTER = 0, 60, 176, 161
# Cells that state their column, and those that stand in the next one (since Excel 2010).
_CELLS, _NEXT_CELLS = range(1, 12), range(12, 19)
_RICH = 62
_ROW_HIDDEN, _COLUMNS_HIDDEN = 0x10, 0x01
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


@dataclass(slots=True)
class Page:
    """A sheet as read so far; ``row`` and ``column`` are where the next cell stands."""

    cells: Cells
    merged: dict[Place, Place] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    filtered: bool = False
    row: int = 1
    column: int = 0

    def take(self, kind: int, data: bytes) -> None:
        """Add what a record says."""
        if kind in _CELLS or kind == _RICH:
            self.column = struct.unpack_from("<I", data)[0] + 1
            self._cell(kind, data, 4)
        elif kind in _NEXT_CELLS:
            self.column += 1
            self._cell(kind - _NEXT_CELLS.start + _CELLS.start, data, 0)
        elif shape := _SHAPES.get(kind):
            shape(self, data)

    def _cell(self, kind: int, data: bytes, at: int) -> None:
        style = int.from_bytes(data[at : at + 3], "little")
        if self.row > _LAST_ROW or self.column > _LAST_COLUMN:
            raise IndexError("cell outside of the sheet")
        if decode := _VALUES.get(kind):
            decode(self.cells, (self.row, self.column), style, data[at + 4 :])

    def begin_row(self, data: bytes) -> None:
        """A row begins."""
        self.row, self.column = struct.unpack_from("<I", data)[0] + 1, 0
        if data[11] & _ROW_HIDDEN and self.row <= _LAST_ROW:
            self.rows.add(self.row)

    def describe_columns(self, data: bytes) -> None:
        """Columns without width are as good as hidden."""
        first, last, width, _, flags = struct.unpack_from("<4IH", data)
        if flags & _COLUMNS_HIDDEN or not width:
            self.columns.update(range(first + 1, min(last + 1, _LAST_COLUMN) + 1))

    def merge(self, data: bytes) -> None:
        """Cells are merged."""
        top, bottom, left, right = struct.unpack_from("<4I", data)
        last = min(bottom + 1, _LAST_ROW), min(right + 1, _LAST_COLUMN)
        if (top + 1, left + 1) != last and top < last[0] and left < last[1]:
            self.merged[top + 1, left + 1] = last

    def filter(self, data: bytes) -> None:
        """Rows may be hidden by a filter."""
        self.filtered = True


def read_page(part: bytes, book: Book, limits: Limits) -> Page:
    """The cells of a sheet; records that nobody can read are counted."""
    page = Page(Cells(book))
    for kind, data in records(part):
        try:
            page.take(kind, data)
        except (struct.error, IndexError):
            page.cells.unreadable += 1
        if max(len(page.cells.texts), len(page.merged)) > limits.cells:
            raise too_many(limits)
        if page.cells.characters > limits.characters:
            raise too_long(limits)
    return page


Decoder = Callable[[Cells, Place, int, bytes], None]


def _packed(cells: Cells, place: Place, style: int, data: bytes) -> None:
    cells.number(place, cells.book.form(style), packed_number(*struct.unpack_from("<I", data)))


def _float(cells: Cells, place: Place, style: int, data: bytes) -> None:
    cells.number(place, cells.book.form(style), *struct.unpack_from("<d", data))


def _truth(cells: Cells, place: Place, style: int, data: bytes) -> None:
    cells.truth(place, data[0], False)


def _error(cells: Cells, place: Place, style: int, data: bytes) -> None:
    cells.truth(place, data[0], True)


def _text(cells: Cells, place: Place, style: int, data: bytes) -> None:
    cells.put(place, string(data)[0])


def _rich(cells: Cells, place: Place, style: int, data: bytes) -> None:
    cells.put(place, string(data, 1)[0])


def _shared(cells: Cells, place: Place, style: int, data: bytes) -> None:
    cells.put(place, cells.book.strings[struct.unpack_from("<I", data)[0]])


_VALUES: dict[int, Decoder] = {
    2: _packed,
    3: _error,
    4: _truth,
    5: _float,
    6: _text,
    7: _shared,
    8: _text,
    9: _float,
    10: _truth,
    11: _error,
    _RICH: _rich,
}
_SHAPES: dict[int, Callable[[Page, bytes], None]] = {
    _ROW: Page.begin_row,
    _COLUMNS: Page.describe_columns,
    _MERGED: Page.merge,
    _FILTER: Page.filter,
}
