from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from wenfeng.domain import Batch, Workload
from wenfeng.reports import tallies
from wenfeng.reports.tallies import Tally


def due(batch: Batch, *days: date) -> Batch:
    """The batch with entries due on these days, and one whose day nobody can tell."""
    report = batch.reports[0]
    first, vague = report.reading.entries
    assert first.deadline
    entries = [replace(first, deadline=replace(first.deadline, end=day)) for day in days]
    return Batch((replace(report, reading=replace(report.reading, entries=(*entries, vague))),), ())


def test_months_between_are_not_left_out(batch: Batch) -> None:
    found = tallies.by_period(due(batch, date(2025, 1, 31), date(2024, 11, 1), date(2025, 1, 1)))
    assert [(one.name, one.total) for one in found] == [
        ("2024.11", 1),
        ("2024.12", 0),
        ("2025.01", 2),
    ]


@pytest.mark.parametrize(
    ("last", "names"),
    [
        (date(2026, 12, 31), ["2025.01", "2026.12"]),
        (date(2027, 1, 1), ["2025年1季度", "2027年1季度"]),
        (date(2030, 12, 31), ["2025年1季度", "2030年4季度"]),
        (date(2031, 1, 1), ["2025年", "2031年"]),
    ],
)
def test_a_longer_time_is_told_in_longer_periods(
    batch: Batch, last: date, names: list[str]
) -> None:
    found = tallies.by_period(due(batch, date(2025, 1, 1), last))
    assert [one.name for one in found if one.total] == names
    assert len(found) <= 24


def test_no_day_no_periods(batch: Batch) -> None:
    assert tallies.by_period(due(batch)) == []


def test_owners_are_counted_over_all_plans(batch: Batch) -> None:
    report = batch.reports[0]
    loads = (Workload("县财政局", "unit", ("县财政局",), lead=1, support=2),)
    reports = tuple(
        replace(report, reading=replace(report.reading, workloads=w)) for w in (loads, loads, ())
    )
    assert tallies.by_owner(Batch(reports, ())) == [Tally("县财政局", (2, 4, 0))]


def test_the_most_findings_come_first(batch: Batch) -> None:
    report = batch.reports[0]
    fewer = replace(
        report,
        findings=report.findings[:1],
        document=replace(report.document, name="少.docx"),
    )
    names = [one.name for one in tallies.by_document(Batch((fewer, report), ()))]
    assert names == ["plans/供水.docx", "少.docx"]
