"""The rules (规则), joined family by family; a later family is one more line here."""

from __future__ import annotations

from collections.abc import Container

from wenfeng.domain import Finding, Profile
from wenfeng.rules import (
    deadline,
    form,
    length,
    limit,
    measure,
    owner,
    problem,
    read,
    response,
    structure,
)
from wenfeng.rules.asking import verify_with
from wenfeng.rules.rule import Case, Rule, judge_with

__all__ = ["RULES", "Case", "Rule", "judge", "verify"]

RULES: tuple[Rule, ...] = (
    owner.RULES
    + deadline.RULES
    + problem.RULES
    + measure.RULES
    + structure.RULES
    + limit.RULES
    + form.RULES
    + length.RULES
    + response.RULES
    + read.RULES
)


def judge(case: Case, only: Container[str] | None = None) -> tuple[Finding, ...]:
    """Every finding about a document, in its order, at the levels the profile gives.

    ``only``: the rules that may speak; all of them where it is None.
    """
    return judge_with(tuple(rule for rule in RULES if only is None or rule.id in only), case)


def verify(profile: Profile) -> Profile:
    """The profile, if all it says of rules can be said; ConfigError names file and key."""
    verify_with(RULES, profile)
    return profile
