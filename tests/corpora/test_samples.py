"""Every sample plan is read exactly as its hand-written expected.json says, fault by fault."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import wenfeng
from wenfeng.domain import Report

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpora" / "samples"
NAMES = sorted(path.name.removesuffix(".expected.json") for path in SAMPLES.glob("*.expected.json"))


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    import expectation

    return expectation


@cache
def report(name: str) -> Report:
    (path,) = (p for p in SAMPLES.glob(f"{name}.*") if p.suffix != ".json")
    return wenfeng.check(path)


@cache
def expected(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((SAMPLES / f"{name}.expected.json").read_text("utf-8"))
    return data


def sorted_pairs(pairs: Iterable[tuple[str, int | None]]) -> list[tuple[str, int]]:
    return sorted((rule, -1 if place is None else place) for rule, place in pairs)


def test_there_are_samples_to_read() -> None:
    assert len(NAMES) >= 15


@pytest.mark.parametrize("name", NAMES)
def test_entries(name: str, tool: ModuleType) -> None:
    rows = [tool.entry_row(entry) for entry in report(name).reading.entries]
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
