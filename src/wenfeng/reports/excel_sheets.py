"""What the sheets of the workbook hold (工作表): columns and rows, nothing of how they look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from wenfeng.domain import Batch, Entry, Finding, Report
from wenfeng.reports.senders import senders
from wenfeng.reports.wording import (
    LEVEL_NAMES,
    NO_ENTRIES,
    RESPONSE_NAMES,
    count_levels,
    entry_labels,
    findings_by_entry,
    owner_names,
    problem_text,
    section_path,
    task_text,
    verdict,
    where,
)

Value = str | int | date | None
Row = tuple[Value, ...]

NOBODY = "（没有写明）"
KINDS = {"unit": "单位", "post": "职务", "person": "个人", "group": "统称"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its columns with their widths in characters, and its rows.

    ``chart``: the columns that a chart shows beside the names in the first of them.
    """

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: Iterable[Row]
    chart: tuple[int, ...] = ()


def sheets(batch: Batch, titles: Mapping[str, str]) -> Iterator[Sheet]:
    """The sheets in the order of the workbook; what there is nothing of has none."""
    yield Sheet("汇总", SUMMARY, _summary(batch))
    yield Sheet("条目", ENTRIES, _entries(batch))
    yield Sheet("意见", FINDINGS, _findings(batch, titles))
    yield Sheet("按单位", OWNERS, _owners(batch), chart=(1, 4, 5))
    yield Sheet("按规则", RULES, _rules(batch, titles), chart=(2, 4))
    if any(report.responses is not None for report in batch.reports):
        yield Sheet("回应", RESPONSES, _responses(batch))
    if any(report.waived for report in batch.reports):
        yield Sheet("不再提示", WAIVED, _waived(batch, titles))
    if remarks := list(_unchecked(batch)):
        yield Sheet("未能检查", UNCHECKED, remarks)


SUMMARY = (
    ("文件", 36),
    ("标题", 44),
    ("单位", 24),
    ("条目数", 9),
    ("错误", 8),
    ("警告", 8),
    ("提示", 8),
    ("结论", 9),
)


def _summary(batch: Batch) -> Iterator[Row]:
    for report in batch.reports:
        levels = count_levels(Batch((report,), ()))
        yield (
            report.document.name,
            report.reading.header.title,
            _unit(report),
            len(report.reading.entries),
            *(levels[level] for level in LEVEL_NAMES),
            verdict(report),
        )


ENTRIES = (
    ("文件", 18),
    ("单位", 14),
    ("部分", 16),
    ("编号", 7),
    ("存在问题", 22),
    ("整改措施", 34),
    ("责任单位", 14),
    ("配合单位", 12),
    ("督办单位", 10),
    ("完成时限", 12),
    ("完成日期", 11),
    ("意见", 24),
)


def _entries(batch: Batch) -> Iterator[Row]:
    for report in batch.reports:
        grouped, unit = findings_by_entry(report), _unit(report)
        for entry in report.reading.entries:
            yield (report.document.name, unit, *_entry(entry), _said(grouped.get(entry.id, ())))


def _entry(entry: Entry) -> Row:
    return (
        section_path(entry),
        entry.number,
        problem_text(entry),
        task_text(entry),
        owner_names(entry, "lead"),
        owner_names(entry, "support"),
        owner_names(entry, "supervise"),
        entry.deadline.text if entry.deadline else "",
        entry.deadline.end if entry.deadline else None,
    )


def _said(findings: Iterable[Finding]) -> str:
    return "\n".join(f"[{LEVEL_NAMES[f.level]}] {f.message}" for f in findings)


FINDINGS = (
    ("文件", 24),
    ("位置", 16),
    ("条目", 10),
    ("级别", 8),
    ("规则", 18),
    ("意见", 44),
    ("建议", 40),
    ("出处", 36),
)


def _findings(batch: Batch, titles: Mapping[str, str]) -> Iterator[Row]:
    for report in batch.reports:
        labels = entry_labels(report)
        for finding in report.findings:
            yield (
                *_finding(report, finding, labels, titles),
                finding.suggestion,
                finding.source,
            )


def _finding(
    report: Report,
    finding: Finding,
    labels: Mapping[str | None, str],
    titles: Mapping[str, str],
) -> Row:
    return (
        report.document.name,
        where(report, finding.span),
        labels.get(finding.entry, "全文"),
        LEVEL_NAMES[finding.level],
        titles.get(finding.rule, finding.rule),
        finding.message,
    )


OWNERS = (
    ("责任单位或责任人", 30),
    ("类别", 8),
    ("文件数", 8),
    ("牵头", 8),
    ("配合", 8),
    ("督办", 8),
    ("没有时限", 10),
    ("错误", 8),
    ("警告", 8),
)


