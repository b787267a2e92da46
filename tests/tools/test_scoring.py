"""Marks: what counts as found, what is left open, and that a worse program is noticed."""

from __future__ import annotations

import importlib.util
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from wenfeng.domain import Batch, Deadline, Entry, Finding, Header, Owner, Reading, Span, Text
from wenfeng.pipeline import check, render

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = ROOT.parent / "shared" / "gold" / "score.py"
HERE = Span(0, 0, 0)


def entry(id: str, words: str, *owners: Owner, due: Deadline | None = None) -> Entry:
    measures = (Text(words, HERE),)
    return Entry(id, "task", "", (), "", "", None, measures, owners, due, HERE)


def owner(name: str, role: str = "lead", scope: str = "own") -> Owner:
    return Owner(name, "unit", role, "", scope, HERE)  # type: ignore[arg-type]


def by(day: date | None, text: str = "5月底前", kind: str = "date") -> Deadline:
    return Deadline(text, kind, None, day, False, False, (), "own", HERE)  # type: ignore[arg-type]


def marks(gold: list[Any], *entries: Entry, flags: tuple[tuple[str, str], ...] = ()) -> Any:
    from scoring import score

    findings = [Finding(rule, "error", about, "", "", "", HERE) for about, rule in flags]
    return score(gold, Reading(Header(), entries), findings)


def line(anchor: str, **values: Any) -> Any:
    from gold_lines import Gold

    return Gold(anchor, **values)


def counts(tally: Any) -> tuple[int, int, int]:
    return tally.found, tally.extra, tally.missed


def test_an_anchor_finds_its_entry_whatever_the_punctuation() -> None:
    got = marks([line("更换“老旧”管网")], entry("e1", "更换老旧，管网12公里"))
    assert counts(got.entries) == (1, 0, 0)


def test_an_entry_nobody_asked_for_is_extra_and_one_not_read_is_missed() -> None:
    got = marks([line("疏浚河道")], entry("e1", "更换管网"))
    assert counts(got.entries) == (0, 1, 1)
    assert any("漏读" in note for note in got.notes)
    assert any("多读" in note for note in got.notes)


def test_of_two_entries_with_the_anchor_the_smaller_one_answers() -> None:
    big = entry("e1", "更换管网，并且疏浚河道、清理淤泥", owner("县水利局"))
    got = marks(
        [line("疏浚河道", lead=("县住建局",))], big, entry("e2", "疏浚河道", owner("县住建局"))
    )
    assert counts(got.owners) == (1, 0, 0)
    assert counts(got.entries) == (1, 1, 0)


def test_an_entry_that_swallows_two_counts_once() -> None:
    gold = [line("更换管网", lead=("水务局",)), line("疏浚河道", lead=("水利局",))]
    got = marks(gold, entry("e1", "更换管网；疏浚河道", owner("水务局")))
    assert counts(got.entries) == (1, 0, 1)
    assert counts(got.owners) == (1, 0, 1)  # the first line has the entry


def test_optional_entries_neither_help_nor_harm() -> None:
    gold = [line("更换管网"), line("加强领导", optional=True)]
    read = marks(gold, entry("e1", "更换管网"), entry("e2", "加强领导"))
    left = marks(gold, entry("e1", "更换管网"))
    assert counts(read.entries) == counts(left.entries) == (1, 0, 0)


def test_an_optional_line_does_not_use_up_the_entry_of_another() -> None:
    gold = [line("加强领导", optional=True), line("更换管网")]
    assert counts(marks(gold, entry("e1", "加强领导，更换管网")).entries) == (1, 0, 0)


def test_owners_are_compared_by_role_and_bare_name() -> None:
    gold = [line("更换管网", lead=("县水务局",), support=("财政局", "各乡镇"))]
    owners = owner("水务局"), owner("县财政局"), owner("有关部门", "support")
    got = marks(gold, entry("e1", "更换管网", *owners))
    assert counts(got.owners) == (1, 1, 1)


def test_supervisors_count_only_where_the_line_names_them() -> None:
    read = entry("e1", "更换管网", owner("水务局"), owner("督查室", "supervise"))
    silent = marks([line("更换管网", lead=("水务局",))], read)
    named = marks([line("更换管网", lead=("水务局",), supervise=("纪委",))], read)
    assert counts(silent.owners) == (1, 0, 0)
    assert counts(named.owners) == (1, 1, 1)


def test_what_the_reader_left_open_is_not_scored() -> None:
    gold = [line("更换管网", lead=("*",), owner_scope="own", deadline="*", deadline_scope="own")]
    read = entry("e1", "更换管网", owner("水务局", scope="section"), due=by(date(2025, 5, 31)))
    got = marks(gold, read, flags=(("e1", "owner.missing"), ("e1", "deadline.missing")))
    assert counts(got.owners) == counts(got.owner_missing) == (0, 0, 0)
    assert counts(got.deadline_missing) == (0, 0, 0)
    assert got.deadlines.asked == got.owner_scope.asked == got.deadline_scope.asked == 0


