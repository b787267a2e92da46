"""Pairs as an index stores them (重复对): found once, listed at any threshold.

A pair is kept as it is from the lowest threshold on and, where passages of the one were taken over
into the other, also as it is above its similarity.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from wenfeng.copies import Exchange, Pair, Paper, Passage, Range
from wenfeng.domain import PairKind
from wenfeng.duplicates.index.trouble import Damaged, decoding
from wenfeng.duplicates.judging import Laid, judge

LOWEST = 0.2
"""Pairs less similar are kept only for the passages that were taken over."""

_NEVER = 2.0
"""No pair is near from this threshold on."""

_LARGEST = 1 << 26


def judged(a: int, b: int, laid: tuple[Laid, Laid]) -> tuple[Pair | None, Pair | None]:
    """A pair as near-copy and as passages taken over; None for what it is not."""
    found = judge(a, b, laid, LOWEST)
    if found is None or found.kind == "partial":
        return None, found
    return found, judge(a, b, laid, _NEVER)


def put(connection: sqlite3.Connection, pairs: Iterable[tuple[Pair | None, Pair | None]]) -> None:
    """Store pairs of papers, named by their numbers in the index."""
    rows = (
        (one.a, one.b, one.similarity, near and _packed(near), part and _packed(part))
        for near, part in pairs
        if (one := near or part)
    )
    connection.executemany("INSERT OR REPLACE INTO pairs VALUES (?, ?, ?, ?, ?)", rows)


def take(connection: sqlite3.Connection, threshold: float) -> Iterator[tuple[int, int, bytes]]:
    """The pairs there are at a threshold: both papers' numbers, and the rest packed."""
    return (
        (a, b, near if similarity >= threshold and near else part)
        for a, b, similarity, near, part in connection.execute(
            "SELECT a, b, similarity, near, part FROM pairs"
            " WHERE similarity >= ? OR part IS NOT NULL ORDER BY a, b",
            (threshold,),
        )
        if part or near
    )


def unpacked(
    row: tuple[int, int, bytes], papers: Mapping[int, Paper], places: Mapping[int, int]
) -> Pair:
    """A pair of these papers; ``places`` are their new numbers. Raises Damaged."""
    a, b, data = row
    with decoding("重复对"):
        kind, similarity, coverage_a, coverage_b, ranges, names = _opened(data)
        if kind not in get_args(PairKind):
            raise ValueError
        one, other = papers[a].text, papers[b].text
        return Pair(
            places[a],
            places[b],
            kind,
            _share(similarity),
            _share(coverage_a),
            _share(coverage_b),
            tuple(_passage(one, other, tuple(map(int, four))) for four in ranges),
            tuple(Exchange(str(x), str(y), int(times)) for x, y, times in names),
        )


def _packed(pair: Pair) -> bytes:
    data = (
        pair.kind,
        pair.similarity,
        pair.coverage_a,
        pair.coverage_b,
        [(*passage.a, *passage.b) for passage in pair.passages],
        [(one.a, one.b, one.times) for one in pair.exchanges],
    )
    return zlib.compress(json.dumps(data, separators=(",", ":")).encode())


def _opened(data: bytes) -> Any:
    try:
        opened = zlib.decompressobj()
        plain = opened.decompress(data, _LARGEST)
    except zlib.error as error:
        raise Damaged("重复对") from error
    return json.loads(plain)


def _share(number: Any) -> float:
    if not 0 <= float(number) <= 1:
        raise ValueError
    return float(number)


def _passage(one: str, other: str, four: tuple[int, ...]) -> Passage:
    a: Range = (four[0], four[1])
    b: Range = (four[2], four[3])
    if not (0 <= a[0] <= a[1] <= len(one) and 0 <= b[0] <= b[1] <= len(other)):
        raise ValueError
    return Passage(a, b, one[slice(*a)])
