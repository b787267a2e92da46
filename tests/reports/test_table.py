from __future__ import annotations

from dataclasses import replace
from typing import Any
from unicodedata import east_asian_width

import pytest

from wenfeng.domain import (
    Batch,
    Block,
    Entry,
    Feedback,
    Finding,
    Report,
    Response,
    Span,
    Waived,
)
from wenfeng.reports import Page
from wenfeng.reports.as_table import write
from wenfeng.reports.wording import entry_label

TITLES = (("owner.missing", "缺责任主体"), ("deadline.missing", "缺时限"))
PAGE = Page(120, titles=TITLES)


def columns(line: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in line)


def table(batch: Batch, page: Page = PAGE) -> str:
    return write(batch, page).decode()


def with_report(batch: Batch, **changes: Any) -> Batch:
    return replace(batch, reports=(replace(batch.reports[0], **changes),))


def many(batch: Batch, entries: int, lacking: set[int]) -> Batch:
    """A plan of so many entries, a paragraph each, of which some lack a deadline."""
    report = batch.reports[0]
    blocks = tuple(Block("paragraph", "修好堤坝", f"第{i}段") for i in range(1, entries + 1))
    first: Entry = replace(
        report.reading.entries[1], part="", deadline=None, span=Span(0, 0, 4), measures=()
    )
    made = tuple(
        replace(first, id=f"e{i}", number=str(i), heading=f"任务{i}", span=Span(i - 1, 0, 4))
        for i in range(1, entries + 1)
    )
    findings = tuple(
        Finding(
            "deadline.missing",
            "error",
            f"e{i}",
            "没有写明完成时限",
            "请补充",
            "文件甲",
            Span(i - 1, 4, 4),
        )
        for i in sorted(lacking)
    )
    return with_report(
        batch,
        document=replace(report.document, blocks=blocks, unread=()),
        reading=replace(report.reading, entries=made),
        findings=findings,
    )


def test_a_reader_finds_everything_in_it(batch: Batch) -> None:
    text = write(batch, Page(120)).decode()
    for words in (
        *("青禾县供水整改方案", "青政办〔2025〕7号", "2025-03-18", "管网漏损率高", "更换老旧管网"),
        *("县水务局", "配合：县财政局", "2025-05-31", "尽快", "一、供水保障", "附件1", "（退回）"),
        *("没有责任主体", "owner.missing", "写明由谁负责", "第4段"),
        *("未读内容：图片（第2段）", "plans/坏.docx", "文件已损坏", "请重新导出"),
        "1 份文件，2 个条目；错误 2 条，警告 1 条，提示 0 条；1 份未能检查。",
    ):
        assert words in text, words


def test_a_finding_says_what_is_there_and_what_should_be_and_by_which_source(batch: Batch) -> None:
    lines = table(batch).splitlines()
    place = lines.index("  错误  第4段  缺责任主体 owner.missing")
    assert lines[place - 1] == "条目 2　=完善<应急>预案"
    assert lines[place + 1] == "        没有责任主体 → 写明由谁负责 [1]"
    assert "[1] 依据甲" in lines


def test_words_that_a_message_does_not_quote_are_shown(batch: Batch) -> None:
    assert "原文：管网漏" in table(batch)
    quoting = replace(batch.reports[0].findings[2], message="“管网漏”没有措施")
    assert "原文" not in table(with_report(batch, findings=(quoting,)))


def test_findings_in_the_same_words_are_told_once(batch: Batch) -> None:
    text = table(many(batch, 12, {3, 5, 7, 8, 9, 10, 11, 12}))
    assert text.count("没有写明完成时限 → 请补充") == 1
    for line in (
        "  错误  8 处  缺时限 deadline.missing",
        "        没有写明完成时限 → 请补充 [1]",
        "        第3、5、7–12段（条目 3、5、7–12）",
    ):
        assert line in text.splitlines()
    assert "条目 7　任务7" not in text


def test_findings_with_the_same_advice_stand_together(batch: Batch) -> None:
    plan = many(batch, 12, {3, 5, 7, 8})
    findings = tuple(
        replace(finding, message=f"时限“{'近期' if place else '尽快'}”不具体")
        for place, finding in enumerate(plan.reports[0].findings)
    )
    lines = table(with_report(plan, findings=findings)).splitlines()
    place = lines.index("  错误  4 处  缺时限 deadline.missing")
    assert lines[place + 1 : place + 4] == [
        "        → 请补充 [1]",
        "        第3段（条目 3）  时限“尽快”不具体",
        "        第5、7、8段（条目 5、7、8）  时限“近期”不具体",
    ]


