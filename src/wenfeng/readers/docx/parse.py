"""Parses a part of a Word file into lines and tables, in document order.

Automatic numbers count in this order; the order of reading, in which nested tables and text
boxes follow what holds them, is made afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from wenfeng.errors import InputError
from wenfeng.readers.docx.styles import Styles, list_place, outline_level
from wenfeng.readers.docx.table import Slot, place_cells
from wenfeng.readers.docx.text import Gathered
from wenfeng.readers.numbering import Counters
from wenfeng.readers.telling import Foreign, Item, Line, Table, TableCell, held
from wenfeng.readers.wordml import UNFILLED, attribute, both, members, switched_on, unwrapped

PARAGRAPHS = both("p")
_TABLES = both("tbl")
_CELLS = both("tc")
_FOREIGN = dict.fromkeys(both("altChunk"), "插入的外部文档") | dict.fromkeys(both("sdt"), UNFILLED)
# A document of 2,000 pages has about a third of this.
_MOST_PLACES = 300_000


@dataclass(slots=True)
class Parser:
    """What parsing one document needs; ``places`` are element indexes for the anchors."""

    styles: Styles
    counters: Counters
    places: dict[etree._Element, str] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def items(self, parent: etree._Element) -> Iterator[Item]:
        """The lines and tables among the children of a body, cell, text box or note."""
        carried: Gathered | None = None
        last: etree._Element | None = None
        for child in unwrapped(parent):
            name = child.tag
            if name in PARAGRAPHS:
                gathered = carried or Gathered(self.styles)
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
        return Line(
            text=text,
            label=label,
            level=style.level if level is None else level,
            style=style.name,
            anchor=self.places[element],
            boxes=tuple([tuple(self.items(box)) for box in gathered.boxes]),
            found=gathered.found,
        )

    def _table(self, element: etree._Element) -> Table:
        return Table(tuple(self._cell(slot) for slot in place_cells(element)))

    def _cell(self, slot: Slot) -> TableCell:
        cell = held(self.items(slot.element), slot.covered)
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
        )


def _mark_deleted(properties: Mapping[str, etree._Element]) -> bool:
    mark = members(properties.get("rPr"))
    return "del" in mark or "moveFrom" in mark


def _mark_hidden(properties: Mapping[str, etree._Element]) -> bool:
    vanish = members(properties.get("rPr")).get("vanish")
    return vanish is not None and switched_on(vanish)
