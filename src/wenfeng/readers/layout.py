"""Paragraphs and tables on their way to numbered blocks, shared by the readers of flowing text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wenfeng.domain import Block, Cell, Comment, Page, Unread

Content = tuple[tuple[Block, ...], tuple[Unread, ...]]
"""What every reader answers: the blocks in reading order, and what the file holds besides them."""

_MAX_GRID = 1_000_000


@dataclass(frozen=True, slots=True)
class Laid:
    """What a reader answers that also knows how the pages look (版式), and reads comments."""

    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...]
    pages: tuple[Page, ...] = ()
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph before it has its place; ``where`` only where it is not simply the next one."""

    text: str
    level: int = 0
    label: str = ""
    where: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """A table cell before its table has a number; rows and columns are 1-based."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    label: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    slots: tuple[Slot, ...]


Item = Paragraph | Table


def grid(rows: Sequence[Sequence[str]]) -> Table:
    """A table of plain rows; short ones are filled up, unless one endless row would flood it."""
    width = max(map(len, rows), default=0)
    fill = width if width * len(rows) <= _MAX_GRID else 0
    return Table(
        tuple(
            Slot(row[c] if c < len(row) else "", r, c + 1)
            for r, row in enumerate(rows, 1)
            for c in range(max(fill, len(row)))
        )
    )


def number(items: Iterable[Item]) -> tuple[Block, ...]:
    """Blocks in reading order; paragraphs and tables are each counted through the document."""
    return tuple(_numbered(items))


def _numbered(items: Iterable[Item]) -> Iterator[Block]:
    paragraphs = tables = 0
    for item in items:
        if isinstance(item, Table):
            tables += 1
            yield from (_cell(slot, tables) for slot in item.slots)
            continue
        if not item.where:
            paragraphs += 1
        where = item.where or f"第{paragraphs}段"
        yield Block("paragraph", item.text, where, item.level, item.label, depth=item.depth)


def _cell(slot: Slot, table: int) -> Block:
    cell = Cell(table, slot.row, slot.column, slot.rows, slot.columns)
    where = f"表{table}第{slot.row}行第{slot.column}列"
    return Block("cell", slot.text, where, label=slot.label, cell=cell)


def blank(text: str) -> bool:
    """Nothing to see: white space, a stray byte order mark or zero-width space."""
    return not text.strip(" \ufeff\u200b") or not text.strip()
