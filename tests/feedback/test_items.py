"""Opinions read out of lists of every form (意见清单逐条读出)."""

from __future__ import annotations

from time import perf_counter

import pytest

from tests.notation import doc
from wenfeng.feedback import items


def texts(notation: str) -> list[str]:
    return [item.text for item in items(doc(notation))]


def kinds(notation: str) -> list[tuple[str, str]]:
    return [(item.kind, item.text) for item in items(doc(notation))]


def test_numbered_items_stand_without_their_numbers_under_their_headings() -> None:
    assert kinds(
        "县委班子征求意见汇总\n一、群众意见\n1.会议多。\n2.办事难。\n二、督导组点明的问题\n3.考核过多。"
    ) == [
        ("群众意见", "会议多。"),
        ("群众意见", "办事难。"),
        ("督导组点明的问题", "考核过多。"),
    ]


def test_an_item_knows_where_it_stands() -> None:
    (item,) = items(doc("征求意见汇总\n1.会议多。", "意见.docx"))
    assert (item.path, item.where) == ("意见.docx", "第2段")


@pytest.mark.parametrize(
    "number",
    [
        "1.{}",
        "1、{}",
        "（1）{}",
        "1）{}",
        "①{}",
        "（一）{}",
        "一是{}",
        "问题1：{}",
        "● {}",
        "第1条 {}",
    ],
)
def test_numbers_of_every_style(number: str) -> None:
    assert texts("征求意见汇总\n" + number.format("会议多，基层吃不消")) == ["会议多，基层吃不消"]


def test_automatic_numbers() -> None:
    assert kinds("{一、}学习方面\n{1.}理论学习不够深入\n{2.}联系实际不够") == [
        ("学习方面", "理论学习不够深入"),
        ("学习方面", "联系实际不够"),
    ]


def test_a_paragraph_each_without_numbers() -> None:
    assert texts("群众来信摘录\n老街早晚停水，没人管。\n路灯坏了一年。") == [
        "老街早晚停水，没人管。",
        "路灯坏了一年。",
    ]


def test_phrases_without_numbers_under_headings() -> None:
    assert kinds("意见建议\n群众意见：\n会议太多\n路灯不亮\n班子成员互提意见：\n下乡少") == [
        ("群众意见", "会议太多"),
        ("群众意见", "路灯不亮"),
        ("班子成员互提意见", "下乡少"),
    ]


def test_an_item_over_two_lines_is_one() -> None:
    assert texts("征求意见汇总\n1.盖一个章要跑\n三四趟。\n2.会议多。") == [
        "盖一个章要跑三四趟。",
        "会议多。",
    ]


def test_a_number_on_its_own_line() -> None:
    assert texts("征求意见汇总\n1\n会议多。\n2\n路灯不亮。") == ["会议多。", "路灯不亮。"]


def test_points_under_a_heading_are_items_each() -> None:
    assert kinds("征求意见汇总\n1.作风方面\n（1）会议多。\n（2）下乡少。") == [
        ("作风方面", "会议多。"),
        ("作风方面", "下乡少。"),
    ]


def test_points_under_a_sentence_are_one_item_with_it() -> None:
    assert texts(
        "征求意见汇总\n1.基层负担重，村里叫苦。\n（1）会议多；\n（2）表格多。\n2.路灯不亮。"
    ) == [
        "基层负担重，村里叫苦。会议多；表格多。",
        "路灯不亮。",
    ]


def test_numbers_that_lost_their_line_breaks() -> None:
    assert texts("征求意见汇总\n1.会议多2.文件长3.12路公交车太少\n4.上班3.5小时就走") == [
        "会议多",
        "文件长",
        "12路公交车太少",
        "上班3.5小时就走",
    ]


def test_figures_that_open_a_sentence_are_no_numbers() -> None:
    assert texts("群众来信摘录\n7 路公交车等半天。\n3 组的水渠塌了。") == [
        "7 路公交车等半天。",
        "3 组的水渠塌了。",
    ]


