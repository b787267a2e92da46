"""Reads Word files (docx) straight from their XML into blocks: paragraphs, cells, boxes, notes.

Parsing yields lines and tables in document order; telling gives each its place (第3段) in
reading order and lists what was not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import accumulate

from lxml import etree

from wenfeng.domain import Page, Unread
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers.collecting import put_off
from wenfeng.readers.docx.comments import read_comments
from wenfeng.readers.docx.flow import flow_of
from wenfeng.readers.docx.letters import Lettering
from wenfeng.readers.docx.looks import Looks, list_indents
from wenfeng.readers.docx.pages import Surroundings, read_pages
from wenfeng.readers.docx.parse import PARAGRAPHS, SECTION, Parser
from wenfeng.readers.docx.parts import first_part, main_part, part_name, related_parts
from wenfeng.readers.docx.styles import Styles, read_styles
from wenfeng.readers.docx.text import Gathered
from wenfeng.readers.docx.theme import Theme
from wenfeng.readers.layout import Content, Laid
from wenfeng.readers.numbering import read_numbering
from wenfeng.readers.ooxml import Package, Relation, open_package
from wenfeng.readers.telling import Teller, edges
from wenfeng.readers.wordml import attribute, both, local

_NOTES = {"footnoteReference": ("footnotes", "脚注"), "endnoteReference": ("endnotes", "尾注")}

Part = Callable[[str], etree._Element | None]


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """The blocks of a docx file in reading order, and what the file holds that was not read.

    For readers whose own format does not say how its text looks.
    """
    found = _opened(data, limits, laid=False)
    return found.blocks, found.unread


def read_laid(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Laid:
    """The same, with the looks of paragraphs, the pages, and the comments."""
    return _opened(data, limits, laid=True)


def _opened(data: bytes, limits: Limits, laid: bool) -> Laid:
    package = open_package(data, limits)
    try:
        with put_off():
            return _read(package, laid)
    except RecursionError as error:
        raise InputError(
            "文件结构嵌套过深，无法读取", "请用 Word 或 WPS 打开后另存一份再试。"
        ) from error


def _read(package: Package, laid: bool) -> Laid:
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
    numbering = first_part(package, related, "numbering")
    parser = Parser(styles, read_numbering(numbering, styles))
    if laid:
        theme = Theme(partial(first_part, package, related, "theme"))
        parser.looks = Looks(Lettering(styles, theme), list_indents(numbering))
        parser.flow = flow_of(body)
    parser.mark_places(root, "")
    teller = _told(parser, body, partial(first_part, package, related))
    edge = cache(package.xml)
    said = first_part(package, related, "comments")
    comments = read_comments(said, teller.placed, teller.blocks, styles) if laid else ()
    teller.unread.extend(edges(_edge_texts(related, edge, styles)))
    teller.unread.extend(teller.comments(0 if said is None else len(said) - len(comments)))
    if any(name.endswith("vbaproject.bin") for name in package.names):
        teller.unread.append(Unread("宏", "整个文件"))
    pages = _pages(package, related, parser, teller, edge) if laid else ()
    return Laid(tuple(teller.blocks), tuple(teller.unread), pages, comments)


def _told(parser: Parser, body: etree._Element, part: Part) -> Teller:
    """The body and the notes, told in reading order."""
    teller = Teller()
    teller.body(parser.items(body))
    for reference, (kind, word) in _NOTES.items():
        _tell_notes(part(kind), word, parser, teller, reference)
    return teller


def _pages(
    package: Package, related: Iterable[Relation], parser: Parser, teller: Teller, edge: Part
) -> tuple[Page, ...]:
    if parser.looks is None or parser.flow is None:
        return ()
    targets = {one.id: one.target for one in related}
    ends = {
        int(one.key): one.block + (one.offset > 0) for one in teller.placed if one.kind == SECTION
    }
    around = Surroundings(
        lambda relation: edge(targets.get(relation, "")),
        parser.looks,
        partial(first_part, package, related, "settings"),
    )
    starts = accumulate((ends.get(i, 0) for i in range(len(parser.flow.sections))), max, initial=0)
    return read_pages(zip(starts, parser.flow.sections, strict=False), around)


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


def _edge_texts(related: Iterable[Relation], edge: Part, styles: Styles) -> Iterator[str]:
    targets = dict.fromkeys(one.target for one in related if one.type in ("header", "footer"))
    for target in targets:
        root = edge(target)
        for element in () if root is None else root.iter(*PARAGRAPHS):
            gathered = Gathered(styles)
            gathered.paragraph(element)
            yield gathered.text
