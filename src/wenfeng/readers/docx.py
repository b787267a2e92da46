"""Reads Word files (docx) straight from their XML into blocks: paragraphs, cells, boxes, notes.

Parsing yields lines and tables in document order; telling gives each its place (第3段) in
reading order and lists what was not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from wenfeng.domain import Block, BlockKind, Cell, Unread
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers.docx_parse import COVERED, PARAGRAPHS, Foreign, Item, Line, Parser, Table
from wenfeng.readers.docx_styles import Styles, read_styles
from wenfeng.readers.docx_text import Gathered
from wenfeng.readers.layout import Content
from wenfeng.readers.numbering import read_numbering
from wenfeng.readers.ooxml import Package, Relation, open_package
from wenfeng.readers.wordml import attribute, both, local

_NOTES = {"footnoteReference": ("footnotes", "脚注"), "endnoteReference": ("endnotes", "尾注")}
# What is said once for the whole file instead of place by place.
_WHOLE = "批注"
_UNITS = {"图片": "张", "隐藏文字": "字", COVERED: "字"}
_PAGE_WORDS = re.compile(r"[\s\d第页共/\-－—–~·•|PpAaGgEeOoFf]+")
_SNIPPET = 30


@dataclass(slots=True)
class _Teller:
    """Turns items into blocks and counts paragraphs, tables and text boxes while doing so."""

    blocks: list[Block] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    commented: list[str] = field(default_factory=list)
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

    def _gap(self) -> str:
        return f"第{self.paragraphs}段之后" if self.paragraphs else "文件开头"

    def _line(self, line: Line, kind: BlockKind, where: str, gap: str) -> None:
        place = gap
        if line.text.strip():
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
                )
            )
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
            slot = cell.slot
            place = Cell(number, slot.row, slot.column, slot.rows, slot.columns)
            where = f"表{number}第{slot.row}行第{slot.column}列"
            self.blocks.append(Block("cell", cell.text, where, cell=place, anchor=cell.anchor))
            self._found(cell.found, where)
        for cell in table.cells:
            for inner in cell.inside:
                self._table(inner)
            self._boxes(cell.boxes)

    def _found(self, found: Mapping[str, int], place: str) -> None:
        for what, count in found.items():
            if what == _WHOLE:
                self.commented.append(place)
            elif count:
                self.unread.append(Unread(f"{what}（{count}{_UNITS.get(what, '个')}）", place))


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """The blocks of a docx file in reading order, and what the file holds that was not read."""
    package = open_package(data, limits)
    try:
        return _read(package)
    except RecursionError as error:
        raise InputError(
            "文件结构嵌套过深，无法读取", "请用 Word 或 WPS 打开后另存一份再试。"
        ) from error


def _read(package: Package) -> Content:
    main = _main_part(package)
    root = package.xml(main)
    body = None if root is None else next(root.iterchildren(*both("body")), None)
    if root is None or body is None:
        raise InputError(
            "不是 Word 文档：文件中没有正文部件",
            "请确认文件是 docx；其他格式请用 Word 或 WPS 另存为 docx 后再试。",
        )
    related = _related(package, main)
    styles = read_styles(package, _name(related, "styles"))
    parser = Parser(styles, read_numbering(_first(package, related, "numbering"), styles))
    parser.mark_places(root, "")
    teller = _Teller()
    teller.body(parser.items(body))
    for reference, (kind, word) in _NOTES.items():
        _tell_notes(_first(package, related, kind), word, parser, teller, reference)
    teller.unread.extend(_unread_parts(package, related, styles, teller.commented))
    return tuple(teller.blocks), tuple(teller.unread)


def _main_part(package: Package) -> str:
    found = (one.target for one in package.relations() if one.type == "officeDocument")
    return next((name for name in found if name in package.names), "word/document.xml")


def _related(package: Package, main: str) -> tuple[Relation, ...]:
    """The main part's relationships; the usual part names where the list of them is missing."""
    folder = main.rpartition("/")[0]
    if f"{folder}/_rels/{main.rpartition('/')[2]}.rels".lstrip("/") in package.names:
        return package.relations(main)
    kinds = ("styles", "numbering", "footnotes", "endnotes", "comments")
    return tuple(Relation("", kind, f"{folder}/{kind}.xml".lstrip("/")) for kind in kinds)


def _first(package: Package, related: Iterable[Relation], kind: str) -> etree._Element | None:
    name = _name(related, kind)
    return None if name is None else package.xml(name)


def _name(related: Iterable[Relation], kind: str) -> str | None:
    return next((one.target for one in related if one.type == kind), None)


def _tell_notes(
    root: etree._Element | None, word: str, parser: Parser, teller: _Teller, reference: str
) -> None:
    """Tell the footnotes or endnotes in the order the text refers to them."""
    if root is None:
        return
    notes = {
        attribute(note, "id") or "": note
        for note in root
        if attribute(note, "type") in (None, "normal")
    }
    called = dict.fromkeys(key for name, key in parser.notes if name == reference and key in notes)
    parser.mark_places(root, f"{local(root)}/")
    for number, key in enumerate({**called, **dict.fromkeys(notes)}, start=1):
        teller.part(parser.items(notes[key]), "footnote", f"{word}{number}")


def _unread_parts(
    package: Package, related: Iterable[Relation], styles: Styles, commented: list[str]
) -> Iterator[Unread]:
    related = tuple(related)
    if edges := _edge_text(package, related, styles):
        yield Unread("页眉页脚", f"各页（{edges}）")
    comments = _first(package, related, "comments")
    count = 0 if comments is None else len(comments)
    if count:
        yield Unread(f"批注（{count}条）", "、".join(dict.fromkeys(commented)) or "全文")
    if any(name.endswith("vbaproject.bin") for name in package.names):
        yield Unread("宏", "整个文件")


def _edge_text(package: Package, related: Iterable[Relation], styles: Styles) -> str:
    """The beginning of what headers and footers say besides page numbers."""
    said: dict[str, None] = {}
    for one in related:
        root = package.xml(one.target) if one.type in ("header", "footer") else None
        for element in () if root is None else root.iter(*PARAGRAPHS):
            gathered = Gathered(styles)
            gathered.paragraph(element)
            text = gathered.text.strip()
            if _PAGE_WORDS.sub("", text):
                said[text] = None
    return "；".join(said)[:_SNIPPET]
