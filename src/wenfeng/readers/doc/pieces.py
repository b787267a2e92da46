"""The piece table ([MS-DOC] 2.8.35): where in the file each stretch of the text is stored."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers.doc.binary import Plc, u16, u32
from wenfeng.readers.doc.fib import Part, WordFile, too_much
from wenfeng.readers.doc.sprms import Sprm, known_sprms, short_sprm

_PRC = 1
_PCDT = 2
_COMPRESSED = 0x4000_0000
_FC = 0x3FFF_FFFF
# Pieces number their changes with 15 bits. Word itself makes some thousand pieces at most.
_MAX_CHANGES = 0x8000
_MAX_PIECES = 200_000
# Bytes that code page 1252 leaves open stand for themselves (2.9.73).
_OPEN = {code: chr(code) for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_CP1252 = {code: _OPEN.get(code) or bytes((code,)).decode("cp1252") for code in range(0x80, 0xA0)}


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start`` to ``end`` of the text; ``offset`` is where they stand in the file."""

    start: int
    end: int
    offset: int
    width: int
    changes: tuple[Sprm, ...]

    def place(self, position: int) -> int:
        """Where in the file a character of this piece is."""
        return self.offset + (position - self.start) * self.width


@dataclass(frozen=True, slots=True)
class Text:
    """All characters of a file in logical order, and the pieces they come from."""

    characters: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    def piece(self, position: int) -> Piece:
        """The piece that holds a character."""
        return self.pieces[bisect_right(self.starts, position) - 1]


def read_text(file: WordFile, limits: Limits) -> Text:
    """The characters of all stories; InputError where there are none or too many."""
    changes, table = _clx(file.part(Part.CLX))
    if len(table) > _MAX_PIECES:
        raise too_much()
    pieces = tuple(_pieces(table, changes))
    if not pieces:
        raise InputError(
            "文件已损坏：找不到正文的位置", "请用 Word 或 WPS 打开确认内容完好，另存一份再试。"
        )
    if pieces[-1].end > limits.characters:
        raise InputError(f"文件字数太多（上限 {limits.characters} 字）", "请把文件拆成几个再试。")
    characters = "".join(_decoded(file.main, piece) for piece in pieces)
    return Text(characters, pieces, tuple(piece.start for piece in pieces))


def _clx(clx: bytes) -> tuple[list[tuple[Sprm, ...]], Plc]:
    """The groups of modifiers that pieces refer to, and the table of pieces (2.9.38)."""
    changes: list[tuple[Sprm, ...]] = []
    at = 0
    while at < len(clx) and clx[at] == _PRC:
        length = u16(clx, at + 1)
        if len(changes) == _MAX_CHANGES:
            raise too_much()
        changes.append(known_sprms(clx[at + 3 : at + 3 + length]))
        at += 3 + length
    found = at < len(clx) and clx[at] == _PCDT
    table = clx[at + 5 : at + 5 + u32(clx, at + 1)] if found else b""
    return changes, Plc(table, 8)


def _pieces(table: Plc, changes: list[tuple[Sprm, ...]]) -> Iterator[Piece]:
    last = 0
    for index, (start, end) in enumerate(table.ranges()):
        if start != last or end < start:
            return
        last = end
        if end == start:
            continue
        item = table.item(index)
        place = u32(item, 2)
        compressed = bool(place & _COMPRESSED)
        offset = (place & _FC) // 2 if compressed else place & _FC
        own = _changes(u16(item, 6), changes)
        yield Piece(start, end, offset, 1 if compressed else 2, own)


def _changes(prm: int, changes: list[tuple[Sprm, ...]]) -> tuple[Sprm, ...]:
    """What a piece changes in the properties of its characters and paragraphs (2.9.214)."""
    if not prm & 1:
        return short_sprm(prm)
    index = prm >> 1
    return changes[index] if index < len(changes) else ()


def _decoded(main: bytes, piece: Piece) -> str:
    """The characters of a piece, one for each code unit: positions count code units."""
    count = piece.end - piece.start
    stored = main[piece.offset : piece.offset + count * piece.width]
    if len(stored) < count * piece.width:
        raise InputError(
            "文件不完整：正文有一部分不在文件里", "可能没有下载完整，请重新取得文件再试。"
        )
    if piece.width == 1:
        return stored.decode("latin-1").translate(_CP1252)
    text = stored.decode("utf-16-le", "surrogatepass")
    if len(text) == count:
        return text
    return "".join(map(chr, struct.unpack(f"<{count}H", stored)))
