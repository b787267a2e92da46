"""The generated plans as they are stored, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from corpus.fragments import ROOT

GENERATED = ROOT / "generated"
Plan: TypeAlias = dict[str, Any]


def stored_plans() -> Iterator[Plan]:
    """Every plan, in the order of their numbers."""
    for shard in sorted(GENERATED.glob("*.jsonl")):
        yield from map(json.loads, shard.read_text("utf-8").splitlines())