def test_what_stands_around_the_items_is_none() -> None:
    assert texts(
        "关于征求意见情况的函\n县水务局党组：\n根据活动安排，共征求到意见2条，现反馈如下：\n"
        "1.会议多。\n2.水费账单看不懂。\n注：以上均为原话。\n请于9月底前整改。\n清河县督导组\n2014年8月3日"
    ) == ["会议多。", "水费账单看不懂。"]


def test_nobody_has_an_opinion() -> None:
    assert texts("征求意见汇总\n1.无\n2.没有意见。") == []


# --- tables -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    ["意见建议", "意见建议内容", "反馈问题", "存在问题", "问题描述", "批评意见", "反映的问题"],
)
def test_the_column_of_opinions_by_its_header(header: str) -> None:
    table = f"| 序号 | 来源 | {header} | 责任单位 |\n| 1 | 座谈会 | 会议多 | 县委办公室 |"
    assert kinds(table) == [("座谈会", "会议多")]


def test_a_title_over_the_whole_table_is_no_header() -> None:
    table = (
        "| 征求意见台账 |  |  |\n| 编号 | 意见建议内容 | 来源 |\n"
        "| 1 | 停水不通知 | 来信 |\n| 2 | 会多 | 座谈 |"
    )
    assert texts(table) == ["停水不通知", "会多"]


def test_a_table_without_headers() -> None:
    assert kinds("| 1 | 会上念稿子，讨论少 | 座谈会 |\n| 2 | 接待超过标准 | 座谈会 |") == [
        ("座谈会", "会上念稿子，讨论少"),
        ("座谈会", "接待超过标准"),
    ]


def test_a_merged_source_belongs_to_every_row() -> None:
    table = "| 来源 | 问题 |\n| 来信 | 水费算不清 |\n| ^ | 停水不通知 |"
    assert kinds(table) == [("来信", "水费算不清"), ("来信", "停水不通知")]


def test_a_cell_of_several_numbered_opinions() -> None:
    table = "| 对象 | 意见建议 |\n| 县水务局 | 1.停水不通知；⏎2.水费算不清 |"
    assert texts(table) == ["停水不通知；", "水费算不清"]


def test_sums_and_notes_are_no_opinions() -> None:
    table = (
        "| 序号 | 意见建议 | 人数 |\n| 1 | 停水不通知 | 3 |\n"
        "| 合计 | 一条意见 | 3 |\n| 注：均为原话 | < | < |"
    )
    assert texts(table) == ["停水不通知"]


def test_a_ledger_of_problems_and_measures() -> None:
    table = (
        "| 序号 | 问题 | 整改措施 | 责任人 | 时限 |\n"
        "| 1 | 停水不通知 | 提前两天贴出通知，短信告知到户，并在网站公布 | 李青 | 6月底 |"
    )
    assert texts(table) == ["停水不通知"]


def test_a_heading_before_a_table_is_the_kind() -> None:
    listed = "征求意见汇总\n督导组反馈意见\n| 序号 | 意见建议 |\n| 1 | 停水不通知 |"
    assert kinds(listed) == [("督导组反馈意见", "停水不通知")]


@pytest.mark.parametrize(
    "notation", ["", "征求意见汇总", "| 序号 | 意见建议 |", "|  |  |", "1.", "2014年8月3日"]
)
def test_nothing_to_read(notation: str) -> None:
    assert texts(notation) == []


@pytest.mark.parametrize(
    "text",
    [
        "1、" + "".join(f"{n}、会议多" for n in range(2, 900)),
        "7、会议多" + "".join(f"{n}、会议多" for n in range(8, 900)),
        "1." * 20000,
        "一是" * 20000,
        "（一）" * 5000,
        "一、会议多（" * 3000,
    ],
)
def test_lines_made_to_be_slow_are_read(text: str) -> None:
    start = perf_counter()
    items(doc("征求意见汇总\n" + text))
    assert perf_counter() - start < 10
