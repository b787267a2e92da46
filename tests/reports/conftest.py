"""One small batch that holds a case of everything a report has to show."""

from __future__ import annotations

from datetime import date

import pytest

from wenfeng.domain import (
    Batch,
    Block,
    Deadline,
    Document,
    Entry,
    Failure,
    Finding,
    Header,
    Milestone,
    Owner,
    Profile,
    Reading,
    Report,
    Span,
    Text,
    Unread,
)

WORDS = (
    "青禾县供水整改方案",
    "管网漏损率高，群众反映强烈。",
    "更换老旧管网12公里。由县水务局牵头，县财政局配合，5月底前完成。",
    "=完善<应急>预案，尽快落实。",
)


def _span(block: int, words: str) -> Span:
    start = WORDS[block].index(words)
    return Span(block, start, start + len(words))


def _text(block: int, words: str) -> Text:
    return Text(words, _span(block, words))


def _owner(name: str, role: str) -> Owner:
    return Owner(name, "unit", role, "", "own", _span(2, name))  # type: ignore[arg-type]


def _entries() -> tuple[Entry, ...]:
    by_may = Deadline(
        "5月底前",
        "date",
        None,
        date(2025, 5, 31),
        False,
        False,
        (Milestone("5月底前", date(2025, 5, 31)),),
        "own",
        _span(2, "5月底前"),
    )
    soon = Deadline("尽快", "vague", None, None, False, False, (), "own", _span(3, "尽快"))
    return (
        Entry(
            "1",
            "task",
            "",
            ("一、供水保障",),
            "1",
            "更换管网",
            _text(1, "管网漏损率高"),
            (_text(2, "更换老旧管网12公里。"),),
            (_owner("县水务局", "lead"), _owner("县财政局", "support")),
            by_may,
            Span(2, 0, len(WORDS[2])),
        ),
        Entry(
            "2",
            "task",
            "附件1",
            (),
            "",
            "",
            None,
            (_text(3, "=完善<应急>预案"),),
            (),
            soon,
            Span(3, 0, len(WORDS[3])),
        ),
    )


@pytest.fixture
def batch() -> Batch:
    blocks = tuple(
        Block("paragraph", text, f"第{place}段") for place, text in enumerate(WORDS, start=1)
    )
    document = Document("plans/供水.docx", "docx", "0" * 64, blocks, (Unread("图片", "第2段"),))
    header = Header(
        "青禾县供水整改方案",
        "青政办〔2025〕7号",
        ("青禾县人民政府办公室",),
        date(2025, 3, 18),
        "整改方案",
    )
    findings = (
        Finding(
            "owner.missing", "error", "2", "没有责任主体", "写明由谁负责", "依据甲", Span(3, 0, 0)
        ),
        Finding(
            "deadline.vague", "warning", "2", "时限含糊", "写明哪一天", "依据乙", _span(3, "尽快")
        ),
        Finding("measure.missing", "error", None, "问题没有措施", "补写", "依据丙", Span(1, 0, 3)),
    )
    report = Report(document, Reading(header, _entries()), Profile("general", "通用"), findings)
    return Batch((report,), (Failure("plans/坏.docx", "文件已损坏", "请重新导出"),))
