"""Postings in a file (分段): each addition writes a segment, small ones are put together.

As in a log-structured merge tree (O'Neil et al. 1996) every segment is several times larger than
the next, so that there are few to look into, and adding one paper does not write all anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wenfeng.duplicates.fingerprints import FRACTION, Hashes
from wenfeng.duplicates.index.postings import (
    HEAD,
    Counts,
    Heads,
    Owners,
    Postings,
    bits_for,
    cut,
    heads_of,
    mixed,
    ordered,
    rank,
    whole,
)
from wenfeng.duplicates.index.storage import Damaged
from wenfeng.duplicates.selecting import FINE

_RATIO = 4
"""A segment that is not so many times larger is put together with what comes new."""

_PART = 4_000_000
"""Postings put together at a time."""

_ROWS = 500
_BETWEEN = 4
"""If one of so many buckets is wanted, all are read in a row."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the postings, cut into 2 ** ``bits`` buckets; ``fine``: of short papers."""

    id: int
    fine: bool
    postings: int
    bits: int

    @property
    def shift(self) -> int:
        """The bits of a hash that do not tell its bucket."""
        return max(0, _width(self.fine) - self.bits)

    def row(self, bucket: int) -> int:
        """The number of a bucket's row."""
        return (self.id << 32) | bucket


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds shingles: how many do, and of each column the first ``owners`` of all."""

    counts: Counts
    columns: Counts
    owners: Owners


def segments(connection: sqlite3.Connection, fine: bool) -> list[Segment]:
    """The segments there are, the smallest first."""
    rows = connection.execute(
        "SELECT id, fine, postings, bits FROM segments WHERE fine = ? ORDER BY postings", (fine,)
    ).fetchall()
    for row in rows:
        if not (all(isinstance(one, int) for one in row) and 0 <= row[3] <= 31 and row[0] < 2**30):
            raise Damaged("分段")
    return [Segment(row[0], bool(row[1]), row[2], row[3]) for row in rows]


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


def add(connection: sqlite3.Connection, fine: bool, new: Postings, dead: NDArray[np.bool_]) -> None:
    """Write new postings, together with those of small segments, leaving out dead contents."""
    joined, size = [], len(new)
    for segment in segments(connection, fine):
        if segment.postings > _RATIO * size:
            break
        joined.append(segment)
        size += segment.postings
    if size:
        _put_together(connection, joined, new, dead, fine)


def purge(connection: sqlite3.Connection, fine: bool, dead: NDArray[np.bool_]) -> None:
    """Write all segments anew, without dead contents."""
    none = Postings(np.zeros(0, np.uint64), np.zeros(0, np.int32))
    _put_together(connection, segments(connection, fine), none, dead, fine)


def _put_together(
    connection: sqlite3.Connection,
    joined: Sequence[Segment],
    new: Postings,
    dead: NDArray[np.bool_],
    fine: bool,
) -> None:
    size = len(new) + sum(segment.postings for segment in joined)
    row = connection.execute("SELECT max(id) FROM segments").fetchone()
    made = Segment((row[0] or 0) + 1, fine, size, min(bits_for(size), 30))
    written = 0
    for low, high in _ranges(fine, size):
        parts = [_slice(new, low, high)]
        parts += [_within(connection, segment, low, high) for segment in joined]
        hashes = np.concatenate([part.hashes for part in parts])
        owners = np.concatenate([part.owners for part in parts])
        if len(owners) and not 0 <= owners.min() <= owners.max() < len(dead):
            raise Damaged("倒排表")
        alive = ~dead[owners]
        merged = ordered(hashes[alive], owners[alive])
        written += len(merged)
        _write(connection, made, merged)
    for segment in joined:
        for table in ("buckets", "tails"):
            span = (segment.row(0), segment.row(1 << segment.bits))
            connection.execute(f"DELETE FROM {table} WHERE id >= ? AND id < ?", span)
        connection.execute("DELETE FROM segments WHERE id = ?", (segment.id,))
    values = (made.id, fine, written, made.bits)
    connection.execute("INSERT INTO segments VALUES (?, ?, ?, ?)", values)


def _write(connection: sqlite3.Connection, made: Segment, postings: Postings) -> None:
    tails: list[tuple[int, bytes]] = []

    def rows() -> Iterator[tuple[int, bytes, bytes, bytes]]:
        for bucket in cut(postings, made.shift):
            row = made.row(bucket.number)
            if bucket.tails:
                tails.append((row, bucket.tails))
            yield row, bucket.hashes, bucket.counts, bucket.heads

    connection.executemany("INSERT INTO buckets VALUES (?, ?, ?, ?)", rows())
    connection.executemany("INSERT INTO tails VALUES (?, ?)", tails)


def _ranges(fine: bool, size: int) -> Iterator[tuple[int, int]]:
    """Ranges of hashes, each with as many postings as can be put together at a time."""
    bits = min((size // _PART).bit_length(), bits_for(size))
    step = 1 << (_width(fine) - bits)
    for number in range(1 << bits):
        yield number * step, (number + 1) * step


def _slice(postings: Postings, low: int, high: int) -> Postings:
    a = np.searchsorted(postings.hashes, np.uint64(low), side="left")
    b = np.searchsorted(postings.hashes, np.uint64(high - 1), side="right")
    return Postings(postings.hashes[a:b], postings.owners[a:b])


def _within(connection: sqlite3.Connection, segment: Segment, low: int, high: int) -> Postings:
    span = segment.row(low >> segment.shift), segment.row((high - 1) >> segment.shift)
    rows = connection.execute(
        "SELECT hashes, counts, heads, owners FROM buckets LEFT JOIN tails USING (id)"
        " WHERE id BETWEEN ? AND ? ORDER BY id",
        span,
    ).fetchall()
    found = whole(heads_of([row[:3] for row in rows]), [row[3] or b"" for row in rows])
    inside = (found.hashes >= np.uint64(low)) & (found.hashes <= np.uint64(high - 1))
    return Postings(found.hashes[inside], found.owners[inside])


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


def _width(fine: bool) -> int:
    """The bits of kept hashes."""
    return ((1 << 64) // (FINE if fine else FRACTION) - 1).bit_length()
