"""Labelled lines (存在问题：, 整改措施：, 责任单位：), one below the other or in one line."""

from __future__ import annotations

import pytest

from tests.notation import end, names, only, read, words

TITLE = "柳溪镇巡察整改情况\n一、整改措施\n"
FOOT = "\n中共柳溪镇委员会\n2025年3月10日"
DO = "每半月核对一次食堂账目并张榜公布。"


def test_the_fields_of_an_item_stand_on_lines_of_their_own() -> None:
    entry = only(
        f"{TITLE}1.存在问题：食堂账目不公开。\n整改措施：{DO}\n责任领导：镇长沈舟\n责任科室：镇财政所\n"
        f"整改时限：4月底前{FOOT}"
    )
    assert entry.problem is not None
    assert entry.problem.text == "食堂账目不公开。"
    assert words(entry) == DO
    assert names(entry) == ["镇长沈舟", "镇财政所"]
    assert end(entry) == "2025-04-30"


@pytest.mark.parametrize("gap", ["\n", "；", "。", " "])
def test_labels_may_share_a_line(gap: str) -> None:
    entry = only(
        f"{TITLE}1.食堂账目不公开。\n整改措施：{DO}\n责任单位：镇财政所{gap}完成时限：2025年4月底前"
    )
    assert (names(entry), end(entry)) == (["镇财政所"], "2025-04-30")


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("责任单位", "lead"),
        ("责任人", "lead"),
        ("责任领导", "lead"),
        ("牵头单位", "lead"),
        ("牵头领导", "lead"),
        ("主办单位", "lead"),
        ("承办单位", "lead"),
        ("落实单位", "lead"),
        ("第一责任人", "lead"),
        ("整改责任单位", "lead"),
        ("责任部门", "lead"),
        ("责任股室", "lead"),
        ("负责人", "lead"),
        ("牵头", "lead"),
        ("配合单位", "support"),
        ("协办单位", "support"),
        ("参与单位", "support"),
        ("参加单位", "support"),
        ("协同部门", "support"),
        ("督办单位", "supervise"),
        ("督导领导", "supervise"),
        ("指导单位", "supervise"),
        ("验收单位", "supervise"),
        ("监督单位", "supervise"),
    ],
)
def test_the_label_tells_the_role(label: str, role: str) -> None:
    entry = only(f"{TITLE}1.公布账目。{DO}\n{label}：镇财政所{FOOT}")
    assert [(o.name, o.role, o.label, o.scope) for o in entry.owners] == [
        ("镇财政所", role, label, "own")
    ]


@pytest.mark.parametrize(
    "label",
    [
        "完成时限",
        "整改时限",
        "整改期限",
        "完成时间",
        "时间节点",
        "办结时限",
        "时限要求",
        "计划完成时间",
        "整改完成时限",
        "时限",
        "时 限",
    ],
)
def test_the_label_of_a_deadline_has_many_forms(label: str) -> None:
    assert end(only(f"{TITLE}1.公布账目。{DO}\n{label}：4月底前{FOOT}")) == "2025-04-30"


@pytest.mark.parametrize("colon", ["：", ":", " ：", "： "])
def test_any_colon_closes_a_label(colon: str) -> None:
    entry = only(f"{TITLE}1.公布账目。{DO}\n责任单位{colon}镇财政所\n完成时限{colon}4月底前{FOOT}")
    assert (names(entry), end(entry)) == (["镇财政所"], "2025-04-30")


@pytest.mark.parametrize(("opening", "closing"), [("【", "】"), ("〔", "〕"), ("[", "]")])
def test_a_label_may_stand_in_brackets(opening: str, closing: str) -> None:
    line = f"{opening}责任单位{closing}镇财政所\n{opening}完成时限{closing}2025年4月底前"
    entry = only(f"{TITLE}1.公布账目。{DO}\n{line}")
    assert (names(entry), end(entry)) == (["镇财政所"], "2025-04-30")


def test_a_bracketed_label_may_close_the_document() -> None:
    entry = only(f"{TITLE}1.公布账目。{DO}\n【责任单位】镇财政所{FOOT}")
    assert names(entry) == ["镇财政所"]


def test_bracketed_labels_may_share_a_line() -> None:
    entry = only(f"{TITLE}1.公布账目。{DO}【责任单位】镇财政所【完成时限】5月底前{FOOT}")
    assert (names(entry), words(entry)) == (["镇财政所"], f"公布账目{DO}")


def test_labels_set_wide_are_read() -> None:
    entry = only(f"{TITLE}1.公布账目。{DO}\n责 任 人：沈舟\n责任 单位：镇财政所{FOOT}")
    assert names(entry) == ["沈舟", "镇财政所"]


@pytest.mark.parametrize("blank", ["", "（空）", "——", "____", "【待填：责任人】"])
def test_a_label_without_a_value_names_nobody(blank: str) -> None:
    entry = only(f"{TITLE}1.公布账目。{DO}\n责任人：{blank}\n完成时限：2025年4月底前")
    assert (entry.owners, end(entry)) == ((), "2025-04-30")


@pytest.mark.parametrize("label", ["整改目标", "联系人", "联系电话", "备注", "验收标准"])
def test_labels_of_other_fields_are_left_out(label: str) -> None:
    entry = only(f"{TITLE}1.公布账目。{DO}\n{label}：账目公开率达到百分之百\n责任单位：镇财政所")
    assert words(entry) == f"公布账目{DO}"
    assert names(entry) == ["镇财政所"]


def test_the_value_keeps_its_words_and_place() -> None:
    entry = only(f"{TITLE}1.公布账目。{DO}\n责任单位：镇财政所、镇审计站\n完成时限：4月底前{FOOT}")
    assert entry.deadline is not None
    assert entry.deadline.text == "4月底前"
    first, second = entry.owners
    assert first.span.block == second.span.block == 3
    assert [(o.span.start, o.span.end) for o in entry.owners] == [(5, 9), (10, 14)]


@pytest.mark.parametrize(
    "line",
    [
        "完成时限：2025年5月31日",
        "完成时限:2025年5月31日",
        "【完成时限】2025年5月31日",
        "完成时限：\n2025年5月31日",
    ],
)
def test_a_full_date_behind_a_label_is_no_signature(line: str) -> None:
    text = f"{TITLE}1.公布账目。{DO}\n{line}\n2.公布菜价。每周张榜公布食材进价。\n{line}{FOOT}"
    reading = read(text)
    assert [end(e) for e in reading.entries] == ["2025-05-31"] * 2
    assert reading.header.issuers == ("中共柳溪镇委员会",)
