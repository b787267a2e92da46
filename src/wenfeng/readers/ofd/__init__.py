"""Reads OFD files (GB/T 33190-2016), the fixed layout format of Chinese offices.

A package holds documents, a document pages, a page objects that stand at fixed places. What
people see of a page becomes characters and ruled lines; ``lay_out`` makes paragraphs and tables.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers import ocr
from wenfeng.readers.layout import Content
from wenfeng.readers.ofd.document import Book, open_book
from wenfeng.readers.ofd.extras import Found, attachments, remarks, seals, tell
from wenfeng.readers.ofd.package import Parts, children, open_parts, words
from wenfeng.readers.ofd.pages import scans_of
from wenfeng.readers.ofd.scans import UNRECOGNISED, plain_page, recognised_page
from wenfeng.readers.pages import Page
from wenfeng.readers.pages.layout import lay_out


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """The blocks of an OFD file in reading order, and what the file holds besides them."""
    parts = open_parts(data, limits)
    books = _books(parts, limits)
    blocks, unread = lay_out(_pages(parts, [book for _, book in books], limits))
    if not blocks and any(one.what == UNRECOGNISED for one in unread):
        ocr.require()
    extras = tell(found for body, book in books for found in _extras(parts, body, book))
    return blocks, (*unread, *extras)


def _books(parts: Parts, limits: Limits) -> list[tuple[etree._Element, Book]]:
    """The documents of a package (DocBody, §7.4) in order; page numbers run through them."""
    first = 1
    books: list[tuple[etree._Element, Book]] = []
    for body in children(parts.xml(parts.locate("OFD.xml")), "DocBody"):
        book = open_book(parts, _document(parts, body), first)
        first += len(book.pages)
        books.append((body, book))
    if not books:
        raise InputError(
            "不是完好的 OFD 文件：没有文档", "请用版式阅读软件打开确认，另存一份再试。"
        )
    if first - 1 > limits.pages:
        raise _too_many("页", limits.pages, "页")
    return books


def _document(parts: Parts, body: etree._Element) -> str:
    """Where the document is: its current version (§19) where it keeps several."""
    for versions in children(body, "Versions"):
        for version in children(versions, "Version"):
            if version.get("Current", "").lower() == "true":
                base = parts.locate(version.get("BaseLoc", ""))
                root = words(parts.xml(base), "DocRoot")
                if found := parts.locate(root, base or ""):
                    return found
    return words(body, "DocRoot")


def _pages(parts: Parts, books: list[Book], limits: Limits) -> Iterator[Page]:
    characters = scanned = 0
    for leaf in (leaf for book in books for leaf in book.leaves()):
        scans = scans_of(leaf.drawing, leaf.sheet)
        scanned += bool(scans)
        if scanned > limits.scanned_pages:
            raise _too_many("扫描页", limits.scanned_pages, "页")
        page = recognised_page(leaf, scans, parts, limits) if scans else plain_page(leaf)
        characters += len(page.chars)
        if characters > limits.characters:
            raise _too_many("字", limits.characters, "字")
        yield page


def _too_many(what: str, most: int, unit: str) -> InputError:
    return InputError(f"文件里的{what}太多，上限 {most} {unit}", "请拆成几个文件后再试。")


def _extras(parts: Parts, body: etree._Element, book: Book) -> Iterator[Found]:
    yield from seals(parts, words(body, "Signatures"), book.numbers)
    yield from remarks(book)
    yield from attachments(book)
    for versions in children(body, "Versions"):
        yield from (("历史版本（{}个）", None) for _ in list(children(versions, "Version"))[1:])
