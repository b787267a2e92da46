"""The rules (规则), joined family by family; a later family is one more line here."""

from __future__ import annotations

from wenfeng.domain import Document, Finding, Profile, Reading
from wenfeng.rules import deadline, measure, owner, read
from wenfeng.rules.rule import Rule, judge_with

__all__ = ["RULES", "Rule", "judge"]

RULES: tuple[Rule, ...] = owner.RULES + deadline.RULES + measure.RULES + read.RULES


def judge(document: Document, reading: Reading, profile: Profile) -> tuple[Finding, ...]:
    """Every finding about a document, in its order, at the levels the profile gives."""
    return judge_with(RULES, document, reading, profile)
