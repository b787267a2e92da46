"""For people at a terminal: what is wrong where, what should be there, what could not be read.

Of a few plans the items are listed as well; of many that would bury the findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wenfeng.columns import GAP, Words, fit, lay_out, paint, width, wrap
from wenfeng.domain import Batch, Entry, Failure, Finding, Report, Unread
from wenfeng.reports import Page
from wenfeng.reports.remark_lines import Lines
from wenfeng.reports.remarks import all_findings, clip, sources
from wenfeng.reports.visible import printed
from wenfeng.reports.wording import (
    LEVEL_NAMES,
    NO_ENTRIES,
    NO_TITLE,
    RESPONSE_NAMES,
    deadline_lines,
    entry_label,
    findings_by_entry,
    header_line,
    owner_lines,
    problem_text,
    recognition,
    responses_line,
    section_path,
    skipped_line,
    summary_line,
    task_text,
    verdict,
    waived_words,
)

FEW = 3
"""Documents whose items are listed before their findings."""

# Characters of a problem and of a measure that are shown: the table is to be looked over,
# the full words are in the other formats.
PROBLEM_SHOWN = 40
MEASURE_SHOWN = 60

NUMBER_WIDTH = 8
TITLES = ("问题 → 措施", "责任主体", "时限", "意见")
SHARES = (12, 5, 5, 5)
LEAST_WIDTH = 40

Row = tuple[Words, ...]


def write(batch: Batch, page: Page) -> bytes:
    """The batch as text of the page's width."""
    return printed(_lines(batch, page))


def _lines(batch: Batch, page: Page) -> Iterator[str]:
    notes = sources(all_findings(batch))
    findings = Lines(max(page.width, LEAST_WIDTH), page.colour, dict(page.titles), notes)
    few = len(batch.reports) <= FEW
    for report in batch.reports:
        if few or _telling(report):
            yield from _report(report, findings, page, entries=few)
            yield ""
    if batch.failures:
        yield paint("未能检查的文件", "error", page.colour)
        for failure in batch.failures:
            yield from _failure(failure, page)
        yield ""
    yield from _foot(batch, notes, page)


def _telling(report: Report) -> bool:
    """Whether there is more to say of a report than that it is all right."""
    told = report.findings or report.waived or report.document.unread or report.responses
    return bool(told or not report.reading.entries)


def _foot(batch: Batch, notes: dict[str, int], page: Page) -> Iterator[str]:
    quiet = [report.document.name for report in batch.reports if not _telling(report)]
    if len(batch.reports) > FEW:
        if quiet:
            yield from _text(f"没有意见的 {len(quiet)} 份：{'、'.join(quiet)}", page)
            yield ""
        yield from _text(
            "条目未列出；单独检查一份，或写 --format html，可以看到。", page, style="dim"
        )
    for source, number in notes.items():
        yield from _text(f"[{number}] {source}", page, style="dim")
    yield from _text(summary_line(batch), page, style="bold")
    if skipped := skipped_line(batch):
        yield from _text(skipped, page)
    for line in batch.notes:
        yield from _text(line, page)


def _report(report: Report, findings: Lines, page: Page, *, entries: bool) -> Iterator[str]:
    yield from _head(report, page)
    if not report.reading.entries:
        yield NO_ENTRIES
    elif entries:
        yield ""
        yield from _entries(report, page)
    if report.findings:
        if entries:
            yield ""
            yield paint(f"审查意见 {len(report.findings)} 条", "bold", page.colour)
        yield from findings.of(report)
    if report.responses is not None:
        yield from _responses(report, page)
    if report.waived:
        yield f"另有 {waived_words(report.waived)}。"
    if report.document.unread:
        yield from _unread(report.document.unread, page)


def _head(report: Report, page: Page) -> Iterator[str]:
    header = report.reading.header
    yield from _text(f"■ {header.title or NO_TITLE}（{verdict(report)}）", page, style="bold")
    if line := header_line(header):
        yield from _text(line, page)
    yield from _text(f"{report.document.name}  {_counts(report)}", page, style="dim")


