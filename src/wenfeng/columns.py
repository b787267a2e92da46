"""Columns of Chinese text in a terminal: widths, line breaks, colours.

rich does this too, but takes 0.12 s for one plan, as long as the whole check without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from unicodedata import category, east_asian_width

GAP = "  "

# Punctuation that must not begin a line, and what must not end one (避头尾).
CLOSING = frozenset("，。、；：！？）》〉」』】〕”’％…,.;:!?)]}%")
OPENING = frozenset("（《〈「『【〔“‘([{")

STYLES = {"bold": "1", "dim": "2", "error": "31", "warning": "33", "info": "36"}


@dataclass(frozen=True, slots=True)
class Words:
    """Text of a cell, line breaks included, and how it looks."""

    text: str
    style: str = ""


def paint(text: str, style: str, colour: bool) -> str:
    """The text with the terminal's codes for a style, or as it is."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if colour and style and text else text


def width(text: str) -> int:
    """How many terminal columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_columns_of, text))


def wrap(text: str, room: int) -> list[str]:
    """Lines of at most ``room`` columns, broken where Chinese may be broken."""
    return [line for part in text.split("\n") for line in _fold(_printable(part), room)]


def lay_out(row: Sequence[Words], widths: Sequence[int], colour: bool) -> Iterator[str]:
    """The lines of one table row."""
    folded = [wrap(cell.text, room) for cell, room in zip(row, widths, strict=True)]
    for lines in zip_longest(*folded, fillvalue=""):
        cells = zip(lines, row, widths, strict=True)
        yield GAP.join(
            paint(line, cell.style, colour) + " " * (room - width(line))
            for line, cell, room in cells
        ).rstrip()


def listing(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table without a frame, every column as wide as its longest cell."""
    cells = [[Words(text) for text in row] for row in rows]
    widths = [max(map(_longest_line, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        yield from lay_out(row, widths, False)


def fit(rows: Iterable[Sequence[Words]], shares: Sequence[int], room: int) -> list[int]:
    """Column widths: none wider than it needs nor than its share; the first gets what is left.

    The first of ``shares`` is the column that can always use more room.
    """
    needs = [max(map(_longest_line, column), default=0) for column in zip(*rows, strict=True)]
    free = room - len(GAP) * (len(shares) - 1)
    widths = [
        max(2, min(need, free * share // sum(shares)))
        for need, share in zip(needs, shares, strict=True)
    ]
    widths[0] = max(2, min(needs[0], free - sum(widths[1:])))
    return widths


def _longest_line(cell: Words) -> int:
    return max(map(width, cell.text.split("\n")))


def _columns_of(character: str) -> int:
    if character < "\u0300":
        return 1
    if east_asian_width(character) in "WF":
        return 2
    return 0 if category(character) in ("Mn", "Me", "Cf") else 1


def _printable(text: str) -> str:
    """Control characters of a file are not for the terminal to obey."""
    if text.isprintable():
        return text
    return "".join(" " if category(c) in ("Cc", "Zl", "Zp") else c for c in text)


def _fold(text: str, room: int) -> Iterator[str]:
    while width(text) > room:
        end = _break_before(text, _fitting(text, room))
        yield text[:end].rstrip()
        text = text[end:].lstrip()
    yield text


def _fitting(text: str, room: int) -> int:
    """How many characters fit, at least one."""
    taken = 0
    for place, character in enumerate(text):
        taken += _columns_of(character)
        if taken > room:
            return max(place, 1)
    return len(text)


def _break_before(text: str, end: int) -> int:
    """The last place up to ``end`` where a line may break; ``end`` where there is none near."""
    for place in range(end, max(end // 2, 1), -1):
        if _may_break(text[place - 1], text[place]):
            return place
    return end


def _may_break(before: str, after: str) -> bool:
    if after in CLOSING or before in OPENING:
        return False
    return not (_in_word(before) and _in_word(after))


def _in_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in "._-/")
