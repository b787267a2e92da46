"""Seconds and memory as collections grow. The papers are made before, and read from a file."""

from __future__ import annotations

from math import log
from pathlib import Path

from . import stored
from .making import Maker, Recipe
from .options import GROWTH_FULL, GROWTH_SMALL, SHORTER, Options, Row
from .quality import OUR_WAYS, spent, used_in_all


def growth(options: Options, folder: Path) -> list[Row]:
    """Each way with each size; ``exponent`` is from the size before to this one."""
    sizes = options.growth or (GROWTH_FULL if options.full else GROWTH_SMALL)
    papers, rows = folder / "papers.jsonl", []
    for size in sizes:
        stored.write(papers, (text for text, _ in Maker(_recipe(options, size)).papers()))
        rows += [_row(name, papers, size) for name in options.ways or OUR_WAYS]
    return [row | {"exponent": exponent(rows, row)} for row in rows]


def exponent(rows: list[Row], row: Row, start: int = 0) -> float | None:
    """How seconds grew up to a row: from ``start`` documents, or from the size before."""
    before = [r for r in rows if r["way"] == row["way"] and r["documents"] < row["documents"]]
    before = [r for r in before if r["documents"] == start] if start else before[-1:]
    if not before:
        return None
    last = before[0]
    return log(row["total"] / last["total"]) / log(row["documents"] / last["documents"])


def _recipe(options: Options, size: int) -> Recipe:
    characters = options.characters or SHORTER
    return Recipe(size, characters, options.pool, near=0.01, sections=0.005, seed=options.seed)


def _row(name: str, papers: Path, documents: int) -> Row:
    used, _ = spent(name, papers)
    return {"way": name, "documents": documents, "steps": used.seconds} | used_in_all(used)
