"""The text of a document with what was taken out of it in colour and the findings numbered.

Offsets are those of ``Block.text``; every piece is escaped after it was cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from markupsafe import Markup, escape

from wenfeng.domain import Entry, Report, Span
from wenfeng.reports.remarks import Remark
from wenfeng.reports.visible import visible

# Which colour wins where one value lies within another: 由县水务局牵头 within its measure.
KINDS = ("problem", "measure", "owner", "deadline")


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of a block that are taken (``kind``) or that a remark is about."""

    start: int
    end: int
    kind: str = ""
    remark: Remark | None = None


@dataclass(slots=True)
class _Open:
    """The marks that a place of the text lies in."""

    kinds: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def enter(self, mark: Mark) -> None:
        """The place behind the first character of a mark; empty marks have none."""
        if mark.start < mark.end:
            self.kinds += [mark.kind] if mark.kind else []
            self.remarks += [mark.remark] if mark.remark else []
            self.remarks.sort(key=attrgetter("number"))

    def leave(self, mark: Mark) -> None:
        """The place behind the last character of a mark."""
        if mark.start < mark.end and mark.kind:
            self.kinds.remove(mark.kind)
        if mark.start < mark.end and mark.remark:
            self.remarks.remove(mark.remark)


@dataclass(frozen=True, slots=True)
class Marker:
    """Writes the blocks of one document; ``prefix`` begins the names of its anchors."""

    report: Report
    prefix: str
    marks: dict[int, dict[Mark, None]]

    def block(self, number: int) -> Markup:
        """The text of a block with its marks."""
        text = self.report.document.blocks[number].text
        marks = self.marks.get(number)
        return Markup("").join(self._pieces(text, marks)) if marks else escape(visible(text))

    def _pieces(self, text: str, marks: Iterable[Mark]) -> Iterator[Markup]:
        begin: dict[int, list[Mark]] = defaultdict(list)
        end: dict[int, list[Mark]] = defaultdict(list)
        for mark in marks:
            begin[mark.start].append(mark)
            end[mark.end].append(mark)
        place, inside = 0, _Open()
        for stop in sorted({*begin, *end, len(text)}):
            yield self._piece(text[place:stop], inside)
            place = stop
            yield from self._close(end[stop], inside)
            for mark in begin[stop]:
                inside.enter(mark)

    def _close(self, marks: Iterable[Mark], inside: _Open) -> Iterator[Markup]:
        for mark in marks:
            if mark.remark:
                yield self._number(mark.remark, mark.start == mark.end)
            inside.leave(mark)

    def _piece(self, text: str, inside: _Open) -> Markup:
        if not text:
            return Markup("")
        words = escape(visible(text))
        names = [kind for kind in reversed(KINDS) if kind in inside.kinds][:1]
        if not inside.remarks:
            return Markup('<span class="{}">{}</span>').format(names[0], words) if names else words
        numbers = " ".join(f"{self.prefix}f{remark.number}" for remark in inside.remarks)
        names += ["under", _worst(inside.remarks)]
        return Markup('<span class="{}" data-of="{}">{}</span>').format(
            " ".join(names), numbers, words
        )

    def _number(self, remark: Remark, nothing: bool) -> Markup:
        kind = f"number {remark.finding.level}{' gap' if nothing else ''}"
        return Markup('<a class="{}" id="{}t{}" href="#{}f{}" title="{}">{}</a>').format(
            kind,
            self.prefix,
            remark.number,
            self.prefix,
            remark.number,
            visible(remark.finding.message),
            remark.number,
        )


def marker(report: Report, remarks: Iterable[Remark], prefix: str) -> Marker:
    """What writes the text of a report."""
    marks: dict[int, dict[Mark, None]] = defaultdict(dict)
    for entry in report.reading.entries:
        for kind, span in _taken(entry):
            _add(marks, report, span, kind)
    for remark in remarks:
        _add(marks, report, remark.finding.span, remark=remark)
    return Marker(report, prefix, dict(marks))


def _taken(entry: Entry) -> Iterator[tuple[str, Span]]:
    if entry.problem:
        yield "problem", entry.problem.span
    yield from (("measure", measure.span) for measure in entry.measures)
    yield from (("owner", owner.span) for owner in entry.owners)
    if entry.deadline:
        yield "deadline", entry.deadline.span


def _add(
    marks: dict[int, dict[Mark, None]],
    report: Report,
    span: Span,
    kind: str = "",
    remark: Remark | None = None,
) -> None:
    most = len(report.document.blocks[span.block].text)
    start, end = min(span.start, most), min(span.end, most)
    mark = Mark(start, end, kind, remark)
    # An owner of a whole section is an owner of each of its entries: one mark says so.
    if remark or start < end:
        marks[span.block][mark] = None


def _worst(remarks: Iterable[Remark]) -> str:
    return min((r.finding.level for r in remarks), key=("error", "warning", "info").index)
