"""From papers to pairs (查找): select couples, lay them beside each other, judge them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from wenfeng.copies import THRESHOLD, Duplicates, Pair, Paper, Range
from wenfeng.duplicates.bench import Bench
from wenfeng.duplicates.boilerplate import Boilerplate
from wenfeng.duplicates.fingerprints import Run, in_turn
from wenfeng.duplicates.grouping import groups, shares
from wenfeng.duplicates.judging import judge
from wenfeng.duplicates.selecting import Couple, Selection, select

ALIKE = 0.2
"""From what likeness of fingerprints on a paper is a near-copy; rewritten names lower it."""

_PORTION = 200
"""Couples judged in one go."""

Progress = Callable[[int, int], None]


def find(
    papers: Sequence[Paper],
    threshold: float = THRESHOLD,
    progress: Progress | None = None,
    run: Run = in_turn,
) -> Duplicates:
    """What papers have in common beyond boilerplate: pairs, groups, shares.

    ``threshold`` 0–1 is the similarity from which a pair is a near-copy. ``progress`` is called
    with how many couples have been laid beside each other, and of how many. ``run`` is ``map`` or
    something like it that works in several processes.
    """
    papers = tuple(papers)
    selection = select([paper.text for paper in papers], run)
    pairs: list[Pair] = []
    boilerplate: list[tuple[Range, ...]] = [()] * len(papers)
    done = 0
    for portion in run(_judged, _portions(papers, selection, threshold)):
        pairs += portion.pairs
        for number, ranges in portion.common:
            boilerplate[number] = ranges
        done += portion.couples
        if progress:
            progress(done, len(selection.couples))
    return Duplicates(
        papers,
        tuple(pairs),
        groups(papers, pairs),
        shares(papers, pairs),
        tuple(boilerplate),
        threshold,
    )


def sift(
    papers: Sequence[Paper], alike: float = ALIKE, run: Run = in_turn
) -> tuple[tuple[int, int, float], ...]:
    """Which papers are near-copies, and how alike they are as far as fingerprints tell.

    No words are laid beside each other, so it takes a fraction of the time of ``find``; passages
    taken over into other papers, names exchanged and versions are not told.
    """
    selection = select([paper.text for paper in papers], run)
    return tuple(
        (a, b, round(float(share), 4))
        for (a, b), share in zip(selection.couples, selection.alike, strict=True)
        if share >= alike
    )


@dataclass(frozen=True, slots=True)
class Portion:
    """Couples to judge, and all that is needed for it."""

    couples: tuple[Couple, ...]
    papers: dict[int, Paper]
    boilerplate: Boilerplate
    threshold: float


@dataclass(frozen=True, slots=True)
class Judged:
    """How many couples were judged, the pairs among them, the boilerplate of papers in pairs."""

    couples: int
    pairs: tuple[Pair, ...]
    common: tuple[tuple[int, tuple[Range, ...]], ...]


def _portions(papers: Sequence[Paper], selection: Selection, threshold: float) -> Iterator[Portion]:
    for start in range(0, len(selection.couples), _PORTION):
        couples = selection.couples[start : start + _PORTION]
        numbers = sorted({number for couple in couples for number in couple})
        known = selection.boilerplate.only(selection.hashes(np.array(numbers)))
        yield Portion(couples, {number: papers[number] for number in numbers}, known, threshold)


def _judged(portion: Portion) -> Judged:
    bench = Bench(portion.papers, portion.boilerplate)
    judged = (
        judge(a, b, (bench.take(a), bench.take(b)), portion.threshold) for a, b in portion.couples
    )
    pairs = tuple(pair for pair in judged if pair)
    paired = {number for pair in pairs for number in (pair.a, pair.b)}
    known = tuple((number, bench.common[number]) for number in sorted(paired))
    return Judged(len(portion.couples), pairs, known)
