"""The opinions that a plan must answer, read out of a list of any form (反馈意见逐条读出)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from wenfeng.domain import Block, Document, Feedback
from wenfeng.feedback import grids, prose, roles


def items(document: Document) -> tuple[Feedback, ...]:
    """Every opinion of a feedback list, in its order."""
    told = [b for b in document.blocks if b.kind != "footnote" and b.style != "sheet name"]
    found = [item for group in _stretches(told) for item in group]
    return tuple(
        Feedback(text, document.name, item.where, item.kind)
        for item in found
        if roles.says_something(text := roles.bare(item.text))
    )


def _stretches(blocks: list[Block]) -> Iterator[tuple[prose.Item, ...]]:
    """Running text and tables in turn; the words before a table may be the heading over it."""
    heading = ""
    for table, group in groupby(blocks, key=_table):
        members = list(group)
        columns = {block.cell.column for block in members if block.cell}
        if table and len(columns) > 1:
            yield grids.read(members, heading)
            continue
        lines = list(prose.lines(members))
        yield prose.read(lines)
        heading = _heading(lines)


def _table(block: Block) -> int:
    return block.cell.table if block.cell else 0


def _heading(lines: list[prose.Line]) -> str:
    """The last line before a table, where it is a heading and not the title of the whole."""
    if len(lines) < 2 or not (roles.is_heading(lines[-1].text) or lines[-1].style):
        return ""
    return "" if roles.ended(lines[-1].text) else roles.title(lines[-1].text)
