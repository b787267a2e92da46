"""The generated plans are what tools/make_corpus.py makes, and their annotation holds together."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ROOT / "corpora" / "generated"
REMADE = (1, 2, 57, 140, 266, 333, 471)
GOLD = {
    "anchor",
    "lead",
    "support",
    "owner_scope",
    "deadline",
    "deadline_scope",
    "deadline_kind",
    "optional",
}
KINDS = {None, "ongoing", "recurring", "immediate", "relative", "event", "vague"}
Json = dict[str, Any]

if not (ROOT / "tools" / "make_corpus.py").exists():
    pytest.skip("生成工具不在这里", allow_module_level=True)


@cache
def plans() -> tuple[Json, ...]:
    shards = (path.read_text("utf-8") for path in sorted(GENERATED.glob("*.jsonl")))
    return tuple(json.loads(line) for shard in shards for line in shard.split("\n") if line)


def squeeze(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    import make_corpus

    return make_corpus


@pytest.mark.parametrize("number", REMADE)
def test_a_plan_made_again_is_the_committed_one(number: int, tool: ModuleType) -> None:
    (made,) = tool.plans(tool.load(), [number])
    shard = GENERATED / f"{(number - 1) // tool.SHARD + 1:02}.jsonl"
    lines = shard.read_bytes().splitlines(keepends=True)
    assert lines[(number - 1) % tool.SHARD] == tool.line(made).encode(), (
        "请运行 python tools/make_corpus.py"
    )


@pytest.mark.slow
def test_all_files_are_current(tool: ModuleType) -> None:
    assert tool.stale(tool.build(tool.load()), tool.OUTPUT) == []


def test_there_are_enough() -> None:
    assert len(plans()) >= 440
    assert sum(len(plan["entries"]) for plan in plans()) >= 6600
    assert len({plan["layout"] for plan in plans()}) >= 14


def test_gold_lines_have_the_fields_of_gold() -> None:
    for plan in plans():
        for entry in plan["entries"]:
            assert set(entry) >= GOLD
            assert entry["deadline_kind"] in KINDS
            assert entry["kind"] in ("task", "stage")
            assert (entry["owner_scope"] is None) == (not entry["lead"])
            assert entry["deadline_scope"] or not (entry["deadline"] or entry["deadline_kind"])


def test_every_anchor_occurs_once() -> None:
    for plan in plans():
        text = squeeze(plan["text"])
        for entry in plan["entries"]:
            words = [entry["problem"] or "", *entry["measures"]]
            assert text.count(squeeze(entry["anchor"])) == 1, plan["id"]
            assert any(entry["anchor"] in part for part in words), plan["id"]


def test_anchors_stand_in_measures() -> None:
    for plan in plans():
        measures = {
            squeeze(plan["text"][start:end])
            for start, end, label, *_ in plan.get("spans", ())
            if label == "MEASURE"
        }
        for entry in plan["entries"] if measures else ():
            anchor = squeeze(entry["anchor"])
            assert sum(anchor in text for text in measures) == 1, plan["id"]


def test_spans_lie_inside_the_text_and_hold_no_marks() -> None:
    for plan in plans():
        text = plan["text"]
        assert not any(sign >= "\U000f0000" for sign in text), plan["id"]
        for start, end, label, *kind in plan.get("spans", ()):
            assert 0 <= start < end <= len(text), plan["id"]
            assert text[start:end] == text[start:end].strip("\n"), plan["id"]
            assert len(kind) == label.startswith("OWNER"), plan["id"]


def test_names_stand_in_spans_of_their_role() -> None:
    """In undamaged texts every owner that an entry states has a span."""
    for plan in plans():
        if plan["format"] != "txt" or plan["damage"]:
            continue
        spans = {(plan["text"][s:e], label) for s, e, label, *_ in plan["spans"]}
        for entry in plan["entries"]:
            assert {(name, "OWNER_LEAD") for name in entry["lead"]} <= spans, plan["id"]
            assert {(name, "OWNER_SUPPORT") for name in entry["support"]} <= spans, plan["id"]


def test_splits_share_no_topic(tool: ModuleType) -> None:
    splits = tool.load().splits
    for name, topics in splits.items():
        texts = {text for topic in topics for text in (*topic.problems, *topic.measures)}
        for other in splits.keys() - {name}:
            held = {t for topic in splits[other] for t in (*topic.problems, *topic.measures)}
            assert not texts & held


def test_a_plan_draws_on_its_own_split_only(tool: ModuleType) -> None:
    """Problems and measures without figures are found among the fragments of the split."""
    splits = tool.load().splits
    texts = {name: _fixed(topics) for name, topics in splits.items()}
    for plan in plans():
        foreign = set().union(*(texts[name] for name in texts.keys() - {plan["split"]}))
        said = {text for entry in plan["entries"] for text in entry["measures"]}
        assert not said & (foreign - texts[plan["split"]]), plan["id"]


def _fixed(topics: Any) -> set[str]:
    return {text for topic in topics for text in topic.measures if "{" not in text}


def test_the_card_holds_the_numbers() -> None:
    card = (GENERATED / "README.md").read_text("utf-8")
    entries = sum(len(plan["entries"]) for plan in plans())
    assert f"方案 {len(plans())} 份，条目 {entries} 个" in card
