"""A flow of text under construction (story): the body, a note, a text box, a header."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wenfeng.errors import InputError
from wenfeng.readers.numbering import Counters
from wenfeng.readers.rtf.lists import Style, heading_level
from wenfeng.readers.rtf.tables import Row, RowShape, table
from wenfeng.readers.rtf.text import joined
from wenfeng.readers.telling import HIDDEN, Item, Line, texts

MAX_NESTING = 50
# What a paragraph takes beside its text, in characters.
_PARAGRAPH_COST = 8
# Bullets people see but that are no number; those of symbol fonts stand in the private area.
_BULLETS = re.compile("[ \t\u3000•·●○■□◆◇➢➤►▶▪▫–—*o§\ue000-\uf8ff-]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """The paragraph properties that matter here.

    ``list`` and ``depth`` are ``\\ls`` and ``\\ilvl``; ``nesting`` counts the tables it stands in.
    """

    style: int = 0
    list: int | None = None
    depth: int = 0
    outline: int | None = None
    in_table: bool = False
    nesting_stated: int = 0

    @property
    def nesting(self) -> int:
        return min(MAX_NESTING, max(self.nesting_stated, int(self.in_table)))


@dataclass(slots=True)
class Book:
    """What all stories of a file share: styles, lists, and how much may still come."""

    cells: int
    characters: int
    styles: dict[int, Style] = field(default_factory=dict)
    counters: Counters | None = None

    def spend_cells(self, count: int) -> None:
        """Count the cells of a row."""
        self.cells -= count
        if self.cells < 0:
            raise InputError("文件里的表格太大，单元格过多", "请拆成几个文件再试。")

    def spend_characters(self, count: int) -> None:
        """Count text that was read."""
        self.characters -= count
        if self.characters < 0:
            raise InputError("文件里的文字太多，已停止读取", "请拆成几个文件再试。")

    def number(self, layout: Layout) -> str:
        """The number of the next paragraph in its list; the counter of the list moves on."""
        if layout.list is None or self.counters is None:
            return ""
        return self.counters.label(str(layout.list), layout.depth, None)


@dataclass(slots=True)
class _Level:
    """A table under construction: its rows, the cells of this row, the items of this cell."""

    rows: list[Row] = field(default_factory=list)
    cells: list[tuple[Item, ...]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """Collects one flow; ``kind`` says what it is, ``depth`` how many others it stands in.

    ``levels[0]`` takes what stands outside tables, ``levels[n]`` the n-th table inside another.
    """

    book: Book
    kind: str = ""
    depth: int = 0
    pieces: list[str] = field(default_factory=list)
    boxes: list[tuple[Item, ...]] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=dict)
    shown: str = ""
    shapes: dict[int, RowShape] = field(default_factory=dict)
    levels: list[_Level] = field(default_factory=lambda: [_Level()])

    def emit(self, text: str, hidden: bool) -> None:
        """Add text to the paragraph, or count it where it is hidden."""
        self.book.spend_characters(len(text))
        if hidden:
            self.count(HIDDEN, len(text))
        else:
            self.pieces.append(text)

    def count(self, what: str, more: int = 1) -> None:
        """Note something that is not read."""
        self.found[what] = self.found.get(what, 0) + more

    def end_paragraph(self, layout: Layout, nesting: int | None = None) -> None:
        """Close the paragraph; its properties are those in force at its end."""
        level = self._at(layout.nesting if nesting is None else nesting)
        label = self._label(layout)
        if label or self.is_open():
            self.book.spend_characters(_PARAGRAPH_COST)
            level.items.append(self._line(layout, label))
        self.pieces, self.boxes, self.found, self.shown = [], [], {}, ""

    def _line(self, layout: Layout, label: str) -> Line:
        style = self.book.styles.get(layout.style, Style())
        outline = layout.outline
        return Line(
            text=joined(self.pieces),
            label=label,
            level=style.level if outline is None else heading_level(outline),
            style=style.name,
            anchor="",
            boxes=tuple(self.boxes),
            found=self.found,
        )

    def run_on(self) -> None:
        """The paragraph mark was deleted: go on with the text of the next paragraph."""
        self.shown = ""

    def end_cell(self, layout: Layout, nesting: int) -> None:
        """Close a cell of the table at this nesting."""
        self.end_paragraph(layout, nesting)
        level = self._at(nesting)
        level.cells.append(tuple(level.items))
        level.items = []

    def end_row(self, layout: Layout, nesting: int, gone: bool) -> None:
        """Close a row; its definition may have come before its cells or after them.

        ``gone``: the end of the row was deleted, and so was the row if its text was.
        """
        if self.is_open():
            self.end_paragraph(layout, nesting)
        level = self._at(nesting)
        if level.items:
            level.cells.append(tuple(level.items))
        if not gone or any(text.strip() for cell in level.cells for text in texts(cell)):
            self._add_row(level, nesting)
        level.cells, level.items = [], []

    def _add_row(self, level: _Level, nesting: int) -> None:
        if not level.cells:
            return
        shape = self.shapes.get(nesting, RowShape())
        # LibreOffice writes one blank cell too many behind nested tables.
        while 0 < len(shape.cells) < len(level.cells) and not level.cells[-1]:
            level.cells.pop()
        self.book.spend_cells(max(len(shape.cells), len(level.cells)))
        level.rows.append(Row(shape.filled(len(level.cells)), tuple(level.cells)))

    def finish(self, layout: Layout) -> tuple[Item, ...]:
        """Close whatever is open; all items of the story."""
        if self.is_open():
            self.end_paragraph(layout)
        return tuple(self._at(0).items)

    def is_open(self) -> bool:
        """Whether the paragraph holds anything yet."""
        return bool(self.boxes or self.found or "".join(self.pieces).strip())

    def _label(self, layout: Layout) -> str:
        """The number as the file shows it (\\listtext), else as the list definition makes it."""
        counted = self.book.number(layout)
        shown = self.shown.strip()
        if not shown:
            return counted
        return "" if _BULLETS.fullmatch(shown) else shown

    def _at(self, nesting: int) -> _Level:
        """The level at this nesting; deeper tables end, missing ones begin."""
        while len(self.levels) - 1 > nesting:
            self._close(len(self.levels) - 1)
        while len(self.levels) - 1 < nesting:
            self.levels.append(_Level())
        return self.levels[nesting]

    def _close(self, nesting: int) -> None:
        level = self.levels.pop()
        if level.cells and level.items:
            level.cells.append(tuple(level.items))
            level.items = []
        self._add_row(level, nesting)
        if level.rows:
            self.levels[-1].items.append(table(level.rows))
        # Paragraphs marked as standing in a table that never had a cell.
        self.levels[-1].items.extend(level.items)
