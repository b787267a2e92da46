"""Looking shingles up (查倒排): who holds them, in all segments of an index together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from wenfeng.duplicates.fingerprints import Hashes
from wenfeng.duplicates.index.postings import HEAD, Counts, Heads, Owners, heads_of, mixed, rank
from wenfeng.duplicates.index.segments import Segment, segments

_ROWS = 500
_BETWEEN = 4
"""If one of so many buckets is wanted, all are read in a row."""


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds shingles: how many do, and of each column the first ``owners`` of all."""

    counts: Counts
    columns: Counts
    owners: Owners


def holders(connection: sqlite3.Connection, fine: bool, hashes: Hashes) -> Holders:
    """Who holds these hashes, which ascend."""
    counts = np.zeros(len(hashes), dtype=np.int64)
    columns, owners = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)]
    found = segments(connection, fine)
    for segment in found:
        for heads in _wanted(connection, segment, hashes):
            at, places = _met(heads.hashes, hashes)
            counts[at] += heads.counts[places]
            lying = heads.lying[places]
            starts = (np.cumsum(heads.lying) - heads.lying)[places]
            columns.append(np.repeat(at, lying))
            owners.append(heads.owners[_spans(starts, lying)])
    return _first(counts, np.concatenate(columns), np.concatenate(owners), len(found) > 1)


def _wanted(connection: sqlite3.Connection, segment: Segment, hashes: Hashes) -> Iterator[Heads]:
    """The buckets in which hashes may lie, a few at a time."""
    numbers = np.unique(hashes >> np.uint64(segment.shift)).astype(np.int64)
    if len(numbers) * _BETWEEN > 1 << segment.bits:
        wanted: Iterable[str] = [f"BETWEEN {segment.row(0)} AND {segment.row(1 << segment.bits)}"]
    else:
        rows = (numbers + segment.row(0)).tolist()
        wanted = (
            f"IN ({','.join(map(str, rows[start : start + _ROWS]))})"
            for start in range(0, len(rows), _ROWS)
        )
    for condition in wanted:
        cursor = connection.execute(
            f"SELECT hashes, counts, heads FROM buckets WHERE id {condition} ORDER BY id"
        )
        while found := cursor.fetchmany(4 * _ROWS):
            yield heads_of(found)


def _met(stored: Hashes, hashes: Hashes) -> tuple[Counts, Counts]:
    """Which of the hashes are stored, and where."""
    if not len(stored):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    first, last = np.searchsorted(hashes, stored[[0, -1]], side="left")
    inside = hashes[first : last + 1]
    places = np.searchsorted(stored, inside)
    places = np.minimum(places, len(stored) - 1)
    met = np.flatnonzero(stored[places] == inside)
    return met + first, places[met]


def _spans(starts: Counts, sizes: Counts) -> Counts:
    """All numbers of ranges, one range after the other."""
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))


def _first(counts: Counts, columns: Counts, owners: Owners, several: bool) -> Holders:
    """The first holders of all segments together."""
    if several:
        order = np.lexsort((mixed(owners), columns))
        columns, owners = columns[order], owners[order]
        first = rank(columns) < HEAD
        columns, owners = columns[first], owners[first]
    return Holders(counts, columns, owners)