@dataclass(slots=True)
class _Load:
    """What one owner has to do in all documents, and what is wrong with what it leads."""

    kind: str = ""
    documents: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def row(self, name: str) -> Row:
        keys = ("lead", "support", "supervise", "undated", "error", "warning")
        return (name, self.kind, self.documents, *(self.counts[key] for key in keys))


def _owners(batch: Batch) -> Iterator[Row]:
    """Those with the most tasks first; last what nobody is responsible for."""
    loads: dict[str, _Load] = {}
    nobody = _Load()
    for report in batch.reports:
        _add(report, loads, nobody)
    ranked = sorted(
        loads.items(), key=lambda one: -(one[1].counts["lead"] + one[1].counts["support"])
    )
    for name, load in ranked:
        yield load.row(name)
    if nobody.documents:
        yield nobody.row(NOBODY)


def _add(report: Report, loads: dict[str, _Load], nobody: _Load) -> None:
    home: dict[str, _Load] = {}
    for workload in report.reading.workloads:
        load = loads.setdefault(workload.name, _Load(KINDS[workload.kind]))
        load.documents += 1
        load.counts["lead"] += workload.lead
        load.counts["support"] += workload.support
        load.counts["supervise"] += workload.supervise
        home |= dict.fromkeys(workload.written, load)
    grouped = findings_by_entry(report)
    abandoned = False
    for entry in report.reading.entries:
        names = (owner.name for owner in entry.owners if owner.role == "lead")
        leads = {id(home[name]): home[name] for name in names if name in home}
        abandoned = abandoned or not leads
        for load in leads.values() or (nobody,):
            load.counts["undated"] += entry.deadline is None
            load.counts.update(finding.level for finding in grouped.get(entry.id, ()))
    nobody.documents += abandoned


RULES = (
    ("规则", 24),
    ("名称", 24),
    ("级别", 8),
    ("条数", 8),
    ("文件数", 8),
)


def _rules(batch: Batch, titles: Mapping[str, str]) -> Iterator[Row]:
    """The most frequent first."""
    counts = Counter((f.rule, f.level) for r in batch.reports for f in r.findings)
    documents = Counter(
        key for r in batch.reports for key in {(f.rule, f.level) for f in r.findings}
    )
    for (rule, level), count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        key = (rule, level)
        yield rule, titles.get(rule, rule), LEVEL_NAMES[level], count, documents[key]


RESPONSES = (
    ("文件", 30),
    ("反馈意见", 54),
    ("类别", 14),
    ("意见出处", 30),
    ("位置", 12),
    ("回应", 10),
    ("对应条目", 16),
    ("相近程度", 10),
    ("几处回应", 10),
)


def _responses(batch: Batch) -> Iterator[Row]:
    for report in batch.reports:
        labels = entry_labels(report)
        for response in report.responses or ():
            feedback, matches = response.feedback, response.matches
            yield (
                report.document.name,
                feedback.text,
                feedback.kind,
                feedback.path,
                feedback.where,
                RESPONSE_NAMES[response.status],
                "、".join(labels.get(match.entry, match.entry) for match in matches),
                f"{matches[0].similarity:.2f}" if matches else "",
                len(matches),
            )


WAIVED = (
    ("文件", 24),
    ("位置", 16),
    ("条目", 10),
    ("级别", 8),
    ("规则", 18),
    ("意见", 44),
    ("理由", 32),
    ("写在哪里", 24),
)


def _waived(batch: Batch, titles: Mapping[str, str]) -> Iterator[Row]:
    for report in batch.reports:
        labels = entry_labels(report)
        for waived in report.waived:
            yield (
                *_finding(report, waived.finding, labels, titles),
                waived.reason,
                waived.origin,
            )


UNCHECKED = (("文件", 50), ("情况", 18), ("说明", 50), ("怎么办", 60))


def _unchecked(batch: Batch) -> Iterator[Row]:
    for failure in batch.failures:
        yield failure.path, "未能检查", failure.error, failure.hint
    for report in batch.reports:
        if not report.reading.entries:
            yield report.document.name, "没有读出条目", NO_ENTRIES, "请打开原件看一眼。"
        for unread in report.document.unread:
            yield (
                report.document.name,
                "有内容没有读",
                f"{unread.what}（{unread.where}）",
                "请打开原件看这一处。",
            )
    for skipped in batch.skipped:
        yield skipped.path, "跳过", skipped.reason, ""


def _unit(report: Report) -> str:
    return "、".join(senders(report))
