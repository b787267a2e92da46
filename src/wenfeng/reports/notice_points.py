"""What a return notice says of one document (退回意见): point by point, or by kind of fault."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wenfeng.domain import Entry, Finding, Report
from wenfeng.reports.wording import where

# More paragraphs than can be read in the text of a letter: they are summed up there.
LISTED = 12
_NAMED = 8
_QUOTED = 24
_SECTION = 16
_COUNTED = re.compile(
    r"[0-9]+(?:[.．-][0-9]+)*|[一二三四五六七八九十百]+|（[一二三四五六七八九十]+）"
)
_END = "。；;，, "
# How well wenfeng could read a document is no fault of those who wrote it.
_OURS = "read."


@dataclass(frozen=True, slots=True)
class Point:
    """One entry, or one place of the whole document, and all that is wrong with it."""

    label: str
    words: str
    place: str
    findings: tuple[Finding, ...]

    def name(self) -> str:
        """How a sentence names it: its number, and the words it begins with."""
        return f"{self.label}{quote(self.words, _QUOTED)}" or self.place


def told(report: Report) -> tuple[Finding, ...]:
    """The findings that the sender hears of: errors and warnings about what the plan says."""
    return tuple(
        finding
        for finding in report.findings
        if finding.level != "info" and not finding.rule.startswith(_OURS)
    )


def goes_back(report: Report) -> bool:
    """Whether a document has to be revised: one error is enough, warnings alone are not."""
    return any(finding.level == "error" for finding in told(report))


def points(report: Report) -> list[Point]:
    """In the order of the document, what concerns the whole of it at the end."""
    entries = {entry.id: entry for entry in report.reading.entries}
    grouped: dict[str | None, list[Finding]] = {key: [] for key in (*entries, None)}
    for finding in told(report):
        grouped[finding.entry if finding.entry in entries else None].append(finding)
    whole = grouped.pop(None)
    numbers = Counter(entry.number for entry in entries.values())
    found = [
        Point(
            _label(entries[key], numbers),
            _words(entries[key]),
            where(report, entries[key].span),
            tuple(findings),
        )
        for key, findings in grouped.items()
        if key is not None and findings
    ]
    return found + [Point("全文", "", where(report, f.span), (f,)) for f in whole]


def paragraphs(found: list[Point], titles: Mapping[str, str]) -> tuple[list[str], bool]:
    """Numbered paragraphs: one for all points of which the same is to be said.

    Where these are too many to be read, one for each kind of fault; then True, as the details
    are only in the table.
    """
    same: dict[str, list[Point]] = {}
    for point in found:
        same.setdefault(sentence(point.findings), []).append(point)
    summed_up = len(same) > LISTED
    lines = (
        _kinds(found, titles)
        if summed_up
        else (
            f"{_listed([point.name() for point in these])}：{words}"
            for words, these in same.items()
        )
    )
    return [f"{number}．{line}" for number, line in enumerate(lines, start=1)], summed_up


def sentence(findings: tuple[Finding, ...]) -> str:
    """What is wrong, and what to do about it."""
    if len(findings) == 1:
        return f"{_told(findings[0])}。"
    told_all = (f"（{i}）{_told(finding)}" for i, finding in enumerate(findings, start=1))
    return "；".join(told_all) + "。"


def quote(text: str, most: int) -> str:
    """The beginning of a text in quotation marks; those inside become ‘’."""
    words = cut(text, most).replace("“", "‘").replace("”", "’")
    return f"“{words}”" if words else ""


def cut(text: str, most: int) -> str:
    """The beginning of a text, on one line."""
    line = re.sub(r"\s+", " ", text).strip().rstrip(_END)
    return line if len(line) <= most else line[:most] + "…"


def _told(finding: Finding) -> str:
    parts = (finding.message, finding.suggestion)
    return "，".join(part for part in (p.strip().rstrip(_END) for p in parts) if part)


def _kinds(found: list[Point], titles: Mapping[str, str]) -> Iterator[str]:
    by_rule: dict[str, list[tuple[Point, Finding]]] = {}
    for point in found:
        for finding in point.findings:
            by_rule.setdefault(finding.rule, []).append((point, finding))
    for rule, cases in by_rule.items():
        names = [point.label or quote(point.words, _SECTION) or point.place for point, _ in cases]
        advice = {finding.suggestion.strip().rstrip(_END) for _, finding in cases}
        rest = f"{next(iter(advice))}。" if len(advice) == 1 else ""
        what = titles.get(rule) or cases[0][1].message
        yield f"{what}：{_listed(names)}。{rest}"


def _listed(names: list[str]) -> str:
    more = f"等{len(names)}处" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


def _label(entry: Entry, numbers: Counter[str]) -> str:
    """第3条, behind the heading above it where several entries are the third."""
    number = entry.number.strip()
    if not number:
        return ""
    label = f"第{number}条" if _COUNTED.fullmatch(number) else number
    above = entry.section[-1] if entry.section else entry.part
    if numbers[entry.number] == 1 or not above:
        return label
    return quote(above, _SECTION) + label


def _words(entry: Entry) -> str:
    values = (entry.heading, *(measure.text for measure in entry.measures))
    problem = entry.problem.text if entry.problem else ""
    return next((text for text in (*values, problem) if text.strip()), "")
