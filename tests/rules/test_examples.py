"""Every rule flags what it says it flags, and only that: its own examples and tests/cases."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.notation import doc
from wenfeng import feedback, profiles
from wenfeng.domain import Finding, Profile, Report
from wenfeng.extract import extract
from wenfeng.pipeline.copied import copies_of
from wenfeng.rules import RULES, Case, Rule, judge
from wenfeng.waivers import waive

CASES = Path(__file__).resolve().parents[1] / "cases"
ALSO = {"response.weak": {"measure.vague"}}  # an answer in empty words is a vague measure too
CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")


def findings(
    text: str, profile: Profile | str = "general", opinions: str = "", others: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """What is found in a plan that the notation describes, beside a list of opinions and others."""
    document = doc(text)
    chosen = profiles.load(profile) if isinstance(profile, str) else profile
    reading = extract(document)
    answers = (
        feedback.match(feedback.items(doc(opinions, "意见.txt")), reading) if opinions else None
    )
    also = [doc(other, f"另一份{number}.txt") for number, other in enumerate(others, 1)]
    reports = [Report(one, extract(one), chosen, ()) for one in (document, *also)]
    copies = copies_of(reports)[0] if others else None
    case = Case(document, reading, chosen, answers, copies)
    report = Report(document, reading, chosen, judge(case))
    return waive(report, (), {rule.id: rule.title for rule in RULES}).findings


def cases(verdict: str) -> list[object]:
    return [
        pytest.param(
            rule.id,
            case["text"],
            case.get("profile", rule.profile),
            case.get("feedback", ""),
            case.get("others", ()),
            id=f"{rule.id}-{i}-{case['why']}",
        )
        for rule in RULES
        for i, case in enumerate(read(rule).get(verdict, []), 1)
    ]


def read(rule: Rule) -> dict[str, list[dict[str, Any]]]:
    family, name = rule.id.split(".")
    return tomllib.loads((CASES / family / f"{name}.toml").read_text("utf-8"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_flag_text_raises_exactly_that_rule(rule: Rule) -> None:
    found = {
        finding.rule for finding in findings(rule.flag, rule.profile, rule.feedback, rule.others)
    }
    assert found - ALSO.get(rule.id, set()) == {rule.id}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_ok_text_raises_nothing(rule: Rule) -> None:
    assert findings(rule.ok, rule.profile, rule.feedback, rule.others) == ()


@pytest.mark.parametrize(("rule", "text", "profile", "opinions", "others"), cases("flag"))
def test_flag(rule: str, text: str, profile: str, opinions: str, others: list[str]) -> None:
    assert rule in {finding.rule for finding in findings(text, profile, opinions, others)}


@pytest.mark.parametrize(("rule", "text", "profile", "opinions", "others"), cases("pass"))
def test_pass(rule: str, text: str, profile: str, opinions: str, others: list[str]) -> None:
    assert extract(doc(text)).entries
    assert rule not in {finding.rule for finding in findings(text, profile, opinions, others)}


def test_every_rule_has_cases_and_every_case_a_rule() -> None:
    files = {f"{path.parent.name}.{path.stem}" for path in CASES.rglob("*.toml")}
    assert files == {rule.id for rule in RULES}
    assert all(read(rule)["flag"] and read(rule)["pass"] for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_a_finding_says_is_chinese(rule: Rule) -> None:
    for text in (rule.title, rule.why, rule.source):
        assert CHINESE.search(text)
    for finding in findings(rule.flag, rule.profile, rule.feedback, rule.others):
        if finding.rule in ALSO.get(rule.id, ()):
            continue
        assert CHINESE.search(finding.message)
        assert CHINESE.search(finding.suggestion)
        assert finding.source == rule.source
        assert not re.search(r"None|\bowner|\bdeadline|[{}]", finding.message)
