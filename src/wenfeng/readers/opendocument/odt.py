"""Reads OpenDocument texts (odt, ott, fodt) into blocks: paragraphs, cells, boxes, notes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from wenfeng.domain import Unread
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers.layout import Content
from wenfeng.readers.opendocument.lists import Lists
from wenfeng.readers.opendocument.odt_parse import Parser
from wenfeng.readers.opendocument.package import (
    Budget,
    OpenDocument,
    attribute,
    name,
    names,
    open_document,
)
from wenfeng.readers.opendocument.styles import read_styles
from wenfeng.readers.opendocument.text import Gathered
from wenfeng.readers.telling import Teller, edges

_NOTES = (("footnote", "脚注"), ("endnote", "尾注"))
_EDGES = names(
    *(f"style:{edge}{page}" for edge in ("header", "footer") for page in ("", "-left", "-first")),
    *(f"loext:{edge}-first" for edge in ("header", "footer")),
)


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """The blocks of a text in reading order, and what the file holds that was not read."""
    source = open_document(data, "office:text", limits)
    try:
        return _read(source, limits)
    except RecursionError as error:
        raise InputError(
            "文件结构嵌套过深，无法读取", "请用 LibreOffice 或 WPS 打开后另存一份再试。"
        ) from error


def _read(source: OpenDocument, limits: Limits) -> Content:
    styles = read_styles(source.styles)
    parser = Parser(source, styles, Lists(styles.lists), Budget(limits))
    teller = Teller()
    teller.body(parser.items(source.body))
    for kind, word in _NOTES:
        _tell_notes(parser, teller, kind, word)
    teller.unread.extend(_unread_parts(source, teller))
    return tuple(teller.blocks), tuple(teller.unread)


def _tell_notes(parser: Parser, teller: Teller, kind: str, word: str) -> None:
    """Tell the footnotes or endnotes in the order the text refers to them."""
    notes = [one for one in parser.notes if _kind(one) == kind]
    for number, note in enumerate(notes, start=1):
        for body in note.iterchildren(name("text:note-body")):
            teller.part(parser.items(body), "footnote", f"{word}{number}")


def _kind(note: etree._Element) -> str:
    return attribute(note, "text:note-class", "footnote")


def _unread_parts(source: OpenDocument, teller: Teller) -> Iterator[Unread]:
    yield from edges(_edge_texts(source))
    yield from teller.comments(sum(1 for _ in source.body.iter(name("office:annotation"))))
    if source.macros:
        yield Unread("宏", "整个文件")


def _edge_texts(source: OpenDocument) -> Iterator[str]:
    """The paragraphs of the headers and footers that show."""
    styles = read_styles(source.page_styles)
    for edge in (edge for master in source.masters for edge in master.iter(*_EDGES)):
        if attribute(edge, "style:display") == "false":
            continue
        for element in edge.iter(name("text:p"), name("text:h")):
            gathered = Gathered(styles, {})
            gathered.paragraph(element)
            yield gathered.text
