"""Old Excel workbooks and WPS tables (xls, xlt, et, ett: BIFF2–BIFF8, [MS-XLS]).

The workbook is a stream in a compound file; some programs export that stream alone. Its sheets
come as those of an xlsx do.
"""

from __future__ import annotations

from collections.abc import Iterator

from wenfeng.domain import Unread
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, MB, Limits
from wenfeng.readers import sheets
from wenfeng.readers.layout import Content
from wenfeng.readers.ole import MAGIC, open_ole
from wenfeng.readers.sheets import Stored
from wenfeng.readers.xls.book import Book, Kind, damaged, read_book
from wenfeng.readers.xls.cipher import readable
from wenfeng.readers.xls.sheet import read_sheet

_STREAMS = ("workbook", "book")
_MACROS = "_vba_project_cur/"
_NOT_TABLES: dict[int, str] = {
    Kind.CHART: "图表工作表",
    Kind.MACROS: "宏表（Excel 4.0 宏）",
    Kind.MODULE: "宏",
}


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Blocks of all visible sheets, one table a sheet."""
    stream, macros = _workbook(data)
    if len(stream) > limits.part_size * MB:
        raise InputError("工作簿太大，已停止读取", "请只保留要检查的工作表，另存后再试。")
    stream = readable(stream)
    book = read_book(stream)
    blocks, unread = sheets.content(_stored(stream, book, limits), len(book.tabs) == 1, limits)
    if macros or book.macros:
        unread += (Unread("宏", "整个文件"),)
    return blocks, unread


def _workbook(data: bytes) -> tuple[bytes, bool]:
    """The workbook stream, and whether a storage of macros stands beside it."""
    if not data.startswith(MAGIC):
        return data, False
    compound = open_ole(data)
    macros = any(name.startswith(_MACROS) for name in compound.names)
    for name in _STREAMS:
        if stream := compound.read(name):
            return stream, macros
    raise damaged("里面没有工作簿")


def _stored(stream: bytes, book: Book, limits: Limits) -> Iterator[Stored]:
    for tab in book.tabs:
        if tab.kind == Kind.WORKSHEET:
            yield read_sheet(stream, book, tab, limits)
        elif what := _NOT_TABLES.get(tab.kind):
            where = f"工作表“{tab.title}”"
            yield Stored(tab.title, {}, besides=(Unread(what, where),))
