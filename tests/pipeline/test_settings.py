"""``wenfeng.toml`` and the command line: which profile, rules and levels a file is checked by."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenfeng import pipeline
from wenfeng.domain import Batch
from wenfeng.errors import ConfigError

PLAN = """云岭县河道整治工作方案
一、主要任务
1．拆除违建。拆除河边窝棚。（责任单位：县水务局；完成时限：尽快）
2．清理河滩垃圾。沿河设置垃圾箱二十个。
"""


def check(folder: Path, toml: str = "", **choice: object) -> Batch:
    (folder / "方案.txt").write_text(PLAN, "utf-8")
    if toml:
        (folder / "wenfeng.toml").write_text(toml, "utf-8")
    order = pipeline.Order(pipeline.Choice(**choice))  # type: ignore[arg-type]
    batch = pipeline.carry_out(order, [folder])
    assert not batch.failures
    return batch


def rules(batch: Batch) -> set[str]:
    return {finding.rule for report in batch.reports for finding in report.findings}


def test_without_a_file_every_rule_speaks(tmp_path: Path) -> None:
    assert {"owner.missing", "deadline.missing", "deadline.vague"} <= rules(check(tmp_path))


def test_select_and_ignore(tmp_path: Path) -> None:
    batch = check(tmp_path, 'select = ["deadline", "owner"]\nignore = ["deadline.vague"]')
    assert rules(batch) == {"owner.missing", "deadline.missing"}


def test_the_command_line_selects_anew_and_ignores_more(tmp_path: Path) -> None:
    toml = 'select = ["owner"]\nignore = ["deadline.vague"]'
    assert rules(check(tmp_path, toml, select=("deadline",))) == {"deadline.missing"}
    with pytest.raises(ConfigError, match="一条规则也不剩"):
        check(tmp_path, toml, ignore=("owner",))


def test_levels(tmp_path: Path) -> None:
    toml = '[levels]\n"owner.missing" = "info"\n"deadline.missing" = "off"'
    levels = {f.rule: f.level for r in check(tmp_path, toml).reports for f in r.findings}
    assert levels["owner.missing"] == "info"
    assert "deadline.missing" not in levels


def test_the_nearest_file_counts_and_nothing_is_checked_as_a_plan(tmp_path: Path) -> None:
    (tmp_path / "wenfeng.toml").write_text('ignore = ["owner"]', "utf-8")
    below, other = tmp_path / "乡镇" / "一批", tmp_path / "部门"
    below.mkdir(parents=True)
    other.mkdir()
    assert "owner.missing" not in rules(check(below))
    assert "owner.missing" in rules(check(other, 'ignore = ["deadline"]'))
    batch = pipeline.check_many([tmp_path])
    assert len(batch.reports) == 2
    assert batch.skipped == ()


def test_a_profile_is_a_path_beside_the_file_or_a_name(tmp_path: Path) -> None:
    (tmp_path / "本县.toml").write_text(
        'title = "本县"\n[levels]\n"owner.missing" = "warning"\n', "utf-8"
    )
    (report,) = check(tmp_path, 'profile = "本县.toml"').reports
    assert report.profile.title == "本县"
    assert {f.level for f in report.findings if f.rule == "owner.missing"} == {"warning"}
    (report,) = check(tmp_path, 'profile = "本县.toml"', profile="general").reports
    assert report.profile.name == "general"


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("profile = ", "写法有误（文件末尾）"),
        ('select = ["owner"\nignore = x', "写法有误（第2行第"),
        ('profil = "general"', "没有“profil”"),
        ('profile = "没有的口径"', "没有的口径"),
        ('select = "owner"', "select 写法不对"),
        ('ignore = ["ownr"]', "ownr"),
        ('[levels]\n"owner.missing" = "fatal"', "fatal"),
        ('[levels]\nowner = "off"', "一类规则"),
        ('[levels]\n"owner.mising" = "off"', "owner.mising"),
        ('[[waive]]\nrule = "owner.missing"', "没有写 reason"),
        ('[[waive]]\nreason = "已报批"', "没有写 rule"),
        ('[[waive]]\nrule = "owner.mising"\nreason = "已报批"', "owner.mising"),
        ('[[waive]]\nrule = "owner.missing"\nreason = 1', "reason 写法不对"),
        ('[waive]\nrule = "owner.missing"\nreason = "已报批"', "waive 写法不对"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, toml: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check(tmp_path, toml)
    assert said in caught.value.message
    assert "wenfeng.toml" in caught.value.message
    assert caught.value.hint


def test_a_section_of_waivers_is_told_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        check(tmp_path, '[waive]\nrule = "owner.missing"\nreason = "已报批"')
    assert "[[waive]]" in caught.value.hint


def test_a_file_in_another_encoding_is_told_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "wenfeng.toml").write_bytes("# 设置\n".encode("gb18030"))
    with pytest.raises(ConfigError, match=r"wenfeng\.toml 不是 UTF-8 编码$"):
        check(tmp_path)


def test_a_profile_may_be_named_by_its_title(tmp_path: Path) -> None:
    (report,) = check(tmp_path, 'profile = "湖南2014·个人整改措施"').reports
    assert report.profile.name == "hunan-2014-personal"
    (report,) = check(tmp_path, profile="通用").reports
    assert report.profile.name == "general"


def test_a_waiver_needs_rule_and_reason_and_may_name_file_and_words(tmp_path: Path) -> None:
    toml = """
[[waive]]
rule = "没有责任主体"
reason = "由常务副县长另行明确"
text = "清理河滩垃圾"
file = "方案*.txt"
"""
    (report,) = check(tmp_path, toml).reports
    assert "owner.missing" not in {f.rule for f in report.findings}
    (waived,) = report.waived
    assert (waived.finding.rule, waived.reason) == ("owner.missing", "由常务副县长另行明确")
    assert waived.origin.endswith("wenfeng.toml")


@pytest.mark.parametrize("line", ['text = "拆除违建"', 'file = "别的*.docx"'])
def test_a_waiver_for_something_else_changes_nothing(tmp_path: Path, line: str) -> None:
    toml = f'[[waive]]\nrule = "owner.missing"\nreason = "另有安排"\n{line}'
    assert "owner.missing" in rules(check(tmp_path, toml))


def test_waivers_can_be_left_out_of_account(tmp_path: Path) -> None:
    toml = '[[waive]]\nrule = "owner.missing"\nreason = "另有安排"'
    assert "owner.missing" not in rules(check(tmp_path, toml))
    assert "owner.missing" in rules(check(tmp_path, toml, waive=False))


def test_what_is_changed_between_two_runs_counts(tmp_path: Path) -> None:
    assert rules(check(tmp_path, 'select = ["owner"]')) == {"owner.missing"}
    assert rules(check(tmp_path, 'select = ["deadline.vague"]')) == {"deadline.vague"}


def test_rules_that_a_file_silences_are_named_in_the_result(tmp_path: Path) -> None:
    assert check(tmp_path).notes == ()
    batch = check(tmp_path, 'ignore = ["deadline.vague"]\n[levels]\n"owner.missing" = "off"')
    (line,) = batch.notes
    assert "wenfeng.toml" in line and "没有查 2 条规则" in line
    assert "没有责任主体" in line and "时限不具体" in line
    for form in ("table", "html", "statistics"):
        assert "没有查 2 条规则" in pipeline.render(batch, form).decode()
    assert check(tmp_path, 'profile = "general"').notes == ()
