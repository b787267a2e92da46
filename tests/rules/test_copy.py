"""What the rule says of copies: which plan, how much, where; and whom it accuses of nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.notation import doc
from wenfeng import profiles
from wenfeng.domain import Copy, Finding, Header, Shared, Span
from wenfeng.extract import extract
from wenfeng.rules import Case, judge_copies

PLAN = """云岭县民政局整改方案
一、整改措施
1.公墓价格不透明。三处公墓在大门口挂出价目牌，超出指导价的部分逐户退还。
2.补贴发放慢。火化补贴改为当场扣减，每周五对账一次。

云岭县民政局
2025年3月24日"""
FIRST = Shared(Span(3, 2, 20), "第4段至第5段", "第6段", 200)
SECOND = Shared(Span(2, 0, 9), "第3段", "第9段", 60)
COPY = Copy(
    "收件/清河县.docx",
    "near",
    0.789,
    0.6,
    (FIRST, SECOND),
    (("云岭县", "清河县"), ("2025年3月24日", "2025年3月10日")),
    Header("清河县民政局整改方案", date=date(2025, 3, 10)),
    own=False,
)


def said(*copies: Copy) -> tuple[Finding, ...]:
    document = doc(PLAN)
    case = Case(document, extract(document), profiles.load("general"), copies=copies)
    return judge_copies(case)


def test_a_near_copy_names_plan_share_names_and_passages() -> None:
    (found,) = said(COPY)
    assert (found.rule, found.level, found.entry) == ("copy.verbatim", "warning", None)
    assert found.span == FIRST.span
    assert found.about == "清河县民政局整改方案"
    for words in (
        "《清河县民政局整改方案》（收件/清河县.docx）",
        "78% ",
        "本文“云岭县”、对方“清河县”",
        "第4段至第5段“",
        "200 字，对方第6段",
        "对方落款 2025年3月10日，早于本文",
    ):
        assert words in found.message
    assert "2025年3月24日" not in found.message  # days differ in any two plans
    assert "抄袭" not in found.message + found.suggestion
    assert "核对是谁" in found.suggestion


def test_nothing_is_called_the_whole_that_is_not() -> None:
    (found,) = said(replace(COPY, similarity=0.9999))
    assert "99% 的实质内容相同，只是换了名称" in found.message


def test_passages_in_another_plan_are_counted() -> None:
    (found,) = said(replace(COPY, kind="partial", similarity=0.1, exchanges=()))
    assert "有 2 处相同" in found.message
    assert "%" not in found.message


def test_what_is_sent_twice_is_a_hint_at_the_title() -> None:
    for kind, words in (("identical", "报了两次"), ("revision", "两稿")):
        (found,) = said(replace(COPY, kind=kind, own=True))  # type: ignore[arg-type]
        assert (found.level, found.span.block) == ("info", 0)
        assert words in found.message


def test_another_unit_s_plan_is_no_version_of_ours() -> None:
    (found,) = said(replace(COPY, kind="revision", own=False))
    assert found.level == "warning"
    assert "两稿" not in found.message
    (found,) = said(replace(COPY, kind="revision", own=None))
    assert found.level == "info"


def test_two_plans_of_one_unit_may_say_the_same() -> None:
    (found,) = said(replace(COPY, own=True))
    assert found.level == "info"
    assert "本单位的《" in found.message
    assert "核对是谁" not in found.suggestion


def test_of_many_the_largest_are_told_and_the_others_counted() -> None:
    copies = [replace(COPY, name=f"{n}.docx", similarity=n / 100) for n in range(50, 59)]
    found = said(*copies)
    assert len(found) == 5
    (first,) = (one for one in found if "58.docx" in one.message)
    assert "一共 9 份，另外 4 份是 53.docx、52.docx、51.docx 等" in first.message
    assert sum("一共" in one.message for one in found) == 1


def test_a_member_of_a_family_hears_how_large_it_is() -> None:
    names = ("方案.txt", COPY.name, *(f"{n}.docx" for n in range(58)))
    (found,) = said(replace(COPY, family=names))
    assert "一共 59 份，另外 58 份是 0.docx、1.docx、2.docx 等" in found.message
    (alone,) = said(replace(COPY, family=names[:2]))
    assert "一共" not in alone.message


def test_a_copier_is_told_before_what_was_sent_twice() -> None:
    twice = [replace(COPY, name=f"{n}.docx", kind="identical", similarity=1.0) for n in range(5)]
    assert any("清河县.docx" in one.message for one in said(*twice, COPY))


def test_a_few_words_in_common_are_nothing() -> None:
    assert said(replace(COPY, passages=(SECOND,))) == ()
    assert said(replace(COPY, kind="identical", passages=()))


def test_a_paper_without_a_title_is_named_by_its_file_and_an_old_one_called_old() -> None:
    (found,) = said(replace(COPY, header=Header(), stored=True))
    assert "以前存入的“收件/清河县.docx”" in found.message
    assert found.about == "清河县.docx"
