"""What stands below a heading: its children, its text (标题之下)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenfeng.domain import Document, Heading, Span

COLUMN, TITLE = "column", "title"
_LONGEST_NAME = 40
_BEYOND_ANY = 1 << 30


def name(heading: Heading) -> str:
    """The heading proper: an item often runs on into its text; 问题1 is a number and a word."""
    words = re.split(r"[。；：:\n]", heading.text, maxsplit=1)[0]
    return (f"{heading.number} {words}" if heading.style == "item" else words)[:_LONGEST_NAME]


def extent(headings: tuple[Heading, ...], i: int) -> tuple[Span, Span | None]:
    """From where to where a heading governs; a column all of its table. None: to the end."""
    own = headings[i]
    for later in headings[i + 1 :]:
        if later.style == COLUMN:
            continue
        if own.style == COLUMN or later.depth <= own.depth:
            return own.span, later.span
    return own.span, None


def text_between(document: Document, start: Span, end: Span | None) -> str:
    """The words from one place up to another."""
    return "\n".join(words for _, words in pieces(document, start, end))


def pieces(document: Document, start: Span, end: Span | None) -> Iterator[tuple[int, str]]:
    """The words from one place up to another, block by block, and where each begins."""
    last = end.block if end else len(document.blocks) - 1
    for index in range(start.block, last + 1):
        low = start.start if index == start.block else 0
        high = end.start if end and index == end.block else _BEYOND_ANY
        yield low, document.blocks[index].text[low:high]


def lists(headings: tuple[Heading, ...]) -> Iterator[list[Heading]]:
    """Every run of siblings in one style; another style in between begins a new one."""
    open_lists: dict[int, list[Heading]] = {}
    for heading in headings:
        if heading.style == COLUMN:
            continue
        for depth in [d for d in open_lists if d > heading.depth]:
            yield open_lists.pop(depth)
        run = open_lists.get(heading.depth)
        if run and run[-1].style == heading.style:
            run.append(heading)
            continue
        if run:
            yield run
        open_lists[heading.depth] = [heading]
    yield from open_lists.values()
