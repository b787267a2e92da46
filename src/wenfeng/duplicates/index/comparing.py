"""Papers held against an index (比对往年): one, many, and those of the index among themselves."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from wenfeng.copies import Duplicates, Pair, Paper
from wenfeng.duplicates.bench import Bench
from wenfeng.duplicates.boilerplate import Boilerplate
from wenfeng.duplicates.fingerprints import fingerprints
from wenfeng.duplicates.grouping import groups, shares
from wenfeng.duplicates.index.joining import Shelf
from wenfeng.duplicates.index.layout import Choice, Layout, lay_out
from wenfeng.duplicates.index.matching import arrivals, match
from wenfeng.duplicates.index.pairs import take, unpacked
from wenfeng.duplicates.index.papers import by_id
from wenfeng.duplicates.index.trouble import decoding
from wenfeng.duplicates.judging import judge
from wenfeng.duplicates.selecting import LISTED

MOST = 24
"""Stored papers laid beside a new one at most: those that share most with it."""

Progress = Callable[[int, int], None]


def similar(shelf: Shelf, paper: Paper, threshold: float) -> list[tuple[Paper, Pair]]:
    """The stored papers that share more than boilerplate with one, the most alike first.

    Of a large family the few that are most alike stand for all.

    In pairs the paper is 0, the stored ones count from 1 in their order.
    """
    laid = _laid_out(shelf, [paper], MOST)
    pairs = (_judged(laid.bench, couple, threshold) for couple in laid.couples)
    best = sorted(filter(None, pairs), key=lambda pair: (-pair.similarity, -pair.coverage_a))
    every = laid.bench.papers
    return [(every[pair.b], replace(pair, b=at)) for at, pair in enumerate(best, start=1)]


def against(
    shelf: Shelf, given: Sequence[Paper], threshold: float, progress: Progress | None = None
) -> Duplicates:
    """What papers have in common with those of an index, and among themselves.

    A paper that is in the index itself, under the same name, is not held against itself.
    """
    laid = _laid_out(shelf, given)
    pairs: list[Pair] = []
    for done, couple in enumerate(laid.couples, start=1):
        one, other = (laid.bench.papers[number] for number in couple)
        if couple[1] < len(given) or not _itself(one, other):
            pairs += filter(None, [_judged(laid.bench, couple, threshold)])
        if progress:
            progress(done, len(laid.couples))
    return _result(laid.bench, pairs, len(given), threshold)


def listed(shelf: Shelf, threshold: float) -> Duplicates:
    """The pairs that papers of an index make among themselves, as found when they were added."""
    rows = list(take(shelf.connection, threshold))
    stored = by_id(shelf.connection, {number for row in rows for number in row[:2]})
    texts = {number: stored[number].paper for number in sorted(stored)}
    places = {number: at for at, number in enumerate(texts)}
    with decoding("重复对"):
        pairs = [unpacked(row, texts, places) for row in rows]
    hashes = np.unique(fingerprints([paper.text for paper in texts.values()]).hashes)
    bench = Bench(tuple(texts.values()), Boilerplate(hashes, shelf.weights(hashes)))
    return _result(bench, pairs, 0, threshold)


def _itself(paper: Paper, stored: Paper) -> bool:
    """Whether the one is the other, whose name may be the whole path."""
    names = (paper.name, Path(os.path.abspath(paper.name)).as_posix())
    return stored.name in names and stored.sha256 == paper.sha256 and stored.text == paper.text


def _judged(bench: Bench, couple: tuple[int, int], threshold: float) -> Pair | None:
    a, b = couple
    return judge(a, b, (bench.take(a), bench.take(b)), threshold)


def _laid_out(shelf: Shelf, given: Sequence[Paper], most: int | None = None) -> Layout:
    """Lay new papers beside all stored ones that may be like them, or beside the ``most`` alike."""
    new = arrivals(shelf, [paper.text for paper in given], known=True)
    return lay_out(shelf, given, (new, match(shelf, new, LISTED)), Choice(most, MOST))


def _result(bench: Bench, pairs: Sequence[Pair], given: int, threshold: float) -> Duplicates:
    """The papers given, and of the others those that are in a pair."""
    found = sorted({number for pair in pairs for number in (pair.a, pair.b)} | {*range(given)})
    places = {number: at for at, number in enumerate(found)}
    papers = tuple(bench.papers[number] for number in found)
    named = tuple(replace(pair, a=places[pair.a], b=places[pair.b]) for pair in pairs)
    paired = {number for pair in pairs for number in (pair.a, pair.b)}
    for number in sorted(paired - bench.common.keys()):
        bench.take(number)
    return Duplicates(
        papers,
        named,
        groups(papers, named),
        shares(papers, named),
        tuple(bench.common.get(number, ()) for number in found),
        threshold,
    )
