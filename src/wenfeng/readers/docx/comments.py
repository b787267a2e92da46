"""The comments of a Word file (批注): who said what, about which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from wenfeng.domain import Block, Comment, Span
from wenfeng.readers.docx.styles import Styles
from wenfeng.readers.docx.text import Gathered
from wenfeng.readers.telling import Placed
from wenfeng.readers.wordml import attribute, both

_COMMENTS = both("comment")
_PARAGRAPHS = both("p")
Place = tuple[int, int]


def read_comments(
    root: etree._Element | None, placed: Iterable[Placed], blocks: Sequence[Block], styles: Styles
) -> tuple[Comment, ...]:
    """The comments that say something in words, in the order of the file."""
    if root is None:
        return ()
    places: dict[tuple[str, str], Place] = {}
    for one in placed:
        places.setdefault((one.kind, one.key), (one.block, one.offset))
    return tuple(
        Comment(attribute(element, "author") or "", text, spans)
        for element in root.iterchildren(*_COMMENTS)
        if (text := _text(element, styles))
        for spans in (_spans(attribute(element, "id") or "", places, blocks),)
    )


def _text(comment: etree._Element, styles: Styles) -> str:
    lines = []
    for paragraph in comment.iter(*_PARAGRAPHS):
        gathered = Gathered(styles)
        gathered.paragraph(paragraph)
        lines.append(gathered.text)
    return "\n".join(lines).strip()


def _spans(
    key: str, places: dict[tuple[str, str], Place], blocks: Sequence[Block]
) -> tuple[Span, ...]:
    point = places.get(("commentReference", key))
    start = places.get(("commentRangeStart", key), point)
    end = places.get(("commentRangeEnd", key), point)
    if start is None or not blocks:
        return ()
    found = tuple(_between(start, max(start, end or start), blocks))
    return tuple(span for span in found if span.start < span.end) or found[:1]


def _between(start: Place, end: Place, blocks: Sequence[Block]) -> Iterator[Span]:
    """The stretch of each block from one place to another."""
    last = len(blocks) - 1
    if start[0] > last:
        # Behind the last words.
        start = end = (last, len(blocks[last].text))
    for index in range(start[0], min(end[0], last) + 1):
        length = len(blocks[index].text)
        first = min(start[1], length) if index == start[0] else 0
        yield Span(index, first, min(end[1], length) if index == end[0] else length)
