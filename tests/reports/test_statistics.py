from __future__ import annotations

from dataclasses import replace

import pytest

from wenfeng.columns import width
from wenfeng.domain import Batch, Waived
from wenfeng.reports import Page
from wenfeng.reports.as_statistics import statistics

PAGE = Page(100, titles=(("owner.missing", "没有责任主体"),))


def rows(batch: Batch, page: Page = PAGE) -> list[list[str]]:
    return [line.split() for line in statistics(batch, page).decode().splitlines()]


def test_rules_are_counted_by_level(batch: Batch) -> None:
    found = rows(replace(batch, reports=batch.reports * 2))
    assert ["规则", "错误", "警告", "提示", "合计"] in found
    assert ["没有责任主体", "owner.missing", "2", "2"] in found
    assert ["deadline.vague", "2", "2"] in found
    assert ["合计", "4", "2", "6"] in found


def test_units_are_counted_where_there_are_several(batch: Batch) -> None:
    report = batch.reports[0]
    other = replace(report.reading.header, issuers=("青禾县财政局",))
    reports = (report, replace(report, reading=replace(report.reading, header=other)))
    assert ["青禾县财政局", "2", "1", "3"] in rows(Batch(reports, ()))
    assert not any(row[:1] == ["单位"] for row in rows(batch))


def test_documents_without_findings_are_counted_not_listed(batch: Batch) -> None:
    report = batch.reports[0]
    fine = replace(
        report, findings=(), document=replace(report.document, name="好方案.docx"),
        waived=(Waived(report.findings[0], "另有安排", "wenfeng.toml"),),
    )  # fmt: skip
    text = statistics(Batch((report, fine), ()), PAGE).decode()
    assert "好方案" not in text
    assert "没有意见的文件 1 份" in text and "另有 1 条已写明理由、不再提示。" in text


@pytest.mark.parametrize("columns", [50, 80, 120])
def test_no_line_is_wider_than_the_page(batch: Batch, columns: int) -> None:
    report = batch.reports[0]
    long = replace(report, document=replace(report.document, name="很长的文件夹名/" * 20))
    text = statistics(Batch((long,), ()), replace(PAGE, width=columns)).decode()
    assert max(map(width, text.splitlines())) <= columns


def test_nothing_found_is_said(batch: Batch) -> None:
    fine = replace(batch.reports[0], findings=())
    assert "没有意见的文件 1 份" in statistics(Batch((fine,), ()), PAGE).decode()
    assert "0 份文件" in statistics(Batch((), ()), PAGE).decode()
