"""What an old Excel workbook says once for all its sheets: tabs, strings, number formats."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum
from itertools import pairwise

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from wenfeng.errors import InputError
from wenfeng.readers.xls.records import END, Record, records, version
from wenfeng.readers.xls.strings import Cursor, byte_string, code_page, shared_strings
from wenfeng.readers.xlsx.values import LONGEST_FORMAT

GENERAL = "General"
_WORKSHEET_STREAM = b"\x10\0"
_MOST_TABS = 10_000


Form = tuple[int, str]
"""A number format: its number, and what it is."""


class Kind(IntEnum):
    """The kinds of sheets ([MS-XLS] 2.4.28)."""

    WORKSHEET = 0
    MACROS = 1
    CHART = 2
    MODULE = 6


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet of the workbook as its tab shows it; ``start`` and ``end`` bound its records."""

    title: str
    kind: int
    hidden: bool
    start: int
    end: int


@dataclass(slots=True)
class Book:
    """The workbook; ``styles`` are the numbers of the formats that cells refer to by position."""

    version: int
    encoding: str = "ascii"
    epoch: datetime = CALENDAR_WINDOWS_1900
    tabs: list[Tab] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    macros: bool = False

    def form(self, style: int) -> Form:
        """The number format of a cell style, by its number and written out."""
        return self.format(self.styles[style] if style < len(self.styles) else 0)

    def format(self, number: int) -> Form:
        """A number format, the plain one where nobody knows it."""
        return number, self.formats.get(number) or BUILTIN_FORMATS.get(number, GENERAL)

    def string(self, record: Record, at: int, size: int = 2) -> str:
        """A string inside a record, preceded by its length in so many bytes."""
        length = record.integer(at, size)
        if not length:  # of an empty string some writers leave out the rest
            return ""
        if self.version == 8:
            return Cursor(record.pieces, at).text(size)
        return byte_string(record.data[at + size : at + size + length], self.encoding)


def read_book(stream: bytes) -> Book:
    """The workbook that a stream holds; its sheets are still to be read."""
    begin = next(records(stream), None)
    book = Book(version(begin) if begin else 0)
    if not book.version:
        raise damaged("没有工作簿的开头")
    try:
        for record in records(stream):
            if record.code == END:
                break
            if take := _TAKEN.get(record.code):
                take(book, record)
    except struct.error as error:
        raise damaged("工作簿的公共部分不完整") from error
    book.tabs = _bounded(book.tabs or list(_found(stream)), len(stream))
    if not book.tabs:
        raise damaged("里面没有工作表")
    return book


def damaged(detail: str) -> InputError:
    """The error for a workbook that cannot be read."""
    return InputError(
        f"工作簿已损坏，无法读取：{detail}", "请用 Excel 或 WPS 打开确认，另存为 xlsx 再试。"
    )


def _date_mode(book: Book, record: Record) -> None:
    if record.integer(0):
        book.epoch = CALENDAR_MAC_1904


def _encoding(book: Book, record: Record) -> None:
    book.encoding = code_page(record.integer(0))


def _strings(book: Book, record: Record) -> None:
    book.strings.extend(shared_strings(record))


def _tab(book: Book, record: Record) -> None:
    if len(book.tabs) == _MOST_TABS:
        raise damaged(f"工作表超过 {_MOST_TABS} 个")
    start, hidden, kind = record.integer(0, 4), record.integer(4, 1) & 3, record.integer(5, 1)
    title = book.string(record, 6, size=1)
    book.tabs.append(Tab(title, kind, bool(hidden), start, 0))


def _format(book: Book, record: Record) -> None:
    """Before Excel 95 formats were numbered in their order."""
    size, at = (2 if book.version == 8 else 1), (2 if book.version >= 4 else 0)
    number = record.integer(0) if book.version >= 5 else len(book.formats)
    book.formats[number] = book.string(record, at, size)[:LONGEST_FORMAT]


def _style(book: Book, record: Record) -> None:
    at, size = _STYLES[record.code]
    number = record.integer(at, size) if len(record.data) >= at + size else 0
    book.styles.append(number & 0x3F if book.version == 2 else number)


def _macros(book: Book, record: Record) -> None:
    book.macros = True


# The code of the XF record in each version: where it names its format, and in how many bytes.
_STYLES = {0x0043: (2, 1), 0x0243: (1, 1), 0x0443: (1, 1), 0x00E0: (2, 2)}
_TAKEN: dict[int, Callable[[Book, Record], None]] = {
    0x0022: _date_mode,
    0x0042: _encoding,
    0x0085: _tab,
    0x00FC: _strings,
    0x001E: _format,
    0x041E: _format,
    0x00D3: _macros,
    **dict.fromkeys(_STYLES, _style),
}


def _bounded(tabs: list[Tab], end: int) -> list[Tab]:
    """Each sheet ends where the next one begins, so that no byte is read for two of them."""
    starts = sorted(tab.start for tab in tabs if tab.kind == Kind.WORKSHEET)
    ends = dict(pairwise([*starts, end]))
    if len(ends) < len(starts):
        raise damaged("几个工作表指向同一处内容")
    return [replace(tab, end=ends.get(tab.start, tab.start)) for tab in tabs]


def _found(stream: bytes) -> Iterator[Tab]:
    """The sheets of a stream without a list of them (Excel 2–4, and some programs' exports)."""
    number = 0
    for record in records(stream):
        if version(record) and record.data[2:4] == _WORKSHEET_STREAM:
            number += 1
            yield Tab(f"Sheet{number}", Kind.WORKSHEET, False, record.start, len(stream))
