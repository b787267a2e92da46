"""New papers against an index of former years: how long to wait for one, and what is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from . import stored
from .making import Maker, Recipe
from .options import INDEX_FULL, INDEX_SMALL, SHORTER, Options, Row
from .processes import Run, run
from .scoring import kind_order

ASKED = 50  # papers of each kind that are held against the index
ALL = "all"
NEW = "new"  # papers that nothing in the index is like


def against(options: Options, folder: Path) -> list[Row]:
    """Copies and some other papers are left out of the index, and held against it then."""
    size = options.documents or (INDEX_FULL if options.full else INDEX_SMALL)
    characters = options.characters or SHORTER
    share = min(max(0.002, 4 * ASKED / size), 0.2)
    recipe = Recipe(
        size,
        characters,
        options.pool,
        near=share,
        sections=share / 4,
        families=(),
        seed=options.seed,
    )
    maker, index = Maker(recipe), folder / "index"
    asked = _asked(maker)
    held = sorted({*range(size)} - {*asked})
    papers = folder / "papers.jsonl"
    stored.write(papers, (maker.paper(number)[0] for number in held))
    filled = run("copy_finding.indexing", papers, {"index": str(index)}, folder / "found")
    stored.write(papers, (maker.paper(number)[0] for number in asked))
    used, told = _answers(papers, index, folder)
    whole = {
        "documents": len(held),
        "characters": characters,
        "add": filled.seconds["add"],
        "add_peak": filled.peak,
        "size": sum(file.stat().st_size for file in _files(index)) / 2**20,
        "open": used.seconds["open"],
        "peak": used.peak,
        "first": told[0][0],
    }
    names = {number: f"{line:06d}.docx" for line, number in enumerate(held)}
    answers = [
        _Answer(_kind(maker, number), seconds, _right(maker, number, found, names))
        for number, (seconds, found) in zip(asked, told, strict=True)
    ]
    return [whole | row for row in _rows(answers)]


@dataclass(frozen=True, slots=True)
class _Answer:
    kind: str
    seconds: float
    right: bool


def _files(index: Path) -> Iterator[Path]:
    return index.parent.glob(index.name + "*")


def _kind(maker: Maker, number: int) -> str:
    return maker.roles[number].kind if number in maker.roles else NEW


def _asked(maker: Maker) -> list[int]:
    """So many of each kind; no source of a copy is among them."""
    sources = {role.source for role in maker.roles.values()}
    chosen: dict[str, list[int]] = {}
    for number in range(maker.recipe.documents):
        some = chosen.setdefault(_kind(maker, number), [])
        if len(some) < ASKED and number not in sources:
            some.append(number)
    numbers = [number for some in chosen.values() for number in some]
    return maker.rng("asked").sample(numbers, len(numbers))


def _answers(papers: Path, index: Path, folder: Path) -> tuple[Run, list[Any]]:
    out = folder / "found"
    used = run("copy_finding.indexing", papers, {"index": str(index), "ask": True}, out)
    return used, json.loads(out.read_text(encoding="utf-8"))


def _rows(answers: list[_Answer]) -> Iterator[Row]:
    """``right`` is the share that was told its source, of new papers that nothing was told."""
    kinds = sorted({one.kind for one in answers}, key=kind_order)
    for kind in (ALL, *kinds):
        chosen = [one for one in answers if kind in (ALL, one.kind)]
        seconds = [one.seconds for one in chosen]
        yield {
            "kind": kind,
            "asked": len(chosen),
            "right": sum(one.right for one in chosen) / len(chosen),
            "median": median(seconds),
            "late": float(np.quantile(seconds, 0.95)),
            "longest": max(seconds),
        }


def _right(maker: Maker, number: int, found: list[Any], names: dict[int, str]) -> bool:
    if number not in maker.roles:
        return not found
    return names[maker.roles[number].source] in {name for name, _ in found}
