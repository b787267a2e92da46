"""The words around an entry in which what belongs to it would be looked for.

In a table that is its row, each cell behind the name of its column. In running text it is what
stands from the entry's own first word to the next entry, the next numbered line, a table or the
signature, whichever comes first; an entry that opens its paragraph has it from the beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wenfeng.domain import Block, Document, Entry, Reading, Span

NUMBERED = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]+[、.．）)]|[（(]?\d{1,3}[、.．）)]|[①-⑳]|附件|"
    r"第[一二三四五六七八九十\d]+[章节条部项])"
)

Place = tuple[int, int]
"""A block and an offset in it."""


def surroundings(document: Document, reading: Reading) -> list[str]:
    """A text for each entry, in their order."""
    spans = [tuple(_own(entry)) for entry in reading.entries]
    starts = sorted({_first(own) for own in spans})
    opening = {block: at for block, at in reversed(starts)}
    found = []
    for own in spans:
        block, at = _first(own)
        if document.blocks[block].cell:
            found.append(_row(document, block))
        else:
            start = (block, 0 if opening[block] == at else at)
            found.append(_stretch(document, start, _end(document, reading, own, starts)))
    return found


def _own(entry: Entry) -> Iterator[Span]:
    """Where the entry's task is written, and what else its paragraph states for it alone."""
    texts = entry.measures or ((entry.problem,) if entry.problem else ())
    tasks = [text.span for text in texts] or [entry.span]
    yield from tasks
    for value in (*entry.owners, entry.deadline):
        if value and value.scope == "own" and value.span.block == tasks[0].block:
            yield value.span


def _first(spans: Sequence[Span]) -> Place:
    return min((span.block, span.start) for span in spans)


def _row(document: Document, place: int) -> str:
    """The cells beside the one at that place and those merged over it, each behind its column."""
    here = document.blocks[place].cell
    assert here is not None
    table = [(b.cell, b.text) for b in document.blocks if b.cell and b.cell.table == here.table]
    names: dict[int, str] = {}
    for cell, text in table:
        if cell.columns == 1 and text.strip() and cell.row < here.row:
            names.setdefault(cell.column, text)
    beside = (
        (names.get(cell.column, ""), text)
        for cell, text in table
        if cell.row < here.row + here.rows and here.row < cell.row + cell.rows
    )
    return "\n".join(f"{name}：{text}" if name else text for name, text in beside)


def _end(
    document: Document, reading: Reading, own: Sequence[Span], starts: Sequence[Place]
) -> Place:
    """Where the stretch of an entry ends that has these words of its own."""
    last = max(span.block for span in own)
    after = range(last + 1, len(document.blocks))
    stops = ((n, 0) for n in after if _closes(document.blocks[n], reading.header.issuers))
    following = (start for start in starts if start > _first(own))
    whole = (len(document.blocks), 0)
    return min(next(stops, whole), next(following, whole))


def _closes(block: Block, issuers: Sequence[str]) -> bool:
    numbered = block.label or block.level or NUMBERED.match(block.text)
    return bool(block.kind != "paragraph" or numbered or block.text.strip() in issuers)


def _stretch(document: Document, start: Place, end: Place) -> str:
    texts = [block.text for block in document.blocks[start[0] : end[0]]]
    if end[1]:
        texts.append(document.blocks[end[0]].text[: end[1]])
    texts[0] = texts[0][start[1] :]
    return "\n".join(texts)
