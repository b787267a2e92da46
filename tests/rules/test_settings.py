"""What profiles ask of single rules (口径里的设置)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.rules.test_examples import findings
from wenfeng import profiles
from wenfeng.domain import Campaign, Profile, Setting
from wenfeng.errors import ConfigError

UNIT = "1.修补堤坝。沿堤填土200米。（责任单位：县水务局；完成时限：2014年9月底前）"
PERSON = "1.修补堤坝。沿堤填土200米。（责任人：贺青；完成时限：2014年9月底前）"
THREE = (
    "1.修补堤坝。填土200米。（责任单位：县水务局、县财政局、云河镇政府；完成时限：2025年6月底前）"
)


def asking(rule: str, key: str, value: Setting) -> Profile:
    """The general profile with a rule switched on and one thing asked of it."""
    general = profiles.load("general")
    return replace(
        general,
        levels=(*general.levels, (rule, "error")),
        settings=(*general.settings, ((rule, key), value)),
    )


def flagged(text: str, profile: Profile, rule: str) -> list[str]:
    return [finding.message for finding in findings(text, profile) if finding.rule == rule]


@pytest.mark.parametrize(
    ("needs", "text", "lacking"),
    [
        (("person", "unit"), UNIT, "责任人"),
        (("person", "unit"), PERSON, "责任单位"),
        (("person",), PERSON, ""),
        (("unit",), UNIT, ""),
        (("unit",), PERSON, "责任单位"),
    ],
)
def test_a_profile_says_whom_it_needs(needs: tuple[str, ...], text: str, lacking: str) -> None:
    said = flagged(text, asking("owner.person-required", "needs", needs), "owner.person-required")
    assert [message.rpartition("没有写明")[2] for message in said] == ([lacking] * bool(lacking))


@pytest.mark.parametrize(("equals", "times"), [(0, 0), (3, 1), (4, 0)])
def test_a_profile_says_how_many_equals_need_a_lead(equals: int, times: int) -> None:
    profile = asking("owner.lead-missing", "equals", equals)
    assert len(flagged(THREE, profile, "owner.lead-missing")) == times


def test_the_end_of_a_campaign_may_stand_in_two_places() -> None:
    rule = "deadline.beyond-campaign"
    campaign = replace(profiles.load("general"), campaign=Campaign(None, date(2014, 8, 31)))
    assert len(flagged(UNIT, asking(rule, "end", "2014-08-31"), rule)) == 1
    assert len(flagged(UNIT, campaign, rule)) == 1
    assert flagged(UNIT, asking(rule, "end", "2014-09-30"), rule) == []


def test_an_end_that_is_no_date_is_told() -> None:
    rule = "deadline.beyond-campaign"
    with pytest.raises(ConfigError, match="不是日期"):
        findings(UNIT, asking(rule, "end", "九月底"))


def test_what_several_entries_share_is_told_once() -> None:
    text = (
        "一、河道（责任单位：县水务局；完成时限：长期坚持）\n"
        "1.清淤。清淤三公里。\n2.保洁。捞起漂浮物。"
    )
    (message,) = flagged(text, profiles.load("general"), "deadline.no-milestone")
    assert "共 2 条" in message


@pytest.mark.parametrize(
    ("measure", "wanted", "not_wanted"),
    [
        ("切实提高认识，形成工作合力", ("做什么事", "哪个地方", "多久一次"), ()),
        ("进一步加强学习，深入贯彻《水法》", ("做什么事", "多久一次"), ("哪个地方",)),
    ],
)
def test_a_vague_measure_is_told_what_it_lacks(
    measure: str, wanted: tuple[str, ...], not_wanted: tuple[str, ...]
) -> None:
    text = f"1.{measure}。（责任单位：县水务局；完成时限：2025年6月底前）"
    (finding,) = (f for f in findings(text) if f.rule == "measure.vague")
    assert all(words in finding.suggestion for words in wanted)
    assert not any(words in finding.suggestion for words in not_wanted)
