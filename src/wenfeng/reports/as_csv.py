"""One row an entry, for WPS and Excel: UTF-8 with a byte order mark, no cell is a formula.

No file is without a row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from wenfeng.domain import Batch, Entry, Finding, Report
from wenfeng.reports.wording import (
    LEVEL_NAMES,
    NO_ENTRIES,
    deadline_day,
    findings_by_entry,
    measure_text,
    owner_names,
    problem_text,
    recognition,
    where,
)

COLUMNS = (
    "文件",
    "序号",
    "所在附件",
    "章节",
    "编号",
    "标题",
    "问题",
    "措施",
    "责任主体",
    "配合",
    "督办",
    "时限原文",
    "截止日期",
    "意见",
    "识别把握",
)

# What a spreadsheet takes for the start of a formula, or hides in front of one.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(batch: Batch) -> bytes:
    """The batch as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(batch):
        writer.writerow([_harmless(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "backslashreplace")


def _rows(batch: Batch) -> Iterator[tuple[str, ...]]:
    for report in batch.reports:
        yield from _report_rows(report)
    for failure in batch.failures:
        yield _remark(failure.path, f"未能检查：{failure.error}。{failure.hint}")


def _report_rows(report: Report) -> Iterator[tuple[str, ...]]:
    grouped = findings_by_entry(report)
    if not (report.reading.entries or report.findings):
        yield _remark(report.document.name, NO_ENTRIES)
    for place, entry in enumerate(report.reading.entries, start=1):
        yield _entry_row(report, place, entry, grouped.get(entry.id, ()))
    for finding in grouped.get(None, ()):
        yield _remark(report.document.name, f"{_say(finding)}（{where(report, finding.span)}）")
    for unread in report.document.unread:
        yield _remark(report.document.name, f"未读内容：{unread.what}（{unread.where}）")


def _entry_row(
    report: Report, place: int, entry: Entry, findings: Iterable[Finding]
) -> tuple[str, ...]:
    return (
        report.document.name,
        str(place),
        entry.part,
        " › ".join(entry.section),
        entry.number,
        entry.heading,
        problem_text(entry),
        measure_text(entry),
        owner_names(entry, "lead"),
        owner_names(entry, "support"),
        owner_names(entry, "supervise"),
        entry.deadline.text if entry.deadline else "",
        deadline_day(entry.deadline),
        "\n".join(map(_say, findings)),
        recognition(report, entry).removeprefix("识别把握 "),
    )


def _remark(path: str, words: str) -> tuple[str, ...]:
    return (path, *[""] * (len(COLUMNS) - 3), words, "")


def _say(finding: Finding) -> str:
    return f"[{LEVEL_NAMES[finding.level]}] {finding.message}"


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
