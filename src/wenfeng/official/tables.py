"""Tables in official documents (表格): as wide as the text, the header on every page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Literal

from wenfeng.official.paper import Paper
from wenfeng.official.writing import element, fill

# The width of the text, in twips.
_TEXT_WIDTH = 8845


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, how wide it is beside the others, and how its cells are set."""

    title: str
    share: int
    alignment: Literal["left", "center"] = "left"


def table(paper: Paper, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """A table; a line break in a cell begins a paragraph, no row is torn by the end of a page."""
    widths = _widths(columns)
    made = paper.add_table(0, 0, style="公文表格")
    made.autofit = False
    for width in widths:
        made._tbl.tblGrid.append(element("gridCol", w=width))
    titles = _row(
        (c.title, "HeaderCell", "center", w) for c, w in zip(columns, widths, strict=True)
    )
    titles.get_or_add_trPr().append(element("tblHeader"))
    made._tbl.append(titles)
    for row in rows:
        cells = zip(row, columns, widths, strict=True)
        made._tbl.append(_row((words, "Cell", c.alignment, w) for words, c, w in cells))


def _widths(columns: Sequence[Column]) -> list[int]:
    total = sum(column.share for column in columns)
    edges = [_TEXT_WIDTH * share // total for share in accumulate(c.share for c in columns)]
    return [right - left for left, right in zip([0, *edges], edges, strict=False)]


def _row(cells: Iterable[tuple[str, str, str, int]]) -> Any:
    row = element("tr")
    row.get_or_add_trPr().append(element("cantSplit"))
    for words, style, alignment, width in cells:
        cell = element("tc")
        settings = cell.get_or_add_tcPr()
        settings.append(element("tcW", w=width, type="dxa"))
        settings.append(element("vAlign", val="center"))
        for paragraph in _paragraphs(words, style, alignment):
            cell.append(paragraph)
        row.append(cell)
    return row


def _paragraphs(words: str, style: str, alignment: str) -> Iterator[Any]:
    for line in words.split("\n"):
        paragraph = element("p")
        settings = paragraph.get_or_add_pPr()
        settings.append(element("pStyle", val=style))
        if alignment == "center":
            settings.append(element("jc", val="center"))
        fill(paragraph, line)
        yield paragraph
