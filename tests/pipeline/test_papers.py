"""From the text that is compared back to paragraphs and cells."""

from __future__ import annotations

import pytest

from tests.notation import doc
from wenfeng.domain import Header, Span
from wenfeng.pipeline.papers import paper_of, places_of

PLAN = """整改方案
一、总体要求
坚持问题导向。
| 序号 | 措施 |
| 1 | 挂牌公示 |
| 2 | 逐户核对 |
结束语"""


@pytest.mark.parametrize(
    ("words", "end", "where", "blocks"),
    [
        ("方案", "方案", "第1段", [0]),
        ("方案", "要求", "第1段至第2段", [0, 1]),
        ("问题", "序号", "第3段至表1第1行第1列", [2, 3]),
        ("1", "挂牌", "表1第2行第1列至第2列", [5, 6]),
        ("挂牌", "逐户", "表1第2行第2列至第3行第2列", [6, 7, 8]),
        ("结束", "语", "第10段", [9]),
    ],
)
def test_a_passage_is_told_by_its_first_and_last_place(
    words: str, end: str, where: str, blocks: list[int]
) -> None:
    document = doc(PLAN)
    text = paper_of(document, Header()).text
    start = text.index(words)
    places = places_of(document)
    parts = places.parts((start, text.index(end, start) + len(end)))
    assert [part.block for part in parts] == blocks
    assert places.text(parts[0]).startswith(words)
    assert places.text(parts[-1]).endswith(end)
    first, last = (document.blocks[blocks[n]].where for n in (0, -1))
    assert places.words(parts).startswith(first)
    assert places.words(parts) == where.replace("第10段", last)


def test_line_breaks_and_spaces_around_a_passage_are_no_part_of_it() -> None:
    document = doc("甲乙 \n 丙丁")
    text = paper_of(document, Header()).text
    parts = places_of(document).parts((2, text.index("丙") + 1))
    assert parts == (Span(1, text.split("\n")[1].index("丙"), text.split("\n")[1].index("丙") + 1),)
    assert places_of(document).words(places_of(document).parts((2, 3))) == ""


def test_a_paper_says_what_the_head_says() -> None:
    document = doc("甲\n乙", "收件/一.docx")
    paper = paper_of(document, Header(title="方案", issuers=("清河县民政局",), kind="方案"))
    assert (paper.name, paper.text, paper.title, paper.issuers) == (
        "收件/一.docx",
        "甲\n乙",
        "方案",
        ("清河县民政局",),
    )
