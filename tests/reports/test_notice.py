"""Return notices: who gets one, what it says, and what it leaves to those who sign it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.notation import doc
from wenfeng.domain import Batch, Document, Finding, Header, Report, Span
from wenfeng.extract import extract
from wenfeng.profiles import load
from wenfeng.readers import File, read
from wenfeng.reports import WRITERS, Page
from wenfeng.rules import RULES, Case, judge

SOURCE = "清整发〔2025〕3号第四条：没有写明责任人的，退回修改"
PAGE = Page(titles=(("owner.missing", "没有责任主体"),), today=date(2025, 3, 18))


def notices(batch: Batch, page: Page = PAGE) -> dict[str, Document]:
    several = WRITERS["notice"].several
    assert several is not None
    return {name: read(File(data, "docx", ".docx"), name) for name, data in several(batch, page)}


def only(batch: Batch, page: Page = PAGE) -> list[str]:
    (document,) = notices(batch, page).values()
    return [block.text for block in document.blocks]


def checked(text: str, name: str = "方案.docx") -> Report:
    document = doc(text, name)
    reading, profile = extract(document), load("general")
    return Report(document, reading, profile, judge(Case(document, reading, profile)))


def with_findings(report: Report, *findings: Finding) -> Report:
    return replace(report, findings=findings)


def finding(rule: str, level: str, entry: str | None = "1", source: str = SOURCE) -> Finding:
    return Finding(rule, level, entry, "甲处不明", "请写明", source, Span(2, 0, 0))  # type: ignore[arg-type]


def from_unit(report: Report, unit: str, title: str = "清河县供水整改方案") -> Report:
    header = Header(title=title, issuers=(unit,) if unit else ())
    return replace(report, reading=replace(report.reading, header=header))


def test_it_is_addressed_to_who_signed_and_says_what_was_found(batch: Batch) -> None:
    texts = only(batch)
    assert texts[0] == "关于退回修改《青禾县供水整改方案》的通知"
    assert "青禾县人民政府办公室：" in texts
    points = [text for text in texts if text.startswith(("1．", "2．"))]
    assert (
        "1．“=完善<应急>预案”：（1）没有责任主体，写明由谁负责；（2）时限含糊，写明哪一天。"
        in points
    )
    assert "2．全文：问题没有措施，补写。" in points
    assert "2025年3月18日" in texts


def test_the_file_is_named_after_the_unit(batch: Batch) -> None:
    assert list(notices(batch)) == ["退回修改通知-青禾县人民政府办公室.docx"]


@pytest.mark.parametrize(
    ("level", "rule", "goes_back"),
    [
        ("error", "owner.missing", True),
        ("warning", "owner.vague", False),
        ("info", "owner.vague", False),
        ("error", "read.uncertain", False),
    ],
)
def test_one_error_sends_a_plan_back_and_nothing_else_does(
    batch: Batch, level: str, rule: str, goes_back: bool
) -> None:
    report = with_findings(batch.reports[0], finding(rule, level))
    assert bool(notices(Batch((report,), ()))) == goes_back


def test_hints_and_doubts_about_the_reading_are_not_told(batch: Batch) -> None:
    told, hint = finding("owner.missing", "error"), finding("form.page", "info")
    ours = replace(finding("read.uncertain", "warning"), message="识别没有把握")
    report = with_findings(batch.reports[0], told, replace(hint, message="页边距不对"), ours)
    text = "\n".join(only(Batch((report,), ())))
    assert "甲处不明" in text
    assert "识别" not in text and "页边距" not in text


def test_only_papers_in_force_for_the_plan_are_quoted(batch: Batch) -> None:
    own = finding("measure.x", "warning", source="文风的约定：措施要写清")
    national = finding("length.document", "warning", source="《减负若干规定》：不超过4000字")
    campaign = replace(batch.reports[0].profile, source="甲群办发〔2014〕1号")
    theirs = finding("owner.missing", "error", source="甲群办发〔2014〕1号第四条：要有责任人")
    others = finding("deadline.missing", "error", source="乙群办发〔2014〕2号第一条：要有时限")
    report = with_findings(
        replace(batch.reports[0], profile=campaign), theirs, others, own, national
    )
    text = "\n".join(only(Batch((report,), ())))
    assert "1．甲群办发〔2014〕1号第四条：要有责任人。" in text
    assert "2．《减负若干规定》：不超过4000字。" in text
    assert "文风" not in text and "乙群办发" not in text


def test_where_no_paper_is_in_force_a_blank_asks_for_it(batch: Batch) -> None:
    report = with_findings(batch.reports[0], finding("owner.missing", "error"))
    texts = only(Batch((report,), ()))
    assert texts[texts.index("一、退回依据") + 1].startswith("【待填：")


def test_what_only_the_signer_knows_is_left_to_be_filled_in(batch: Batch) -> None:
    text = "\n".join(only(batch, Page()))
    for what in ("发文机关", "成文日期", "重新报送时限", "姓名", "号码"):
        assert f"【待填：{what}】" in text


def test_plans_of_one_unit_go_back_in_one_letter(batch: Batch) -> None:
    one = from_unit(batch.reports[0], "中共清河县水务局党组", "甲方案")
    other = from_unit(batch.reports[0], "清河县水务局党组", "关于印发《乙方案》的通知")
    texts = only(Batch((one, other), ()))
    assert texts[0] == "关于退回修改《甲方案》等2份文件的通知"
    assert "（二）《关于印发〈乙方案〉的通知》" in texts
    assert "附件：1．《甲方案》需要修改的内容一览表" in texts
    assert "附件2" in texts


def test_plans_of_nobody_known_are_not_thrown_together(batch: Batch) -> None:
    unknown = from_unit(batch.reports[0], "")
    other = replace(unknown, document=replace(unknown.document, name="收件/二.docx"))
    found = notices(Batch((unknown, other), ()))
    assert list(found) == [
        "退回修改通知-单位待填（供水）.docx",
        "退回修改通知-单位待填（二）.docx",
    ]
    for document in found.values():
        assert "【待填：主送单位】：" in [block.text for block in document.blocks]


def test_what_is_to_be_said_of_many_is_said_once() -> None:
    rows = "\n".join(f"{n}.清理第{n}号沟渠。（完成时限：2025年6月底前）" for n in range(1, 6))
    texts = only(Batch((checked(f"清河县水务局整改方案\n一、整改措施\n{rows}"),), ()))
    (point,) = [text for text in texts if text.startswith("1．第1条")]
    assert "第5条“清理第5号沟渠”：没有写明责任单位或责任人" in point


def test_more_than_can_be_read_is_summed_up_by_kind(batch: Batch) -> None:
    report = batch.reports[0]
    entries = tuple(
        replace(report.reading.entries[1], id=str(n), number=str(n)) for n in range(1, 31)
    )
    findings = tuple(
        replace(finding("owner.missing", "error", str(n)), message=f"第{n}号沟无人管")
        for n in range(1, 31)
    )
    long = replace(report, reading=replace(report.reading, entries=entries), findings=findings)
    texts = only(Batch((long,), ()))
    assert any(
        text.startswith("1．没有责任主体：第1条、第2条") and "第8条等30处。请写明。" in text
        for text in texts
    )
    assert "各处的具体问题和修改意见见附件。" in texts
    assert "第30号沟无人管" in texts  # in the table


def test_the_table_has_a_row_for_every_point(batch: Batch) -> None:
    (document,) = notices(batch).values()
    cells = [block.text for block in document.blocks if block.cell]
    assert cells[5:] == [
        *("1", "=完善<应急>预案", "第4段", "（1）没有责任主体\n（2）时限含糊"),
        "（1）写明由谁负责\n（2）写明哪一天",
        *("2", "全文", "第2段", "问题没有措施", "补写"),
    ]


def test_a_number_that_several_entries_bear_is_told_with_its_heading() -> None:
    text = """清河县水务局整改方案
