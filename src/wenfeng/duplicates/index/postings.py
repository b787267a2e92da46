"""Which contents hold which shingles (倒排): how lists of holders are cut into buckets of bytes.

Of every shingle's holders the 64 that come first lie with it, the others aside: a shingle of the
boilerplate that a hundred thousand papers hold costs no more to look at than any other. "First" is
by a mixed number of the content, so that these 64 are a fair sample, and the same papers of a
family stand first with all its shingles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wenfeng.duplicates.fingerprints import Hashes
from wenfeng.duplicates.index.trouble import Damaged, decoding

HEAD = 64
"""Holders that lie with a shingle."""

_FILL = 256
"""Postings in a bucket."""

_MIX = np.uint32(0x9E3779B1)

Owners = NDArray[np.int32]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Postings:
    """Content ``owners[i]`` holds ``hashes[i]``, by ascending hash, each hash's holders mixed."""

    hashes: Hashes
    owners: Owners

    def __len__(self) -> int:
        return len(self.hashes)


@dataclass(frozen=True, slots=True)
class Bucket:
    """The shingles of a range of hashes as bytes; ``tails`` are the owners beyond the first."""

    number: int
    hashes: bytes
    counts: bytes
    heads: bytes
    tails: bytes


@dataclass(frozen=True, slots=True)
class Heads:
    """Shingles, how many hold each, and the first holders, one after the other."""

    hashes: Hashes
    counts: Counts
    owners: Owners

    @property
    def lying(self) -> Counts:
        """How many of the holders lie with each shingle."""
        return np.minimum(self.counts, HEAD)


def mixed(owners: Owners) -> NDArray[np.uint32]:
    """The order of holders."""
    return owners.astype(np.uint32) * _MIX


def ordered(hashes: Hashes, owners: Owners) -> Postings:
    """Postings in their order."""
    order = np.lexsort((mixed(owners), hashes))
    return Postings(hashes[order], owners[order])


def bits_for(postings: int) -> int:
    """Into how many buckets so many postings are cut, as a power of two."""
    return max(0, (postings // _FILL).bit_length())


def rank(columns: NDArray[np.int64]) -> Counts:
    """The how many-th of its column each is; columns ascend."""
    starts = _starts(columns)
    sizes = np.diff(np.append(starts, len(columns)))
    return np.arange(len(columns)) - np.repeat(starts, sizes)


def cut(postings: Postings, shift: int) -> Iterator[Bucket]:
    """The buckets of postings: in one lie the hashes that are the same without ``shift`` bits."""
    hashes, begins, counts = _distinct(postings.hashes)
    first = rank(np.repeat(begins, counts)) < HEAD
    heads = postings.owners[first].astype("<i4").tobytes()
    tails = postings.owners[~first].astype("<i4").tobytes()
    lying = np.minimum(counts, HEAD)
    numbers = hashes >> np.uint64(shift)
    edges = np.append(_starts(numbers), len(hashes))
    of_heads = np.append(0, np.cumsum(lying))[edges]
    of_tails = np.append(0, np.cumsum(counts - lying))[edges]
    data, said = hashes.astype("<u8").tobytes(), counts.astype("<u4").tobytes()
    for at, number in enumerate(numbers[edges[:-1]].tolist()):
        a, b = int(edges[at]), int(edges[at + 1])
        yield Bucket(
            number,
            data[8 * a : 8 * b],
            said[4 * a : 4 * b],
            heads[4 * int(of_heads[at]) : 4 * int(of_heads[at + 1])],
            tails[4 * int(of_tails[at]) : 4 * int(of_tails[at + 1])],
        )


def heads_of(rows: Sequence[tuple[bytes, bytes, bytes]]) -> Heads:
    """Buckets that follow each other, without what lies aside."""
    with decoding("倒排表"):
        hashes = np.frombuffer(b"".join(row[0] for row in rows), dtype="<u8")
        counts = np.frombuffer(b"".join(row[1] for row in rows), dtype="<u4").astype(np.int64)
        owners = np.frombuffer(b"".join(row[2] for row in rows), dtype="<i4")
    found = Heads(hashes, counts, owners)
    ascending = bool((hashes[1:] > hashes[:-1]).all())
    if len(counts) != len(hashes) or found.lying.sum() != len(owners) or not ascending:
        raise Damaged("倒排表")
    return found


def whole(heads: Heads, tails: Sequence[bytes]) -> Postings:
    """All postings of buckets that follow each other."""
    with decoding("倒排表"):
        rest = np.frombuffer(b"".join(tails), dtype="<i4")
    aside = heads.counts - heads.lying
    if aside.sum() != len(rest):
        raise Damaged("倒排表")
    hashes = np.concatenate((np.repeat(heads.hashes, heads.lying), np.repeat(heads.hashes, aside)))
    return Postings(hashes, np.concatenate((heads.owners, rest)))


def _distinct(hashes: Hashes) -> tuple[Hashes, Counts, Counts]:
    """Each hash once, where it begins, and how many times it stands there."""
    begins = _starts(hashes)
    return hashes[begins], begins, np.diff(np.append(begins, len(hashes)))


def _starts(values: NDArray[np.generic]) -> Counts:
    """Where another value begins."""
    if not len(values):
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(np.append(True, values[1:] != values[:-1]))
