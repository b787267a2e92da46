"""From a Document to its entries: problem → measure → owner → deadline (要素抽取).

lines → parts → outline → items/tables → scope → linking; every step takes the one before and
nothing flows back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from wenfeng.domain import Deadline, Document, Entry, Header, Heading, Reading, Text
from wenfeng.extract import campaign, linking, prose, scope, tables
from wenfeng.extract.deadlines import Clock
from wenfeng.extract.draft import Draft
from wenfeng.extract.head import read_header
from wenfeng.extract.headings import headings
from wenfeng.extract.lines import Element, Line, TableCells, elements
from wenfeng.extract.marks import RANKS
from wenfeng.extract.outline import Node, outline
from wenfeng.extract.owners import order_note
from wenfeng.extract.parts import Part, read_parts
from wenfeng.extract.prose import Harvest, Setting
from wenfeng.extract.titles import kind_of_title
from wenfeng.extract.workload import workloads
from wenfeng.lang.dates import find
from wenfeng.lang.governing import year_named
from wenfeng.lang.receipt import received_on
from wenfeng.resources import lexicon

__all__ = ["extract", "header_of"]


def extract(document: Document, *, received: date | None = None) -> Reading:
    """Reads header and entries out of a document. Never raises on odd content.

    ``received`` is the day on which the feedback arrived (收到反馈之日), where it is known:
    deadlines such as 收到反馈后15个工作日内 are counted from it.
    """
    sequence = elements(document)
    parts = read_parts(sequence)
    header = _header(sequence, parts)
    told = (received_on(text, header.date) for _, _, text in _texts(sequence))
    start = Clock(header.date, None, received=received, told=next(filter(None, told), None))
    entries: list[Entry] = []
    unanswered: list[Text] = []
    outlined: list[Heading] = []
    ends: list[tuple[str, Deadline]] = []
    for part in parts:
        root = outline(part.elements)
        outlined += headings(part, root)
        drafts, left, end = _part(part, root, header, start)
        first = len(entries) + 1
        entries += [_entry(draft, part.name, first + i) for i, draft in enumerate(drafts)]
        unanswered += left
        ends += [(part.name, end)] if end else []
    read = tuple(entries)
    return Reading(header, read, tuple(unanswered), workloads(read), tuple(outlined), tuple(ends))


def header_of(document: Document) -> Header:
    """The header alone, ten times as fast as reading the entries too."""
    sequence = elements(document)
    return _header(sequence, read_parts(sequence))


def _header(sequence: tuple[Element, ...], parts: tuple[Part, ...]) -> Header:
    return read_header(sequence, parts[0].title if parts else "")


def _entry(draft: Draft, part: str, number: int) -> Entry:
    deadline = draft.deadline or draft.weak
    return Entry(
        id=f"e{number}",
        kind=draft.kind,
        part=part,
        section=draft.section,
        number=draft.number,
        heading=draft.heading,
        problem=draft.problem,
        measures=draft.measures,
        owners=draft.owners,
        deadline=deadline,
        span=draft.span,
        doubts=draft.doubts + ((deadline.doubt,) if deadline and deadline.doubt else ()),
    )


def _part(
    part: Part, root: Node, header: Header, start: Clock
) -> tuple[tuple[Draft, ...], tuple[Text, ...], Deadline | None]:
    """Its entries, the problems that none of them takes up, and when the whole of it ends."""
    clock = _clock(part, header, start)
    lines = tuple(e for e in part.elements if isinstance(e, Line))
    default, fixed = _default_class(part, header)
    setting = Setting(clock, default, fixed, _note_from(lines))
    harvest = prose.read(root, setting) + Harvest(tuple(_tables(root, clock)))
    drafts = tuple(sorted(harvest.drafts, key=lambda d: (d.span.block, d.span.start)))
    drafts, unanswered = linking.link(scope.settled(drafts), harvest.problems)
    later = campaign.later_lead(lines)
    if later is not None:
        drafts = tuple(_led(d, *later) for d in drafts)
    given = campaign.whole_part(part.title, root, clock, drafts)
    entries = tuple(scope.inherit(d, given, "document") for d in drafts)
    return entries, unanswered, given.deadline


def _led(draft: Draft, place: tuple[int, int], owners: tuple[object, ...]) -> Draft:
    if (draft.span.block, draft.span.start) <= place:
        return draft
    return replace(draft, owners=draft.owners + owners)  # type: ignore[operator]


def _default_class(part: Part, header: Header) -> tuple[str, bool]:
    """The class of sections whose heading tells nothing: task in plans, norm in rules and reports.

    The second value says that no heading changes it: rules by which others must write plans.
    """
    titles = lexicon("sections")["titles"]
    title = part.title or header.title
    if re.search(titles["guidance"], title):
        return "guidance", True
    kind = kind_of_title(title)
    if any(kind.endswith(n) for n in titles["norms"]):
        return "norm", False
    if kind.endswith(("报告", "通报", "总结", "汇报")) and not re.search("整改|落实|问题", title):
        return "norm", False
    return "task", False


def _clock(part: Part, header: Header, start: Clock) -> Clock:
    years: list[tuple[int, int, int]] = []
    named = _title_year(part.title) or _title_year(header.title) or _number_year(header.number)
    own = header.date.year if header.date else named  # 2013年11月，… tells what happened before
    for block, offset, text in _texts(part.elements):
        for mention in find(text):
            year = year_named(mention, text)
            if year is not None and (mention.bounded or own is None or year >= own):
                years.append((block, offset + mention.start, year))
    sections = tuple(_section_starts(part.elements))
    return replace(start, title_year=named, years=tuple(sorted(years)), sections=sections)


def _section_starts(sequence: tuple[Element, ...]) -> Iterator[tuple[int, int]]:
    """Where sections begin: at 一、 and （一）, and with each row of a table."""
    for element in sequence:
        if isinstance(element, Line):
            if element.mark and element.mark.rank <= RANKS["chinese_paren"]:
                yield element.block, element.start
        else:
            yield from ((i, 0) for i, b in element.cells if b.cell and b.cell.column == 1)


def _title_year(title: str) -> int | None:
    match = re.search(r"(?<![0-9〔])((?:19|20)[0-9]{2})(?=\s*(?:年|[）)\-－—~～]))", title)
    return int(match[1]) if match else None


def _number_year(number: str) -> int | None:
    """The year in the number of the paper (县政发〔2025〕3号)."""
    match = re.search(r"〔((?:19|20)[0-9]{2})〕", number)
    return int(match[1]) if match else None


def _texts(sequence: tuple[Element, ...]) -> list[tuple[int, int, str]]:
    out: list[tuple[int, int, str]] = []
    for element in sequence:
        if isinstance(element, Line):
            out.append((element.block, element.start, element.text))
        else:
            out += [(index, 0, block.text) for index, block in element.cells]
    return out


def _note_from(lines: tuple[Line, ...]) -> tuple[int, int] | None:
    """From where on the first of several leads: behind …为牵头单位，下同."""
    for line in lines:
        note = order_note(line.text)
        if note and (note.lasting or line.mark is None or not _open(line.text[: note.start])):
            return line.block, line.start
    return None


def _open(text: str) -> bool:
    """Whether a parenthesis is open at the end of a text."""
    return re.search(r"[（(][^（）()]*$", text) is not None


def _tables(root: Node, clock: Clock) -> list[Draft]:
    drafts: list[Draft] = []
    state = tables.TableState()
    for table, section in _placed_tables(root, ()):
        found, state, merged = tables.read(table, clock, section, state)
        if merged:
            drafts.pop()
        drafts += found
    return drafts


def _placed_tables(
    node: Node, section: tuple[str, ...]
) -> list[tuple[TableCells, tuple[str, ...]]]:
    """Every table with the headings above it, in reading order."""
    found: list[tuple[TableCells, tuple[str, ...]]] = []
    here = (*section, node.text.strip()[:40]) if node.line else section
    found += [(table, here) for table in node.tables]
    for child in node.children:
        found += _placed_tables(child, here)
    return found
