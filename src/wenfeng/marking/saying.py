"""What a comment says about a finding (批注文字)."""

from __future__ import annotations

from wenfeng.domain import Finding, Report
from wenfeng.marking.note import Note
from wenfeng.reports.wording import LEVEL_NAMES


def notes_of(report: Report) -> tuple[Note, ...]:
    """A note for every finding, at the words that it is about."""
    blocks = report.document.blocks
    return tuple(
        Note(blocks[f.span.block].anchor, f.span.start, f.span.end, note_text(f), f.level)
        for f in report.findings
    )


def note_text(finding: Finding) -> str:
    """What is wrong, what to do, and by which rule."""
    lines = (
        f"【{LEVEL_NAMES[finding.level]}】{finding.message}",
        f"建议：{finding.suggestion}" if finding.suggestion else "",
        f"出处：{finding.source}（{finding.rule}）" if finding.source else f"规则：{finding.rule}",
    )
    return "\n".join(line for line in lines if line)
