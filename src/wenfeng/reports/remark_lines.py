"""Findings at a terminal: by entry, those that repeat told once, their sources at the foot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wenfeng.columns import GAP, paint, wrap
from wenfeng.domain import Finding, Level, Report
from wenfeng.reports.places import numbers_in_short, places_in_short
from wenfeng.reports.remarks import Group, clip, entry_line, groups
from wenfeng.reports.wording import LEVEL_NAMES, entry_label, where

REPEATED = 3
"""So many findings of the same rule and advice are told together."""
INDENT = 8
QUOTED = 40

Kind = tuple[str, Level, str, str]


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
        alike = Counter(_kind(r.finding) for group in grouped for r in group.remarks)
        often = sorted((kind for kind in alike if alike[kind] >= REPEATED), key=_severity)
        if often:
            yield paint("多处相同的意见", "bold", self.colour)
        for kind in often:
            yield from self._repeated(report, [f for f in report.findings if _kind(f) == kind])
        for group in grouped:
            yield from self._group(report, group, often)

    def _repeated(self, report: Report, findings: Sequence[Finding]) -> Iterator[str]:
        """What they all say, then where each says what of its own."""
        by_message: dict[str, list[Finding]] = {}
        for finding in findings:
            by_message.setdefault(finding.message, []).append(finding)
        yield from self._head(findings[0], f"{len(findings)} 处")
        common = findings[0] if len(by_message) == 1 else replace(findings[0], message="")
        yield from self._body(self._said(common))
        for message, same in by_message.items():
            own = "" if len(by_message) == 1 else f"{GAP}{message}"
            yield from self._body(f"{_places(report, same)}{own}")

    def _group(self, report: Report, group: Group, often: Sequence[Kind]) -> Iterator[str]:
        remarks = [one for one in group.remarks if _kind(one.finding) not in often]
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
        advice = f"→ {finding.suggestion}" if finding.suggestion else ""
        note = f"[{self.notes[finding.source]}]" if finding.source else ""
        return " ".join(filter(None, (finding.message, advice, note)))


def _severity(kind: Kind) -> int:
    return [*LEVEL_NAMES].index(kind[1])


def _kind(finding: Finding) -> Kind:
    """What findings have in common that are told together."""
    return finding.rule, finding.level, finding.suggestion, finding.source


def _places(report: Report, findings: Sequence[Finding]) -> str:
    """Where they are, with the numbers of their entries unless a number stands for several."""
    places = places_in_short(where(report, finding.span) for finding in findings)
    labels = {entry.id: entry_label(entry) for entry in report.reading.entries}
    times = Counter(labels.values())
    named = [labels.get(finding.entry or "", "") for finding in findings]
    telling = all(times[label] == 1 for label in named)
    return f"{places}（条目 {numbers_in_short(named)}）" if telling else places
