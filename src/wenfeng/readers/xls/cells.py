"""The cells of a sheet in an old Excel workbook ([MS-XLS] 2.4), as displayed.

A formula is stored with its last result; a result that is text stands in a record behind it.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from wenfeng.readers.layout import blank
from wenfeng.readers.sheets import Place
from wenfeng.readers.xls.book import Book, Form
from wenfeng.readers.xls.records import Record
from wenfeng.readers.xls.values import error, packed_number, shown, truth

_FORMULA, _STRING = 0x0006, 0x0007
# What a formula came to where it is no number ([MS-XLS] 2.5.133).
_NO_NUMBER = b"\xff\xff"
_TEXT, _TRUTH, _ERROR, _EMPTY = b"\0", b"\1", b"\2", b"\3"


@dataclass(slots=True)
class Cells:
    """The cells that are not blank so far, their length, how many records nobody can read."""

    book: Book
    texts: dict[Place, str] = field(default_factory=dict)
    characters: int = 0
    unreadable: int = 0
    _computed: bool = False
    _awaited: dict[Place, None] = field(default_factory=dict)
    _empty: dict[Place, None] = field(default_factory=dict)

    def uncomputed(self) -> list[Place]:
        """The formulas without a result.

        An empty result is one, unless no formula of the sheet has another: some programs write
        every formula so and leave it to Excel to compute.
        """
        return sorted(self._awaited if self._computed else self._awaited | self._empty)

    def take(self, record: Record) -> None:
        """Add what a record holds, if it is one of cells."""
        decode = _DECODERS.get(record.code)
        if decode is None:
            return
        try:
            decode(self, record)
        except (struct.error, IndexError):
            self.unreadable += 1

    def head(self, record: Record) -> tuple[Place, Form, int]:
        """The place and the number format of a cell, and where its value begins."""
        row, column, style = struct.unpack_from("<3H", record.data)
        if not self._is_first(record):
            return (row + 1, column + 1), self.book.form(style), 6
        return (row + 1, column + 1), self.book.format(record.integer(5, 1) & 0x3F), 7

    def string(self, record: Record, at: int) -> str:
        """A string inside a record; Excel 2 states its length in one byte."""
        return self.book.string(record, at, 1 if self._is_first(record) else 2)

    def _is_first(self, record: Record) -> bool:
        """Whether a record is written as in Excel 2: its code says so, except for formulas."""
        return record.code < _FORMULA or (record.code <= _STRING and self.book.version == 2)

    def put(self, place: Place, text: str) -> None:
        """Add a cell unless it is blank; of two at one place the later one counts."""
        if blank(text):
            self.texts.pop(place, None)
        else:
            self.characters += len(text)
            self.texts[place] = text.replace("\r\n", "\n").replace("\r", "\n")

    def number(self, place: Place, form: Form, value: float) -> None:
        """Add a number as its format shows it."""
        self.put(place, shown(value, form, self.book.epoch))

    def truth(self, place: Place, value: int, is_error: int) -> None:
        """Add a truth value or an error value."""
        self.put(place, error(value) if is_error else truth(value))

    def formula(self, record: Record) -> None:
        """Add a formula's result, or wait for the text that follows."""
        place, form, at = self.head(record)
        result = record.data[at : at + 8]
        self._computed |= result[6:] != _NO_NUMBER or result[:1] != _EMPTY
        if result[6:] != _NO_NUMBER:
            self.number(place, form, *struct.unpack("<d", result))
        elif result[:1] in (_TRUTH, _ERROR):
            self.truth(place, result[2], result[:1] == _ERROR)
        elif result[:1] == _TEXT:
            self._awaited[place] = None
        else:
            self._empty[place] = None

    def result(self, record: Record) -> None:
        """The text that the formula before came to."""
        if self._awaited:
            place, _ = self._awaited.popitem()
            self.put(place, self.string(record, 0))


def _shared(cells: Cells, record: Record) -> None:
    place, _, at = cells.head(record)
    cells.put(place, cells.book.strings[record.integer(at, 4)])


def _label(cells: Cells, record: Record) -> None:
    place, _, at = cells.head(record)
    cells.put(place, cells.string(record, at))


def _integer(cells: Cells, record: Record) -> None:
    place, form, at = cells.head(record)
    cells.number(place, form, record.integer(at))


def _float(cells: Cells, record: Record) -> None:
    place, form, at = cells.head(record)
    cells.number(place, form, *struct.unpack_from("<d", record.data, at))


def _packed(cells: Cells, record: Record) -> None:
    place, form, at = cells.head(record)
    cells.number(place, form, packed_number(record.integer(at, 4)))


def _row_of_packed(cells: Cells, record: Record) -> None:
    row, column = struct.unpack_from("<HH", record.data)
    for at in range(4, len(record.data) - 7, 6):
        column += 1
        style, value = struct.unpack_from("<HI", record.data, at)
        cells.number((row + 1, column), cells.book.form(style), packed_number(value))


def _truth(cells: Cells, record: Record) -> None:
    place, _, at = cells.head(record)
    cells.truth(place, record.integer(at, 1), record.integer(at + 1, 1))


_DECODERS: dict[int, Callable[[Cells, Record], None]] = {
    0x0002: _integer,
    0x0003: _float,
    0x0203: _float,
    0x0004: _label,
    0x0204: _label,
    0x00D6: _label,
    0x0005: _truth,
    0x0205: _truth,
    0x0006: Cells.formula,
    0x0206: Cells.formula,
    0x0406: Cells.formula,
    0x0007: Cells.result,
    0x0207: Cells.result,
    0x00FD: _shared,
    0x027E: _packed,
    0x00BD: _row_of_packed,
}
