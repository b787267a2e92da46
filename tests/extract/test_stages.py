"""Steps of a time-table are entries of kind stage (阶段)."""

from __future__ import annotations

import pytest

from tests.notation import end, names, read

TITLE = "青禾县秸秆禁烧工作方案\n"
FOOT = "\n青禾县农业农村局\n2025年3月10日"
STEPS = (
    "（一）动员部署阶段（3月）。召开动员会，层层签订责任书。\n"
    "（二）集中整治阶段（4月至9月）。昼夜巡查，发现火点立即扑灭。\n"
    "（三）总结验收阶段（10月底前）。逐乡验收打分，通报结果。\n"
)


@pytest.mark.parametrize(
    "heading", ["时间安排", "实施步骤", "方法步骤", "工作步骤", "进度安排", "时间步骤"]
)
def test_steps_below_such_a_heading_are_stages(heading: str) -> None:
    entries = read(f"{TITLE}一、{heading}\n{STEPS}{FOOT}").entries
    assert [(e.kind, end(e)) for e in entries] == [
        ("stage", "2025-03-31"),
        ("stage", "2025-09-30"),
        ("stage", "2025-10-31"),
    ]


def test_a_stage_that_lasts_has_a_start() -> None:
    _, middle, _ = read(f"{TITLE}一、实施步骤\n{STEPS}{FOOT}").entries
    assert middle.deadline is not None
    assert (middle.deadline.kind, str(middle.deadline.start)) == ("period", "2025-04-01")


def test_tasks_elsewhere_in_the_plan_stay_tasks() -> None:
    text = (
        f"{TITLE}一、主要任务\n1.回收秸秆。布设收储点三十处，就近打捆离田。\n二、实施步骤\n{STEPS}"
    )
    assert [e.kind for e in read(text).entries] == ["task", "stage", "stage", "stage"]


@pytest.mark.parametrize("form", ["第一阶段：", "第一阶段 ", "第一步，"])
def test_numbered_steps(form: str) -> None:
    other = form.replace("一", "二")
    text = (
        f"{TITLE}一、实施步骤\n{form}动员部署（3月底前）。层层签订责任书。\n"
        f"{other}集中整治（9月底前）。昼夜巡查。{FOOT}"
    )
    assert [(e.kind, end(e)) for e in read(text).entries] == [
        ("stage", "2025-03-31"),
        ("stage", "2025-09-30"),
    ]


def test_a_stage_with_an_owner_keeps_it() -> None:
    text = f"{TITLE}一、实施步骤\n{STEPS.replace('责任书。', '责任书。（县农业农村局负责）')}{FOOT}"
    assert names(read(text).entries[0]) == ["县农业农村局"]


def test_the_unit_that_acts_in_a_stage_owns_it() -> None:
    text = (
        f"{TITLE}一、实施步骤\n（一）总结阶段（10月）。县农业农村局组织评估，通报各乡成效。{FOOT}"
    )
    assert names(read(text).entries[0]) == ["县农业农村局"]


def test_the_years_of_a_schedule_run_on() -> None:
    text = (
        f"{TITLE}一、实施步骤\n（一）准备阶段（2025年11月）。摸清底数。\n"
        "（二）推进阶段（12月）。分片包干。\n（三）验收阶段（2月底前）。逐乡验收。\n"
    )
    assert [end(e) for e in read(text).entries] == ["2025-11-30", "2025-12-31", "2026-02-28"]