@pytest.mark.parametrize(
    ("want", "read", "right"),
    [
        ({"deadline": "2025-05-31"}, by(date(2025, 5, 31)), 1),
        ({"deadline": "2025-05-31"}, by(date(2025, 5, 1)), 0),
        ({"deadline": "2025-05-31"}, None, 0),
        ({}, None, 1),
        ({}, by(date(2025, 5, 31)), 0),
        ({"deadline_kind": "ongoing"}, by(None, "长期坚持", "ongoing"), 1),
        ({"deadline_kind": "ongoing"}, None, 0),
    ],
)
def test_a_deadline_is_right_by_its_last_day(
    want: dict[str, str], read: Deadline | None, right: int
) -> None:
    got = marks([line("更换管网", **want)], entry("e1", "更换管网", due=read))
    assert (got.deadlines.right, got.deadlines.asked) == (right, 1)


def test_scopes_are_compared_where_the_gold_has_one() -> None:
    gold = [
        line(
            "甲项", lead=("水务局",), owner_scope="own", deadline="2025-05-31", deadline_scope="own"
        ),
        line("乙项", lead=("水务局",), owner_scope="own"),
    ]
    due = by(date(2025, 5, 31))
    first = entry("e1", "甲项", owner("水务局"), due=replace(due, scope="document"))
    second = entry("e2", "乙项", owner("水务局", scope="section"))
    got = marks(gold, first, second)
    assert (got.owner_scope.right, got.owner_scope.asked) == (1, 2)
    assert (got.deadline_scope.right, got.deadline_scope.asked) == (0, 1)


def test_the_scope_is_that_of_the_leading_owners_if_any_leads() -> None:
    helper, watcher = owner("财政局", "support", "section"), owner("督查室", "supervise")
    gold = [line("甲项", lead=("水务局",), owner_scope="section")]
    led = marks(gold, entry("e1", "甲项", helper, owner("水务局")))
    helped = marks(gold, entry("e1", "甲项", watcher, helper))
    watched = marks([line("甲项", owner_scope="own")], entry("e1", "甲项", watcher))
    assert [m.owner_scope.right for m in (led, helped, watched)] == [0, 1, 1]


def test_flags_are_due_where_nothing_stands_also_on_entries_not_read() -> None:
    gold = [line("甲项"), line("乙项", lead=("水务局",), deadline="2025-05-31"), line("丙项")]
    flags = (("e1", "owner.missing"), ("e2", "owner.missing"), ("e2", "deadline.missing"))
    got = marks(gold, entry("e1", "甲项"), entry("e2", "乙项"), flags=flags)
    assert counts(got.owner_missing) == (1, 1, 1)
    assert counts(got.deadline_missing) == (0, 1, 2)


def test_ratios() -> None:
    from scoring import Tally

    tally = Tally(found=3, extra=1, missed=3)
    assert (tally.precision, tally.recall, tally.f1) == (0.75, 0.5, 0.6)
    assert Tally().f1 == 1.0
    assert Tally(missed=2).f1 == 0.0


def test_a_sample_is_exact_only_when_every_field_and_finding_is() -> None:
    from expectation import differences, to_gold

    path = ROOT / "corpora" / "samples" / "08-stages.expected.json"
    expected = json.loads(path.read_text("utf-8"))
    report = check(path.with_name("08-stages.docx"))
    assert [*differences(expected, report.reading, report.findings)] == []
    (silent,) = differences(expected, report.reading, ())
    assert "owner.missing" in silent
    perfect = marks([*to_gold(expected)], *report.reading.entries)
    assert perfect.entries.f1 == perfect.owners.f1 == perfect.deadlines.value == 1.0
    expected["entries"][1]["heading"] += "改"
    (changed,) = differences(expected, report.reading, report.findings)
    assert "第2条" in changed and "heading" in changed
    expected["entries"].pop(1)
    assert len([*differences(expected, report.reading, ())]) > 1


def recorded(**rows: float) -> dict[str, Any]:
    return {"documents": {"seeds": {name: {"entries": value} for name, value in rows.items()}}}


def test_a_drop_is_noticed_and_a_tremor_is_not() -> None:
    from evaluate import drops

    (worse,) = drops(recorded(甲=0.9, 乙=0.9), recorded(甲=0.896, 乙=0.894))
    assert "乙" in worse and "0.900 → 0.894" in worse
    assert not [*drops(recorded(甲=0.9), recorded(甲=1.0, 丙=0.1))]


def test_a_document_that_is_gone_is_noticed_unless_it_was_not_asked_for() -> None:
    from evaluate import drops

    old, new = recorded(甲=0.9, 乙=0.9), recorded(甲=0.9)
    assert [*drops(old, new)] == ["公开的整改文件 乙：有记录，这次没有评"]
    assert not [*drops(old, new, whole=False)]
    assert not [*drops(old, {"documents": {}})]


