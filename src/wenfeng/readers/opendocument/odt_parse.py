"""Parses the body of an OpenDocument text into lines and tables, in document order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from wenfeng.readers.opendocument.lists import Lists, Place
from wenfeng.readers.opendocument.odt_table import Slot, place_cells
from wenfeng.readers.opendocument.package import Budget, OpenDocument, attribute, count, name, names
from wenfeng.readers.opendocument.styles import MAX_LEVELS, Styles
from wenfeng.readers.opendocument.text import SHAPES, Gathered
from wenfeng.readers.telling import HIDDEN, Item, Line, Table, TableCell, held

_MAX_START = 1_000_000
_HEADING = name("text:h")
_PARAGRAPHS = names("text:p", "text:h")
_LIST = name("text:list")
_LIST_ITEMS = names("text:list-item", "text:list-header")
_NUMBERED = name("text:numbered-paragraph")
_NUMBER = name("text:number")
_TABLE = name("table:table")
_SECTION = name("text:section")
# What only stands around paragraphs: an index (目录) as last made, with its title.
_AROUND = names(
    "text:index-body",
    "text:index-title",
    "text:table-of-content",
    "text:illustration-index",
    "text:table-index",
    "text:object-index",
    "text:user-index",
    "text:alphabetical-index",
    "text:bibliography",
)


@dataclass(slots=True)
class Parser:
    """What parsing one document needs; ``notes`` are those met so far, in order."""

    source: OpenDocument
    styles: Styles
    lists: Lists
    budget: Budget
    notes: list[etree._Element] = field(default_factory=list)

    def items(self, parent: etree._Element) -> Iterator[Item]:
        """The lines and tables among the children of a body, cell, text box or note."""
        for child in parent:
            yield from self._item(child, None)

    def _item(self, child: etree._Element, place: Place | None) -> Iterator[Item]:
        tag = child.tag
        if tag in _PARAGRAPHS:
            yield self._line(child, place)
        elif tag == _LIST:
            yield from self._list(child, place)
        elif tag == _TABLE:
            yield self._table(child)
        elif tag == _SECTION and _is_hidden(child):
            yield _line(found={HIDDEN: len("".join(map(str, child.itertext())).strip())})
        elif tag == _SECTION or tag in _AROUND:
            yield from self.items(child)
        elif tag == _NUMBERED:
            yield from self._numbered(child)
        elif tag in SHAPES:
            gathered = Gathered(self.styles, self.source.objects)
            gathered.drawing(child)
            yield self._gathered(gathered)

    def _list(self, element: etree._Element, outside: Place | None) -> Iterator[Item]:
        style = attribute(element, "text:style-name")
        if outside is None:
            style = style or self._paragraph_list(element)
            place = Place(self.lists.begin(element, style), style, 1)
        else:
            depth = min(outside.depth + 1, MAX_LEVELS)
            place = Place(outside.key, style or outside.style, depth)
        for item in element.iterchildren(*_LIST_ITEMS):
            header = item.tag != name("text:list-item")
            start = count(item, "text:start-value", 0, _MAX_START, -1)
            first = replace(
                place,
                start=None if start < 0 else start,
                numbered=not header,
                written=_written(item),
            )
            yield from self._list_item(item, first)

    def _list_item(self, item: etree._Element, place: Place) -> Iterator[Item]:
        """Only the first paragraph of an item has its number; an item may hold only a list."""
        for child in item:
            yield from self._item(child, place)
            if child.tag in _PARAGRAPHS:
                place = replace(place, start=None, numbered=False)

    def _paragraph_list(self, element: etree._Element) -> str:
        """The list style that the first paragraph's style names, for a list that names none."""
        first = next(element.iter(*_PARAGRAPHS), None)
        if first is None:
            return ""
        style = attribute(first, "text:style-name")
        return self.styles.get("paragraph", style).list_style or ""

    def _numbered(self, element: etree._Element) -> Iterator[Item]:
        first = next(element.iterchildren(*_PARAGRAPHS), None)
        if first is None:
            return
        style = attribute(element, "text:style-name") or self._paragraph_list(element)
        start = count(element, "text:start-value", 0, _MAX_START, -1)
        place = Place(
            self.lists.named(attribute(element, "text:list-id"), style),
            style,
            count(element, "text:level", 1, MAX_LEVELS),
            None if start < 0 else start,
            written=_written(element),
        )
        yield self._line(first, place)

    def _line(self, element: etree._Element, place: Place | None) -> Line:
        gathered = Gathered(self.styles, self.source.objects)
        gathered.paragraph(element)
        line = self._gathered(gathered)
        heading = element.tag == _HEADING
        level = count(element, "text:outline-level", 1, MAX_LEVELS) if heading else 0
        unseen = gathered.hiding and not line.text.strip()
        style = self.styles.get("paragraph", attribute(element, "text:style-name"))
        return replace(
            line,
            label="" if unseen else self._label(element, place, level, gathered.number),
            level=min(level, 9),
            style=style.shown,
        )

    def _label(self, element: etree._Element, place: Place | None, level: int, written: str) -> str:
        if attribute(element, "text:is-list-header") == "true":
            return ""
        if place is not None:
            place = replace(place, written=place.written or written)
            return self.lists.label(place) if place.numbered else ""
        style = self.styles.get("paragraph", attribute(element, "text:style-name"))
        # Another list style, or an empty name, takes a heading out of the numbers of headings.
        named = style.list_style
        if not level or (named is not None and not self.lists.is_outline(named)):
            return ""
        start = count(element, "text:start-value", 0, _MAX_START, -1)
        restart = attribute(element, "text:restart-numbering") == "true"
        return self.lists.outline(level, None if start < 0 else start, restart) or written

    def _gathered(self, gathered: Gathered) -> Line:
        text = gathered.text
        self.budget.text(len(text))
        self.notes.extend(gathered.notes)
        boxes = (tuple(self.items(box)) for box in gathered.boxes)
        return _line(text, tuple(box for box in boxes if box), gathered.found)

    def _table(self, element: etree._Element) -> Table:
        slots = place_cells(element, self.styles, self.budget)
        return Table(tuple(self._cell(slot) for slot in slots))

    def _cell(self, slot: Slot) -> TableCell:
        cell = held(self.items(slot.element), slot.covered)
        return TableCell(
            row=slot.row,
            column=slot.column,
            rows=slot.rows,
            columns=slot.columns,
            text=cell.text,
            anchor="",
            inside=cell.inside,
            boxes=cell.boxes,
            found=cell.found,
        )


def _line(
    text: str = "",
    boxes: tuple[tuple[Item, ...], ...] = (),
    found: Mapping[str, int] | None = None,
) -> Line:
    return Line(text, label="", level=0, style="", anchor="", boxes=boxes, found=found or {})


def _is_hidden(section: etree._Element) -> bool:
    display = attribute(section, "text:display")
    hidden = attribute(section, "text:is-hidden") == "true"
    return display == "none" or (display == "condition" and hidden)


def _written(item: etree._Element) -> str:
    """The number as the producer wrote it (text:number), which few do."""
    number = item.find(_NUMBER)
    return "" if number is None else "".join(map(str, number.itertext())).strip()
