"""What becomes of a document (处理结论): it passes, goes back, or somebody must look at it."""

from __future__ import annotations

from wenfeng.domain import Finding, Report

# How well wenfeng could read a document is no fault of those who wrote it.
_OURS = "read."


def told(report: Report) -> tuple[Finding, ...]:
    """The findings that the sender hears of: errors and warnings about what the plan says."""
    return tuple(
        finding
        for finding in report.findings
        if finding.level != "info" and not finding.rule.startswith(_OURS)
    )


def goes_back(report: Report) -> bool:
    """Whether a document has to be revised: one error is enough, warnings alone are not."""
    return any(finding.level == "error" for finding in told(report))


def verdict(report: Report) -> str:
    """退回, 通过, or 人工看: nothing was found in a document in which nothing was read."""
    if goes_back(report):
        return "退回"
    return "通过" if report.reading.entries else "人工看"
