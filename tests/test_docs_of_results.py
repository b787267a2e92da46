"""docs/json.md explains every field that compare and sample give to other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from wenfeng import pipeline

ROOT = Path(__file__).resolve().parents[1]
VERSIONS = ROOT / "corpora" / "versions"


def part(title: str) -> str:
    """The part of the page under a title."""
    page = (ROOT / "docs" / "json.md").read_text("utf-8")
    return page.partition(f"\n# {title}\n")[2].partition("\n# ")[0]


def fields(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from fields(inner)


def test_every_field_of_a_comparison() -> None:
    old, new = (VERSIONS / f"02-prose-{side}" for side in ("old.txt", "new.docx"))
    found = set(
        fields(json.loads(pipeline.render_comparison(pipeline.compare_many(old, new), "json")))
    )
    assert {"split_from", "merged_into", "pieces", "days"} <= found
    assert [name for name in sorted(found) if f"`{name}`" not in part("两版对照的 JSON")] == []


def test_every_field_of_a_draw() -> None:
    lot = pipeline.Lot("1", pipeline.quota_of("20%"), date(2025, 3, 10))
    data = json.loads(
        pipeline.render_draw(pipeline.draw([VERSIONS / "02-prose-old.txt"], lot), "json")
    )
    assert [
        name for name in sorted(set(fields(data))) if f"`{name}`" not in part("抽查的 JSON")
    ] == []
