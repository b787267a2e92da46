"""Text with a hard break at the end of every printed line (as copied out of a PDF), re-joined.

A file counts as wrapped when most of its lines fill the same width and stop in mid-sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

_PAGE_NUMBER = re.compile(
    r"[\s\u3000]*[—\-－–·]*[\s\u3000]*第?[\s\u3000]*[0-9０-９]{1,4}[\s\u3000]*页?[\s\u3000]*[—\-－–·]*[\s\u3000]*"
)
_ENDED = re.compile(r"[。！？!?；;：:]\s*$")
_NUMBERED = re.compile(
    r"[\s\u3000]*(?:第[一二三四五六七八九十0-9]{1,3}[章节条]|[一二三四五六七八九十]{1,3}、"
    r"|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9０-９]{1,2}[.．、]|[^，。；：:（）()]{2,8}[：:])"
)
_HANGING = re.compile(r"[0-9A-Za-z一-鿿]\s*$")
_SLACK = 6  # columns that a full line may lack: a sign that may not open a line is pushed down
_LEAST_LINES = 12
_LEAST_FULL = 6
_LEAST_INDENTS = 5


def unwrap(lines: list[str]) -> list[str]:
    """The lines with paragraphs put together again; the same list where nothing was wrapped."""
    width = _width_of(lines)
    if width is None:
        return lines
    out: list[str] = []
    open_line = ""
    indents = sum(_indented(line) for line in lines) >= _LEAST_INDENTS
    in_body = False  # behind the first indented line, where only an indent opens a paragraph
    for line in _without_furniture(lines):
        in_body = in_body or (indents and _indented(line))
        if not line.strip():
            open_line = ""
            out.append(line)
        elif open_line and not _begins(line, open_line, width, in_body):
            out[-1] += line.strip(" \t\u3000")
            open_line = line
        else:
            out.append(line.rstrip(" \t\u3000"))
            open_line = line
    return out


def _begins(line: str, before: str, width: int, in_body: bool) -> bool:
    """Whether a line opens a paragraph: indented, behind a short line, or an item behind a stop."""
    if _indented(line):
        return True
    if _columns(before) < width - _SLACK:
        if _columns(before) >= 0.8 * width and _HANGING.search(before):
            return _NUMBERED.match(line) is not None
        return not in_body or _ENDED.search(before) is not None
    return _NUMBERED.match(line) is not None and _ENDED.search(before) is not None


def _indented(line: str) -> bool:
    return line.startswith(("\u3000\u3000", "    ", "\t")) and bool(line.strip())


def _set_right(line: str) -> bool:
    """A signature or a title that blanks push to the right or to the middle."""
    return len(line) - len(line.lstrip(" \u3000")) >= 6


def _width_of(lines: list[str]) -> int | None:
    """The width in columns that the lines are wrapped at, or None."""
    widths = sorted(_columns(line) for line in lines if line.strip() and not _set_right(line))
    if len(widths) < _LEAST_LINES:
        return None
    width = widths[int(len(widths) * 0.9)]
    longer = sum(one > width + _SLACK for one in widths)
    if not 30 <= width <= 120 or longer > 0.02 * len(widths):
        return None
    full = [line for line in lines if _columns(line) >= width - _SLACK]
    broken = [line for line in full if not _ENDED.search(line)]
    wrapped = len(full) >= max(_LEAST_FULL, 0.15 * len(widths)) and len(broken) >= 0.6 * len(full)
    return width if wrapped else None


def _without_furniture(lines: list[str]) -> list[str]:
    """Without page numbers and the running heads next to them."""
    heads = Counter(_behind_numbers(lines))
    out: list[str] = []
    behind_number = False
    for line in lines:
        if _PAGE_NUMBER.fullmatch(line) and line.strip():
            while out and not out[-1].strip():
                out.pop()
            behind_number = True
        elif behind_number and (not line.strip() or heads[line.strip()] > 1):
            continue
        else:
            behind_number = False
            out.append(line)
    return out


def _behind_numbers(lines: list[str]) -> Iterator[str]:
    """The first line behind each page number; one that stands there often is a running head."""
    behind = False
    for line in lines:
        if _PAGE_NUMBER.fullmatch(line) and line.strip():
            behind = True
        elif behind and line.strip():
            behind = False
            if not re.search(r"[：:。；]", line):
                yield line.strip()


def _columns(line: str) -> int:
    """Printed width: two columns for a full-width character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line.rstrip())
