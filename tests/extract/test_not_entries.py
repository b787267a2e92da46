"""What asks nobody to do anything: background, forms, rules for other people's plans (非条目)."""

from __future__ import annotations

import pytest

from tests.notation import read, words

TASK = "逐户核对低保名册，清退不符合条件的对象。"
FORM = """| 序号 | 存在问题 | 整改措施 | 责任人 | 完成时限 |
| 1 |  |  |  |  |
| 2 |  |  |  |  |"""


def said(text: str) -> list[str]:
    return [words(e) for e in read(text).entries]


def test_an_empty_document_holds_nothing() -> None:
    for text in ("", "青禾县低保整治工作方案", "　"):
        reading = read(text)
        assert (reading.entries, reading.unanswered) == ((), ())


@pytest.mark.parametrize(
    "title",
    [
        "关于制定整改方案的通知",
        "关于报送2025年整改工作方案的通知",
        "关于修改完善整改方案的有关要求",
        "关于撰写问题整改清单的说明",
    ],
)
def test_rules_by_which_others_must_write_plans(title: str) -> None:
    text = (
        f"{title}\n各乡镇党委：\n一、主要内容\n1.方案要写明问题、措施、责任人和完成时限。\n"
        "2.措施要具体，不得以会议落实会议。\n二、具体要求\n1.方案经党委会研究后上报。\n"
        "中共青禾县委办公室\n2025年3月10日"
    )
    assert said(text) == []


def test_a_blank_form_in_an_attachment_gives_none() -> None:
    text = (
        "关于报送整改台账的通知\n各乡镇：\n请于4月20日前将台账报县民政局。\n附件：整改台账\n"
        f"青禾县民政局\n2025年3月10日\n附件\n整改台账\n{FORM}"
    )
    assert said(text) == []


@pytest.mark.parametrize(
    "section",
    [
        "一、指导思想\n以人民为中心，切实保障困难群众基本生活，推动低保工作提质增效。",
        "一、工作目标\n到2026年底，低保准确率达到99%以上，群众满意度明显提升。",
        "一、基本原则\n1.坚持应保尽保、应退尽退。\n2.坚持公开透明、群众监督。",
        "一、组织领导\n成立整治工作领导小组，组长贺青，副组长林远，办公室设在县民政局。",
        "一、基本情况\n2024年，全县共有低保对象3210户，发放资金1800万元。",
    ],
)
def test_background_sections(section: str) -> None:
    text = f"青禾县低保整治工作方案\n{section}\n二、主要任务\n1.{TASK}"
    assert said(text) == [TASK]


@pytest.mark.parametrize(
    "line",
    [
        "各乡镇人民政府，县直各单位：",
        "为深入整治低保领域突出问题，根据县委部署，制定本方案。",
        "具体任务分解如下：",
        "此件公开发布",
        "联系人：林远，联系电话：0000-1234567",
        "抄送：县委办公室，县人大常委会办公室。",
    ],
)
def test_lines_around_the_items(line: str) -> None:
    text = f"青禾县低保整治工作方案\n{line}\n一、主要任务\n1.{TASK}"
    assert said(text) == [TASK]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("青禾县低保档案管理办法", "第一条 为规范低保档案，制定本办法。\n第二条 档案保存三十年。"),
        (
            "青禾县信访工作制度",
            "一、受理范围\n1.受理低保投诉。\n二、办理程序\n1.登记、核查、答复。",
        ),
    ],
)
def test_rules_that_ask_nothing_by_a_day_or_of_a_body(title: str, text: str) -> None:
    assert said(f"{title}\n{text}") == []


def test_a_note_under_a_table_is_none() -> None:
    table = "| 工作任务 | 责任单位 | 时限 |\n| 核对低保名册 | 县民政局 | 2025年5月底 |"
    assert said(f"青禾县低保整治任务表\n{table}\n注：本表每月更新一次，由县民政局汇总。") == [
        "核对低保名册"
    ]
