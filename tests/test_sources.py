"""docs/sources.md: what the five source documents ask, clause by clause, and how it is checked."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.notation import doc
from wenfeng import feedback, profiles
from wenfeng.domain import Finding
from wenfeng.extract import extract
from wenfeng.rules import RULES, Case, judge

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = tomllib.loads((ROOT / "tests" / "sources.toml").read_text("utf-8"))
CHECKED = re.compile(
    r"\[(?P<rule>[\w.-]+)\]\(rules/(?P<page>\w+)\.md#(?P<anchor>[\w-]+)\)"
    r"，口径 `(?P<profile>[\w-]+)`"
)
ELSEWHERE = ("不查：", "另查：", "会议：", "台账：")
REPEATED = re.compile(r"\{(\d+)×([^{}]+)\}")


class Row(NamedTuple):
    number: str
    clause: str
    asked: str
    how: str


def rows() -> list[Row]:
    lines = (ROOT / "docs" / "sources.md").read_text("utf-8").splitlines()
    cells = [[c.strip() for c in line.strip("|").split(" | ")] for line in lines if line[:1] == "|"]
    return [Row(*row) for row in cells if re.fullmatch(r"[A-Z]\d+", row[0])]


ROWS = rows()


def findings(number: str, text: str) -> list[Finding]:
    example = EXAMPLES[number]
    document = doc(REPEATED.sub(lambda m: m[2] * int(m[1]), text))
    reading = extract(document)
    opinions = example.get("feedback")
    answers = (
        feedback.match(feedback.items(doc(opinions, "意见.txt")), reading) if opinions else None
    )
    case = Case(document, reading, profiles.load(example["profile"]), answers)
    return [
        finding
        for finding in judge(case)
        if finding.rule == example["rule"] and example.get("says", "") in finding.message
    ]


@pytest.mark.parametrize("number", EXAMPLES)
def test_what_obeys_the_clause_is_not_found_fault_with(number: str) -> None:
    assert findings(number, EXAMPLES[number]["obeys"]) == []


@pytest.mark.parametrize("number", EXAMPLES)
def test_what_disobeys_the_clause_is_found(number: str) -> None:
    assert findings(number, EXAMPLES[number]["disobeys"])


def test_every_clause_has_a_number_of_its_own_and_is_filled_in() -> None:
    numbers = [row.number for row in ROWS]
    assert len(numbers) == len(set(numbers))
    assert all(all(row) for row in ROWS)
    assert {number[0] for number in numbers} == set("HSQBJ")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_a_clause_is_checked_by_a_rule_there_is_or_says_why_not(row: Row) -> None:
    found = CHECKED.fullmatch(row.how)
    if found is None:
        assert row.how.startswith(ELSEWHERE)
        assert len(row.how) >= 10
        return
    example = EXAMPLES[row.number]
    assert (example["rule"], example["profile"]) == (found["rule"], found["profile"])
    assert found["rule"] in {rule.id for rule in RULES}
    assert found["profile"] in profiles.names()
    assert found["anchor"] == found["rule"].replace(".", "")
    assert found["page"] == found["rule"].partition(".")[0]


def test_every_example_belongs_to_a_clause_that_is_checked() -> None:
    assert list(EXAMPLES) == [row.number for row in ROWS if CHECKED.fullmatch(row.how)]


def test_the_rule_is_switched_on_where_it_is_said_to_check() -> None:
    levels = {rule.id: rule.level for rule in RULES}
    for number, example in EXAMPLES.items():
        profile = profiles.load(example["profile"])
        assert profile.level(example["rule"], levels[example["rule"]]), number


def test_whatever_a_profile_asks_for_is_a_clause_here() -> None:
    """A required block or content without a row would be an invention of ours."""
    said = {(e["profile"], e.get("says", "")) for e in EXAMPLES.values()}
    asked = {
        (name, words)
        for name in profiles.names()
        for section in profiles.load(name).sections
        for words in (
            f"没有“{section.name}”",
            *(f"没有写{content.name}" for content in section.contents),
        )
    }
    assert asked == {pair for pair in said if pair[1].startswith("没有")}
