"""One sheet of an old Excel workbook: its cells, what is hidden or merged, what lies beside."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wenfeng.domain import Unread
from wenfeng.limits import Limits
from wenfeng.readers.sheets import Place, Stored, column_letters, edges, listed, too_long, too_many
from wenfeng.readers.xls.book import Book, Tab, damaged
from wenfeng.readers.xls.cells import Cells
from wenfeng.readers.xls.objects import Beside
from wenfeng.readers.xls.records import BEGIN, END, Record, records

# Records that shape a sheet ([MS-XLS] 2.4.221, 2.4.87, 2.4.53, 2.4.168, 2.4.31), and bits in them.
_ROW, _DEFAULT_ROW, _COLUMNS, _MERGED, _FILTER = 0x0208, 0x0225, 0x007D, 0x00E5, 0x009D
_ROW_HIDDEN, _DEFAULT_ROW_HIDDEN, _COLUMNS_HIDDEN = 0x20, 0x02, 0x01
_LAST_COLUMN = 256


@dataclass(slots=True)
class _Shape:
    """Which rows and columns are hidden, which cells are merged; ``rows`` are those described."""

    rows: dict[int, bool] = field(default_factory=dict)
    columns: set[int] = field(default_factory=set)
    merged: dict[Place, Place] = field(default_factory=dict)
    rows_hidden: bool = False
    filtered: bool = False

    def take(self, record: Record) -> None:
        """Note what a record says; one that is damaged says nothing."""
        try:
            self._take(record)
        except struct.error:
            return

    def _take(self, record: Record) -> None:
        if record.code == _ROW:
            self.rows[record.integer(0) + 1] = bool(record.integer(12) & _ROW_HIDDEN)
        elif record.code == _DEFAULT_ROW:
            self.rows_hidden = bool(record.integer(0) & _DEFAULT_ROW_HIDDEN)
        elif record.code == _COLUMNS:
            first, last, width = (record.integer(at) for at in (0, 2, 4))
            if record.integer(8) & _COLUMNS_HIDDEN or not width:
                self.columns.update(range(first + 1, min(last + 1, _LAST_COLUMN) + 1))
        elif record.code == _MERGED:
            self._merge(record)
        elif record.code == _FILTER:
            self.filtered = True

    def _merge(self, record: Record) -> None:
        for at in range(2, len(record.data) - 7, 8):
            top, bottom, left, right = struct.unpack_from("<4H", record.data, at)
            if top <= bottom and left <= right and (top, left) != (bottom, right):
                self.merged[top + 1, left + 1] = bottom + 1, right + 1

    def hidden_rows(self, texts: Iterable[Place]) -> frozenset[int]:
        """The hidden rows; rows with cells that nothing describes follow the default."""
        told = {row for row, hidden in self.rows.items() if hidden}
        untold = {row for row, _ in texts} - self.rows.keys() if self.rows_hidden else set()
        return frozenset(told | untold)


def read_sheet(stream: bytes, book: Book, tab: Tab, limits: Limits) -> Stored:
    """A sheet as stored; its title and whether it is hidden come from its tab."""
    cells, shape, beside = Cells(book), _Shape(), Beside(book)
    for record in _own(stream, tab):
        cells.take(record)
        shape.take(record)
        beside.take(record)
        if max(len(cells.texts), len(shape.merged)) > limits.cells:
            raise too_many(limits)
        if cells.characters > limits.characters:
            raise too_long(limits)
    return Stored(
        title=tab.title,
        texts=dict(sorted(cells.texts.items())),
        merged=shape.merged,
        hidden_rows=shape.hidden_rows(cells.texts),
        hidden_columns=frozenset(shape.columns),
        filtered=shape.filtered,
        hidden=tab.hidden,
        besides=tuple(_besides(cells, beside, f"工作表“{tab.title}”")),
    )


def _own(stream: bytes, tab: Tab) -> Iterator[Record]:
    """The records of the sheet itself, without those of the charts embedded in it."""
    depth = 0
    for record in records(stream, tab.start, tab.end):
        if record.code in BEGIN:
            depth += 1
        elif depth == 0:
            break
        elif record.code == END:
            depth -= 1
            if depth == 0:
                return
        elif depth == 1:
            yield record
    raise damaged(f"工作表“{tab.title}”不完整（可能没有下载完整）")


def _besides(cells: Cells, beside: Beside, where: str) -> Iterator[Unread]:
    for what, count in beside.counts.items():
        if count:
            yield Unread(f"{what}{count}处", where)
    yield from edges(beside.edges, where)
    if cells.unreadable:
        yield Unread(f"已损坏的单元格{cells.unreadable}处", where)
    if names := [f"{column_letters(column)}{row}" for row, column in cells.uncomputed()]:
        yield Unread(f"没有计算结果的公式{len(names)}处：{listed(names)}", where)
