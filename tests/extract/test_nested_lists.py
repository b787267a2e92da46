"""Lists inside lists of one number style (what a web page keeps of 一、（一）1.)."""

from __future__ import annotations

from tests.notation import names
from wenfeng.domain import Block, Document
from wenfeng.extract import extract


def document(*lines: tuple[int, str, str]) -> Document:
    blocks = tuple(
        Block("paragraph", text, f"第{place}段", label=label, depth=depth)
        for place, (depth, label, text) in enumerate(lines, 1)
    )
    return Document("方案.html", "html", "", blocks)


def test_the_depth_of_a_list_decides_what_stands_below_what() -> None:
    reading = extract(
        document(
            (0, "", "白蓼镇安全生产整改方案"),
            (1, "1.", "总体要求"),
            (1, "2.", "整改任务"),
            (2, "1.", "烟花爆竹领域（牵头单位：镇应急管理站）"),
            (3, "1.", "逐户核验零售许可证。（完成时限：2025年5月底前）"),
            (3, "2.", "拆除违规储存点。（完成时限：2025年4月30日前）"),
            (2, "2.", "道路交通领域（牵头单位：镇派出所）"),
            (3, "1.", "在急弯路段增设护栏。（完成时限：2025年8月15日前）"),
            (1, "3.", "工作要求"),
            (0, "", "各责任单位要建立台账、对账销号。"),
        )
    )
    assert [(entry.number, names(entry)) for entry in reading.entries] == [
        ("1", ["镇应急管理站"]),
        ("2", ["镇应急管理站"]),
        ("1", ["镇派出所"]),
    ]
    assert reading.entries[2].section == ("整改任务", "道路交通领域")
