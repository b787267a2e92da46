"""Levels, profiles, order and places of findings (审查意见)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.notation import doc
from tests.rules.test_examples import findings
from wenfeng import profiles
from wenfeng.domain import LEVELS, Level, Profile
from wenfeng.extract import extract
from wenfeng.rules import RULES, Case, Rule, judge

PLAN = """青禾县粮库整治工作方案
一、主要任务
1.检修仓房。更换三号仓测温电缆。
2.清理库存。逐仓核对账目。（责任单位：各有关单位；完成时限：尽快）
3.培训人员。轮训保管员三十人。（督办单位：县粮食局；完成时限：2025年9月31日前）
| 序号 | 存在问题 | 整改措施 | 责任人 | 整改时限 |
| 1 | 账目不清 |  | 贺青 | 2025年5月底前 |

青禾县粮食局
2025年3月10日"""


def with_level(rule: Rule, level: Level | None) -> Profile:
    """The profile of a rule's examples, the rule set to a level."""
    profile = profiles.load(rule.profile)
    return replace(profile, levels=(*profile.levels, (rule.id, level)))


def test_findings_stand_in_the_order_of_the_document() -> None:
    found = findings(PLAN)
    places = [(f.span.block, f.span.start) for f in found]
    assert places == sorted(places)
    assert [f.rule for f in found] == [
        "deadline.missing",
        "owner.missing",
        "owner.vague",
        "deadline.vague",
        "deadline.impossible",
        "owner.missing",
        "measure.missing",
    ]


@pytest.mark.parametrize("text", [PLAN, *(rule.flag for rule in RULES)])
def test_every_finding_has_a_place_inside_its_block_and_a_known_entry(text: str) -> None:
    document = doc(text)
    reading = extract(document)
    for finding in judge(Case(document, reading, profiles.load("general"))):
        block = document.blocks[finding.span.block]
        assert 0 <= finding.span.start <= finding.span.end <= len(block.text)
        assert finding.entry is None or finding.entry in {e.id for e in reading.entries}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_finding_has_the_level_of_its_rule(rule: Rule) -> None:
    profile = profiles.load(rule.profile)
    found = findings(rule.flag, profile, rule.feedback, rule.others)
    levels = {finding.level for finding in found if finding.rule == rule.id}
    assert levels == {profile.level(rule.id, rule.level)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_profile_switches_a_rule_off(rule: Rule) -> None:
    found = findings(rule.flag, with_level(rule, None), rule.feedback, rule.others)
    assert rule.id not in {f.rule for f in found}


@pytest.mark.parametrize("level", LEVELS)
def test_a_profile_gives_a_rule_another_level(level: Level) -> None:
    for rule in RULES:
        found = findings(rule.flag, with_level(rule, level), rule.feedback, rule.others)
        assert {f.level for f in found if f.rule == rule.id} == {level}


def test_a_profile_leaves_the_other_rules_alone() -> None:
    general = profiles.load("general")
    profile = replace(general, levels=(*general.levels, ("owner.missing", None)))
    assert [f.rule for f in findings(PLAN, profile)] == [
        f.rule for f in findings(PLAN) if f.rule != "owner.missing"
    ]


def test_the_place_of_what_stands_in_the_text_is_its_words() -> None:
    blocks = doc(PLAN).blocks
    found = {f.rule: f.span for f in findings(PLAN)}
    words = {
        rule: blocks[span.block].text[span.start : span.end]
        for rule, span in found.items()
        if rule in ("owner.vague", "deadline.vague", "deadline.impossible")
    }
    assert words["owner.vague"] == "各有关单位"
    assert words["deadline.vague"] == "尽快"
    assert words["deadline.impossible"].startswith("2025年9月31日")


def test_only_supervisors_are_named_in_the_message() -> None:
    (finding,) = (f for f in findings(PLAN) if f.rule == "owner.missing" and "督办" in f.message)
    assert "县粮食局" in finding.message


def test_a_stage_without_an_owner_is_only_a_hint_without_a_time_an_error() -> None:
    text = (
        "青禾县粮库整治工作方案\n一、实施步骤\n（一）自查阶段（2025年4月）。各库点自查自纠。\n"
        "（二）抽查阶段。逐库抽查，通报结果。"
    )
    assert [(f.rule, f.level, f.entry) for f in findings(text)] == [
        ("owner.missing", "info", "e1"),
        ("deadline.missing", "error", "e2"),
        ("owner.missing", "info", "e2"),
    ]


def test_an_inherited_value_is_never_missing() -> None:
    text = (
        "青禾县粮库整治工作方案\n本次整治行动于2025年5月底前完成。\n"
        "一、县粮食局\n1.检修仓房。更换三号仓测温电缆。\n2.清理库存。逐仓核对账目。"
    )
    assert findings(text) == ()


def test_an_unanswered_problem_belongs_to_no_entry() -> None:
    text = (
        "粮库整改方案\n一、存在的主要问题\n1.账目不清。\n2.通风系统损坏。\n3.人员未经培训上岗。\n"
        "二、整改措施\n1.通风系统损坏部分全部更换。（责任单位：县粮库；完成时限：2025年5月底前）"
    )
    assert [(f.rule, f.entry) for f in findings(text)] == [("measure.missing", None)] * 2


def test_a_document_without_entries_says_so_and_no_more() -> None:
    found = findings("关于召开会议的通知\n各科室：\n定于周五下午开会。")
    assert [(f.rule, f.level, f.entry) for f in found] == [("read.empty", "info", None)]


_PROBLEMS = (
    "整改方案\n一、存在的主要问题\n（一）作风方面。一是会议偏多；二是检查偏多。\n"
    "（二）纪律方面。一是晚归无人登记；二是宿舍闷热。\n二、整改措施\n"
)


@pytest.mark.parametrize(
    ("measures", "level"),
    [
        ("1.开短会。\n2.少查岗。\n3.设门岗。\n4.装风扇。\n5.换锁。", "info"),
        ("1.会议偏多的，每月不超过一次。", "error"),
    ],
)
def test_measures_that_answer_nothing_make_missing_ones_doubtful(measures: str, level: str) -> None:
    found = [f for f in findings(_PROBLEMS + measures) if f.rule == "measure.missing"]
    assert found and {f.level for f in found} == {level}
