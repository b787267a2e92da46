"""Findings at a terminal: by entry, those that repeat told once, their sources at the foot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wenfeng.columns import GAP, paint, wrap
from wenfeng.domain import Finding, Report
from wenfeng.reports.places import numbers_in_short, places_in_short
from wenfeng.reports.remarks import Group, clip, entry_line, groups
from wenfeng.reports.wording import LEVEL_NAMES, entry_label, where

REPEATED = 3
"""As many findings in the same words are told once."""
INDENT = 8
QUOTED = 40

Words = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Lines:
    """How findings are put: ``notes`` are the numbers of the sources, ``titles`` name rules."""

    width: int
    colour: bool
    titles: Mapping[str, str]
    notes: Mapping[str, int]

    def of(self, report: Report) -> Iterator[str]:
        """The findings of a report, line by line."""
        grouped = groups(report)
        said = Counter(_words(r.finding) for group in grouped for r in group.remarks)
        often = [words for words, number in said.items() if number >= REPEATED]
        if often:
            yield paint(f"多处相同的意见 {len(often)} 种", "bold", self.colour)
        for words in often:
            yield from self._repeated(report, [f for f in report.findings if _words(f) == words])
        for group in grouped:
            yield from self._group(report, group, often)

    def _repeated(self, report: Report, findings: Sequence[Finding]) -> Iterator[str]:
        numbers = _entries(report, findings)
        yield from self._head(findings[0], f"{len(findings)} 处")
        yield from self._body(f"条目 {numbers}" if numbers else "")
        yield from self._body(places_in_short(where(report, f.span) for f in findings))
        yield from self._body(self._said(findings[0]))

    def _group(self, report: Report, group: Group, often: Sequence[Words]) -> Iterator[str]:
        remarks = [one for one in group.remarks if _words(one.finding) not in often]
        if not remarks:
            return
        name = entry_line(group.entry) if group.entry else "全文"
        yield paint(wrap(name, self.width)[0], "bold", self.colour)
        for remark in remarks:
            yield from self._head(remark.finding, where(report, remark.finding.span))
            yield from self._body(f"原文：{clip(remark.quoted, QUOTED)}" if remark.quoted else "")
            yield from self._body(self._said(remark.finding))

    def _head(self, finding: Finding, place: str) -> Iterator[str]:
        """Level, place and rule."""
        level = paint(LEVEL_NAMES[finding.level], finding.level, self.colour)
        title = self.titles.get(finding.rule, "")
        first, *rest = wrap(f"{place}{GAP}{title} {finding.rule}", self.width - INDENT)
        yield f"  {level}  {first}"
        yield from (" " * INDENT + line for line in rest)

    def _body(self, words: str) -> Iterator[str]:
        for line in wrap(words, self.width - INDENT) if words else ():
            yield " " * INDENT + line

    def _said(self, finding: Finding) -> str:
        """What is there → what should be, and where that is written."""
        advice = f" → {finding.suggestion}" if finding.suggestion else ""
        note = f" [{self.notes[finding.source]}]" if finding.source else ""
        return f"{finding.message}{advice}{note}"


def _words(finding: Finding) -> Words:
    return (
        *(finding.rule, finding.level),
        *(finding.message, finding.suggestion, finding.source),
    )


def _entries(report: Report, findings: Sequence[Finding]) -> str:
    """The numbers of the entries, in short; nothing where a number stands for several entries."""
    labels = {entry.id: entry_label(entry) for entry in report.reading.entries}
    times = Counter(labels.values())
    named = [labels.get(finding.entry or "", "") for finding in findings]
    return numbers_in_short(named) if all(times[label] == 1 for label in named) else ""
