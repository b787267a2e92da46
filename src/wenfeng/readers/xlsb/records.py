"""The records of a binary Excel workbook ([MS-XLSB] 2.1.4) and the strings in them (2.5.169)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

Record = tuple[int, bytes]
"""The type of a record, and its data."""


def records(part: bytes) -> Iterator[Record]:
    """The records of a part, as far as they are whole."""
    at = 0
    while at < len(part):
        kind, at = _number(part, at, 2)
        size, at = _number(part, at, 4)
        if at + size > len(part):
            return
        yield kind, part[at : at + size]
        at += size


def string(data: bytes, at: int = 0) -> tuple[str, int]:
    """A string behind its length, and where it ends; a missing one is empty."""
    (length,) = struct.unpack_from("<I", data, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    if end > len(data):
        raise struct.error("string longer than its record")
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    """Seven bits a byte, the lowest first; the eighth says that more follow."""
    value = 0
    for shift in range(0, 7 * most, 7):
        byte = part[at] if at < len(part) else 0
        value |= (byte & 0x7F) << shift
        at += 1
        if not byte & 0x80:
            break
    return value, at
