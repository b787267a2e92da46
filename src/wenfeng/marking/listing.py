"""A Word file that lists the entries of a report (条目表), for files that are no Word files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from wenfeng.domain import Batch, Entry, Finding, Header, Report, Span
from wenfeng.marking import layout
from wenfeng.marking.note import Note
from wenfeng.marking.saying import note_text
from wenfeng.openxml import legal, package, unpacked
from wenfeng.readers.docx.parse import PARAGRAPHS
from wenfeng.readers.wordml import both
from wenfeng.reports.remarks import clip
from wenfeng.reports.wording import (
    NO_ENTRIES,
    NO_TITLE,
    deadline_lines,
    entry_label,
    owner_lines,
    problem_text,
    section_path,
    summary_line,
    task_text,
    where,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

COLUMNS = ("序号", "问题", "措施", "责任主体", "时限")
_PROBLEM, _TASK, _OWNER, _DEADLINE = range(1, 5)
_BY_FAMILY = {
    "problem": _PROBLEM,
    "response": _PROBLEM,
    "owner": _OWNER,
    "deadline": _DEADLINE,
}
_MISSING = "（未写）"
_NO_SECTION = "（不在标题下）"
_QUOTED = 60


@dataclass(slots=True)
class _Listing:
    """The file under construction: where each entry and the title stand, which notes go where."""

    report: Report
    document: Document
    rows: dict[str, tuple[Entry, list[tuple[BaseOxmlElement, str]]]] = field(default_factory=dict)
    notes: list[tuple[BaseOxmlElement, int, int, Finding]] = field(default_factory=list)


def listed(report: Report, checked: datetime) -> tuple[bytes, tuple[Note, ...]]:
    """The file and the notes to be written into it."""
    listing = _Listing(report, layout.new_document(_title(report), checked))
    _head(listing, checked)
    _table(listing)
    _remarks(listing)
    _unread(listing)
    buffer = io.BytesIO()
    listing.document.save(buffer)
    return package(unpacked(buffer.getvalue())), tuple(_notes(listing))


def _title(report: Report) -> str:
    return legal(report.reading.header.title or NO_TITLE)


def _head(listing: _Listing, checked: datetime) -> None:
    report, document = listing.report, listing.document
    layout.title(document, _title(report))
    lines = (
        f"文件：{report.document.name}",
        *_sender(report.reading.header),
        f"检查日期：{_day(checked)}",
        f"结果：{summary_line(Batch((report,), ())).removeprefix('1 份文件，')}",
        "说明：意见写在批注里，对着有关的字；下表是从原文件中读出的条目。",
    )
    for line in lines:
        layout.line(document, legal(line))


def _sender(header: Header) -> Iterator[str]:
    if header.number:
        yield f"发文字号：{header.number}"
    if header.issuers:
        yield f"报送单位：{'、'.join(header.issuers)}"
    if header.date:
        yield f"文件日期：{_day(header.date)}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _table(listing: _Listing) -> None:
    layout.heading(listing.document, "条目")
    entries = listing.report.reading.entries
    if not entries:
        layout.line(listing.document, NO_ENTRIES)
        return
    table = layout.table(listing.document, COLUMNS)
    path = ""
    for entry in entries:
        if (above := section_path(entry)) != path:
            path = above
            layout.section_row(table, legal(path) or _NO_SECTION)
        texts = [legal(text) for text in _texts(entry)]
        cells = list(zip(layout.row(table, texts), texts, strict=True))
        listing.rows[entry.id] = entry, cells


def _texts(entry: Entry) -> tuple[str, ...]:
    return (
        entry_label(entry),
        problem_text(entry),
        task_text(entry),
        owner_lines(entry) or _MISSING,
        deadline_lines(entry) or _MISSING,
    )


def _remarks(listing: _Listing) -> None:
    """Place the findings: at the cell of an entry, or at the words quoted below the table."""
    apart = []
    for finding in listing.report.findings:
        row = listing.rows.get(finding.entry or "")
        if row is None:
            apart.append(finding)
            continue
        entry, cells = row
        element, text = cells[_column(entry, finding)]
        listing.notes.append((element, *_at(_quoted(listing.report, finding.span), text), finding))
    if not apart:
        return
    layout.heading(listing.document, "不在条目里的意见")
    lines: dict[str, BaseOxmlElement] = {}
    for finding in apart:
        quoted = clip(_quoted(listing.report, finding.span), _QUOTED)
        place = where(listing.report, finding.span)
        line = legal(f"{place}：“{quoted}”" if quoted else f"{place}：{finding.message}")
        if line not in lines:
            lines[line] = layout.line(listing.document, line)
        start = len(place) + 1
        listing.notes.append((lines[line], start, len(line), finding))


def _column(entry: Entry, finding: Finding) -> int:
    """The column of the value that the finding is about."""
    family = _BY_FAMILY.get(finding.rule.partition(".")[0])
    if family is not None:
        return family
    spans = [
        (_PROBLEM, entry.problem.span if entry.problem else None),
        *((_TASK, measure.span) for measure in entry.measures),
        *((_OWNER, owner.span) for owner in entry.owners),
        (_DEADLINE, entry.deadline.span if entry.deadline else None),
    ]
    return next((column for column, span in spans if _meet(span, finding.span)), _TASK)


def _meet(one: Span | None, other: Span) -> bool:
    if one is None or one.block != other.block:
        return False
    return one.start < other.end and other.start < one.end


def _quoted(report: Report, span: Span) -> str:
    return legal(report.document.blocks[span.block].text[span.start : span.end])


def _at(words: str, text: str) -> tuple[int, int]:
    """Where the words stand in a cell; all of it where they do not or there are none."""
    start = text.find(words) if words.strip() else -1
    return (start, start + len(words)) if start >= 0 else (0, len(text))


def _unread(listing: _Listing) -> None:
    unread = listing.report.document.unread
    if not unread:
        return
    layout.heading(listing.document, "没有读到的内容")
    for one in unread:
        layout.line(listing.document, legal(f"{one.where}：{one.what}"))


def _notes(listing: _Listing) -> Iterator[Note]:
    """The notes with the anchors that the reader will give to the elements."""
    root = listing.document.element
    anchors = {
        element: f"{letters}:{index}"
        for tags, letters in ((PARAGRAPHS, "p"), (both("tc"), "tc"))
        for index, element in enumerate(root.iter(*tags))
    }
    for element, start, end, finding in listing.notes:
        yield Note(anchors[element], start, end, note_text(finding), finding.level)
