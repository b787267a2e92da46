"""Whatever the marks, the text is the text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from wenfeng.domain import (
    Block,
    Document,
    Entry,
    Finding,
    Header,
    Profile,
    Reading,
    Report,
    Span,
    Text,
)
from wenfeng.reports.marked_text import marker
from wenfeng.reports.remarks import Remark

ENTRY = Entry("1", "task", "", (), "1", "", None, (), (), None, Span(0, 0, 0))


def marked(text: str, taken: list[tuple[int, int]], found: list[tuple[int, int]]) -> Any:
    """A paragraph with measures and findings at these places, as parsed from the page."""
    entry = replace(ENTRY, measures=tuple(Text("", Span(0, *place)) for place in taken))
    report = Report(
        Document("方案.txt", "txt", "", (Block("paragraph", text, "第1段"),)),
        Reading(Header(), (entry,)),
        Profile("general", "通用"),
        (),
    )
    remarks = [
        Remark(number, Finding("a.b", "warning", None, "意见", "", "", Span(0, *place)), "")
        for number, place in enumerate(found, start=1)
    ]
    return html.fromstring(f"<p>{marker(report, remarks, 'd1').block(0)}</p>")


def without_numbers(tree: Any) -> str:
    return "".join(tree.xpath("//text()[not(parent::a)]"))


def test_an_inner_mark_ends_where_it_ends() -> None:
    tree = marked("更换管网由县局牵头", [(0, 9)], [(4, 7)])
    assert [(node.get("class"), node.text) for node in tree] == [
        ("measure", "更换管网"),
        ("measure under warning", "由县局"),
        ("number warning", "1"),
        ("measure", "牵头"),
    ]


def test_findings_may_overlap() -> None:
    tree = marked("甲乙丙丁", [], [(0, 3), (1, 4), (2, 2)])
    assert [(node.get("data-of") or node.get("id"), node.text) for node in tree] == [
        ("d1f1", "甲"),
        ("d1f1 d1f2", "乙"),
        ("d1t3", "3"),
        ("d1f1 d1f2", "丙"),
        ("d1t1", "1"),
        ("d1f2", "丁"),
        ("d1t2", "2"),
    ]


def test_a_gap_at_the_beginning_comes_before_the_words() -> None:
    tree = marked("甲", [], [(0, 0)])
    assert [node.get("class") for node in tree] == ["number warning gap"]
    assert tree[0].tail == "甲"


PLACES = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted).map(tuple))


@given(st.text("甲<&\"'>a\n", max_size=10), PLACES, PLACES)
def test_the_text_stays_what_it_is(
    text: str, taken: list[tuple[int, int]], found: list[tuple[int, int]]
) -> None:
    tree = marked(text, taken, found)
    assert without_numbers(tree) == text
    assert len(tree.xpath("//a")) == len(found)
