"""The records of an old Excel workbook (BIFF: [MS-XLS] 2.1.4 and its forerunners since Excel 2).

A workbook stream is a chain of records: code, length, data. What does not fit into one record
goes on in CONTINUE records behind it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

BEGIN = {0x0009: 2, 0x0209: 3, 0x0409: 4, 0x0809: 5}
"""The codes of the BOF record, which begins a workbook or a sheet, and their BIFF versions."""
END = 0x000A
_CONTINUE = 0x003C
_BIFF8 = 0x0600


@dataclass(frozen=True, slots=True)
class Record:
    """A record: where it stands, its data, and that of the CONTINUE records behind it."""

    code: int
    start: int
    pieces: tuple[bytes, ...]

    @property
    def data(self) -> bytes:
        """The data of the record itself."""
        return self.pieces[0]

    def integer(self, at: int, size: int = 2) -> int:
        """The unsigned number at an offset; ``struct.error`` where the data end before."""
        if at + size > len(self.data):
            raise struct.error("record too short")
        return int.from_bytes(self.data[at : at + size], "little")


def records(stream: bytes, start: int = 0, end: int | None = None) -> Iterator[Record]:
    """The records from ``start`` on, as far as they are whole."""
    code, place, pieces = 0, start, list[bytes]()
    for found, at, piece in raw_records(stream, start, end):
        if found == _CONTINUE and pieces:
            pieces.append(piece)
            continue
        if pieces:
            yield Record(code, place, tuple(pieces))
        code, place, pieces = found, at, [piece]
    if pieces:
        yield Record(code, place, tuple(pieces))


def version(begin: Record) -> int:
    """The BIFF version (2, 3, 4, 5, 8) of what a BOF record begins; 0 for another record."""
    found = BEGIN.get(begin.code, 0)
    return 8 if found == 5 and begin.data[:2] == _BIFF8.to_bytes(2, "little") else found


def raw_records(
    stream: bytes, start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int, bytes]]:
    """Code, place and data of the records as they stand, CONTINUE records too."""
    end = len(stream) if end is None else min(end, len(stream))
    while start + 4 <= end:
        code, length = struct.unpack_from("<HH", stream, start)
        following = start + 4 + length
        if following > len(stream):
            return
        yield code, start, stream[start + 4 : following]
        start = following
