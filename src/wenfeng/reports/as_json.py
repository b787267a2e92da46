"""Schema ``wenfeng.check/1``: public, keys are only ever added."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from wenfeng.domain import (
    Batch,
    Deadline,
    Document,
    Doubt,
    Entry,
    Finding,
    Owner,
    Report,
    Response,
    Span,
    Text,
)
from wenfeng.reports.json_bytes import json_bytes
from wenfeng.reports.wording import count_entries, count_levels

SCHEMA = "wenfeng.check/1"

Json = dict[str, Any]


def write(batch: Batch) -> bytes:
    """The batch as UTF-8 JSON."""
    levels = count_levels(batch)
    data = {
        "schema": SCHEMA,
        "documents": [_report(report) for report in batch.reports],
        "failures": [asdict(failure) for failure in batch.failures],
        "skipped": [asdict(file) for file in batch.skipped],
        "summary": {
            "documents": len(batch.reports),
            "entries": count_entries(batch),
            "errors": levels["error"],
            "warnings": levels["warning"],
            "infos": levels["info"],
        },
    }
    return json_bytes(data)


def _report(report: Report) -> Json:
    document, header = report.document, report.reading.header
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
        "entries": [_entry(entry, document) for entry in report.reading.entries],
        "workloads": [asdict(workload) for workload in report.reading.workloads],
        "findings": [_finding(finding, document) for finding in report.findings],
        "unread": [asdict(unread) for unread in document.unread],
        "responses": _responses(report.responses),
    }


def _responses(responses: tuple[Response, ...] | None) -> list[Json] | None:
    """How the plan answers each opinion; null where it was checked against none."""
    if responses is None:
        return None
    return [
        {
            "feedback": asdict(response.feedback),
            "status": response.status,
            "twice": response.twice,
            "matches": [asdict(match) for match in response.matches],
        }
        for response in responses
    ]


def _entry(entry: Entry, document: Document) -> Json:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "part": entry.part,
        "section": list(entry.section),
        "number": entry.number,
        "heading": entry.heading,
        "problem": _text(entry.problem, document) if entry.problem else None,
        "measures": [_text(measure, document) for measure in entry.measures],
        "owners": [_owner(owner, document) for owner in entry.owners],
        "deadline": _deadline(entry.deadline, document) if entry.deadline else None,
        "span": _span(entry.span, document),
        "doubts": [_doubt(doubt, document) for doubt in entry.doubts],
    }


def _doubt(doubt: Doubt, document: Document) -> Json:
    return {
        "about": doubt.about,
        "reading": doubt.reading,
        "other": doubt.other,
        "why": doubt.why,
        "span": _span(doubt.span, document),
    }


def _owner(owner: Owner, document: Document) -> Json:
    return {
        "name": owner.name,
        "kind": owner.kind,
        "role": owner.role,
        "label": owner.label,
        "scope": owner.scope,
        "span": _span(owner.span, document),
        **_sure(owner.span, document),
    }


def _deadline(deadline: Deadline, document: Document) -> Json:
    return {
        "text": deadline.text,
        "kind": deadline.kind,
        "start": _day(deadline.start),
        "end": _day(deadline.end),
        "soft": deadline.soft,
        "ongoing": deadline.ongoing,
        "milestones": [{"text": m.text, "end": _day(m.end)} for m in deadline.milestones],
        "scope": deadline.scope,
        "span": _span(deadline.span, document),
        "impossible": deadline.impossible,
        **_sure(deadline.span, document),
    }


def _finding(finding: Finding, document: Document) -> Json:
    return {
        "rule": finding.rule,
        "level": finding.level,
        "entry": finding.entry,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "source": finding.source,
        "span": _span(finding.span, document),
    }


def _text(text: Text, document: Document) -> Json:
    return {"text": text.text, "span": _span(text.span, document), **_sure(text.span, document)}


def _sure(span: Span, document: Document) -> Json:
    """How sure OCR was (0–1); no key where the file holds the text itself."""
    sure = document.confidence(span)
    return {} if sure is None else {"confidence": round(sure, 3)}


def _span(span: Span, document: Document) -> Json:
    return {"where": document.blocks[span.block].where, "start": span.start, "end": span.end}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