def test_two_findings_in_the_same_words_stay_with_their_entries(batch: Batch) -> None:
    text = table(many(batch, 12, {3, 5}))
    assert text.count("没有写明完成时限 → 请补充") == 2
    assert "条目 3　任务3" in text and "条目 5　任务5" in text


def test_entries_that_share_a_number_are_told_by_their_places(batch: Batch) -> None:
    plan = many(batch, 4, {1, 2, 4})
    report = plan.reports[0]
    alike = tuple(replace(entry, number="1") for entry in report.reading.entries)
    text = table(with_report(plan, reading=replace(report.reading, entries=alike)))
    assert "        第1、2、4段" in text.splitlines()
    assert "（条目 1" not in text


def test_hints_about_the_whole_document_do_not_hide_an_error(batch: Batch) -> None:
    hint, error = (
        Finding("form.x", level, None, f"全文{level}", "", "", Span(0, 0, 0))  # type: ignore[arg-type]
        for level in ("info", "error")
    )
    text = table(with_report(batch, findings=(hint, error)))
    assert text.index("全文error") < text.index("全文info")


def test_entries_of_many_documents_are_left_out(batch: Batch) -> None:
    several = replace(batch, reports=batch.reports * 4)
    text = table(several)
    assert "问题 → 措施" in table(batch) and "问题 → 措施" not in text
    assert text.count("plans/供水.docx") == 4
    assert "--format html" in text


def test_of_many_documents_those_without_findings_are_named_in_a_line(batch: Batch) -> None:
    report = batch.reports[0]
    fine: Report = replace(
        report,
        findings=(),
        document=replace(report.document, name="好方案.docx", unread=()),
    )
    text = table(Batch((report, report, fine, fine), ()))
    assert "没有意见的 2 份：好方案.docx、好方案.docx" in text
    empty = replace(fine, reading=replace(fine.reading, entries=()))
    assert "没有找到要求有人去做的条目" in table(Batch((report, report, fine, empty), ()))


def test_waived_findings_are_counted(batch: Batch) -> None:
    waived = (Waived(batch.reports[0].findings[0], "另有安排", "wenfeng.toml"),)
    assert "另有 1 条已写明理由、不再提示。" in table(with_report(batch, waived=waived))


def test_what_a_baseline_holds_is_not_said_to_have_a_reason(batch: Batch) -> None:
    finding = batch.reports[0].findings[0]
    known = Waived(finding, "基线里已有", "基线（基线.json）", known=True)
    assert "另有 1 条基线里已有、不再报。" in table(with_report(batch, waived=(known,)))
    both = (Waived(finding, "另有安排", "wenfeng.toml"), known, known)
    said = "另有 1 条已写明理由、不再提示，2 条基线里已有、不再报。"
    assert said in table(with_report(batch, waived=both))


def test_feedback_without_an_answer_is_listed(batch: Batch) -> None:
    responses = (
        Response(Feedback("管网漏损严重", "意见.docx", "第2段"), "answered"),
        Response(Feedback("水价不公开", "意见.docx", "第3段"), "unanswered"),
    )
    text = table(with_report(batch, responses=responses))
    assert "没有回应  水价不公开（意见.docx 第3段）" in text
    assert "管网漏损严重" not in text


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_no_line_is_wider_than_the_page(batch: Batch, width: int) -> None:
    for one in (batch, many(batch, 80, set(range(1, 80, 2)))):
        text = table(one, Page(width, titles=TITLES))
        assert max(map(columns, text.splitlines())) <= width


def test_without_colour_there_are_no_escape_codes(batch: Batch) -> None:
    assert b"\x1b" not in write(batch, Page(120, colour=False))
    assert b"\x1b[" in write(batch, Page(120, colour=True))


def test_a_file_cannot_command_the_terminal(batch: Batch) -> None:
    report = batch.reports[0]
    document = replace(report.document, name="甲\x1b[2J\u202e乙\udc80.docx")
    text = table(with_report(batch, document=document))
    assert "\x1b" not in text and "\u202e" not in text
    assert "[U+202E]乙[U+DC80].docx" in text


def test_square_brackets_in_a_plan_are_text(batch: Batch) -> None:
    assert "〔2025〕" in write(batch, Page(120)).decode()


def test_an_empty_batch_says_so() -> None:
    assert "0 份文件" in write(Batch((), ()), Page()).decode()


def test_an_entry_without_a_number_is_pointed_at_by_its_place(batch: Batch) -> None:
    entry = replace(batch.reports[0].reading.entries[0], id="e7", number="")
    assert entry_label(entry) == "第7个"
    assert entry_label(replace(entry, number="（二）")) == "（二）"
