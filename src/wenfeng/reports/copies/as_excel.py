"""What repeats as a workbook: groups with what to do, pairs, how much of each paper is copied."""

from __future__ import annotations

from collections.abc import Iterator

from wenfeng.copies import Duplicates
from wenfeng.reports.as_excel import workbook
from wenfeng.reports.copies import wording
from wenfeng.reports.excel_sheets import Row, Sheet

GROUPS = (
    ("组", 6),
    ("类别", 16),
    ("份数", 7),
    ("文件", 40),
    ("留下哪份、以哪份为底", 28),
    ("建议", 42),
    ("只有其他几份说到的", 44),
)
PAIRS = (
    ("序号", 7),
    ("类别", 16),
    ("相似度（%）", 12),
    ("文件甲", 24),
    ("标题甲", 22),
    ("文件乙", 24),
    ("标题乙", 22),
    ("甲在乙里（%）", 14),
    ("乙在甲里（%）", 14),
    ("换了的名称、日期（甲→乙）", 28),
    ("最长的相同段落", 36),
)
SHARES = (
    ("文件", 40),
    ("标题", 36),
    ("字数", 9),
    ("复制比（%）", 12),
    ("最大单一来源", 40),
    ("来自它的（%）", 14),
)
FAILED = (("文件", 50), ("情况", 12), ("说明", 50), ("怎么办", 60))


def write(found: Duplicates) -> bytes:
    """The comparison as a workbook."""
    return workbook(_sheets(found))


def _sheets(found: Duplicates) -> Iterator[Sheet]:
    yield Sheet("汇总", GROUPS, _groups(found))
    yield Sheet("重复对", PAIRS, _pairs(found))
    yield Sheet("复制比", SHARES, _shares(found))
    if found.failures or found.skipped:
        yield Sheet("未能读取", FAILED, _failed(found))


def _groups(found: Duplicates) -> Iterator[Row]:
    for number, group in enumerate(found.groups, start=1):
        members = (wording.name_of(found.papers[member]) for member in group.members)
        extras = range(len(group.extras))
        yield (
            number,
            wording.GROUPS[group.kind],
            len(group.members),
            "\n".join(members),
            wording.name_of(found.papers[group.keep]),
            group.proposal,
            "\n".join(wording.extra_line(found, group, place, 200) for place in extras),
        )


def _pairs(found: Duplicates) -> Iterator[Row]:
    for number, pair in enumerate(wording.ranked(found), start=1):
        a, b = found.papers[pair.a], found.papers[pair.b]
        yield (
            number,
            wording.kind_name(pair),
            wording.whole(pair.similarity),
            *(wording.name_of(a), wording.title_of(a)),
            *(wording.name_of(b), wording.title_of(b)),
            wording.whole(pair.coverage_a),
            wording.whole(pair.coverage_b),
            "\n".join(map(wording.exchanged, wording.by_times(pair.exchanges))),
            max((passage.text for passage in pair.passages), key=len, default=""),
        )


def _shares(found: Duplicates) -> Iterator[Row]:
    for share in wording.shares(found):
        paper = found.papers[share.paper]
        yield (
            wording.name_of(paper),
            wording.title_of(paper),
            len(paper.text),
            wording.whole(share.copied),
            wording.name_of(found.papers[share.source]),
            wording.whole(share.largest),
        )


def _failed(found: Duplicates) -> Iterator[Row]:
    for failure in found.failures:
        yield failure.path, "未能读取", failure.error, failure.hint
    for skipped in found.skipped:
        yield skipped.path, "跳过", skipped.reason, ""
