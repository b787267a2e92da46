"""Puts what a web page shows together into paragraphs, tables, notes and text boxes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from wenfeng.domain import Block, BlockKind
from wenfeng.readers.html import office as html_office
from wenfeng.readers.html.lists import list_start, marker
from wenfeng.readers.html.tables import RawCell, RawTable, hidden_columns, overflow, place
from wenfeng.readers.layout import Item, Paragraph, blank

if TYPE_CHECKING:
    from lxml.etree import _Element

BLOCKS = frozenset(
    """
    html body address article aside blockquote caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p
    pre section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905 – a list of fifty quoted words is harder to read
)
_SECTIONS = {"thead": 0, "tbody": 1, "tfoot": 2}
# Marks inside the collected text: a line break, and white space that pre keeps.
_BREAK, _KEPT_SPACE, KEPT_TAB = "\0", "\1", "\2"
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
# As CSS has it, a line end of the source between two Chinese characters is no space.
_WRAP = re.compile(rf"(?<=[{_WIDE}])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])")
_SPACE = re.compile(r"[ \t\r\n\f]+")
# Blank cells that a page may add beside its own.
_MAX_BLANKS = 50_000
_KINDS: dict[str, BlockKind] = {"脚注": "footnote", "尾注": "footnote", "文本框": "textbox"}


@dataclass(slots=True)
class _Flow:
    """Where text is being collected: the page itself, or a table cell."""

    parts: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    label: str = ""
    number: str = ""  # as Word wrote it, for the paragraph now open
    level: int = 0
    kept: int = 0  # how many pre elements are open
    cell: RawCell | None = None


@dataclass(slots=True)
class _Aside:
    """A note or a text box: the place of its first paragraph, and how many it has so far."""

    place: str
    element: _Element | None = None
    paragraphs: int = 0

    def put(self, paragraph: Paragraph) -> Paragraph:
        """The paragraph with its place."""
        self.paragraphs += 1
        more = f"第{self.paragraphs}段" if self.paragraphs > 1 else ""
        return replace(paragraph, where=self.place + more)


