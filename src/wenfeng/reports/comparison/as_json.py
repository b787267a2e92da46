"""Schema ``wenfeng.compare/1``: public, keys are only ever added."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from wenfeng.domain import Deadline, Entry, Finding, Owner, Report
from wenfeng.reports.comparison.wording import counts, total
from wenfeng.reports.json_bytes import json_bytes
from wenfeng.reports.wording import problem_text, task_text, where
from wenfeng.versions import (
    Comparison,
    DeadlineChange,
    FindingChange,
    Lone,
    OwnerChange,
    Pair,
    Rewording,
    Versions,
)

SCHEMA = "wenfeng.compare/1"

Json = dict[str, Any]


def write(versions: Versions) -> bytes:
    """The comparisons as UTF-8 JSON."""
    data = {
        "schema": SCHEMA,
        "documents": [_comparison(one) for one in versions.comparisons],
        "only_old": [_document(report) for report in versions.only_old],
        "only_new": [_document(report) for report in versions.only_new],
        "failures": [asdict(failure) for failure in versions.failures],
        "skipped": [asdict(file) for file in versions.skipped],
        "summary": total(versions),
    }
    return json_bytes(data)


def _comparison(one: Comparison) -> Json:
    fates = {state: [f for f in one.findings if f.state == state] for state in ("fixed", "new")}
    remaining = [f for f in one.findings if f.state == "remaining"]
    return {
        "old": _document(one.old),
        "new": _document(one.new),
        "pairs": [_pair(pair) for pair in one.pairs],
        "added": [_lone(lone, "split_from") for lone in one.added],
        "gone": [_lone(lone, "merged_into") for lone in one.gone],
        "findings": {
            "fixed": [_finding(f.old, one.old) for f in fates["fixed"] if f.old],
            "remaining": [_remaining(f, one) for f in remaining],
            "new": [_finding(f.new, one.new) for f in fates["new"] if f.new],
        },
        "summary": counts(one),
    }


def _document(report: Report) -> Json:
    header = report.reading.header
    return {
        "path": report.document.name,
        "format": report.document.format,
        "sha256": report.document.sha256,
        "title": header.title,
        "date": header.date.isoformat() if header.date else None,
        "entries": len(report.reading.entries),
    }


def _pair(pair: Pair) -> Json:
    return {
        "old": _entry(pair.old),
        "new": _entry(pair.new),
        "similarity": pair.similarity,
        "changed": pair.changed,
        "rewordings": [_rewording(one) for one in pair.rewordings],
        "owners": [_owner_change(one) for one in pair.owners],
        "deadline": _deadline_change(pair.deadline) if pair.deadline else None,
    }


def _entry(entry: Entry) -> Json:
    """What identifies an entry; all of it is in what ``check`` says of the document."""
    return {
        "id": entry.id,
        "part": entry.part,
        "section": list(entry.section),
        "number": entry.number,
        "problem": problem_text(entry),
        "task": task_text(entry),
    }


def _lone(lone: Lone, kin: str) -> Json:
    return _entry(lone.entry) | {kin: lone.kin.id if lone.kin else None}


def _rewording(one: Rewording) -> Json:
    return {
        "about": one.about,
        "old": one.old,
        "new": one.new,
        "pieces": [{"kind": piece.kind, "text": piece.text} for piece in one.pieces],
    }


def _owner_change(one: OwnerChange) -> Json:
    return {
        "change": one.move,
        "old": _owner(one.old) if one.old else None,
        "new": _owner(one.new) if one.new else None,
    }


def _owner(owner: Owner) -> Json:
    return {"name": owner.name, "kind": owner.kind, "role": owner.role}


def _deadline_change(one: DeadlineChange) -> Json:
    return {
        "change": one.move,
        "days": one.days,
        "old": _deadline(one.old) if one.old else None,
        "new": _deadline(one.new) if one.new else None,
    }


def _deadline(deadline: Deadline) -> Json:
    end = deadline.end.isoformat() if deadline.end else None
    return {"text": deadline.text, "kind": deadline.kind, "end": end}


def _finding(finding: Finding, report: Report) -> Json:
    return {
        "rule": finding.rule,
        "level": finding.level,
        "entry": finding.entry,
        "message": finding.message,
        "where": where(report, finding.span) if report.document.blocks else "",
    }


def _remaining(change: FindingChange, one: Comparison) -> Json:
    assert change.old and change.new
    return {"old": _finding(change.old, one.old), "new": _finding(change.new, one.new)}
