"""A sheet of official paper (公文用纸): A4 with the standard's margins, grid and page numbers."""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeAlias

from wenfeng.openxml import legal, package, unpacked

if TYPE_CHECKING:
    from docx.document import Document

Paper: TypeAlias = "Document"
"""A Word document that ``begin`` made."""

_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/document.xml": "document.xml",
    "word/fontTable.xml": "font_table.xml",
    "word/footer-even.xml": "footer_even.xml",
    "word/footer-odd.xml": "footer_odd.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}


def begin(title: str) -> Paper:
    """An empty document; its properties name the title, and neither a person nor a day."""
    from docx import Document

    paper = Document(io.BytesIO(_template()))
    paper.core_properties.title = legal(title)[:255]
    return paper


def finish(paper: Paper) -> bytes:
    """The document as a file; equal documents give equal bytes."""
    held = io.BytesIO()
    paper.save(held)
    return package(unpacked(held.getvalue()))


@cache
def _template() -> bytes:
    folder = files("wenfeng.official") / "template"
    return package({name: (folder / file).read_bytes() for name, file in _PARTS.items()})
