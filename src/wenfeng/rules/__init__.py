"""The rules (规则), joined family by family; a later family is one more line here."""

from __future__ import annotations

from collections.abc import Container

from wenfeng.domain import Finding, Profile
from wenfeng.rules import (
    copy,
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
from wenfeng.rules.rule import Case, Rule, in_order, judge_with

__all__ = [
    "RULES",
    "Case",
    "Rule",
    "ask_for_copies",
    "in_order",
    "judge",
    "judge_copies",
    "verify",
]

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
    + copy.RULES
    + read.RULES
)


def judge(case: Case, only: Container[str] | None = None) -> tuple[Finding, ...]:
    """Every finding about a document, in its order, at the levels the profile gives.

    ``only``: the rules that may speak; all of them where it is None.
    """
    return judge_with(tuple(rule for rule in RULES if only is None or rule.id in only), case)


def judge_copies(case: Case, only: Container[str] | None = None) -> tuple[Finding, ...]:
    """The findings about what a document shares with others, of those rules that may speak."""
    return judge_with(tuple(rule for rule in copy.RULES if only is None or rule.id in only), case)


def ask_for_copies(profile: Profile, only: Container[str] | None = None) -> bool:
    """Whether a rule may speak that must know what a document shares with others."""
    return any(
        (only is None or rule.id in only) and profile.level(rule.id, rule.level)
        for rule in copy.RULES
    )


def verify(profile: Profile) -> Profile:
    """The profile, if all it says of rules can be said; ConfigError names file and key."""
    verify_with(RULES, profile)
    return profile
