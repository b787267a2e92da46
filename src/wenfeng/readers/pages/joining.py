"""Lines become text again (续行): what stands between two lines of one paragraph, and in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from wenfeng.domain import Recognised
from wenfeng.readers.pages.lines import Line
from wenfeng.readers.pages.spacing import holds, is_latin, may_begin

MARK = re.compile(
    r"[\s\u3000]*(?:第[一二三四五六七八九十百0-9０-９]{1,4}[章节条款]"
    r"|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[（(【〔][一二三四五六七八九十0-9０-９]{1,3}[）)】〕]"
    r"|[0-9０-９]{1,3}(?:[、）)]|[.．](?![0-9０-９]))"
    r"|[①-⑳㈠-㈩⑴-⒛●■◆◇○□▲★※\uf000-\uf0ff·•]"
    r"|[一二三四五六七八九十]{1,2}[是要](?=[^一二三四五六七八九十]))"
)
# 2.3 is a number only where the line before has come to its end; else it may be 2.3公里.
SUBMARK = re.compile(r"[\s\u3000]*[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3}(?![0-9.．%％])")
CLOSED = re.compile(r"[。！？!?；;：:）)】〕》”][\s\u3000]*$")
STOPPED = re.compile(r"[。！？!?；;]['\"”’』」）)】》]*$")
_UNENDED = ("，", "、")
# 2020年9月 | 30日前: layout programs keep figure and sign together and leave a line short.
_DATE_BEGUN = re.compile(r"[0-9０-９][年月][\s\u3000]*$")
_DATE_GOES_ON = re.compile(r"[0-9０-９]{1,2}[月日]")
_SOFT_HYPHEN = "\u00ad"
# A line is short when this much more (in sizes of its type) than the next word would have fitted.
_SLACK = 0.9
_SLACK_IN_CELL = 0.6
_SLACK_STOPPED = 0.2


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a paragraph or a cell, and which of it OCR read."""

    text: str
    recognised: tuple[Recognised, ...] = ()


def words(paragraphs: Iterable[Sequence[Line]]) -> Words:
    """Each paragraph's lines joined, the paragraphs on lines of their own."""
    parts: list[str] = []
    recognised: list[Recognised] = []
    length = 0
    for lines in paragraphs:
        before: Line | None = None
        for line in lines:
            between = glue(before, line) if before else "\n" * bool(parts)
            if before and before.text.endswith(_SOFT_HYPHEN):
                parts[-1] = parts[-1][:-1]
                length -= 1
            start = length + len(between)
            length = start + len(line.text)
            parts += [between, line.text]
            if line.confidence < 1:
                recognised.append(Recognised(start, length, line.confidence))
            before = line
    return Words("".join(parts), tuple(recognised))


def glue(before: Line, after: Line) -> str:
    """What stands between two lines of one paragraph: a space between words, else nothing."""
    end, start = before.text[-1], after.text[0]
    if not (is_latin(end) or is_latin(start)) or min(end, start) >= "\u2e80":
        return ""
    if before.spaced:
        return " "
    return " " if end.isalpha() and start.isalpha() and is_latin(end) and is_latin(start) else ""


def fits(line: Line, head: float, room: float, slack: float = _SLACK) -> bool:
    """Whether the next line's first word would have fitted behind a line that is short by room."""
    if STOPPED.search(line.text):
        slack = _SLACK_STOPPED
    return room + line.stretch > head + slack * line.size


def cell_paragraphs(lines: Sequence[Line], width: float) -> list[list[Line]]:
    """The paragraphs of a cell whose text is ``width`` wide."""
    if not lines:
        return []
    out = [[lines[0]]]
    stacked = all(len(line.text) <= 2 for line in lines)
    for (before, after), head in zip(pairwise(lines), _heads(lines)[1:], strict=True):
        if not stacked and _begins(before, after, head, width):
            out.append([after])
        else:
            out[-1].append(after)
    return out


def _heads(lines: Sequence[Line]) -> list[float]:
    """The width of what may not be broken off each line, with what it holds on to in the next."""
    heads = [line.head for line in lines]
    for i in range(len(lines) - 2, -1, -1):
        whole = lines[i].head >= lines[i].width
        if whole and holds(lines[i].text[-1], lines[i + 1].text[0]):
            heads[i] += heads[i + 1]
    return heads


def may_part(before: str, after: str) -> bool:
    """Whether a paragraph may end and another begin between these words."""
    cut = _DATE_BEGUN.search(before) is not None and _DATE_GOES_ON.match(after) is not None
    return may_begin(after) and not before.endswith(_UNENDED) and not cut


def _begins(before: Line, after: Line, head: float, width: float) -> bool:
    if not may_part(before.text, after.text):
        return False
    if holds(before.text[-1], after.text[0]) and before.tail + head > width:
        return False  # a word too long for the column
    return (
        MARK.match(after.text) is not None
        or opens(before.text, after.text)
        or fits(before, head, width - before.width, _SLACK_IN_CELL)
    )


def opens(before: str, after: str) -> bool:
    """Whether a numbered item begins behind a line that has come to its end."""
    number = MARK.match(after) or SUBMARK.match(after)
    return number is not None and CLOSED.search(before) is not None
