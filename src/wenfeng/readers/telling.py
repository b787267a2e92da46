"""Lines and tables of a Word document on their way to blocks, whatever format they were read from.

A reader parses its file into items; ``Teller`` gives each its place (第3段) in reading order and
lists what was not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from wenfeng.domain import Block, BlockKind, Cell, Look, Unread

COMMENT = "批注"
COVERED = "被合并单元格遮住的文字"
HIDDEN = "隐藏文字"
PICTURE = "图片"
_UNITS = {PICTURE: "张", HIDDEN: "字", COVERED: "字"}
_PAGE_WORDS = re.compile(r"[\s\d第页共/\-－—–~·•|PpAaGgEeOoFf]+")
_SNIPPET = 30


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text that means something (a comment begins here): ``offset`` characters in."""

    kind: str
    key: str
    offset: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark whose block is known."""

    kind: str
    key: str
    block: int
    offset: int


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as parsed, the items of its text boxes, and what it holds besides text."""

    text: str
    label: str
    level: int
    style: str
    anchor: str
    boxes: tuple[tuple[Item, ...], ...]
    found: Mapping[str, int]
    marks: tuple[Mark, ...] = ()
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell as parsed, in rows and columns as people count them (from 1).

    ``inside`` holds nested tables, ``boxes`` its text boxes.
    """

    row: int
    column: int
    rows: int
    columns: int
    text: str
    anchor: str
    inside: tuple[Table, ...]
    boxes: tuple[tuple[Item, ...], ...]
    found: Mapping[str, int]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table as parsed."""

    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Something between paragraphs that is not read (w:altChunk)."""

    what: str


Item = Line | Table | Foreign


@dataclass(frozen=True, slots=True)
class Held:
    """What a cell holds: its text, nested tables, text boxes and things that are no text."""

    text: str
    inside: tuple[Table, ...]
    boxes: tuple[tuple[Item, ...], ...]
    found: Mapping[str, int]
    marks: tuple[Mark, ...] = ()


def held(items: Iterable[Item], covered: int = 0) -> Held:
    """The items of a cell as the cell shows them; ``covered`` characters lie under a merge."""
    items = tuple(items)
    lines = [item for item in items if isinstance(item, Line)]
    found = {COVERED: covered} if covered else {}
    for item in items:
        for what, count in _besides(item).items():
            found[what] = found.get(what, 0) + count
    # Numbers stand before each line: one cell can hold several numbered paragraphs.
    shown = [line.label + line.text for line in lines]
    return Held(
        text="\n".join([one for one in shown if one.strip()]),
        inside=tuple([item for item in items if isinstance(item, Table)]),
        boxes=tuple([box for line in lines for box in line.boxes]),
        found=found,
        marks=tuple(_shifted(lines)) if any(line.marks for line in lines) else (),
    )


def _shifted(lines: Iterable[Line]) -> Iterator[Mark]:
    """The marks of the lines of a cell, counted from the beginning of the cell."""
    end = -1
    for line in lines:
        shown = bool((line.label + line.text).strip())
        start = end + 1 + len(line.label) if shown else max(end, 0)
        for mark in line.marks:
            yield Mark(mark.kind, mark.key, start + (mark.offset if shown else 0))
        end = start + len(line.text) if shown else end


def texts(items: Iterable[Item]) -> Iterator[str]:
    """The texts of lines and cells, in order; nested tables and boxes apart."""
    for item in items:
        if isinstance(item, Line):
            yield item.text
        elif isinstance(item, Table):
            yield from (cell.text for cell in item.cells)


def _besides(item: Item) -> Mapping[str, int]:
    if isinstance(item, Foreign):
        return {item.what: 1}
    return item.found if isinstance(item, Line) else {}


@dataclass(slots=True)
class Teller:
    """Turns items into blocks and counts paragraphs, tables and text boxes while doing so."""

    blocks: list[Block] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    commented: list[str] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    boxes: int = 0

    def body(self, items: Iterable[Item]) -> None:
        """Tell the body: its paragraphs are 第1段, 第2段 …"""
        for item in items:
            if isinstance(item, Line):
                self.paragraphs += bool(item.text.strip())
                self._line(item, "paragraph", f"第{self.paragraphs}段", self._gap())
            else:
                self._other(item, self._gap())

    def part(self, items: Iterable[Item], kind: BlockKind, place: str) -> None:
        """Tell a text box or a note: ``place``, then ``place``第2段 …"""
        lines = 0
        for item in items:
            where = place if lines == 0 else f"{place}第{lines + 1}段"
            if isinstance(item, Line):
                lines += bool(item.text.strip())
                self._line(item, kind, where, place)
            else:
                self._other(item, place)

    def comments(self, count: int) -> Iterator[Unread]:
        """The comments (批注), said once for the whole file instead of place by place."""
        if count:
            places = "、".join(dict.fromkeys(self.commented))
            yield Unread(f"{COMMENT}（{count}条）", places or "全文")

    def _gap(self) -> str:
        return f"第{self.paragraphs}段之后" if self.paragraphs else "文件开头"

    def _line(self, line: Line, kind: BlockKind, where: str, gap: str) -> None:
        place, block, seen = gap, len(self.blocks), bool(line.text.strip())
        if seen:
            place = where
            self.blocks.append(
                Block(
                    kind=kind,
                    text=line.text,
                    where=where,
                    level=line.level,
                    label=line.label,
                    style=line.style,
                    anchor=line.anchor,
                    look=line.look,
                )
            )
        self._mark(line.marks, block, seen)
        self._found(line.found, place)
        self._boxes(line.boxes)

    def _other(self, item: Table | Foreign, place: str) -> None:
        if isinstance(item, Table):
            self._table(item)
        else:
            self._found({item.what: 1}, place)

    def _boxes(self, boxes: tuple[tuple[Item, ...], ...]) -> None:
        for box in boxes:
            self.boxes += 1
            self.part(box, "textbox", f"文本框{self.boxes}")

    def _table(self, table: Table) -> None:
        if not table.cells:
            # Every row was deleted: people see no table.
            return
        self.tables += 1
        number = self.tables
        for cell in table.cells:
            place = Cell(number, cell.row, cell.column, cell.rows, cell.columns)
            where = f"表{number}第{cell.row}行第{cell.column}列"
            self.blocks.append(Block("cell", cell.text, where, cell=place, anchor=cell.anchor))
            self._mark(cell.marks, len(self.blocks) - 1)
            self._found(cell.found, where)
        for cell in table.cells:
            for inner in cell.inside:
                self._table(inner)
            self._boxes(cell.boxes)

    def _mark(self, marks: Iterable[Mark], block: int, seen: bool = True) -> None:
        for one in marks:
            self.placed.append(Placed(one.kind, one.key, block, one.offset if seen else 0))

    def _found(self, found: Mapping[str, int], place: str) -> None:
        for what, count in found.items():
            if what == COMMENT:
                self.commented.append(place)
            elif count:
                self.unread.append(Unread(f"{what}（{count}{_UNITS.get(what, '个')}）", place))


def edges(texts: Iterable[str]) -> Iterator[Unread]:
    """What headers and footers say besides page numbers: the beginning of it."""
    said = dict.fromkeys(one for text in texts if _PAGE_WORDS.sub("", one := text.strip()))
    if said:
        yield Unread("页眉页脚", f"各页（{'；'.join(said)[:_SNIPPET]}）")
