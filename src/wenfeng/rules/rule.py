"""What a rule is (规则): data with a pure check, an example that flags and one that passes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wenfeng.domain import Document, Finding, Level, Profile, Reading, Span


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check found at a place, before rule and level are put to it.

    ``mild``: no more than a hint here, however strict the rule is elsewhere.
    """

    entry: str | None
    span: Span
    message: str
    suggestion: str
    mild: bool = False


Check = Callable[[Document, Reading], Iterable[Remark]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: ``why`` it is there, its ``source``, a text that flags and one that passes."""

    id: str
    title: str
    level: Level
    why: str
    source: str
    flag: str
    ok: str
    check: Check


def short(text: str, most: int = 30) -> str:
    """The beginning of a text, on one line, to quote in a message."""
    text = text.replace("\n", "")
    return text if len(text) <= most else text[:most] + "…"


def judge_with(
    rules: tuple[Rule, ...], document: Document, reading: Reading, profile: Profile
) -> tuple[Finding, ...]:
    """The findings of some rules, in the order of the document."""
    found: list[Finding] = []
    for rule in rules:
        level = profile.level(rule.id, rule.level)
        if level is None:
            continue
        for remark in rule.check(document, reading):
            found.append(
                Finding(
                    rule.id,
                    "info" if remark.mild else level,
                    remark.entry,
                    remark.message,
                    remark.suggestion,
                    rule.source,
                    remark.span,
                )
            )
    return tuple(sorted(found, key=lambda f: (f.span.block, f.span.start, f.rule)))