一、会议方面
1.压减会议。（完成时限：2025年6月底前）
二、文件方面
1.压减文件。（完成时限：2025年6月底前）"""
    joined = "\n".join(only(Batch((checked(text),), ())))
    assert "“会议方面”第1条“压减会议”、“文件方面”第1条“压减文件”" in joined


def test_equal_batches_give_equal_files(batch: Batch) -> None:
    several = WRITERS["notice"].several
    assert several is not None
    assert list(several(batch, PAGE)) == list(several(batch, PAGE))


def test_a_batch_without_errors_has_no_notice(batch: Batch) -> None:
    assert notices(Batch((with_findings(batch.reports[0]),), batch.failures)) == {}


@pytest.mark.parametrize("title", ["", "题" * 300, "甲\x00\ud800\n乙", "《甲》《乙》"])
def test_any_title_makes_a_letter(batch: Batch, title: str) -> None:
    texts = only(Batch((from_unit(batch.reports[0], "清河县水务局", title),), ()))
    assert texts[0].startswith("关于退回修改《") and texts[0].endswith("》的通知")
    assert texts[0].count("《") == 1


def test_every_rule_that_flags_can_be_told(batch: Batch) -> None:
    """The examples of all rules at their worst: no rule's words break a letter."""
    reports = []
    for rule in RULES:
        report = checked(rule.flag, f"{rule.id}.docx")
        worst = tuple(replace(one, level="error") for one in report.findings)
        reports.append(replace(report, findings=worst))
    assert notices(Batch(tuple(reports), ()))
