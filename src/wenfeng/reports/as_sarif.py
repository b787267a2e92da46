"""SARIF 2.1.0 (静态分析结果交换格式), for programs that collect what checkers find."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from wenfeng.baseline import fingerprints
from wenfeng.domain import Batch, Finding, Level, Report, Waived
from wenfeng.reports import Described, Page
from wenfeng.reports.json_bytes import json_bytes

VERSION = "2.1.0"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "wenfeng/1"
LEVELS: dict[Level, str] = {"error": "error", "warning": "warning", "info": "note"}
_SHOWN = 200
_DRIVE = re.compile(r"[A-Za-z]:/")

Json = dict[str, Any]


def write(batch: Batch, page: Page) -> bytes:
    """The batch as one run of a tool."""
    rules = _rules(batch, page.rules)
    places = {rule["id"]: place for place, rule in enumerate(rules)}
    driver = {"name": "wenfeng", "fullName": "文风", "language": "zh-CN", "rules": rules}
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(batch)],
        "artifacts": [_artifact(report) for report in batch.reports],
        "results": [
            {"ruleIndex": places[result["ruleId"]], **result}
            for number, report in enumerate(batch.reports)
            for result in _results(report, number)
        ],
    }
    data = {"$schema": SCHEMA, "version": VERSION, "runs": [run]}
    return json_bytes(data)


def _rules(batch: Batch, described: Iterable[Described]) -> list[Json]:
    """Every rule that is described, and those that spoke without being so."""
    rules = [_rule(rule) for rule in described]
    known = {rule["id"] for rule in rules}
    spoke = dict.fromkeys(f.rule for report in batch.reports for f in _all(report))
    return rules + [{"id": rule} for rule in spoke if rule not in known]


def _all(report: Report) -> Iterable[Finding]:
    return (*report.findings, *(waived.finding for waived in report.waived))


def _rule(rule: Described) -> Json:
    return {
        "id": rule.id,
        "name": rule.title,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why}\n出处：{rule.source}"},
        "defaultConfiguration": {"level": LEVELS[rule.level]},
    }


def _invocation(batch: Batch) -> Json:
    """Whether all could be checked; what could not is a notification of its own."""
    notes = [
        {
            "level": "error",
            "message": {"text": f"未能检查：{failure.error}。{failure.hint}"},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(failure.path)}}}],
        }
        for failure in batch.failures
    ]
    notes += [
        {
            "level": "note",
            "message": {"text": f"有内容没有读：{unread.what}（{unread.where}）"},
            "locations": [_location(report, number, unread.where)],
        }
        for number, report in enumerate(batch.reports)
        for unread in report.document.unread
    ]
    return {"executionSuccessful": not batch.failures, "toolExecutionNotifications": notes}


def _artifact(report: Report) -> Json:
    document = report.document
    return {
        "location": {"uri": uri(document.name)},
        "roles": ["analysisTarget"],
        "hashes": {"sha-256": document.sha256},
    }


def _results(report: Report, number: int) -> Iterable[Json]:
    fingerprint = fingerprints(report)
    for finding in report.findings:
        yield _result(report, number, finding, fingerprint)
    for waived in report.waived:
        result = _result(report, number, waived.finding, fingerprint)
        yield result | {"suppressions": [_suppression(waived)]}


def _suppression(waived: Waived) -> Json:
    return {
        "kind": "external",
        "status": "accepted",
        "justification": f"{waived.reason}（{waived.origin}）",
    }


def _result(
    report: Report, number: int, finding: Finding, fingerprint: Callable[[Finding], str]
) -> Json:
    block = report.document.blocks[finding.span.block] if report.document.blocks else None
    place = block.where if block else ""
    location = _location(report, number, place)
    if block:
        words = block.text[finding.span.start : finding.span.end] or block.text
        location["message"] = {"text": words[:_SHOWN]}
    return {
        "ruleId": finding.rule,
        "level": LEVELS[finding.level],
        "message": {"text": f"{finding.message}。{finding.suggestion}"},
        "locations": [location],
        "partialFingerprints": {FINGERPRINT: fingerprint(finding)},
        "properties": {
            "entry": finding.entry,
            "suggestion": finding.suggestion,
            "source": finding.source,
            "span": {"where": place, "start": finding.span.start, "end": finding.span.end},
        },
    }


def _location(report: Report, number: int, where: str) -> Json:
    """The file, and the place in it in words: offsets in a docx would be of no use to anybody."""
    name = report.document.name
    return {
        "physicalLocation": {"artifactLocation": {"uri": uri(name), "index": number}},
        "logicalLocations": [{"name": where, "fullyQualifiedName": f"{name} {where}"}],
    }


def uri(path: str) -> str:
    """A path as a URI reference: relative as it is, absolute with ``file:``."""
    drive = path[:2] if _DRIVE.match(path) else ""
    encoded = quote(path.removeprefix(drive).encode("utf-8", "backslashreplace"), safe="/")
    if drive:
        return f"file:///{drive}{encoded}"
    if encoded.startswith("//"):
        return f"file:{encoded}"
    return f"file://{encoded}" if encoded.startswith("/") else encoded
