"""Documents as papers to compare (文稿): their text in one string, and the way back from it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, takewhile

from wenfeng.copies import Paper, Range
from wenfeng.domain import Document, Header, Span


def paper_of(document: Document, header: Header) -> Paper:
    """A document as it is compared: its blocks one under the other, and what its head says."""
    return Paper(
        document.name,
        "\n".join(block.text for block in document.blocks),
        document.sha256,
        document.format,
        header.title,
        header.kind,
        header.issuers,
        header.date,
    )


@dataclass(frozen=True, slots=True)
class Places:
    """The way from characters of a paper to the blocks of its document (位置)."""

    document: Document
    starts: tuple[int, ...]

    def parts(self, place: Range) -> tuple[Span, ...]:
        """The parts of a passage block by block, without spaces around them."""
        start, end = place
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = bisect_right(self.starts, max(start, end - 1))
        spans = (self._part(block, place) for block in range(first, last))
        return tuple(span for span in spans if span.start < span.end)

    def text(self, part: Span) -> str:
        """The words of a part."""
        return self.document.blocks[part.block].text[part.start : part.end]

    def words(self, parts: tuple[Span, ...]) -> str:
        """From where to where: 第3段至第9段, 表1第4行第2列至第3列; empty for nothing."""
        if not parts:
            return ""
        blocks = self.document.blocks
        first, last = blocks[parts[0].block].where, blocks[parts[-1].block].where
        alike = takewhile(lambda both: both[0] == both[1], zip(first, last, strict=False))
        same = max("".join(one for one, _ in alike).rfind("第"), 0)
        return first if first == last else f"{first}至{last[same:]}"

    def _part(self, block: int, place: Range) -> Span:
        text, offset = self.document.blocks[block].text, self.starts[block]
        start, end = max(0, place[0] - offset), min(len(text), place[1] - offset)
        piece = text[start:end]
        return Span(
            block, start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
        )


def places_of(document: Document) -> Places:
    """The way back from the text of the paper that a document is."""
    lengths = (len(block.text) + 1 for block in document.blocks)
    return Places(document, tuple(accumulate(lengths, initial=0))[: len(document.blocks)])
