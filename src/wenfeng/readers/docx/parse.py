"""Parses a part of a Word file into lines and tables, in document order.

Automatic numbers count in this order; the order of reading, in which nested tables and text
boxes follow what holds them, is made afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from wenfeng.domain import Look
from wenfeng.errors import InputError
from wenfeng.readers.docx.flow import Flow
from wenfeng.readers.docx.looks import Looks
from wenfeng.readers.docx.styles import Styles, list_place, outline_level
from wenfeng.readers.docx.table import Slot, place_cells
from wenfeng.readers.docx.text import Gathered, Piece
from wenfeng.readers.numbering import Counters
from wenfeng.readers.telling import Foreign, Item, Line, Mark, Table, TableCell, held
from wenfeng.readers.wordml import UNFILLED, attribute, both, members, switched_on, unwrapped

PARAGRAPHS = both("p")
_TABLES = both("tbl")
_MARKS = both("commentRangeStart", "commentRangeEnd")
_CELLS = both("tc")
_FOREIGN = dict.fromkeys(both("altChunk"), "插入的外部文档") | dict.fromkeys(both("sdt"), UNFILLED)
# A document of 2,000 pages has about a third of this.
_MOST_PLACES = 300_000
SECTION = "section"


@dataclass(slots=True)
class Parser:
    """What parsing one document needs; ``places`` are element indexes for the anchors.

    ``origins``, for a writer that asks, are the pieces of each line and cell by its anchor.
    """

    styles: Styles
    counters: Counters
    places: dict[etree._Element, str] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    origins: dict[str, list[Piece]] | None = None
    looks: Looks | None = None
    flow: Flow | None = None
    _depth: int = 0

    def items(self, parent: etree._Element) -> Iterator[Item]:
        """The lines and tables among the children of a body, cell, text box or note."""
        carried: Gathered | None = None
        last: etree._Element | None = None
        marks: list[etree._Element] = []
        for child in unwrapped(parent):
            name = child.tag
            if name in PARAGRAPHS:
                gathered = carried or Gathered(self.styles)
                while marks:
                    gathered.mark(marks.pop(0))
                gathered.paragraph(child)
                carried, last = gathered, child
                if not _mark_deleted(gathered.properties):
                    yield self._line(gathered, child)
                    carried = None
            elif name in _TABLES or name in _FOREIGN:
                yield from self._rest(carried, last)
                carried = None
                what = _FOREIGN.get(name)
                yield Foreign(what) if what else self._table(child)
            elif name in _MARKS:
                marks.append(child)
        yield from self._rest(carried, last)

    def mark_places(self, root: etree._Element, prefix: str) -> None:
        """Number the paragraphs and the cells of a part for the anchors."""
        for tags, letters in ((PARAGRAPHS, "p"), (_CELLS, "tc")):
            for index, element in enumerate(root.iter(*tags)):
                self.places[element] = f"{prefix}{letters}:{index}"
                if len(self.places) > _MOST_PLACES:
                    raise InputError(
                        f"文件太大：段落和单元格超过 {_MOST_PLACES} 个", "请拆成几个文件再读。"
                    )

    def _rest(self, carried: Gathered | None, last: etree._Element | None) -> Iterator[Line]:
        """What is left where a deleted paragraph mark has no paragraph to run into."""
        if carried is not None and last is not None and (carried.text.strip() or carried.boxes):
            yield self._line(carried, last)

    def _line(self, gathered: Gathered, element: etree._Element) -> Line:
        properties = gathered.properties
        style_id = attribute(properties.get("pStyle"))
        style = self.styles.get(style_id)
        number, depth = list_place(properties.get("numPr"))
        text = gathered.text
        unseen = not text.strip() and _mark_hidden(properties)
        label = "" if unseen else self.counters.label(number, depth, style_id)
        level = outline_level(properties.get("outlineLvl"))
        self.notes.extend(gathered.notes)
        if self.origins is not None:
            self.origins[self.places[element]] = gathered.origin()
        look, ends = self._look(gathered, text)
        return Line(
            text=text,
            label=label,
            level=style.level if level is None else level,
            style=style.name,
            anchor=self.places[element],
            boxes=tuple([tuple(self.items(box)) for box in gathered.boxes]),
            found=gathered.found,
            marks=(*gathered.marks, *ends),
            look=look,
        )

    def _look(self, gathered: Gathered, text: str) -> tuple[Look | None, tuple[Mark, ...]]:
        """The look of a paragraph outside of tables, and the end of a section behind it."""
        if self.looks is None or self.flow is None or self._depth:
            return None, ()
        ended = self.flow.ended
        seen = bool(text.strip())
        page = self.flow.new_page(gathered, seen, self.looks.breaks_page(gathered.properties))
        look = self.looks.look(gathered, page) if seen else None
        ends = (Mark(SECTION, str(ended), len(text)),) if self.flow.ended > ended else ()
        return look, ends

    def _table(self, element: etree._Element) -> Table:
        self._depth += 1
        table = Table(tuple(self._cell(slot) for slot in place_cells(element)))
        self._depth -= 1
        if self.flow is not None and not self._depth:
            self.flow.after_table()
        return table

    def _cell(self, slot: Slot) -> TableCell:
        items = tuple(self.items(slot.element))
        if self.origins is not None:
            lines = [item for item in items if isinstance(item, Line)]
            self.origins[self.places[slot.element]] = joined(lines, self.origins)
        cell = held(items, slot.covered)
        return TableCell(
            row=slot.row,
            column=slot.column,
            rows=slot.rows,
            columns=slot.columns,
            text=cell.text,
            anchor=self.places[slot.element],
            inside=cell.inside,
            boxes=cell.boxes,
            found=cell.found,
            marks=cell.marks,
        )


def joined(lines: Iterable[Line], origins: Mapping[str, list[Piece]]) -> list[Piece]:
    """The pieces of a cell, as ``held`` joins its lines."""
    pieces: list[Piece] = []
    for line in lines:
        if (line.label + line.text).strip():
            lead = "\n" + line.label if pieces else line.label
            pieces += [Piece(lead, None), *origins[line.anchor]]
    return pieces


def _mark_deleted(properties: Mapping[str, etree._Element]) -> bool:
    mark = members(properties.get("rPr"))
    return "del" in mark or "moveFrom" in mark


def _mark_hidden(properties: Mapping[str, etree._Element]) -> bool:
    vanish = members(properties.get("rPr")).get("vanish")
    return vanish is not None and switched_on(vanish)
