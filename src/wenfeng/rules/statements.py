"""What an entry says will be done (措施的句子): its measures, and what stands beside them.

A table may name the task in one column and say in another what is asked or to be reached
(具体要求、整改目标); a measure that is vague by itself is told by those.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from wenfeng.domain import Document, Entry
from wenfeng.learned.signs import signs

_SENTENCE = re.compile(r"[。；;！\n]+")
_TITLE = re.compile("[^，,。；;：:]{2,20}")
_TELLING = re.compile("要求|目标|标准|成果|指标")
_HEADER_ROWS = 3
_LONGEST_HEADER = 12

Headers = dict[tuple[int, int], str]


def headers(document: Document) -> Headers:
    """The short words at the head of each column of each table."""
    found: Headers = defaultdict(str)
    for block in document.blocks:
        cell = block.cell
        if cell and cell.row <= _HEADER_ROWS and len(block.text) <= _LONGEST_HEADER:
            found[cell.table, cell.column] += block.text
    return found


def statements(entry: Entry, document: Document, columns: Headers) -> tuple[str, ...]:
    """A sentence each, the heading first; nothing where there is no measure."""
    if not entry.measures:
        return ()
    measures = (measure.text for measure in entry.measures)
    texts = [entry.heading, *measures, *_beside(entry, document, columns)]
    return tuple(part.strip() for text in texts for part in _SENTENCE.split(text) if part.strip())


def is_title(heading: str) -> bool:
    """Whether a heading only names its item (整治公款吃喝) and says nothing that will be done."""
    return bool(_TITLE.fullmatch(heading)) and "hard-0" in signs(heading)


def _beside(entry: Entry, document: Document, columns: Headers) -> Iterator[str]:
    """The cells of the row that say what is asked for or to be reached."""
    own = document.blocks[entry.measures[0].span.block].cell
    if own is None:
        return
    read = {value.span.block for value in entry.values()}
    for index in _row(document, entry.measures[0].span.block):
        cell = document.blocks[index].cell
        if (
            cell
            and index not in read
            and _TELLING.search(columns.get((cell.table, cell.column), ""))
        ):
            yield document.blocks[index].text


def _row(document: Document, index: int) -> Iterator[int]:
    """The cells around one that are of its row; they follow each other."""
    blocks = document.blocks
    own = blocks[index].cell
    for step in (-1, 1):
        at = index + step
        while own and 0 <= at < len(blocks) and (cell := blocks[at].cell):
            if (cell.table, cell.row) != (own.table, own.row):
                break
            yield at
            at += step
