"""The hand-made papers of corpora/copies, as collections whose repetitions are known."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from wenfeng import readers
from wenfeng.copies import Paper, Range
from wenfeng.extract import header_of
from wenfeng.pipeline.papers import paper_of

FOLDER = Path(__file__).resolve().parent.parent / "corpora" / "copies"
SPLITS = ("dev", "test")
COPIED = ("identical", "revision", "near", "partial", "issue")
"""Kinds of pairs that must be found; template and none must not be, quotation may."""

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What two papers share: its kind, the copied ranges, and those that count neither way."""

    kind: str
    copied: tuple[tuple[Range, ...], tuple[Range, ...]] = ((), ())
    either: tuple[tuple[Range, ...], tuple[Range, ...]] = ((), ())
    exchanges: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """Papers compared together; pairs by the places of their papers, the lower place first."""

    papers: tuple[Paper, ...]
    pairs: Mapping[Key, Known]
    groups: Mapping[frozenset[int], str] = field(default_factory=dict)

    def kind(self, pair: Key) -> str:
        """The kind of a pair; papers of different cases share nothing."""
        return self.pairs[pair].kind if pair in self.pairs else "none"


def cases(split: str) -> Iterator[tuple[str, Collection]]:
    """Every case of a split by its name."""
    for path in sorted(FOLDER.glob("*/truth.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        if known["split"] == split:
            yield path.parent.name, _case(path.parent, known)


def together(parts: Sequence[Collection]) -> Collection:
    """All cases as one collection."""
    papers: list[Paper] = []
    pairs: dict[Key, Known] = {}
    groups: dict[frozenset[int], str] = {}
    for part in parts:
        at = len(papers)
        papers.extend(part.papers)
        pairs.update({(a + at, b + at): known for (a, b), known in part.pairs.items()})
        groups.update({frozenset(i + at for i in g): kind for g, kind in part.groups.items()})
    return Collection(tuple(papers), pairs, groups)


def _case(folder: Path, known: Mapping[str, Any]) -> Collection:
    place = {name: at for at, name in enumerate(known["papers"])}
    papers = tuple(_paper(folder / f"{name}.txt") for name in place)
    pairs = {(place[p["a"]], place[p["b"]]): _known(p) for p in known["pairs"]}
    groups = {frozenset(place[m] for m in g["members"]): g["kind"] for g in known["groups"]}
    return Collection(papers, pairs, groups)


def _known(pair: Mapping[str, Any]) -> Known:
    matches = pair.get("passages", ())
    return Known(
        kind=pair["kind"],
        copied=(tuple((m[0], m[1]) for m in matches), tuple((m[2], m[3]) for m in matches)),
        either=(_ranges(pair.get("either_a", ())), _ranges(pair.get("either_b", ()))),
        exchanges=tuple((x, y) for x, y in pair.get("exchanges", ())),
    )


def _ranges(rows: Sequence[Sequence[int]]) -> tuple[Range, ...]:
    return tuple((start, stop) for start, stop in rows)


def _paper(path: Path) -> Paper:
    """As the program reads it, its text as the file has it: the answers count its characters."""
    document = readers.read_file(path, path.name)
    paper = paper_of(document, header_of(document))
    name = f"{path.parent.name[:2]}/{path.name}"
    return replace(paper, name=name, text=path.read_text(encoding="utf-8"))
