"""Property modifiers (sprm, [MS-DOC] 2.2.5): each an operation code and its operand."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from wenfeng.readers.doc.binary import u16

Sprm = tuple[int, bytes]

# Length of the operand by the upper three bits of the code; 6 is variable.
_LENGTHS = (1, 1, 2, 4, 2, 2, 0, 3)
_VARIABLE = 6
_MAX_TABS = 255


class Op(IntEnum):
    """The codes used here (2.6)."""

    P_STYLE = 0x4600
    P_IN_TABLE = 0x2416
    P_ROW_END = 0x2417
    P_DEPTH = 0x6649
    P_DEPTH_CHANGE = 0x664A
    P_INNER_CELL_END = 0x244B
    P_INNER_ROW_END = 0x244C
    P_LIST_LEVEL = 0x260A
    P_LIST = 0x460B
    P_OUTLINE = 0x2640
    P_TABS = 0xC615
    P_HUGE = 0x6646
    P_HUGE_OLD = 0x6645
    P_TABLE = 0x646B
    C_DELETED = 0x0800
    C_DATA = 0x0806
    C_OBJECT = 0x080A
    C_VANISH = 0x083C
    C_SPECIAL = 0x0855
    C_SYMBOL = 0x6A09
    C_FONT = 0x4A4F
    C_STYLE = 0x4A30
    C_PLAIN = 0x2A33
    T_DEFINE_OLD = 0xD606
    T_DEFINE = 0xD608
    T_INSERT = 0x7621
    T_DELETE = 0x5622
    T_MERGE = 0x5624
    T_SPLIT = 0x5625
    T_VERTICAL = 0xD62B


_KNOWN = frozenset(Op)
# Codes that a piece states in short (Prm0, 2.9.217): the ones used here.
_SHORT = {
    0x0C: Op.P_LIST_LEVEL,
    0x18: Op.P_IN_TABLE,
    0x19: Op.P_ROW_END,
    0x41: Op.C_DELETED,
    0x47: Op.C_DATA,
    0x4B: Op.C_OBJECT,
    0x53: Op.C_PLAIN,
    0x5C: Op.C_VANISH,
    0x75: Op.C_SPECIAL,
    0x78: Op.P_OUTLINE,
}


def sprms(grpprl: bytes) -> Iterator[Sprm]:
    """The modifiers one after another; what is cut off at the end is left out."""
    at = 0
    while at + 2 < len(grpprl):
        code = u16(grpprl, at)
        start, end = _operand(grpprl, at + 2, code)
        if end > len(grpprl):
            return
        yield code, grpprl[start:end]
        at = end


def known_sprms(grpprl: bytes) -> tuple[Sprm, ...]:
    """The modifiers that matter here, each code once."""
    return tuple({code: one for code, one in sprms(grpprl) if code in _KNOWN}.items())


def short_sprm(prm: int) -> tuple[Sprm, ...]:
    """The one modifier a piece carries in its two bytes."""
    code = _SHORT.get(prm >> 1 & 0x7F)
    return () if code is None else ((code, bytes((prm >> 8,))),)


def _operand(grpprl: bytes, at: int, code: int) -> tuple[int, int]:
    kind = code >> 13
    if kind != _VARIABLE:
        return at, at + _LENGTHS[kind]
    if code in (Op.T_DEFINE, Op.T_DEFINE_OLD):
        return at + 2, at + 1 + max(1, u16(grpprl, at))
    length = grpprl[at]
    if code == Op.P_TABS and length == _MAX_TABS:
        return at + 1, _end_of_tabs(grpprl, at + 1)
    return at + 1, at + 1 + length


def _end_of_tabs(grpprl: bytes, at: int) -> int:
    """Where a list of tab stops too long for one byte ends (PChgTabsOperand, 2.9.184)."""
    deleted = at + 1 + 4 * int.from_bytes(grpprl[at : at + 1], "little")
    return deleted + 1 + 3 * int.from_bytes(grpprl[deleted : deleted + 1], "little")
