"""How right, how fast: wenfeng beside the rivals over one collection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from . import stored
from .finding import again
from .making import Collection, collection
from .options import Options, Row
from .processes import Run, rivals_python, run
from .scoring import Score, best, paired, score

OURS = "wenfeng"
AS_DOCUMENTED = "datasketch, as documented"
SIFTING = "wenfeng, pairs only"
OUR_WAYS: dict[str, dict[str, Any]] = {
    SIFTING: {"sift": True},
    OURS: {},
    "wenfeng, 2 processes": {"jobs": 2},
}
# 5-grams of more papers than ``share`` are left out; ``bands`` of ``rows`` values each.
RIVAL_WAYS: dict[str, dict[str, Any]] = {
    AS_DOCUMENTED: {"shingles": "strings", "share": 1.0, "bands": 32, "rows": 4},
    "datasketch": {"shingles": "numbers", "share": 1.0, "bands": 32, "rows": 4},
    "datasketch, more bands": {"shingles": "numbers", "share": 1.0, "bands": 42, "rows": 3},
    "datasketch, no common 5-grams": {"shingles": "numbers", "share": 0.06, "bands": 42, "rows": 3},
    "datasketch, rare 5-grams": {"shingles": "numbers", "share": 0.002, "bands": 42, "rows": 3},
    "rensa": {"shingles": "numbers", "share": 1.0, "bands": 32, "rows": 4},
    "rensa, more bands": {"shingles": "numbers", "share": 1.0, "bands": 42, "rows": 3},
}


def quality(options: Options, folder: Path) -> list[Row]:
    """Every way over the same papers; a rival has the threshold that suits the truth best."""
    made = collection(options.recipe())
    papers = folder / "papers.jsonl"
    stored.write(papers, made.texts)
    names: Sequence[str] = options.ways or (*OUR_WAYS, *RIVAL_WAYS)
    size = {"documents": len(made.texts), "characters": options.recipe().characters}
    return [size | _measured(name, papers, made) for name in names]


def spent(name: str, papers: Path) -> tuple[Run, Path]:
    """What a way used, and the file with what it found."""
    out = papers.with_name("found")
    if name in OUR_WAYS:
        return again(papers, **OUR_WAYS[name])[0], out
    way = RIVAL_WAYS[name] | {"library": name.partition(",")[0], "exact": False}
    return run("copy_finding.rivals.run", papers, way, out, rivals_python()), out.with_suffix(
        ".npz"
    )


def used_in_all(used: Run) -> Row:
    return {"total": used.total, "cpu": used.cpu, "peak": used.peak, "texts": used.texts}


def _measured(name: str, papers: Path, made: Collection) -> Row:
    if name in OUR_WAYS:
        used, found = again(papers, **OUR_WAYS[name])
        pairs = paired([(a, b) for a, b, *_ in found["pairs"]], found["groups"])
        return _row(name, used, score(pairs, made.truth), None)
    used, out = spent(name, papers)
    with np.load(out) as held:
        threshold, scored = best(held["pairs"], held["likeness"], made.truth)
    return _row(name, used, scored, threshold)


def _row(name: str, used: Run, scored: Score, threshold: float | None) -> Row:
    what = {"way": name, "threshold": threshold, "steps": used.seconds}
    return what | asdict(scored) | used_in_all(used)
