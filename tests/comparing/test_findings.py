"""Findings: fixed, still there, new; known again by their entry, else by the words they hang on."""

from __future__ import annotations

from tests.notation import doc, read
from wenfeng.comparing import compare
from wenfeng.domain import Finding, Profile, Report, Span
from wenfeng.versions import Comparison

PLAN = """清河县整改方案
全文讲得很多，今年要开会12次。
1．更换老旧管网。（责任单位：县水务局；完成时限：2025年5月底前）
2．清理旧账。（责任单位：县财政局；完成时限：2025年6月底前）"""
WITHOUT_FIRST = "\n".join(line for line in PLAN.split("\n") if not line.startswith("1"))


def finding(rule: str, entry: str | None, message: str = "说", block: int = 0) -> Finding:
    return Finding(rule, "error", entry, message, "", "", Span(block, 0, 0))


def compared(old: list[Finding], new: list[Finding], text: str = PLAN) -> Comparison:
    return compare(
        Report(doc(PLAN), read(PLAN), Profile("general", ""), tuple(old)),
        Report(doc(text), read(text), Profile("general", ""), tuple(new)),
    )


def states(comparison: Comparison) -> list[tuple[str, str]]:
    return [(c.state, (c.new or c.old).rule) for c in comparison.findings if c.new or c.old]  # type: ignore[union-attr]


def ids(text: str = PLAN) -> list[str]:
    return [entry.id for entry in read(text).entries]


def test_by_entry_and_rule() -> None:
    one, two = ids()
    found = compared(
        [finding("a.a", one), finding("a.b", one)], [finding("a.a", one), finding("a.b", two)]
    )
    assert states(found) == [("remaining", "a.a"), ("new", "a.b"), ("fixed", "a.b")]


def test_two_of_one_rule_at_one_entry_one_of_them_fixed() -> None:
    one, _ = ids()
    found = compared(
        [finding("a.a", one, "甲"), finding("a.a", one, "乙")], [finding("a.a", one, "乙")]
    )
    assert states(found) == [("remaining", "a.a"), ("fixed", "a.a")]
    assert [c.old.message for c in found.findings if c.state == "fixed" and c.old] == ["甲"]


def test_numbers_may_shift() -> None:
    _, two = ids()
    (only,) = ids(WITHOUT_FIRST)
    found = compared([finding("a.a", two)], [finding("a.a", only)], WITHOUT_FIRST)
    assert states(found) == [("remaining", "a.a")]


def test_the_same_id_is_not_the_same_entry() -> None:
    one, _ = ids()
    (only,) = ids(WITHOUT_FIRST)
    found = compared([finding("a.a", one)], [finding("a.a", only)], WITHOUT_FIRST)
    assert states(found) == [("new", "a.a"), ("fixed", "a.a")]


def test_about_the_document_by_the_paragraph_then_the_message() -> None:
    text = PLAN.replace("全文讲得很多，今年要开会12次。", "全文讲得很多，今年要开会8次。")
    found = compared(
        [finding("l.d", None, "一年开会12次", 1), finding("f.t", None, "标题字体不对", 0)],
        [finding("l.d", None, "一年开会8次", 1), finding("f.b", None, "页边距不对", 0)],
        text,
    )
    assert states(found) == [("remaining", "l.d"), ("new", "f.b"), ("fixed", "f.t")]