class Page:
    """Puts the stream together; `flows` and `tables` hold what is still open."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.notes: list[Item] = []
        self.unread: Counter[str] = Counter()
        self.flows = [_Flow()]
        self.tables: list[RawTable | None] = []  # None: a table that only lays the page out
        self.group: list[RawTable] = []
        self.counters: list[tuple[str, int, int]] = []
        self.aside: _Aside | None = None  # the note now open
        self.asides: Counter[str] = Counter()
        self.boxes: list[Item] = []
        self.room = _MAX_BLANKS

    def text(self, text: str) -> None:
        flow = self.flows[-1]
        if flow.kept:
            text = re.sub(r"\r\n?|\n", _BREAK, text)
            text = text.replace(" ", _KEPT_SPACE).replace("\t", KEPT_TAB)
        flow.parts.append(text)

    def count(self, found: tuple[str, int]) -> None:
        self.unread[found[0]] += found[1]

    def number(self, element: _Element) -> None:
        """Word's number of this paragraph; in a cell it stands before the line."""
        written = html_office.number(element)
        flow = self.flows[-1]
        if flow.cell:
            flow.parts.append(written)
        else:
            flow.number = written

    def box(self, box: Page) -> None:
        """A text box drawn here; it is told after the paragraph."""
        self.asides["文本框"] += 1
        aside = _Aside(f"文本框{self.asides['文本框']}")
        for item in box.items:
            self.boxes.append(aside.put(item) if isinstance(item, Paragraph) else item)
        self.unread += box.unread

    def open(self, element: _Element) -> None:
        tag = element.tag
        if tag == "br":
            self.flows[-1].parts.append(_BREAK)
        if tag not in BLOCKS:
            return
        self.flush()
        if what := html_office.note(element):
            self.asides[what] += 1
            self.aside = _Aside(f"{what}{self.asides[what]}", element)
        if tag == "table":
            self._open_table(element)
        elif tag in ("tr", "td", "th"):
            self._open_in_table(element)
        elif tag == "pre":
            self.flows[-1].kept += 1
        elif tag in ("ol", "ul", "menu"):
            self.counters.append(list_start(element))
        elif tag == "li":
            self._open_item(element)
        elif tag[0] == "h" and tag[1:].isdigit():
            self.flows[-1].level = int(tag[1:])

    def close(self, element: _Element) -> None:
        tag = element.tag
        if tag not in BLOCKS:
            return
        self.flush()
        self._tell_boxes()
        if self.aside and self.aside.element is element:
            self.aside = None
        flow = self.flows[-1]
        if tag == "table":
            self._close_table()
        elif tag in ("td", "th") and flow.cell and flow.cell.element is element:
            flow.cell.text = "\n".join(flow.lines)
            self.flows.pop()
        elif tag == "pre":
            flow.kept -= 1
        elif tag in ("ol", "ul", "menu"):
            self.counters.pop()
        elif tag == "li" and not flow.cell:
            flow.label = ""
        elif tag[0] == "h" and tag[1:].isdigit():
            flow.level = 0

    def flush(self) -> None:
        """End the paragraph: what was collected becomes lines, empty ones go."""
        flow = self.flows[-1]
        label, depth = (flow.number, 0) if flow.number else (flow.label, len(self.counters))
        flow.number = ""
        if not flow.parts:
            return
        raw = _WRAP.sub("", "".join(flow.parts))
        flow.parts = []
        lines = [_SPACE.sub(" ", line).strip(" ") for line in raw.split(_BREAK)]
        lines = [s.replace(_KEPT_SPACE, " ").replace(KEPT_TAB, "\t") for s in lines]
        lines = [line for line in lines if not blank(line)]
        if flow.cell:
            flow.cell.label = flow.cell.label or (flow.label if not flow.lines else "")
            flow.lines += lines
            return
        for line in lines:
            paragraph = Paragraph(line, flow.level, label, depth=depth if label else 0)
            label = flow.label = ""
            if self.aside:
                self.notes.append(self.aside.put(paragraph))
            else:
                self.items.append(paragraph)

    def finish(self, title: str) -> None:
        """End the page; its title stands in where it has no paragraph."""
        self.flush()
        self.items += self.boxes
        if title and not any(isinstance(item, Paragraph) for item in self.items):
            self.items.insert(0, Paragraph(title, where="网页标题"))

    def _tell_boxes(self) -> None:
        """Text boxes follow their paragraph; those in tables follow the table."""
        if self.boxes and not any(self.tables):
            self.items += self.boxes
            self.boxes = []

    def _open_table(self, element: _Element) -> None:
        table = None if _is_frame(element) else RawTable(hidden_columns(element))
        self.tables.append(table)
        if table:
            self.group.append(table)

    def _open_in_table(self, element: _Element) -> None:
        table = self.tables[-1] if self.tables else None
        if table is None:
            return
        if element.tag == "tr" or not table.rows:
            parent = element.getparent()
            section = _SECTIONS.get(str(parent.tag), 1) if parent is not None else 1
            table.rows.append((section, []))
        if element.tag != "tr":
            cell = RawCell(element)
            table.rows[-1][1].append(cell)
            blanks = overflow(cell)
            if 0 < blanks < self.room:
                self.room -= blanks
                cell.single = True
                table.rows[-1][1].extend(RawCell(element, single=True) for _ in range(blanks))
            self.flows.append(_Flow(cell=cell))

    def _open_item(self, element: _Element) -> None:
        style, value, step = self.counters[-1] if self.counters else ("", 1, 1)
        given = element.get("value", "")
        value = int(given) if re.fullmatch(r"-?\d{1,6}", given, re.A) else value
        if self.counters:
            self.counters[-1] = (style, value + step, step)
        self.flows[-1].label = marker(element, style, value)

    def _close_table(self) -> None:
        """A table ends; those inside it follow it, in the order in which they began."""
        self.tables.pop()
        if any(self.tables):
            return
        for raw in self.group:
            table = place(raw)
            if any(not blank(slot.text) for slot in table.slots):
                self.items.append(table)
            self.unread["隐藏的文字"] += raw.texts() - sum(bool(s.text) for s in table.slots)
        self.group = []
        self._tell_boxes()


def named(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Blocks with the kind that their place tells: notes, text boxes, names of sheets."""
    for block in blocks:
        if block.where.startswith("工作表"):
            yield replace(block, style="sheet name")
        elif kind := _KINDS.get(block.where[:2]) or _KINDS.get(block.where[:3]):
            yield replace(block, kind=kind)
        else:
            yield block


def _is_frame(table: _Element) -> bool:
    """A table of a single column only lays the page out: its content is running text."""
    rows = [row for part in table.iterchildren(*_SECTIONS) for row in part.iterchildren("tr")]
    rows += table.iterchildren("tr")
    return all(sum(1 for _ in row.iterchildren("td", "th")) < 2 for row in rows)
