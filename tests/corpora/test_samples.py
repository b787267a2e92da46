"""Every sample plan is read exactly as its hand-written expected.json says, fault by fault."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import wenfeng
from wenfeng.domain import Deadline, Entry, Owner, Report

SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "samples"
NAMES = sorted(path.name.removesuffix(".expected.json") for path in SAMPLES.glob("*.expected.json"))


@cache
def report(name: str) -> Report:
    (path,) = (p for p in SAMPLES.glob(f"{name}.*") if p.suffix != ".json")
    return wenfeng.check(path)


@cache
def expected(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((SAMPLES / f"{name}.expected.json").read_text("utf-8"))
    return data


def entry_row(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "part": entry.part,
        "number": entry.number,
        "heading": entry.heading,
        "problem": entry.problem.text if entry.problem else None,
        "measures": [measure.text for measure in entry.measures],
        "owners": [owner_row(owner) for owner in entry.owners],
        "deadline": deadline_row(entry.deadline) if entry.deadline else None,
    }


def owner_row(owner: Owner) -> dict[str, Any]:
    return {name: getattr(owner, name) for name in ("name", "kind", "role", "scope")}


def deadline_row(deadline: Deadline) -> dict[str, Any]:
    names = ("text", "kind", "soft", "ongoing", "scope")
    days = {"start": deadline.start, "end": deadline.end}
    return {name: getattr(deadline, name) for name in names} | {
        name: day.isoformat() if day else None for name, day in days.items()
    }


def sorted_pairs(pairs: Iterable[tuple[str, int | None]]) -> list[tuple[str, int]]:
    return sorted((rule, -1 if place is None else place) for rule, place in pairs)


def test_there_are_samples_to_read() -> None:
    assert len(NAMES) >= 15


@pytest.mark.parametrize("name", NAMES)
def test_entries(name: str) -> None:
    rows = [entry_row(entry) for entry in report(name).reading.entries]
    assert [row["measures"] for row in rows] == [e["measures"] for e in expected(name)["entries"]]
    assert rows == expected(name)["entries"]


@pytest.mark.parametrize("name", NAMES)
def test_findings(name: str) -> None:
    found = report(name)
    places = {entry.id: i for i, entry in enumerate(found.reading.entries)}
    got = sorted_pairs((f.rule, places[f.entry] if f.entry else None) for f in found.findings)
    assert got == sorted_pairs((f["rule"], f["entry"]) for f in expected(name)["findings"])


@pytest.mark.parametrize("name", NAMES)
def test_what_was_read_stands_in_the_file(name: str) -> None:
    found = report(name)
    for entry in found.reading.entries:
        for text in (*([entry.problem] if entry.problem else []), *entry.measures):
            block = found.document.blocks[text.span.block]
            assert block.text[text.span.start : text.span.end] == text.text
