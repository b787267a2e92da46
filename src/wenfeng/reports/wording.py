"""What the formats for people say alike: level names, owners by role, deadlines, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from wenfeng.domain import (
    Batch,
    BlockKind,
    Deadline,
    Entry,
    Finding,
    Header,
    Level,
    OwnerRole,
    Report,
    ResponseStatus,
    Span,
    Waived,
)
from wenfeng.reports.senders import senders

LEVEL_NAMES: dict[Level, str] = {"error": "错误", "warning": "警告", "info": "提示"}

RESPONSE_NAMES: dict[ResponseStatus, str] = {
    "answered": "已回应",
    "weak": "回应笼统",
    "unanswered": "没有回应",
}
RESPONSE_LEVELS: dict[ResponseStatus, Level | Literal[""]] = {
    "answered": "",
    "weak": "warning",
    "unanswered": "error",
}

NOT_IN_TEXT: dict[BlockKind, str] = {
    "paragraph": "",
    "cell": "",
    "footnote": "脚注",
    "textbox": "文本框",
}

NO_TITLE = "（未识别出标题）"
NO_UNIT = "（未识别出单位）"
NO_ENTRIES = "没有找到要求有人去做的条目。"

PASSED, RETURNED, TO_READ = "通过", "退回", "待核"


def verdict(report: Report) -> str:
    """What becomes of a plan (结论): an error sends it back; without entries a person must read."""
    if any(finding.level == "error" for finding in report.findings):
        return RETURNED
    return PASSED if report.reading.entries else TO_READ


def count_verdicts(batch: Batch) -> dict[str, int]:
    """How many plans pass and how many go back; how many must be read, only where some must."""
    counts = Counter(map(verdict, batch.reports))
    return {
        name: counts[name]
        for name in (PASSED, RETURNED, TO_READ)
        if counts[name] or name != TO_READ
    }


def responses_line(report: Report) -> str:
    """How many pieces of feedback are answered, weakly answered and not answered."""
    responses = report.responses or ()
    counts = Counter(response.status for response in responses)
    parts = [f"{name} {counts[status]} 条" for status, name in RESPONSE_NAMES.items()]
    twice = sum(response.twice for response in responses)
    more = f"；其中 {twice} 条有几个条目回应" if twice else ""
    return f"反馈意见 {len(responses)} 条：{'，'.join(parts)}{more}。"


def unit_name(report: Report) -> str:
    """Whose plan it is (报送单位)."""
    return "、".join(senders(report)) or NO_UNIT


def count_levels(batch: Batch) -> Counter[Level]:
    """How many findings of each level."""
    return Counter(f.level for report in batch.reports for f in report.findings)


def count_entries(batch: Batch) -> int:
    """How many entries (条目) in all documents."""
    return sum(len(report.reading.entries) for report in batch.reports)


def summary_line(batch: Batch) -> str:
    """The whole run in one sentence."""
    levels = count_levels(batch)
    found = "，".join(f"{name} {levels[level]} 条" for level, name in LEVEL_NAMES.items())
    failed = f"；{len(batch.failures)} 份未能检查" if batch.failures else ""
    return f"{len(batch.reports)} 份文件，{count_entries(batch)} 个条目；{found}{failed}。"


def skipped_line(batch: Batch) -> str:
    """What was passed over in folders, by reason, the first few by name; empty for nothing."""
    by_reason: dict[str, list[str]] = {}
    for file in batch.skipped:
        by_reason.setdefault(file.reason, []).append(file.path.rpartition("/")[2])
    listed = "；".join(f"{_first_few(names)}（{reason}）" for reason, names in by_reason.items())
    return f"跳过 {len(batch.skipped)} 份：{listed}。" if listed else ""


def _first_few(names: list[str], most: int = 3) -> str:
    more = f" 等 {len(names)} 份" if len(names) > most else ""
    return "、".join(names[:most]) + more


def header_line(header: Header) -> str:
    """Number, issuers and date of a document, as far as known."""
    day = header.date.isoformat() if header.date else ""
    return "  ".join(part for part in (header.number, "、".join(header.issuers), day) if part)


def findings_by_entry(report: Report) -> dict[str | None, list[Finding]]:
    """Findings under the id of their entry; those about the whole document under None."""
    known = {entry.id for entry in report.reading.entries}
    grouped: dict[str | None, list[Finding]] = {}
    for finding in report.findings:
        grouped.setdefault(finding.entry if finding.entry in known else None, []).append(finding)
    return grouped


def only_hints(findings: Iterable[Finding]) -> bool:
    """Whether nothing among them is more than a hint."""
    return all(finding.level == "info" for finding in findings)


def owner_names(entry: Entry, role: OwnerRole) -> str:
    """The owners of one role, each once, as written."""
    return "、".join(dict.fromkeys(o.name for o in entry.owners if o.role == role))


def measure_text(entry: Entry) -> str:
    """All measures of an entry, one a line."""
    return "\n".join(measure.text.strip() for measure in entry.measures)


def problem_text(entry: Entry) -> str:
    """The problem of an entry, empty where none is stated."""
    return entry.problem.text.strip() if entry.problem else ""


def task_text(entry: Entry) -> str:
    """Heading and measures, the heading only where the measures do not repeat it."""
    measures = measure_text(entry)
    if not entry.heading or entry.heading in measures:
        return measures
    return f"{entry.heading}\n{measures}".strip()


def owner_lines(entry: Entry) -> str:
    """Who leads, and on lines of their own who supports and who supervises."""
    support, supervise = owner_names(entry, "support"), owner_names(entry, "supervise")
    lines = (
        owner_names(entry, "lead"),
        f"配合：{support}" if support else "",
        f"督办：{supervise}" if supervise else "",
    )
    return "\n".join(line for line in lines if line)


def deadline_lines(entry: Entry) -> str:
    """The deadline as written and, unless that is a full date already, the day it means."""
    if entry.deadline is None:
        return ""
    words, day = entry.deadline.text, deadline_day(entry.deadline)
    spelt_out = all(unit in words for unit in "年月日")
    return words if spelt_out or not day else f"{words}\n{day}"


def deadline_day(deadline: Deadline | None) -> str:
    """The last day in ISO form, empty where none can be told."""
    return deadline.end.isoformat() if deadline and deadline.end else ""


def recognition(report: Report, entry: Entry) -> str:
    """How sure OCR was of the least certain value of an entry; empty where none was needed."""
    found = (report.document.confidence(value.span) for value in entry.values())
    sure = min((one for one in found if one is not None), default=None)
    return "" if sure is None else f"识别把握 {int(sure * 100)}%"


def entry_label(entry: Entry) -> str:
    """How people point at the entry: its number as written, else which one it is."""
    place = entry.id.removeprefix("e")
    return entry.number or (entry.id if place == entry.id else f"第{place}个")


def entry_labels(report: Report) -> dict[str | None, str]:
    """Entry id → label, for findings that name an entry."""
    return {entry.id: entry_label(entry) for entry in report.reading.entries}


def section_path(entry: Entry) -> str:
    """The part and the headings above an entry."""
    return " › ".join(part for part in (entry.part, *entry.section) if part)


def where(report: Report, span: Span) -> str:
    """The place of a span in words a clerk can follow."""
    return report.document.blocks[span.block].where


def waived_words(waived: Sequence[Waived]) -> str:
    """How many findings are not told again (不再提示), and by what: a reason, or a baseline."""
    known = sum(one.known for one in waived)
    reasons = len(waived) - known
    told = [f"{reasons} 条已写明理由、不再提示"] if reasons else []
    return "，".join([*told, *([f"{known} 条基线里已有、不再报"] if known else [])])
