"""What an OFD document holds besides its pages: seals, annotations, attachments, old versions."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from wenfeng.domain import Unread
from wenfeng.readers.ofd.document import Book
from wenfeng.readers.ofd.package import Parts, child, children, local, said, words

_WHOLE = "整个文件"
_SNIPPET = 30
_NO_BRACES = str.maketrans("{}", "（）")

Found = tuple[str, int | None]
"""What was found, with ``{}`` for how many, and on which page (None where on no page)."""


def tell(found: Iterable[Found]) -> tuple[Unread, ...]:
    """One line for everything of a kind, with the pages where it stands."""
    pages: dict[str, list[int | None]] = {}
    for what, page in found:
        pages.setdefault(what, []).append(page)
    return tuple(
        Unread(what.format(len(on)) if "{}" in what else what, _where(on))
        for what, on in pages.items()
    )


def seals(parts: Parts, location: str, numbers: Mapping[str, int]) -> Iterator[Found]:
    """The electronic seals and signatures (电子签章、数字签名, §18) and the pages they stand on."""
    base = parts.locate(location)
    for entry in children(parts.xml(base), "Signature"):
        name = parts.locate(entry.get("BaseLoc", ""), base or "")
        stamps = list(children(child(parts.xml(name), "SignedInfo"), "StampAnnot"))
        for stamp in stamps:
            yield "电子签章（{}个）", numbers.get(stamp.get("PageRef", ""))
        if not stamps:
            yield "数字签名（{}个）", None


def remarks(book: Book) -> Iterator[Found]:
    """The annotations (注释, §15): remarks, watermarks and stamps."""
    base = book.parts.locate(words(book.root, "Annotations"), book.name)
    numbers = book.numbers
    for entry in children(book.parts.xml(base), "Page"):
        number = numbers.get(entry.get("PageID", ""))
        name = book.parts.locate(words(entry, "FileLoc"), base or "")
        for annotation in children(book.parts.xml(name), "Annot"):
            if (annotation.get("Visible") or "").lower() != "false":
                yield from ((what, number) for what in _annotation(annotation))


def attachments(book: Book) -> Iterator[Found]:
    """The files that travel inside (附件, §20)."""
    base = book.parts.locate(words(book.root, "Attachments"), book.name)
    entries = list(children(book.parts.xml(base), "Attachment"))
    names = (one.get("Name") or posixpath.basename(words(one, "FileLoc")) for one in entries)
    if entries:
        yield f"附件文件（{len(entries)}个：{_plain('、'.join(filter(None, names)))}）", None


def _annotation(annotation: etree._Element) -> Iterator[str]:
    codes = (said(one).strip() for one in annotation.iter() if local(one) == "TextCode")
    text = _plain("".join(codes) or words(annotation, "Remark"))
    match annotation.get("Type", ""):
        case "Watermark":
            yield f"水印（“{text}”）" if text else "水印（{}处）"
        case "Stamp":
            yield f"图章（“{text}”）" if text else "图章（{}个）"
        case "Link":
            return
        case "Path" if not text:
            yield "手写批注（{}处）"
        case _ if text:
            yield f"批注（“{text}”）"


def _plain(text: str) -> str:
    return text.translate(_NO_BRACES)[:_SNIPPET]


def _where(pages: Iterable[int | None]) -> str:
    known = sorted({page for page in pages if page is not None})
    return "、".join(_runs(known)) or _WHOLE


def _runs(pages: list[int]) -> Iterator[str]:
    """第3页, 第5—8页: pages that follow each other are told together."""
    start = 0
    for at, page in enumerate(pages, 1):
        if at == len(pages) or pages[at] != page + 1:
            first = pages[start]
            yield f"第{first}页" if first == page else f"第{first}—{page}页"
            start = at
