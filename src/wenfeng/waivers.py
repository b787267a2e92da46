"""Findings somebody decided to live with (不再提示): said in a comment, in wenfeng.toml, or known.

A waiver names rules and always gives a reason. A comment in the Word file, ``文风:忽略 规则 理由``,
speaks for the entry or paragraph that it stands at, one at the title for the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatch

from wenfeng.domain import Comment, Document, Entry, Finding, Report, Waived

_CALL = re.compile(r"\s*文风\s*[:：]\s*忽略(?P<rest>.*)", re.DOTALL)
_WORDS = re.compile(r"\s*(?P<rule>[^\s，,：:]+)[\s，,：:]*(?P<reason>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Waiver:
    """Rules that need not speak, and why (不再提示).

    ``file`` is a pattern (``*收件*.docx``) for the name of the file, ``text`` words of the entry
    or paragraph concerned, or of the name of another document; empty for any. ``origin`` is where
    it is written.
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
    marks = tuple(_marks(report, titles))
    meant = tuple(one for one in waivers if _named(report.document.name, one.file))
    words, places = words_of(report), _places_of(report)
    kept: list[Finding] = []
    waived = list(report.waived)
    for finding in report.findings:
        found = _by_comment(finding, marks, places) or _by_waiver(finding, meant, words)
        if found:
            waived.append(Waived(finding, *found))
        else:
            kept.append(finding)
    return replace(report, findings=tuple(kept), waived=tuple(waived))


def words_of(report: Report) -> Callable[[Finding], str]:
    """What tells the words that a finding is about, without spaces.

    They are those of its entry or the name of what it is about, else those of its paragraph.
    """
    entries = _by_id(report)
    blocks = report.document.blocks

    def words(finding: Finding) -> str:
        if entry := entries.get(finding.entry or ""):
            values = (entry.problem, *entry.measures)
            return squeezed("".join([entry.heading, *(value.text for value in values if value)]))
        if finding.about:
            return squeezed(finding.about)
        return squeezed(blocks[finding.span.block].text) if blocks else ""

    return words


def squeezed(text: str) -> str:
    """The text without spaces and line breaks."""
    return "".join(text.split())


def _by_id(report: Report) -> dict[str, Entry]:
    return {entry.id: entry for entry in report.reading.entries}


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
    title = squeezed(report.reading.header.title)
    words = (squeezed(report.document.blocks[block].text) for block in touched)
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


def _by_comment(
    finding: Finding, marks: Iterable[_Mark], places: Callable[[Finding], frozenset[int]]
) -> tuple[str, str] | None:
    for mark in marks:
        if finding.rule not in mark.rules:
            continue
        if mark.blocks is None or mark.blocks & places(finding):
            return mark.reason, mark.origin
    return None


def _places_of(report: Report) -> Callable[[Finding], frozenset[int]]:
    """What tells the blocks of a finding, and of what its entry says itself."""
    entries = _by_id(report)

    def places(finding: Finding) -> frozenset[int]:
        entry = entries.get(finding.entry or "")
        spans = (entry.span, *(text.span for text in entry.measures)) if entry else ()
        return frozenset(span.block for span in (finding.span, *spans))

    return places


def _by_waiver(
    finding: Finding, waivers: Iterable[Waiver], words: Callable[[Finding], str]
) -> tuple[str, str] | None:
    for waiver in waivers:
        if finding.rule in waiver.rules and squeezed(waiver.text) in words(finding):
            return waiver.reason, waiver.origin
    return None


def _named(name: str, pattern: str) -> bool:
    """Whether a pattern is for a file; an empty one is for all."""
    return not pattern or fnmatch(name, pattern) or fnmatch(name.rpartition("/")[2], pattern)
