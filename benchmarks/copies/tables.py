"""The tables of the benchmark, as rows of what was measured."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from math import log
from pathlib import Path
from typing import Any

import numpy as np

from . import stored
from .making import Collection, Maker, Recipe, collection
from .processes import Run, rivals_python, run
from .scoring import Score, best, paired, score

Row = dict[str, Any]
OURS = "wenfeng"
# 5-grams of more papers than ``share`` are left out; ``bands`` of ``rows`` values each.
RIVAL_WAYS: dict[str, dict[str, Any]] = {
    "datasketch, as documented": {"shingles": "strings", "share": 1.0, "bands": 32, "rows": 4},
    "datasketch": {"shingles": "numbers", "share": 1.0, "bands": 32, "rows": 4},
    "datasketch, more bands": {"shingles": "numbers", "share": 1.0, "bands": 42, "rows": 3},
    "datasketch, no common 5-grams": {"shingles": "numbers", "share": 0.06, "bands": 42, "rows": 3},
    "datasketch, rare 5-grams": {"shingles": "numbers", "share": 0.002, "bands": 42, "rows": 3},
    "rensa": {"shingles": "numbers", "share": 1.0, "bands": 32, "rows": 4},
    "rensa, more bands": {"shingles": "numbers", "share": 1.0, "bands": 42, "rows": 3},
}


def quality(recipe: Recipe, names: Iterable[str], folder: Path) -> list[Row]:
    """Every way over the same collection; a rival has the threshold that suits the truth best."""
    made = collection(recipe)
    papers = folder / "papers.jsonl"
    stored.write(papers, made.texts)
    return [_measured(name, papers, made) for name in names]


def _measured(name: str, papers: Path, made: Collection) -> Row:
    out = papers.with_name("found")
    if name == OURS:
        used = run("copies.ours", papers, {}, out)
        return _row(name, used, score(_ours(out), made.truth), None)
    way = RIVAL_WAYS[name] | {"library": name.partition(",")[0], "exact": False}
    used = run("copies.rivals.run", papers, way, out, rivals_python())
    with np.load(out.with_suffix(".npz")) as found:
        threshold, scored = best(found["pairs"], found["likeness"], made.truth)
    return _row(name, used, scored, threshold)


def _ours(out: Path) -> Any:
    found = json.loads(out.read_text(encoding="utf-8"))
    return paired([(a, b) for a, b, *_ in found["pairs"]], found["groups"])


def _row(name: str, used: Run, scored: Score, threshold: float | None) -> Row:
    spent = {
        "total": used.total,
        "cpu": used.cpu,
        "steps": used.seconds,
        "peak": used.peak,
        "texts": used.texts,
    }
    return {"way": name, "threshold": threshold} | asdict(scored) | spent


def growth(recipes: Iterable[Recipe], names: Iterable[str], folder: Path) -> list[Row]:
    """Seconds and memory of each way as collections grow, with the exponent from step to step."""
    papers, rows = folder / "papers.jsonl", []
    ways = list(names)
    for recipe in recipes:
        stored.write(papers, (text for text, _ in Maker(recipe).papers()))
        rows += [_used(name, papers, recipe.documents) for name in ways]
    return [row | {"exponent": _exponent(row, rows)} for row in rows]


def _used(name: str, papers: Path, documents: int) -> Row:
    out = papers.with_name("found")
    if name == OURS:
        used = run("copies.ours", papers, {}, out)
    else:
        way = RIVAL_WAYS[name] | {"library": name.partition(",")[0], "exact": False}
        used = run("copies.rivals.run", papers, way, out, rivals_python())
    return {"way": name, "documents": documents, "total": used.total, "cpu": used.cpu} | {
        "peak": used.peak
    }


def _exponent(row: Row, rows: list[Row]) -> float | None:
    before = [r for r in rows if r["way"] == row["way"] and r["documents"] < row["documents"]]
    if not before:
        return None
    last = before[-1]
    return log(row["total"] / last["total"]) / log(row["documents"] / last["documents"])
