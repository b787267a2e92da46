"""Little-endian numbers and PLCs of [MS-DOC]; beyond the end of the bytes everything reads as 0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise


def u16(data: bytes, at: int) -> int:
    """The unsigned 16-bit number at an offset."""
    return int.from_bytes(data[at : at + 2], "little")


def s16(data: bytes, at: int) -> int:
    """The signed 16-bit number at an offset."""
    return int.from_bytes(data[at : at + 2], "little", signed=True)


def u32(data: bytes, at: int) -> int:
    """The unsigned 32-bit number at an offset."""
    return int.from_bytes(data[at : at + 4], "little")


@dataclass(frozen=True, slots=True)
class Plc:
    """A PLC (2.2.2): n + 1 positions, then n items of ``size`` bytes."""

    data: bytes
    size: int

    def __len__(self) -> int:
        return max(0, len(self.data) - 4) // (4 + self.size)

    def position(self, index: int) -> int:
        """Where item ``index`` begins; the last position closes the last item."""
        return u32(self.data, 4 * index)

    def item(self, index: int) -> bytes:
        """The bytes of an item."""
        start = 4 * (len(self) + 1) + self.size * index
        return self.data[start : start + self.size]

    def positions(self) -> tuple[int, ...]:
        """All positions, the closing one too."""
        return tuple(self.position(index) for index in range(len(self) + 1))

    def ranges(self) -> Iterator[tuple[int, int]]:
        """First position and position after each item; empty where positions do not ascend."""
        last = 0
        for start, end in pairwise(self.positions()):
            if not last <= start <= end:
                start = end = last
            yield start, end
            last = end
