"""Fingerprints (指纹): hashed shingles of characters, of which a fixed fraction is kept.

FracMinHash (Irber et al. 2022): whether a shingle (连续的几个字) is kept depends on its hash alone,
so what two texts keep in common is a fair sample of what they have in common.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from wenfeng.duplicates.neutral import BREAK, Codes, neutral

Hashes = NDArray[np.uint64]

SHINGLE = 6
"""Characters in a shingle."""

FRACTION = 16
"""One shingle in so many is kept."""

_BASE = 0x9E3779B97F4A7C15
_MIX = 0xD6E8FEB86659FD93
_WORD = 1 << 64
_BATCH = 60_000
"""Characters hashed at a time: what stays in a processor's cache is fast."""

_PORTION = 4_000_000
"""Characters handed over at a time, where several processes share the work."""

Item = TypeVar("Item")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The kept shingles of many texts: text ``owners[i]`` (from 0) holds hash ``hashes[i]``.

    In the order of texts and, in a text, of hashes, each once; ``places[i]`` is the number of the
    code with which it begins there first. For every text, ``lengths`` is how many codes it has,
    ``digests`` is the same for those whose codes are all the same.
    """

    owners: NDArray[np.int32]
    hashes: Hashes
    places: NDArray[np.int32]
    lengths: NDArray[np.int64]
    digests: Hashes

    @property
    def size(self) -> int:
        """How many texts there are."""
        return len(self.lengths)

    def of(self, texts: NDArray[np.bool_]) -> Fingerprints:
        """These, with nothing left of the texts not chosen."""
        held = texts[self.owners]
        owners, hashes, places = self.owners[held], self.hashes[held], self.places[held]
        return replace(self, owners=owners, hashes=hashes, places=places)

    def starts(self) -> NDArray[np.int64]:
        """Where each text's shingles begin in the columns, and where the last one's end."""
        return np.searchsorted(self.owners, np.arange(self.size + 1))


class Run(Protocol):
    """What calls a function with every item and gives the answers in order, like ``map``."""

    def __call__(
        self, call: Callable[[Item], Answer], items: Iterable[Item], /
    ) -> Iterator[Answer]:
        """The answers."""


def in_turn(call: Callable[[Item], Answer], items: Iterable[Item], /) -> Iterator[Answer]:
    """The answers, one after the other in this process."""
    return map(call, items)


def fingerprints(
    texts: Sequence[str], fraction: int = FRACTION, run: Run = in_turn
) -> Fingerprints:
    """Take the fingerprints of texts; one shingle in ``fraction`` is kept."""
    portions = ((texts[start:end], start, fraction) for start, end in _cut(texts, _PORTION))
    parts = [part for parts in run(_of_portion, portions) for part in parts]
    if not parts:
        none, hashes = np.zeros(0, np.int32), np.zeros(0, np.uint64)
        return Fingerprints(none, hashes, none, np.zeros(0, np.int64), hashes)
    return Fingerprints(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def shingles(codes: Codes) -> Hashes:
    """The hash of every shingle of a row of codes; those over a break among them."""
    if len(codes) < SHINGLE:
        return np.zeros(0, np.uint64)
    one = _letters()[codes]
    base, square = np.uint64(_BASE), np.uint64(_BASE**2 % _WORD)
    two = one[:-1] * base + one[1:]
    four = two[:-2] * square + two[2:]
    six = four[:-2] * square + two[4:]
    six ^= six >> np.uint64(32)
    six *= np.uint64(_MIX)
    six ^= six >> np.uint64(32)
    return six


def kept(hashes: Hashes, fraction: int = FRACTION) -> NDArray[np.bool_]:
    """Which hashes belong to fingerprints."""
    return hashes < np.uint64(_WORD // fraction)


Numbers = NDArray[np.int32]
Taken = tuple[Numbers, Hashes, Numbers, NDArray[np.int64], Hashes]


def _of_portion(portion: tuple[Sequence[str], int, int]) -> list[Taken]:
    texts, first, fraction = portion
    return [_taken(texts[i:j], first + i, fraction) for i, j in _cut(texts, _BATCH)]


def _taken(texts: Sequence[str], first: int, fraction: int) -> Taken:
    codes = neutral(texts).codes
    hashes = shingles(codes)
    places = np.flatnonzero(kept(hashes, fraction))
    breaks = np.flatnonzero(codes == BREAK)
    owners = np.searchsorted(breaks, places)
    whole = owners == np.searchsorted(breaks, places + SHINGLE - 1, side="right")
    starts = np.append(0, breaks + 1)
    ends = np.append(breaks, len(codes))
    owners, places = owners[whole], places[whole]
    once = _once(owners, hashes[places])
    return (
        owners[once].astype(np.int32) + np.int32(first),
        hashes[places[once]],
        (places[once] - starts[owners[once]]).astype(np.int32),
        ends - starts,
        _digests(codes, starts, ends),
    )


def _digests(codes: Codes, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Hashes:
    data = codes.tobytes()
    found = (
        blake2b(data[2 * start : 2 * end], digest_size=8).digest()
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    )
    return np.frombuffer(b"".join(found), dtype=np.uint64)


def _once(owners: NDArray[np.int64], hashes: Hashes) -> NDArray[np.int64]:
    """Which of the shingles to take: each once a text, in the order of hashes."""
    order = np.lexsort((hashes, owners))
    owners, hashes = owners[order], hashes[order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (owners[1:] != owners[:-1]) | (hashes[1:] != hashes[:-1])
    return order[new]


def _cut(texts: Sequence[str], most: int) -> Iterator[tuple[int, int]]:
    """Where to cut a row of texts so that no part has many more characters."""
    start = size = 0
    for number, text in enumerate(texts):
        size += len(text)
        if size >= most:
            yield start, number + 1
            start, size = number + 1, 0
    if start < len(texts):
        yield start, len(texts)


@cache
def _letters() -> Hashes:
    """A hash of every code, spread by splitmix64 (Steele et al. 2014)."""
    value = np.arange(1 << 16, dtype=np.uint64) * np.uint64(_BASE) + np.uint64(_BASE)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))