def _responses(report: Report, page: Page) -> Iterator[str]:
    """The feedback that nothing answers, or too little; the rest is only counted."""
    yield from _text(responses_line(report), page)
    for response in report.responses or ():
        if response.status != "answered":
            feedback = response.feedback
            words = clip(feedback.text, MEASURE_SHOWN)
            place = f"{feedback.path} {feedback.where}".strip()
            yield from _text(
                f"{RESPONSE_NAMES[response.status]}  {words}（{place}）", page, indent=2
            )


def _text(words: str, page: Page, *, indent: int = 0, style: str = "") -> Iterator[str]:
    for line in wrap(words, max(page.width, LEAST_WIDTH) - indent):
        yield " " * indent + paint(line, style, page.colour)


def _counts(report: Report) -> str:
    levels = [f.level for f in report.findings]
    found = (f"{name} {levels.count(level)}" for level, name in LEVEL_NAMES.items())
    counts = (f"条目 {len(report.reading.entries)}", *found)
    return "  ".join(words for words in counts if not words.endswith(" 0"))


def _entries(report: Report, page: Page) -> Iterator[str]:
    rows = list(_rows(report, dict(page.titles)))
    titles = tuple(Words(title, "bold") for title in TITLES)
    numbers = [row[0] for row in rows]
    first = min(NUMBER_WIDTH, max(width(words.text) for words in (*numbers, Words("编号"))))
    room = max(page.width, LEAST_WIDTH) - first - len(GAP)
    widths = [first, *fit([titles, *(row[1:] for row in rows)], SHARES, room)]
    yield from lay_out((Words("编号", "bold"), *titles), widths, page.colour)
    yield "-" * (sum(widths) + len(GAP) * len(TITLES))
    for row in rows:
        yield from lay_out(row, widths, page.colour)


def _rows(report: Report, rules: dict[str, str]) -> Iterator[Row]:
    grouped = findings_by_entry(report)
    path, problem = "", ""
    for entry in report.reading.entries:
        if section_path(entry) != path:
            path, problem = section_path(entry), ""
            yield (Words(""), Words(path, "bold"), Words(""), Words(""), Words(""))
        # One problem with several measures: its words stand at the first of them.
        repeated = problem_text(entry) == problem
        problem = problem_text(entry)
        findings = grouped.get(entry.id, [])
        said = dict.fromkeys(rules.get(f.rule, f.message) for f in findings)
        remarks = "\n".join([*said, recognition(report, entry)]).strip()
        yield _row(entry, repeated, Words(remarks, _worst(findings)))


def _worst(findings: Iterable[Finding]) -> str:
    levels = {finding.level for finding in findings}
    return next((level for level in LEVEL_NAMES if level in levels), "")


def _row(entry: Entry, repeated: bool, remarks: Words) -> Row:
    return (
        Words(entry_label(entry)),
        Words(_task(entry, repeated)),
        Words(owner_lines(entry) or "-"),
        Words(deadline_lines(entry) or "-"),
        remarks,
    )


def _task(entry: Entry, repeated: bool) -> str:
    problem = clip(problem_text(entry), PROBLEM_SHOWN)
    task = task_text(entry)
    if entry.heading:
        task = task.replace(f"{entry.heading}\n", f"{entry.heading}：", 1)
    measure = clip(task, MEASURE_SHOWN) or "-"
    if not problem:
        return measure
    return f"→ {measure}" if repeated else f"{problem}\n→ {measure}"


def _unread(unread: Iterable[Unread], page: Page) -> Iterator[str]:
    listed = "；".join(f"{item.what}（{item.where}）" for item in unread)
    return _text(f"未读内容：{listed}", page)


def _failure(failure: Failure, page: Page) -> Iterator[str]:
    yield from _text(failure.path, page, indent=2)
    yield from _text(f"{failure.error}\n{failure.hint}".strip(), page, indent=4)
