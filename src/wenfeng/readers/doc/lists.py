"""List definitions ([MS-DOC] 2.9.147 PlfLst, 2.9.148 PlfLfo) as WordprocessingML numbering."""

from __future__ import annotations

from collections.abc import Iterator

from wenfeng.readers.doc.binary import u16, u32
from wenfeng.readers.doc.fib import Part, WordFile
from wenfeng.readers.doc.markup import value
from wenfeng.readers.number_codes import form_name

_LSTF, _LVLF, _LFO, _LFOLVL = 28, 28, 16, 8
_LEVELS = 9
_MAX_LISTS = 2_046
_LONGEST = 2 * 255
_SIMPLE = 0x01
_LEGAL, _NO_RESTART = 0x04, 0x08
_STARTS, _FORMATS = 0x10, 0x20


def numbering(file: WordFile) -> str:
    """The content of numbering.xml; w:numId is the number of an LFO, counted from 1."""
    return "".join((*_definitions(file), *_lists(file)))


def _definitions(file: WordFile) -> Iterator[str]:
    """The list definitions; all their levels stand together behind them."""
    table = file.beginning(Part.LISTS)
    count = u16(table, 0)
    at = 2 + _LSTF * count
    for place in range(2, at, _LSTF):
        if at >= len(table):
            return
        head = table[place : place + _LSTF]
        levels: list[str] = []
        for depth in range(1 if u16(head, 26) & _SIMPLE else _LEVELS):
            level, at = _level(table, at, depth)
            levels.append(level)
        yield f'<w:abstractNum w:abstractNumId="{u32(head, 0)}">{"".join(levels)}</w:abstractNum>'


def _lists(file: WordFile) -> Iterator[str]:
    """The lists (LFO), each naming its definition; what they change in it stands behind all."""
    table = file.part(Part.LIST_OVERRIDES)
    count = min(u32(table, 0), _MAX_LISTS)
    at = 4 + _LFO * count
    for index in range(count):
        head = table[4 + _LFO * index : 4 + _LFO * (index + 1)]
        changes: list[str] = []
        at += 4
        for _ in range(head[12] if at < len(table) else 0):
            change, at = _override(table, at)
            changes.append(change)
        definition = value("abstractNumId", u32(head, 0))
        yield f'<w:num w:numId="{index + 1}">{definition}{"".join(changes)}</w:num>'


def _override(table: bytes, at: int) -> tuple[str, int]:
    flags = u16(table, at + 4)
    depth = flags & 0xF
    level, end = "", at + _LFOLVL
    # A change that brings a level of its own starts where that level says.
    first = u32(table, end if flags & _FORMATS else at)
    start = value("startOverride", first) if flags & _STARTS else ""
    if flags & _FORMATS:
        level, end = _level(table, end, depth)
    return f'<w:lvlOverride w:ilvl="{depth}">{start}{level}</w:lvlOverride>', end


def _level(table: bytes, at: int, depth: int) -> tuple[str, int]:
    """A level (LVL, 2.9.150), and where the next one begins."""
    head = table[at : at + _LVLF].ljust(_LVLF, b"\0")
    text = at + _LVLF + head[24] + head[25]
    end = text + 2 + 2 * u16(table, text)
    letters = table[text + 2 : min(end, text + 2 + _LONGEST)].decode("utf-16-le", "replace")
    inside = (
        value("start", u32(head, 0))
        + value("numFmt", form_name(head[4]))
        + (value("lvlRestart", head[26]) if head[5] & _NO_RESTART else "")
        + ("<w:isLgl/>" if head[5] & _LEGAL else "")
        # In the text the number of level n is the character n - 1.
        + value("lvlText", "".join(_numbered(letter) for letter in letters))
    )
    return f'<w:lvl w:ilvl="{depth}">{inside}</w:lvl>', end


def _numbered(letter: str) -> str:
    return f"%{ord(letter) + 1}" if ord(letter) < _LEVELS else letter
