"""Lines become paragraphs (段落): by indents, short lines, numbers and white space, over pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from wenfeng.readers.pages.joining import MARK, STOPPED, fits, may_part, opens
from wenfeng.readers.pages.lines import Line

# Shares of the character size.
_INDENT = 1.2
_SAME_EDGE = 0.6
_CENTRED = 2.5
_WHITE = 0.45
_OTHER_SIZE = 1.25
_FEW = 0.05
_LONGEST_BRACKET = 8  # lines
_FULL = 2.0
_SET_OFF = 4.0
_LABEL = re.compile(r"[^，。；：:、（）()\s]{2,8}[：:]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of body text: its page, how far it is indented, and what it leaves free behind it.

    ``apart`` is the white space above it, None at the head of a page.
    """

    page: int
    line: Line
    indent: float
    room: float
    apart: float | None = None

    @property
    def centred(self) -> bool:
        size = self.line.size
        return self.indent > _CENTRED * size and abs(self.indent - self.room) < size


@dataclass(frozen=True, slots=True)
class _Habits:
    """How a document sets its paragraphs: with an indent or not, and how far lines are apart."""

    indented: bool
    space: float


def paragraphs(lines: Sequence[Placed]) -> list[list[Placed]]:
    """The lines of a document between two tables, put together to paragraphs."""
    if not lines:
        return []
    habits = _Habits(_uses_indents(lines), _usual_space(lines))
    out = [[lines[0]]]
    for after in lines[1:]:
        if _begins(out[-1], after, habits):
            out.append([after])
        else:
            out[-1].append(after)
    return out


def _begins(paragraph: Sequence[Placed], after: Placed, habits: _Habits) -> bool:
    """Whether a line opens a paragraph behind the lines of one so far."""
    first, before = paragraph[0], paragraph[-1]
    if _is_apart(before, after, habits.space):
        return True
    if not may_part(before.line.text, after.line.text):
        return False
    if fits(before.line, after.line.head, before.room):
        return True
    if _hangs(first, before, after):
        return False
    if _stands_out(first, before, after):
        return True
    size = after.line.size
    if after.centred or (habits.indented and first.indent > _INDENT * size):
        return False
    return not _in_brackets(paragraph) and _opens(before.line.text, after.line.text)


def _is_apart(before: Placed, after: Placed, usual: float) -> bool:
    """Whether type of another size, or more white space than usual, sets two lines apart."""
    smaller, larger = sorted((before.line.size, after.line.size))
    spaced = after.apart is not None and after.apart > usual + _WHITE * larger
    return spaced or larger > _OTHER_SIZE * smaller


def _stands_out(first: Placed, before: Placed, after: Placed) -> bool:
    """Whether a line is centred or indented behind a full one, or comes after one set far in."""
    size = after.line.size
    if after.centred and abs(after.indent - before.indent) > _SAME_EDGE * size:
        return MARK.match(after.line.text) is not None or not (_fills(first) and _fills(before))
    return after.indent > _INDENT * size or first.indent > _SET_OFF * size > after.indent


def _in_brackets(paragraph: Sequence[Placed]) -> bool:
    """Whether the text so far has opened a bracket that it has not closed."""
    text = "".join(one.line.text for one in paragraph[-_LONGEST_BRACKET:])
    return max(text.rfind("（"), text.rfind("(")) > max(text.rfind("）"), text.rfind(")"))


def _fills(line: Placed) -> bool:
    """A wrapped line of centred text: as wide as the page, and not at the end of a sentence."""
    size = line.line.size
    full = line.indent + line.room < _FULL * size and abs(line.indent - line.room) < size
    return full and not STOPPED.search(line.line.text)


def _hangs(first: Placed, before: Placed, after: Placed) -> bool:
    """A hanging indent: numbered text goes on under its first word, not under its number."""
    if MARK.match(after.line.text) or not MARK.match(first.line.text):
        return False
    if after.indent <= _INDENT * after.line.size:
        return False
    if first is before:
        return after.indent > first.indent and not STOPPED.search(before.line.text)
    return abs(after.indent - before.indent) < _SAME_EDGE * after.line.size


def _opens(before: str, after: str) -> bool:
    """Where indents do not tell: a number or a label behind a full stop."""
    if STOPPED.search(before) and _LABEL.match(after):
        return True
    return opens(before, after)


def _uses_indents(lines: Sequence[Placed]) -> bool:
    """Whether paragraphs open with an indent (首行缩进) in this document."""
    wraps = sum(
        before.indent > _INDENT * before.line.size
        and not before.centred
        and after.indent < _SAME_EDGE * after.line.size
        and not fits(before.line, after.line.head, before.room)
        for before, after in pairwise(lines)
    )
    return wraps >= max(1, _FEW * len(lines))


def _usual_space(lines: Iterable[Placed]) -> float:
    spaces = [one.apart for one in lines if one.apart is not None and one.apart < 4 * one.line.size]
    return median(spaces) if spaces else 0.0
