"""Schema ``wenfeng.check/1``: public, keys are only ever added."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from wenfeng.domain import (
    Batch,
    Block,
    Deadline,
    Entry,
    Finding,
    Owner,
    Report,
    Span,
    Text,
)
from wenfeng.reports.wording import count_entries, count_levels

SCHEMA = "wenfeng.check/1"

Blocks = tuple[Block, ...]
Json = dict[str, Any]


def write(batch: Batch) -> bytes:
    """The batch as UTF-8 JSON."""
    levels = count_levels(batch)
    data = {
        "schema": SCHEMA,
        "documents": [_report(report) for report in batch.reports],
        "failures": [asdict(failure) for failure in batch.failures],
        "summary": {
            "documents": len(batch.reports),
            "entries": count_entries(batch),
            "errors": levels["error"],
            "warnings": levels["warning"],
            "infos": levels["info"],
        },
    }
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    # A lone surrogate, which a damaged file may hold, has no UTF-8 form; JSON writes it \udXXX.
    return text.encode("utf-8", "backslashreplace")


def _report(report: Report) -> Json:
    document, header = report.document, report.reading.header
    blocks = document.blocks
    return {
        "path": document.name,
        "format": document.format,
        "sha256": document.sha256,
        "title": header.title,
        "number": header.number,
        "issuers": list(header.issuers),
        "date": _day(header.date),
        "kind": header.kind,
        "profile": report.profile.name,
        "entries": [_entry(entry, blocks) for entry in report.reading.entries],
        "findings": [_finding(finding, blocks) for finding in report.findings],
        "unread": [asdict(unread) for unread in document.unread],
    }


def _entry(entry: Entry, blocks: Blocks) -> Json:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "part": entry.part,
        "section": list(entry.section),
        "number": entry.number,
        "heading": entry.heading,
        "problem": _text(entry.problem, blocks) if entry.problem else None,
        "measures": [_text(measure, blocks) for measure in entry.measures],
        "owners": [_owner(owner, blocks) for owner in entry.owners],
        "deadline": _deadline(entry.deadline, blocks) if entry.deadline else None,
        "span": _span(entry.span, blocks),
    }


def _owner(owner: Owner, blocks: Blocks) -> Json:
    return {
        "name": owner.name,
        "kind": owner.kind,
        "role": owner.role,
        "label": owner.label,
        "scope": owner.scope,
        "span": _span(owner.span, blocks),
    }


def _deadline(deadline: Deadline, blocks: Blocks) -> Json:
    return {
        "text": deadline.text,
        "kind": deadline.kind,
        "start": _day(deadline.start),
        "end": _day(deadline.end),
        "soft": deadline.soft,
        "ongoing": deadline.ongoing,
        "milestones": [{"text": m.text, "end": _day(m.end)} for m in deadline.milestones],
        "scope": deadline.scope,
        "span": _span(deadline.span, blocks),
        "impossible": deadline.impossible,
    }


def _finding(finding: Finding, blocks: Blocks) -> Json:
    return {
        "rule": finding.rule,
        "level": finding.level,
        "entry": finding.entry,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "source": finding.source,
        "span": _span(finding.span, blocks),
    }


def _text(text: Text, blocks: Blocks) -> Json:
    return {"text": text.text, "span": _span(text.span, blocks)}


def _span(span: Span, blocks: Blocks) -> Json:
    return {"where": blocks[span.block].where, "start": span.start, "end": span.end}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
