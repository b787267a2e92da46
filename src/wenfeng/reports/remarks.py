"""Findings as people read them (审查意见): numbered, by entry, their sources listed once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wenfeng.domain import LEVELS, Batch, Entry, Finding, Report
from wenfeng.reports.wording import entry_label, findings_by_entry, problem_text, task_text


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding and its number in the document; ``quoted``: the words it is about, if any."""

    number: int
    finding: Finding
    quoted: str


@dataclass(frozen=True, slots=True)
class Group:
    """The findings about an entry; about the whole document where ``entry`` is None."""

    entry: Entry | None
    remarks: tuple[Remark, ...]


def groups(report: Report) -> list[Group]:
    """What is said of the whole document, then of each entry that something is said of."""
    by_entry = findings_by_entry(report)
    places: list[Entry | None] = [None, *report.reading.entries]
    found, number = [], 1
    for entry in places:
        findings = by_entry.get(entry.id if entry else None, [])
        if entry is None:  # from all over the document: hints are not to hide an error
            findings = sorted(findings, key=lambda f: -LEVELS.index(f.level))
        if findings:
            found.append(Group(entry, tuple(_numbered(report, findings, number))))
            number += len(findings)
    return found


def entry_line(entry: Entry, most: int = 40) -> str:
    """The number of an entry and how it begins."""
    words = " ".join((entry.heading or problem_text(entry) or task_text(entry)).split())
    return f"条目 {entry_label(entry)}　{clip(words, most)}".strip()


def clip(text: str, most: int) -> str:
    """The text on one line, of so many characters at most."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def sources(findings: Iterable[Finding]) -> dict[str, int]:
    """Source → number of its note, in order of first mention."""
    named = dict.fromkeys(finding.source for finding in findings if finding.source)
    return {source: number for number, source in enumerate(named, start=1)}


def all_findings(batch: Batch) -> Iterable[Finding]:
    """The findings of all reports."""
    return (finding for report in batch.reports for finding in report.findings)


def _numbered(report: Report, findings: Sequence[Finding], first: int) -> Iterable[Remark]:
    for number, finding in enumerate(findings, start=first):
        yield Remark(number, finding, _quoted(report, finding))


def _quoted(report: Report, finding: Finding) -> str:
    """The words at the finding's place, unless its message quotes them or there are none."""
    span = finding.span
    words = report.document.blocks[span.block].text[span.start : span.end].strip()
    return "" if words in finding.message else words
