"""Postings in a file (分段): each addition writes a segment, small ones are put together.

As in a log-structured merge tree (O'Neil et al. 1996) every segment is several times larger than
the next, so that there are few to look into, and adding one paper does not write all anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wenfeng.duplicates.fingerprints import FRACTION
from wenfeng.duplicates.index.postings import (
    Postings,
    bits_for,
    cut,
    heads_of,
    ordered,
    whole,
)
from wenfeng.duplicates.index.trouble import Damaged
from wenfeng.duplicates.selecting import FINE

_RATIO = 4
"""A segment that is not so many times larger is put together with what comes new."""

_PART = 4_000_000
"""Postings put together at a time."""


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


def segments(connection: sqlite3.Connection, fine: bool) -> list[Segment]:
    """The segments there are, the smallest first."""
    rows = connection.execute(
        "SELECT id, fine, postings, bits FROM segments WHERE fine = ? ORDER BY postings", (fine,)
    ).fetchall()
    for row in rows:
        if not (all(isinstance(one, int) for one in row) and 0 <= row[3] <= 31 and row[0] < 2**30):
            raise Damaged("分段")
    return [Segment(row[0], bool(row[1]), row[2], row[3]) for row in rows]


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


def _width(fine: bool) -> int:
    """The bits of kept hashes."""
    return ((1 << 64) // (FINE if fine else FRACTION) - 1).bit_length()
