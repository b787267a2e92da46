"""The pieces of a block and where each begins (字位), to be cut where a comment begins or ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree

from wenfeng.marking.fields import field_around
from wenfeng.marking.runs import split_text
from wenfeng.readers.docx.text import Piece


@dataclass(slots=True)
class Track:
    """Pieces in order, their offsets, and their text with blanks for what cannot be marked."""

    pieces: list[Piece]
    starts: list[int]
    text: str

    def cut(self, offset: int, ids: Iterator[int]) -> None:
        """Make one piece end and the next begin at the offset, where the element can be split."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return
        piece, inside = self.pieces[index], offset - self.starts[index]
        if piece.element is None or not 0 < inside < len(piece.text):
            return
        if field_around(piece.element) is not None:
            return
        after = split_text(piece.element, inside, ids)
        if after is not None:
            halves = Piece(piece.text[:inside], piece.element), Piece(piece.text[inside:], after)
            self.pieces[index : index + 1] = halves
            self.starts.insert(index + 1, offset)

    def between(self, start: int, end: int) -> list[etree._Element]:
        """The elements that show the characters from ``start`` to ``end``."""
        found = []
        for index in range(max(0, bisect_right(self.starts, start) - 1), len(self.pieces)):
            if self.starts[index] >= end:
                break
            piece = self.pieces[index]
            if piece.element is not None and self.starts[index] + len(piece.text) > start:
                found.append(piece.element)
        return found


def track(pieces: list[Piece]) -> Track:
    """The track of a block that has these pieces."""
    starts = [0, *accumulate(len(piece.text) for piece in pieces)][: len(pieces)]
    # Automatic numbers and the breaks between paragraphs stand nowhere in the file.
    shown = (one.text if one.element is not None else " " * len(one.text) for one in pieces)
    return Track(list(pieces), starts, "".join(shown))
