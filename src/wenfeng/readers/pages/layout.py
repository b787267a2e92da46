"""Pages of placed characters become paragraphs and tables (版面分析): for PDF, OFD and OCR alike.

Each page is reduced to rows of lines and table pieces; then, with all pages in view, furniture is
taken out, pieces of a table are joined, and lines are put together to paragraphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from wenfeng.domain import Block, Cell, Unread
from wenfeng.readers.layout import Content
from wenfeng.readers.pages import Page
from wenfeng.readers.pages.continued import Whole, whole
from wenfeng.readers.pages.footnotes import take_notes
from wenfeng.readers.pages.furniture import Rows, without_furniture
from wenfeng.readers.pages.grids import find_grids, strokes
from wenfeng.readers.pages.joining import cell_paragraphs, words
from wenfeng.readers.pages.lines import Line, Row, merged, rows_of
from wenfeng.readers.pages.margins import Margins, margins
from wenfeng.readers.pages.open_tables import tables_between_rules, tables_by_white_space
from wenfeng.readers.pages.paragraphs import Placed, paragraphs
from wenfeng.readers.pages.strips import strips
from wenfeng.readers.pages.tables import Piece, ruled_tables

_SNIPPET = 30


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page reduced to rows outside tables, and tables."""

    number: int
    width: float
    height: float
    rows: tuple[Row, ...]
    tables: tuple[Piece, ...]
    notes: tuple[tuple[Line, ...], ...] = ()


def lay_out(pages: Iterable[Page]) -> Content:
    """The paragraphs and tables of the pages in reading order, and what was left out of them.

    Pages are used up one by one, so a reader may make each when it is asked for.
    """
    sheets: list[_Sheet] = []
    unread: list[Unread] = []
    for page in pages:
        sheets.append(_sheet(page))
        unread.extend(page.unread)
    notes = [(sheet.number, sheet.notes) for sheet in sheets]
    sheets, furniture = _cleared(sheets)
    if furniture:
        unread.append(Unread("页眉页脚", f"各页（{furniture[:_SNIPPET]}）"))
    return (*_blocks(_items(sheets)), *_footnotes(notes)), tuple(unread)


def _sheet(page: Page) -> _Sheet:
    flat, upright = strokes(page.rules)
    found = take_notes(page.chars, flat, upright, (page.width, page.height))
    tables, rest = ruled_tables(find_grids(flat, upright), found.rest, page.number)
    free = [
        s for s in flat if not any(table.top - 1 <= s.at <= table.bottom + 1 for table in tables)
    ]
    more, rows = tables_between_rules(rows_of(rest), free, page.number)
    return _Sheet(page.number, page.width, page.height, rows, (*tables, *more), found.notes)


def _cleared(sheets: Sequence[_Sheet]) -> tuple[list[_Sheet], str]:
    seen = [
        Rows(
            sheet.height,
            sheet.rows,
            min((table.top for table in sheet.tables), default=sheet.height),
            max((table.bottom for table in sheet.tables), default=0.0),
        )
        for sheet in sheets
    ]
    kept, furniture = without_furniture(seen)
    cleared = [_with_open_tables(*pair) for pair in zip(sheets, kept, strict=True)]
    return [part for sheet in cleared for part in _parts(sheet)], furniture


def _with_open_tables(sheet: _Sheet, rows: tuple[Row, ...]) -> _Sheet:
    found, rest = tables_by_white_space(rows, sheet.number)
    return replace(sheet, rows=rest, tables=(*sheet.tables, *found))


def _parts(sheet: _Sheet) -> list[_Sheet]:
    """The page as strips that have margins of their own; tables follow the strip above them."""
    parts = strips(sheet.rows, sheet.width)
    if len(parts) < 2:
        return [sheet]
    tables: list[list[Piece]] = [[] for _ in parts]
    for table in sheet.tables:
        above = [i for i, part in enumerate(parts) if part.rows[0][0].top < table.top]
        tables[max(above, default=0)].append(table)
    return [
        replace(sheet, rows=part.rows, width=part.width, tables=tuple(below))
        for part, below in zip(parts, tables, strict=True)
    ]


@dataclass(slots=True)
class _Flow:
    """Stretches of text and whole tables, gathered in reading order."""

    items: list[list[Placed] | Whole] = field(default_factory=list)

    def text(self, placed: Placed) -> None:
        if not self.items or isinstance(self.items[-1], Whole):
            self.items.append([])
        last = self.items[-1]
        if not isinstance(last, Whole):
            last.append(placed)

    def table(self, piece: Piece) -> None:
        """Add a table, or what goes on of the one at the end of the page before."""
        last = self.items[-1] if self.items else None
        if isinstance(last, Whole) and last.page == piece.page - 1 and last.goes_on(piece):
            last.add(piece)
        else:
            self.items.append(whole(piece))


def _items(sheets: Sequence[_Sheet]) -> list[list[Placed] | Whole]:
    areas = margins([(s.width, [merged(row) for row in s.rows]) for s in sheets])
    flow = _Flow()
    for sheet, area in zip(sheets, areas, strict=True):
        above: Line | None = None
        for item in _in_order(sheet):
            if isinstance(item, Piece):
                flow.table(item)
                above = None
            else:
                flow.text(_placed(item, sheet.number, area, above))
                above = item
    return flow.items


def _in_order(sheet: _Sheet) -> list[Line | Piece]:
    items: list[Line | Piece] = [merged(row) for row in sheet.rows]
    return sorted([*items, *sheet.tables], key=lambda item: item.top)


def _placed(line: Line, page: int, area: Margins, above: Line | None) -> Placed:
    apart = None if above is None else line.top - above.bottom
    return Placed(page, line, line.left - area.left, area.right - line.right, apart)


def _blocks(items: Iterable[list[Placed] | Whole]) -> Iterator[Block]:
    counts: Counter[int] = Counter()
    tables = 0
    for item in items:
        if isinstance(item, Whole):
            tables += 1
            yield from _cells(item, tables)
            continue
        for paragraph in paragraphs(item):
            page = paragraph[0].page
            counts[page] += 1
            said = words([[one.line for one in paragraph]])
            where = f"第{page}页第{counts[page]}段"
            yield Block("paragraph", said.text, where, recognised=said.recognised)


def _footnotes(pages: Iterable[tuple[int, tuple[tuple[Line, ...], ...]]]) -> Iterator[Block]:
    for page, notes in pages:
        for number, lines in enumerate(notes, start=1):
            said = words([lines])
            place = f"第{page}页脚注{number}"
            yield Block("footnote", said.text, place, recognised=said.recognised)


def _cells(table: Whole, number: int) -> Iterator[Block]:
    widths = table.widths()
    for one in sorted(table.fields, key=lambda one: (one.row, one.column)):
        said = words(cell_paragraphs(one.lines, widths[one.column, one.columns]))
        where = f"第{one.page}页表{number}第{one.row + 1}行第{one.column + 1}列"
        place = Cell(number, one.row + 1, one.column + 1, one.rows, one.columns)
        yield Block("cell", said.text, where, cell=place, recognised=said.recognised)
