"""Findings somebody decided to live with (不再提示): said in a comment, in wenfeng.toml, or known.

A waiver names rules and always gives a reason. A comment in the Word file, ``文风:忽略 规则 理由``,
speaks for the entry or paragraph that it stands at, one at the title for the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatch

from wenfeng.domain import Comment, Document, Entry, Finding, Report, Waived

_CALL = re.compile(r"\s*文风\s*[:：]\s*忽略(?P<rest>.*)", re.DOTALL)
_WORDS = re.compile(r"\s*(?P<rule>[^\s，,：:]+)[\s，,：:]*(?P<reason>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Waiver:
    """Rules that need not speak, and why (不再提示).

    ``file`` is a pattern (``*收件*.docx``) for the name of the file, ``text`` words of the entry
    or paragraph concerned; empty for any. ``origin`` is where it is written.
    """

    rules: frozenset[str]
    reason: str
    origin: str
    file: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """What a comment that calls for silence says: the rule as written, and the reason."""

    rule: str
    reason: str


def call(comment: Comment) -> Call | None:
    """What a comment of the form 文风:忽略 规则 理由 asks for; None for any other."""
    match = _CALL.fullmatch(comment.text)
    if match is None:
        return None
    words = _WORDS.fullmatch(match["rest"])
    return Call(words["rule"], words["reason"].strip()) if words else Call("", "")


def rules_named(name: str, titles: Mapping[str, str]) -> frozenset[str]:
    """The rules that a name, a title or a family (owner) stands for; empty where none."""
    return frozenset(
        rule for rule, title in titles.items() if name in (rule, title, rule.split(".")[0])
    )


def waive(report: Report, waivers: Iterable[Waiver], titles: Mapping[str, str]) -> Report:
    """The report without the findings that the waivers and the file's comments speak of.

    ``titles``: every rule there is, and its Chinese title.
    """
    waivers = tuple(waivers)
    marks = tuple(_marks(report, titles))
    kept: list[Finding] = []
    waived = list(report.waived)
    for finding in report.findings:
        found = _by_comment(report, finding, marks) or _by_waiver(report, finding, waivers)
        if found:
            waived.append(Waived(finding, *found))
        else:
            kept.append(finding)
    return replace(report, findings=tuple(kept), waived=tuple(waived))


def content(report: Report, finding: Finding) -> str:
    """The words that a finding is about: those of its entry, else those of its paragraph."""
    for entry in report.reading.entries:
        if entry.id == finding.entry:
            values = (entry.problem, *entry.measures)
            return "\n".join([entry.heading, *(value.text for value in values if value)]).strip()
    blocks = report.document.blocks
    return blocks[finding.span.block].text if blocks else ""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A comment that calls for silence, and the blocks it speaks for; None for all of them."""

    rules: frozenset[str]
    reason: str
    origin: str
    blocks: frozenset[int] | None


def _marks(report: Report, titles: Mapping[str, str]) -> Iterable[_Mark]:
    for comment in report.document.comments:
        asked = call(comment)
        if asked is None or not asked.reason:
            continue
        if rules := rules_named(asked.rule, titles):
            author = comment.author or "未署名"
            yield _Mark(rules, asked.reason, f"批注（{author}）", _blocks(report, comment))


def _blocks(report: Report, comment: Comment) -> frozenset[int] | None:
    touched = {span.block for span in comment.spans}
    title = _squeezed(report.reading.header.title)
    words = (_squeezed(report.document.blocks[block].text) for block in touched)
    if title and any(text and text in title for text in words):
        return None
    return frozenset(touched).union(*(_row(report.document, block) for block in touched))


def _row(document: Document, block: int) -> frozenset[int]:
    """The cells of the row that a cell stands in; nothing for a paragraph."""
    cell = document.blocks[block].cell
    if cell is None:
        return frozenset()
    place = (cell.table, cell.row)
    return frozenset(
        i for i, b in enumerate(document.blocks) if b.cell and (b.cell.table, b.cell.row) == place
    )


def _by_comment(report: Report, finding: Finding, marks: Iterable[_Mark]) -> tuple[str, str] | None:
    for mark in marks:
        if finding.rule not in mark.rules:
            continue
        if mark.blocks is None or mark.blocks & _places(report, finding):
            return mark.reason, mark.origin
    return None


def _places(report: Report, finding: Finding) -> frozenset[int]:
    """The blocks of a finding, and of what its entry says itself."""
    own = {finding.span.block}
    for entry in report.reading.entries:
        if entry.id == finding.entry:
            own |= _own_blocks(entry)
    return frozenset(own)


def _own_blocks(entry: Entry) -> set[int]:
    measures = {text.span.block for text in entry.measures}
    return {entry.span.block, *measures}


def _by_waiver(
    report: Report, finding: Finding, waivers: Iterable[Waiver]
) -> tuple[str, str] | None:
    for waiver in waivers:
        if (
            finding.rule in waiver.rules
            and (not waiver.file or _named(report.document.name, waiver.file))
            and _squeezed(waiver.text) in _squeezed(content(report, finding))
        ):
            return waiver.reason, waiver.origin
    return None


def _named(name: str, pattern: str) -> bool:
    return fnmatch(name, pattern) or fnmatch(name.rpartition("/")[2], pattern)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
