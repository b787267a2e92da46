"""For people at a terminal: what each item says, what it lacks, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wenfeng.columns import GAP, Words, fit, lay_out, paint, width, wrap
from wenfeng.domain import Batch, Entry, Failure, Finding, Report, Unread
from wenfeng.reports import Page
from wenfeng.reports.wording import (
    LEVEL_NAMES,
    NO_ENTRIES,
    NO_TITLE,
    deadline_lines,
    entry_label,
    entry_labels,
    findings_by_entry,
    header_line,
    owner_lines,
    problem_text,
    recognition,
    section_path,
    skipped_line,
    summary_line,
    task_text,
    where,
)

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
    return "".join(f"{line}\n" for line in _lines(batch, page)).encode("utf-8", "backslashreplace")


def _lines(batch: Batch, page: Page) -> Iterator[str]:
    for report in batch.reports:
        yield from _report(report, page)
        yield ""
    if batch.failures:
        yield paint("未能检查的文件", "error", page.colour)
        for failure in batch.failures:
            yield from _failure(failure, page)
        yield ""
    yield from _text(summary_line(batch), page, style="bold")
    if skipped := skipped_line(batch):
        yield from _text(skipped, page)


def _report(report: Report, page: Page) -> Iterator[str]:
    header = report.reading.header
    yield from _text(f"■ {header.title or NO_TITLE}", page, style="bold")
    if line := header_line(header):
        yield from _text(line, page)
    yield from _text(f"{report.document.name}  {_counts(report)}", page, style="dim")
    yield ""
    if report.reading.entries:
        yield from _entries(report, page)
    else:
        yield NO_ENTRIES
    if report.findings:
        yield ""
        yield paint("审查意见", "bold", page.colour)
        yield from _findings(report, page)
    if report.document.unread:
        yield ""
        yield from _unread(report.document.unread, page)


def _text(words: str, page: Page, *, indent: int = 0, style: str = "") -> Iterator[str]:
    for line in wrap(words, max(page.width, LEAST_WIDTH) - indent):
        yield " " * indent + paint(line, style, page.colour)


def _counts(report: Report) -> str:
    levels = [f.level for f in report.findings]
    found = (f"{name} {levels.count(level)}" for level, name in LEVEL_NAMES.items())
    counts = (f"条目 {len(report.reading.entries)}", *found)
    return "  ".join(words for words in counts if not words.endswith(" 0"))


def _entries(report: Report, page: Page) -> Iterator[str]:
    rows = list(_rows(report))
    titles = tuple(Words(title, "bold") for title in TITLES)
    numbers = [row[0] for row in rows]
    first = min(NUMBER_WIDTH, max(width(words.text) for words in (*numbers, Words("编号"))))
    room = max(page.width, LEAST_WIDTH) - first - len(GAP)
    widths = [first, *fit([titles, *(row[1:] for row in rows)], SHARES, room)]
    yield from lay_out((Words("编号", "bold"), *titles), widths, page.colour)
    yield "-" * (sum(widths) + len(GAP) * len(TITLES))
    for row in rows:
        yield from lay_out(row, widths, page.colour)


def _rows(report: Report) -> Iterator[Row]:
    grouped = findings_by_entry(report)
    path, problem = "", ""
    for entry in report.reading.entries:
        if section_path(entry) != path:
            path, problem = section_path(entry), ""
            yield (Words(""), Words(path, "bold"), Words(""), Words(""), Words(""))
        # One problem with several measures: its words stand at the first of them.
        repeated = problem_text(entry) == problem
        problem = problem_text(entry)
        yield _row(entry, repeated, grouped.get(entry.id, []), recognition(report, entry))


def _row(entry: Entry, repeated: bool, findings: list[Finding], recognised: str) -> Row:
    worst = next((level for level in LEVEL_NAMES if level in {f.level for f in findings}), "")
    return (
        Words(entry_label(entry)),
        Words(_task(entry, repeated)),
        Words(owner_lines(entry) or "-"),
        Words(deadline_lines(entry) or "-"),
        Words("\n".join([*(f.message for f in findings), recognised]).strip(), worst),
    )


def _task(entry: Entry, repeated: bool) -> str:
    problem = _clip(problem_text(entry), PROBLEM_SHOWN)
    task = task_text(entry)
    if entry.heading:
        task = task.replace(f"{entry.heading}\n", f"{entry.heading}：", 1)
    measure = _clip(task, MEASURE_SHOWN) or "-"
    if not problem:
        return measure
    return f"→ {measure}" if repeated else f"{problem}\n→ {measure}"


def _findings(report: Report, page: Page) -> Iterator[str]:
    labels = entry_labels(report)
    for finding in report.findings:
        level = paint(LEVEL_NAMES[finding.level], finding.level, page.colour)
        label = labels.get(finding.entry)
        place = where(report, finding.span) + (f"（条目 {label}）" if label else "")
        head, *rest = wrap(f"{place}{GAP}{finding.message}  {finding.rule}", page.width - 8)
        yield f"  {level}  {head}"
        for line in (*rest, *wrap(finding.suggestion, page.width - 8)):
            yield f"        {line}".rstrip()


def _unread(unread: Iterable[Unread], page: Page) -> Iterator[str]:
    listed = "；".join(f"{item.what}（{item.where}）" for item in unread)
    return _text(f"未读内容：{listed}", page)


def _failure(failure: Failure, page: Page) -> Iterator[str]:
    yield from _text(failure.path, page, indent=2)
    yield from _text(f"{failure.error}\n{failure.hint}".strip(), page, indent=4)


def _clip(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
