"""The generated plans are what tools/make_corpus.py makes, and their annotation holds together."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import make_corpus
import pytest
from corpus.fragments import Topic, load
from corpus.stored import GENERATED, Plan, stored_plans
from gold_lines import squeeze

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


@cache
def plans() -> tuple[Plan, ...]:
    return tuple(stored_plans())


@pytest.mark.slow
def test_all_files_are_current() -> None:
    stale = make_corpus.stale(make_corpus.build(load()), GENERATED)
    assert stale == [], "请运行 python tools/make_corpus.py"


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


def test_splits_share_no_topic() -> None:
    splits = load().splits
    for name, topics in splits.items():
        texts = {text for topic in topics for text in (*topic.problems, *topic.measures)}
        for other in splits.keys() - {name}:
            held = {t for topic in splits[other] for t in (*topic.problems, *topic.measures)}
            assert not texts & held


@pytest.mark.parametrize("part", ["problems", "measures"])
def test_a_plan_draws_on_its_own_split_only(part: str) -> None:
    """No text of a plan is a fragment of another split; many plans hold some of their own."""
    texts = {name: _fixed(topics, part) for name, topics in load().splits.items()}
    own = 0
    for plan in plans():
        foreign = set().union(*(texts[name] for name in texts.keys() - {plan["split"]}))
        said = {bare for entry in plan["entries"] for bare in map(_bare, _said(entry, part))}
        assert not said & (foreign - texts[plan["split"]]), plan["id"]
        own += bool(said & texts[plan["split"]])
    assert own > 100


def _said(entry: Plan, part: str) -> Iterable[str]:
    return entry["measures"] if part == "measures" else filter(None, [entry["problem"]])


def _fixed(topics: Iterable[Topic], part: str) -> set[str]:
    """The fragments that stand in plans as they are, without figures put in."""
    texts = (text for topic in topics for text in getattr(topic, part))
    return {_bare(text) for text in texts if "{" not in text}


def _bare(text: str) -> str:
    """The words of a fragment, of which a heading makes 关于…的问题."""
    return squeeze(text.removesuffix("的问题"))