def test_a_held_out_set_drops_as_a_whole_and_names_no_plan() -> None:
    from evaluate import drops

    def pooled(value: float) -> dict[str, Any]:
        return {"documents": {}, "pooled": {"heldout": {"": {"entries": value}}}}

    (worse,) = drops(pooled(0.9), pooled(0.8))
    assert worse == "留出的手写方案（合并）：条目 F1 0.900 → 0.800"
    assert not [*drops(pooled(0.9), pooled(0.896))]
    assert not [*drops(pooled(0.9), pooled(0.8), whole=False)]


def test_of_held_out_plans_only_the_whole_is_recorded() -> None:
    from accuracy_page import recorded as stored
    from cases import TESTS, Case, Result
    from evaluate import record
    from scoring import Score

    case = Case("heldout", "甲", Path("甲.txt"), Path("甲.jsonl"))
    new = record({case: Result(Score(), "prose")})
    assert [list(new[kind]) for kind in ("documents", "layouts", "pooled")] == [[], [], ["heldout"]]
    for group in TESTS:
        assert group not in stored()["documents"] and group not in stored()["layouts"]
        assert list(stored()["pooled"][group]) == [""]


def test_what_to_expect_of_unseen_plans_is_one_sentence() -> None:
    from accuracy_page import EXPECTED, FIGURES, unseen

    first = {"131-甲": dict.fromkeys(FIGURES, 0.5), "01-乙": dict.fromkeys(FIGURES, 0.1)}
    held = {"": dict.fromkeys(FIGURES, 0.923) | {"owners": 0.5}}
    sentence = unseen({"first": {"handwritten": first}, "pooled": {"heldout": held}})
    assert "条目 F1 0.50–0.92、责任主体 F1 0.50、" in sentence
    assert all(FIGURES[figure] in sentence for figure in EXPECTED)
    assert sentence.count("。") == 1


def test_first_contact_is_written_once_and_other_sets_are_kept() -> None:
    from evaluate import merged

    met = {"documents": {"handwritten": {"01": {"entries": 0.5}}}, "pooled": {}}
    first = merged({**recorded(甲=0.9), "pooled": {}}, met)
    assert first["documents"]["seeds"]["甲"] == {"entries": 0.9}
    better = {"documents": {"handwritten": {"01": {"entries": 1.0}}}, "pooled": {}}
    second = merged(first, better)
    assert second["documents"]["handwritten"]["01"] == {"entries": 1.0}
    assert second["first"]["handwritten"]["01"] == {"entries": 0.5}


def test_the_page_shows_what_is_recorded() -> None:
    from accuracy_page import page

    record = json.loads((ROOT / "docs" / "accuracy.json").read_text("utf-8"))
    assert (ROOT / "docs" / "accuracy.md").read_text("utf-8") == page(record), (
        "请运行 python tools/evaluate.py --write"
    )


def test_the_page_about_the_models_compares_with_the_rules_as_recorded() -> None:
    from accuracy_page import SETS, recorded

    asked = ("entries", "owners", "deadlines", "owner_missing", "deadline_missing")
    _, *parts = (ROOT / "docs" / "ablation.md").read_text("utf-8").split("\n## ")
    titles = {title: group for group, title in SETS.items()}
    assert parts
    for title, _, text in (part.partition("\n") for part in parts):
        row = recorded()["pooled"][titles[title]][""]
        figures = " | ".join(f"{row[figure]:.3f}" for figure in asked)
        assert f"| 全部 | 只用规则 | {figures} |" in text, (
            f"{title}：请运行 python tools/ablation.py --write"
        )


def outside_cases() -> list[Any]:
    if not OUTSIDE.exists():
        return []
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from evaluate import cases

        return [case for case in cases() if case.group in {"seeds", "real"}]
    finally:
        sys.path.remove(str(ROOT / "tools"))


@pytest.mark.skipif(not OUTSIDE.exists(), reason="the outside scorer is not on this machine")
@pytest.mark.parametrize("case", outside_cases(), ids=lambda case: case.name)
def test_an_independent_scorer_gives_the_same_marks(case: Any) -> None:
    from gold_lines import parse_gold
    from scoring import score

    spec = importlib.util.spec_from_file_location("outside_score", OUTSIDE)
    assert spec and spec.loader
    outside = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(outside)
    report = check(case.plan)
    lines = [json.loads(text) for text in case.answer.read_text("utf-8").splitlines()]
    document = json.loads(render(Batch((report,), ()), "json"))["documents"][0]
    theirs = outside.score(lines, document)
    ours = score(parse_gold(case.answer.read_text("utf-8")), report.reading, report.findings)
    assert theirs["entry"] == pytest.approx(
        (ours.entries.precision, ours.entries.recall, ours.entries.f1)
    )
    assert theirs["deadline"] == pytest.approx(ours.deadlines.value)
    assert theirs["missing_owner"][2] == pytest.approx(ours.owner_missing.f1)
    assert theirs["missing_deadline"][2] == pytest.approx(ours.deadline_missing.f1)
    # It counts whatever was read for open owners as right; here they are not scored at all.
    if not any("*" in line["lead"] for line in lines):
        assert theirs["owner"][2] == pytest.approx(ours.owners.f1)
