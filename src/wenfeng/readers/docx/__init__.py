"""Reads Word files (docx) straight from their XML into blocks: paragraphs, cells, boxes, notes.

Parsing yields lines and tables in document order; telling gives each its place (第3段) in
reading order and lists what was not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from wenfeng.domain import Unread
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers.collecting import put_off
from wenfeng.readers.docx.parse import PARAGRAPHS, Parser
from wenfeng.readers.docx.parts import first_part, main_part, part_name, related_parts
from wenfeng.readers.docx.styles import Styles, read_styles
from wenfeng.readers.docx.text import Gathered
from wenfeng.readers.layout import Content
from wenfeng.readers.numbering import read_numbering
from wenfeng.readers.ooxml import Package, Relation, open_package
from wenfeng.readers.telling import Teller, edges
from wenfeng.readers.wordml import attribute, both, local

_NOTES = {"footnoteReference": ("footnotes", "脚注"), "endnoteReference": ("endnotes", "尾注")}


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """The blocks of a docx file in reading order, and what the file holds that was not read."""
    package = open_package(data, limits)
    try:
        with put_off():
            return _read(package)
    except RecursionError as error:
        raise InputError(
            "文件结构嵌套过深，无法读取", "请用 Word 或 WPS 打开后另存一份再试。"
        ) from error


def _read(package: Package) -> Content:
    main = main_part(package)
    root = package.xml(main)
    body = None if root is None else next(root.iterchildren(*both("body")), None)
    if root is None or body is None:
        raise InputError(
            "不是 Word 文档：文件中没有正文部件",
            "请确认文件是 docx；其他格式请用 Word 或 WPS 另存为 docx 后再试。",
        )
    related = related_parts(package, main)
    styles = read_styles(package, part_name(related, "styles"))
    parser = Parser(styles, read_numbering(first_part(package, related, "numbering"), styles))
    parser.mark_places(root, "")
    teller = Teller()
    teller.body(parser.items(body))
    for reference, (kind, word) in _NOTES.items():
        _tell_notes(first_part(package, related, kind), word, parser, teller, reference)
    teller.unread.extend(_unread_parts(package, related, styles, teller))
    return tuple(teller.blocks), tuple(teller.unread)


def _tell_notes(
    root: etree._Element | None, word: str, parser: Parser, teller: Teller, reference: str
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
    package: Package, related: Iterable[Relation], styles: Styles, teller: Teller
) -> Iterator[Unread]:
    related = tuple(related)
    yield from edges(_edge_texts(package, related, styles))
    comments = first_part(package, related, "comments")
    yield from teller.comments(0 if comments is None else len(comments))
    if any(name.endswith("vbaproject.bin") for name in package.names):
        yield Unread("宏", "整个文件")


def _edge_texts(package: Package, related: Iterable[Relation], styles: Styles) -> Iterator[str]:
    targets = dict.fromkeys(one.target for one in related if one.type in ("header", "footer"))
    for target in targets:
        root = package.xml(target)
        for element in () if root is None else root.iter(*PARAGRAPHS):
            gathered = Gathered(styles)
            gathered.paragraph(element)
            yield gathered.text
