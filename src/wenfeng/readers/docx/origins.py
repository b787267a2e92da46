"""Where the text of each block stands in the file (出处), for a writer of the same format."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from wenfeng.readers.docx.parse import Parser
from wenfeng.readers.docx.parts import first_part, part_name, related_parts
from wenfeng.readers.docx.styles import read_styles
from wenfeng.readers.docx.text import Piece
from wenfeng.readers.numbering import read_numbering
from wenfeng.readers.ooxml import Package
from wenfeng.readers.wordml import both


@dataclass(frozen=True, slots=True)
class Origin:
    """A paragraph or cell of the file, and the pieces that make up the text of its block."""

    element: etree._Element
    pieces: list[Piece]


def trace(
    package: Package, main: str, body: etree._Element, notes: Mapping[str, etree._Element]
) -> dict[str, Origin]:
    """The origin of every block by its anchor.

    ``body`` is the root of the main part ``main``; ``notes`` are the roots of its ``footnotes``
    and ``endnotes``. The origins lie in these trees.
    """
    related = related_parts(package, main)
    styles = read_styles(package, part_name(related, "styles"))
    numbering = read_numbering(first_part(package, related, "numbering"), styles)
    parser = Parser(styles, numbering, origins={})
    parser.mark_places(body, "")
    for holder in body.iterchildren(*both("body")):
        deque(parser.items(holder), maxlen=0)
    for kind, root in notes.items():
        parser.mark_places(root, f"{kind}/")
        for note in root.iterchildren(*both("footnote", "endnote")):
            deque(parser.items(note), maxlen=0)
    found = parser.origins or {}
    return {
        anchor: Origin(element, found[anchor])
        for element, anchor in parser.places.items()
        if anchor in found
    }
