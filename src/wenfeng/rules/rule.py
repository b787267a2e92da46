"""What a rule is (规则): data with a pure check, an example that flags and one that passes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wenfeng.domain import (
    Copy,
    Document,
    Entry,
    Finding,
    Level,
    Profile,
    Reading,
    Response,
    Setting,
    Span,
)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check found at a place, before rule and level are put to it.

    ``mild``: no more than a hint here, however strict the rule is elsewhere. ``source`` stands
    for the rule's own where the profile names the clause. ``about``: as in a finding.
    """

    entry: str | None
    span: Span
    message: str
    suggestion: str
    mild: bool = False
    source: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule may look at: one document, what was read out of it, what is asked of it.

    ``responses`` say how the plan answers the feedback it was checked against; None without any.
    ``copies`` are the documents it shares more than boilerplate with; None if not compared.
    """

    document: Document
    reading: Reading
    profile: Profile
    responses: tuple[Response, ...] | None = None
    copies: tuple[Copy, ...] | None = None

    @property
    def tasks(self) -> tuple[Entry, ...]:
        """The entries that are no mere stages."""
        return tuple(entry for entry in self.reading.entries if entry.kind == "task")


Check = Callable[[Case], Iterable[Remark]]


@dataclass(frozen=True, slots=True)
class Ask:
    """What a rule asks a profile (``[settings."rule"]``): the key, its default, what it means.

    ``choices``: the texts that may be answered, any if none. ``day``: a date or nothing.
    """

    key: str
    default: Setting
    meaning: str
    choices: tuple[str, ...] = ()
    day: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: ``why`` it is there, its ``source``, a text that flags and one that passes.

    The two texts are judged by the profile named, against ``feedback`` and beside ``others``
    where there are any.
    """

    id: str
    title: str
    level: Level
    why: str
    source: str
    flag: str
    ok: str
    check: Check
    profile: str = "general"
    feedback: str = ""
    others: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()

    def excerpt(self, text: str, most: int = 600) -> str:
        """One of the examples as shown to people: of a very long one the beginning."""
        return text if len(text) <= most else f"{text[:150]}……（共 {len(text)} 字）"


def short(text: str, most: int = 30) -> str:
    """The beginning of a text, on one line, to quote in a message."""
    text = text.replace("\n", "")
    return text if len(text) <= most else text[:most] + "…"


def judge_with(rules: tuple[Rule, ...], case: Case) -> tuple[Finding, ...]:
    """The findings of some rules, in the order of the document."""
    found: list[Finding] = []
    for rule in rules:
        level = case.profile.level(rule.id, rule.level)
        if level is not None:
            source = case.profile.clause(rule.id) or rule.source
            found += [_finding(rule, level, source, remark) for remark in rule.check(case)]
    return in_order(found)


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of the document."""
    return tuple(sorted(found, key=lambda f: (f.span.block, f.span.start, f.rule)))


def _finding(rule: Rule, level: Level, source: str, remark: Remark) -> Finding:
    return Finding(
        rule.id,
        "info" if remark.mild else level,
        remark.entry,
        remark.message,
        remark.suggestion,
        remark.source or source,
        remark.span,
        remark.about,
    )
