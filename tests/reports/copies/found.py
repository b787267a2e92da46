"""Comparisons as the core gives them, built by hand: passages are told by their words."""

from __future__ import annotations

import re

from wenfeng.copies import (
    Duplicates,
    Exchange,
    Extra,
    Group,
    Pair,
    Paper,
    Passage,
    Range,
    Share,
)
from wenfeng.domain import Failure, Skipped

QINGHE = """清河县供水问题整改方案
为深入贯彻落实上级部署，切实解决群众反映强烈的问题，结合我县实际，制定本方案。
一、更换清河县城区老旧管网12公里，由清河县水务局牵头，2025年5月底前完成。
二、在石桥镇新建加压泵站两座，保证高层住户用水。
三、公开水费账目，每季度末在清河县政府网站公布。
四、<b>抢修</b>队伍24小时值守，接到报修后一小时内到场。
各责任单位要提高思想认识，加强组织领导，确保取得实效。"""
YUNLING = """云岭县供水问题整改方案
为深入贯彻落实上级部署，切实解决群众反映强烈的问题，结合我县实际，制定本方案。
一、公开水费账目，每季度末在云岭县政府网站公布。
二、更换云岭县城区老旧管网12公里，由云岭县水务局牵头，2025年6月底前完成。
三、对水源地每月巡查一次，发现污染立即上报<script>alert(1)</script>。
各责任单位要提高思想认识，加强组织领导，确保取得实效。"""
NOTICE = """关于召开春季防火工作会议的通知
定于3月10日上午9时在县政府三楼会议室召开春季防火工作会议。"""
SAID = (
    "更换清河县城区老旧管网12公里，由清河县水务局牵头，",
    "公开水费账目，每季度末在清河县政府网站公布。",
)
BOILERPLATE = re.compile("为深入.*方案。|各责任单位.*实效。")


def paper(name: str, text: str, *, stored: bool = False) -> Paper:
    title = text.partition("\n")[0]
    return Paper(name, text, "0" * 64, "docx", title, "方案", stored=stored)


def place(text: str, words: str) -> Range:
    start = text.index(words)
    return start, start + len(words)


def passages(a: str, b: str, said: tuple[str, ...]) -> tuple[Passage, ...]:
    return tuple(
        Passage(place(a, one), place(b, one.replace("清河", "云岭") if one not in b else one), one)
        for one in said
    )


def common(text: str) -> tuple[Range, ...]:
    return tuple(match.span() for match in BOILERPLATE.finditer(text))


def comparison() -> Duplicates:
    """A plan copied by another county, and a notice that was sent twice."""
    papers = (
        paper("上报/清河县.docx", QINGHE),
        paper("上报/云岭县.docx", YUNLING),
        paper("上报/通知.docx", NOTICE),
        paper("去年/通知.docx", NOTICE, stored=True),
    )
    copied = Pair(
        0, 1, "near", 0.716, 0.34, 0.41,
        passages(QINGHE, YUNLING, SAID),
        (Exchange("清河县", "云岭县", 3), Exchange("石桥镇", "柳林镇")),
    )  # fmt: skip
    same = Pair(2, 3, "identical", 1.0, 1.0, 1.0, passages(NOTICE, NOTICE, (NOTICE,)))
    patrol = place(YUNLING, "对水源地每月巡查一次")
    return Duplicates(
        papers,
        (copied, same),
        (
            Group((0, 1), "copied", 0, "两份是不同单位的方案，请退回云岭县重写。",
                  (Extra(1, patrol, "对水源地每月巡查一次"),)),
            Group((2, 3), "identical", 2, "同一份文件，留一份。"),
        ),
        (Share(0, 0.34, 1, 0.34), Share(1, 0.62, 0, 0.41), Share(2, 1.0, 3, 1.0)),
        tuple(common(one.text) for one in papers),
        0.4,
        (Failure("上报/坏.docx", "文件已损坏", "请重新导出"),),
        (Skipped("上报/照片.pptx", "演示文稿，先另存为 PDF"),),
    )  # fmt: skip
