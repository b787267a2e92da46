"""The strings of an old Excel workbook: Unicode ([MS-XLS] 2.5.293, 2.5.294), before it bytes."""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wenfeng.readers.xls.records import Record

# Numbers of the CODEPAGE record ([MS-XLS] 2.4.52) that Python knows by another name.
_CODE_PAGES = {
    367: "ascii",
    936: "gb18030",
    950: "big5hkscs",
    1200: "utf-16-le",
    10000: "mac_roman",
    10002: "big5hkscs",
    10008: "gb18030",
    32768: "mac_roman",
    32769: "cp1252",
    65001: "utf-8",
}
# What programs write that never asked which characters they were given.
_UNSURE = ("ascii", "cp1252")
_WIDE, _PHONETIC, _RICH = 0x01, 0x04, 0x08


def code_page(number: int) -> str:
    """The encoding of a code page number; ASCII, to be told by its bytes, where there is none."""
    name = _CODE_PAGES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "ascii"


def byte_string(data: bytes, encoding: str) -> str:
    """A string of Excel 95 and before. Chinese that passes for Western European is Chinese."""
    if encoding in _UNSURE:
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace")
    return data.decode(encoding, "replace")


@dataclass(slots=True)
class Cursor:
    """Reads on through the data of a record and its CONTINUE records.

    ``struct.error`` says that the data end too early.
    """

    pieces: Sequence[bytes]
    at: int = 0
    piece: int = 0

    def integer(self, size: int) -> int:
        """The next unsigned number."""
        return int.from_bytes(self.take(size), "little")

    def take(self, size: int) -> bytes:
        """The next bytes, wherever the pieces end."""
        parts = []
        while size:
            part = self._part(size)
            size -= len(part)
            parts.append(part)
        return b"".join(parts)

    def text(self, size: int = 2) -> str:
        """The next string; its length in characters is a number of ``size`` bytes."""
        length, flags = self.integer(size), self.integer(1)
        runs = self.integer(2) if flags & _RICH else 0
        phonetic = self.integer(4) if flags & _PHONETIC else 0
        text = self.characters(length, bool(flags & _WIDE))
        self.take(4 * runs + phonetic)
        return text

    def characters(self, length: int, wide: bool) -> str:
        """So many characters; each further piece begins with a byte that says how wide."""
        parts = []
        while length:
            if self.at >= len(self.pieces[self.piece]):
                wide = bool(self.integer(1) & _WIDE)
            part = self._part(length * (1 + wide))
            length -= (len(part) + wide) // (1 + wide)
            parts.append(_utf16(part, wide))
        return b"".join(parts).decode("utf-16-le", "replace")

    def _part(self, size: int) -> bytes:
        """At most ``size`` bytes of the first piece that has any left."""
        while self.at >= len(self.pieces[self.piece]):
            if self.piece + 1 >= len(self.pieces):
                raise struct.error("string goes on behind the end of its record")
            self.piece, self.at = self.piece + 1, 0
        part = self.pieces[self.piece][self.at : self.at + size]
        self.at += len(part)
        return part


def shared_strings(record: Record) -> Iterator[str]:
    """The strings of an SST record ([MS-XLS] 2.4.265), as far as they are whole.

    The number of strings it states is not asked: some writers leave it at zero.
    """
    cursor = Cursor(record.pieces, at=8)
    while True:
        try:
            yield cursor.text()
        except struct.error:
            return


def _utf16(part: bytes, wide: bool) -> bytes:
    return part[: len(part) & ~1] if wide else part.decode("latin-1").encode("utf-16-le")
