"""The headings of a document (标题): its outline, flat and in order, for those who judge it."""

from __future__ import annotations

from collections.abc import Iterator

from wenfeng.domain import Block, Heading, Span
from wenfeng.extract.lines import TableCells
from wenfeng.extract.outline import Node
from wenfeng.extract.parts import Part

_LONGEST = 20  # characters in the head of a column; more is already content


def headings(part: Part, root: Node) -> tuple[Heading, ...]:
    """The title of a part, then every item of its outline and every column of its tables."""
    title = Heading(part.name, "title", 0, part.name, part.title, 0, part.place)
    return (title, *_below(part.name, root, 1))


def _below(part: str, node: Node, depth: int) -> Iterator[Heading]:
    for table in node.tables:
        for index, block in _heads(table):
            span = Span(index, 0, len(block.text))
            yield Heading(part, "column", 0, "", _one_line(block.text), depth, span)
    for child in node.children:
        yield _heading(part, child, depth)
        yield from _below(part, child, depth + 1)


def _heading(part: str, node: Node, depth: int) -> Heading:
    line = node.line
    assert line is not None  # only the root has none
    text = line.text[line.body_start :] if node.style in ("label", "record") else node.text
    mark = line.mark
    return Heading(
        part,
        node.style,
        node.value,
        node.number,
        text.strip(),
        depth,
        line.span(0, len(line.text)),
        automatic=mark is not None and mark.automatic,
    )


def _heads(table: TableCells) -> list[tuple[int, Block]]:
    """The first row; the first column where the table is a form of labels and values."""
    placed = [(i, b, b.cell) for i, b in table.cells if b.cell]
    if not placed:
        return []
    top = min(cell.row for _, _, cell in placed)
    form = max(cell.column for _, _, cell in placed) == 2
    found = [
        (i, b)
        for i, b, cell in placed
        if b.text.strip() and (cell.row == top or (form and cell.column == 1))
    ]
    return [(i, b) for i, b in found if len(_one_line(b.text)) <= _LONGEST]


def _one_line(text: str) -> str:
    return "".join(text.split())
