"""The plans that the program is improved on are read no worse than docs/accuracy.json records."""

from __future__ import annotations

import evaluate
import pytest
from accuracy_page import Record, mean, recorded
from cases import ROOT, cases
from gold_lines import parse_gold

from wenfeng.pipeline import RAISE_VARIABLE

BARS = {
    "entries": 0.97,
    "owners": 0.97,
    "deadlines": 0.95,
    "owner_missing": 0.90,
    "deadline_missing": 0.90,
}


@pytest.fixture(scope="module")
def now() -> Record:
    """Hand-written plans one by one, generated ones (train, dev) by layout."""
    asked = (case for case in cases() if case.group in ("handwritten", "generated"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(RAISE_VARIABLE, "1")  # our own corpora need no isolated processes
        return evaluate.record({case: evaluate.evaluated(case) for case in asked})


def test_nothing_is_read_worse_than_recorded(now: Record) -> None:
    assert list(now["documents"]) == ["handwritten"]
    assert list(now["layouts"]) == ["handwritten", "generated"]
    assert list(evaluate.drops(recorded(), now)) == []


@pytest.mark.parametrize(("figure", "bar"), BARS.items())
def test_the_mean_stays_above_its_bar(now: Record, figure: str, bar: float) -> None:
    assert mean(now["documents"]["handwritten"].values())[figure] >= bar


def test_a_plan_without_entries_gives_none(now: Record) -> None:
    assert now["documents"]["handwritten"]["10-征集整改方案通知"]["precision"] == 1.0


@pytest.mark.parametrize("name", ["handwritten", "heldout"])
def test_the_readme_counts_plans_and_entries(name: str) -> None:
    answers = sorted((ROOT / "corpora" / name).glob("*.jsonl"))
    lines = [line for answer in answers for line in parse_gold(answer.read_text("utf-8"))]
    optional = sum(line.optional for line in lines)
    counted = (
        f"{len(answers)} 份文件，必读条目 {len(lines) - optional} 条，另有 {optional} 条可有可无"
    )
    assert counted in (ROOT / "corpora" / name / "README.md").read_text("utf-8")
