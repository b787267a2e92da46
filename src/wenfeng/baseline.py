"""Findings known before (基线): by what they are about, so that inserted rows revive none.

A finding is known again by the title of its document, its rule, and the words of its entry or
paragraph, or the name of what it is about; numbers and places may change.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from wenfeng.domain import Batch, Finding, Report, Waived
from wenfeng.errors import ConfigError
from wenfeng.waivers import squeezed, words_of

SCHEMA = "wenfeng.baseline/1"
REASON = "基线里已有"
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each finding was there, by its fingerprint; ``origin`` names the file."""

    counts: tuple[tuple[str, int], ...]
    origin: str


def fingerprints(report: Report) -> Callable[[Finding], str]:
    """What tells by what a finding of a report is known: 32 hexadecimal digits."""
    document, words = _document(report), words_of(report)

    def fingerprint(finding: Finding) -> str:
        plain = finding.entry or finding.about
        said = "" if plain else squeezed(re.sub(r"[0-9]+", "", finding.message))
        key = "\n".join((document, finding.rule, said, words(finding)))
        return hashlib.sha256(key.encode("utf-8", "backslashreplace")).hexdigest()[:32]

    return fingerprint


def write(batch: Batch) -> bytes:
    """A baseline of all findings of a batch, in JSON that can be compared line by line."""
    seen: Counter[str] = Counter()
    rows: dict[str, dict[str, Any]] = {}
    for report in batch.reports:
        fingerprint, words = fingerprints(report), words_of(report)
        for finding in report.findings:
            key = fingerprint(finding)
            seen[key] += 1
            rows[key] = {
                "rule": finding.rule,
                "document": _document(report),
                "text": words(finding)[:_SHOWN],
            }
    findings = [{"id": key, "count": seen[key], **rows[key]} for key in sorted(rows)]
    data = {"schema": SCHEMA, "findings": findings}
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace")


def read(data: bytes, name: str) -> Baseline:
    """The baseline in a file. Raises ConfigError where it is none."""
    try:
        stored = json.loads(data.decode("utf-8-sig"))
        if stored["schema"] != SCHEMA:
            raise ValueError(stored["schema"])
        counts = tuple((str(row["id"]), int(row["count"])) for row in stored["findings"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ConfigError(
            f"{name} 不是基线文件",
            "请用 wenfeng check 文件夹 --format baseline -o 基线.json 生成。",
        ) from error
    return Baseline(counts, f"基线（{name}）")


def subtract(report: Report, baseline: Baseline) -> Report:
    """The report without findings that the baseline holds, each as often as it holds it."""
    left = Counter(dict(baseline.counts))
    kept: list[Finding] = []
    waived = list(report.waived)
    fingerprint = fingerprints(report)
    for finding in report.findings:
        key = fingerprint(finding)
        if left[key] > 0:
            left[key] -= 1
            waived.append(Waived(finding, REASON, baseline.origin, known=True))
        else:
            kept.append(finding)
    return replace(report, findings=tuple(kept), waived=tuple(waived))


def _document(report: Report) -> str:
    """How a document is known again: its title, without one the name of the file."""
    name = report.document.name.rpartition("/")[2]
    return squeezed(report.reading.header.title) or name
