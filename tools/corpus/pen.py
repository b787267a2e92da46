"""Marking what a stretch of text is while it is being composed.

``Pen.mark`` wraps a text in two private-use characters; texts may then be joined, nested and
moved freely, and ``resolve`` turns them into offsets once the whole stands.
"""

from __future__ import annotations

from dataclasses import dataclass

FIRST = 0xF0000
LAST = 0xFFFFD


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text: what it is (OWNER_LEAD, MEASURE …) and a note on it."""

    start: int
    end: int
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text and its spans, by the number of their mark; a mark that was not used is absent."""

    text: str
    spans: dict[int, Span]


class Pen:
    """Hands out the marks of one plan."""

    def __init__(self) -> None:
        self._marks: list[tuple[str, str]] = []

    def mark(self, label: str, text: str, note: str = "") -> str:
        code = FIRST + 2 * len(self._marks)
        self._marks.append((label, note))
        return f"{chr(code)}{text}{chr(code + 1)}"

    def resolve(self, text: str) -> Sheet:
        """The text without marks, and where they stood."""
        out: list[str] = []
        starts: dict[int, int] = {}
        spans: dict[int, Span] = {}
        for sign in text:
            code = ord(sign) - FIRST
            if not 0 <= code <= LAST - FIRST:
                out.append(sign)
            elif code % 2 == 0:
                starts[code // 2] = len(out)
            else:
                number = code // 2
                spans[number] = Span(starts[number], len(out), *self._marks[number])
        return Sheet("".join(out), spans)


def number_of(marked: str) -> int:
    """The number of the mark that a marked text begins with."""
    return (ord(marked[0]) - FIRST) // 2


def is_mark(sign: str) -> bool:
    return FIRST <= ord(sign) <= LAST


def plain(text: str) -> str:
    """The text without marks."""
    return "".join(sign for sign in text if not is_mark(sign))
