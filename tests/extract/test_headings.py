"""The outline that is told to rules: parts, items, columns, in the order of reading (标题)."""

from __future__ import annotations

from tests.notation import doc, read
from wenfeng.domain import Heading

PLAN = """清河县节水工作方案
一、主要任务
（一）更换管网。更换老旧管网三公里。
（二）检修阀门
1.检修阀门。
二、工作要求
附件1
节水任务清单
| 序号 | 工作任务 | 责任单位 |
| 1 | 更换管网 | 县水务局 |"""


def shown(text: str) -> list[tuple[int, str, str, str]]:
    return [(h.depth, h.style, h.number, h.text) for h in read(text).headings]


def test_parts_items_and_columns_come_in_order_with_their_depth() -> None:
    assert shown(PLAN) == [
        (0, "title", "", "清河县节水工作方案"),
        (1, "chinese", "一", "主要任务"),
        (2, "chinese_paren", "一", "更换管网。更换老旧管网三公里。"),
        (2, "chinese_paren", "二", "检修阀门"),
        (3, "arabic", "1", "检修阀门。"),
        (1, "chinese", "二", "工作要求"),
        (0, "title", "附件1", "节水任务清单"),
        (1, "column", "", "序号"),
        (1, "column", "", "工作任务"),
        (1, "column", "", "责任单位"),
    ]


def test_every_heading_knows_its_part() -> None:
    assert {h.part for h in read(PLAN).headings} == {"", "附件1"}


def test_the_span_holds_the_words() -> None:
    blocks = doc(PLAN).blocks
    for heading in read(PLAN).headings:
        span = heading.span
        words = blocks[span.block].text[span.start : span.end]
        assert heading.style == "title" or heading.text in words


def test_automatic_numbers_and_styles_are_told() -> None:
    found = read("节水方案\n{一、}主要任务\n# 工作要求\n加强领导。").headings[1:]
    assert [(h.style, h.number, h.automatic) for h in found] == [
        ("chinese", "一", True),
        ("h1", "", False),
    ]


def test_a_label_is_a_heading_with_its_own_words() -> None:
    text = "整改方案\n1.会议多。\n存在问题：会议过多。\n整改措施：压减会议。"
    assert [h.text for h in read(text).headings if h.style == "label"] == [
        "存在问题：会议过多。",
        "整改措施：压减会议。",
    ]


def test_a_form_of_labels_and_values_gives_its_labels() -> None:
    measure = "压减会议，每周开一次，其余的合并或者改为电话"
    text = f"整改台账\n| 存在问题 | 会议过多 |\n| 整改措施 | {measure} |"
    columns = [h.text for h in read(text).headings if h.style == "column"]
    assert columns == ["存在问题", "会议过多", "整改措施"]


def test_an_empty_document_has_no_more_than_a_title_without_words() -> None:
    headings = read("").headings
    assert all(isinstance(h, Heading) and not h.text for h in headings)
