"""What wenfeng finds in texts, looked for in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from . import stored
from .processes import Run, run

Found = dict[str, Any]


def found(texts: Iterable[str], folder: Path, **way: Any) -> tuple[Run, Found]:
    """``way`` is as in ``ours``; pairs are [a, b, kind, similarity], groups lists of numbers."""
    papers = folder / "papers.jsonl"
    stored.write(papers, texts)
    return again(papers, **way)


def again(papers: Path, **way: Any) -> tuple[Run, Found]:
    """The same of texts that are in a file already."""
    out = papers.with_name("found")
    used = run("copy_finding.ours", papers, way, out)
    return used, json.loads(out.read_text(encoding="utf-8"))
