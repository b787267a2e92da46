"""What the stored properties of paragraphs and characters come to ([MS-DOC] 2.4.6).

Style first, then the modifiers stored for the run, then those of its piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from wenfeng.limits import MB
from wenfeng.readers.doc.binary import s16, u16, u32
from wenfeng.readers.doc.fib import too_much
from wenfeng.readers.doc.fonts import Fonts
from wenfeng.readers.doc.sprms import Op, Sprm, sprms
from wenfeng.readers.doc.styles import Styles

_MAX_DEPTH = 20
# List numbers that mean none: 0, 2047 (numbered the way of Word 95) and its negative.
_NO_LIST = (0, 2047)
_BY_STYLE = 0x80
# How many formats are kept, and how many bytes are read from the data stream at most.
_MAX_KEPT = 10_000
_MAX_FOLLOWED = 8 * MB
_SYMBOL_FONTS = ("wingdings", "webdings", "symbol")
_ELSEWHERE = (Op.P_HUGE, Op.P_HUGE_OLD, Op.P_TABLE)


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """``depth`` counts the tables around; ``changes`` are all modifiers, for row ends."""

    style: int
    depth: int
    cell_end: bool
    row_end: bool
    list: int
    list_level: int
    outline: int | None
    changes: tuple[Sprm, ...]


@dataclass(frozen=True, slots=True)
class RunFormat:
    """How characters are to be taken.

    ``symbol`` is a font and a code in it; ``symbol_font`` is the font of the characters themselves
    where that is a font of symbols.
    """

    hidden: bool = False
    deleted: bool = False
    data: bool = False
    symbol: tuple[str, int] | None = None
    symbol_font: str = ""


@dataclass(slots=True)
class Formats:
    """Resolves stored properties; the same bytes are resolved once."""

    styles: Styles
    fonts: Fonts
    read_data: Callable[[], bytes]
    _paragraphs: dict[tuple[bytes, tuple[Sprm, ...]], ParagraphFormat] = field(default_factory=dict)
    _runs: dict[tuple[bytes, tuple[Sprm, ...], int], RunFormat] = field(default_factory=dict)
    _data: bytes | None = None
    _followed: int = 0

    def paragraph(self, stored: bytes, changes: tuple[Sprm, ...]) -> ParagraphFormat:
        """The format of a paragraph; ``stored`` is its style and modifiers (GrpPrlAndIstd)."""
        key = stored, changes
        found = self._paragraphs.get(key)
        if found is None:
            if len(self._paragraphs) == _MAX_KEPT:
                self._paragraphs.clear()
            found = self._paragraphs[key] = self._paragraph(stored, changes)
        return found

    def run(self, stored: bytes, changes: tuple[Sprm, ...], style: int) -> RunFormat:
        """The format of characters in a paragraph of a style."""
        key = stored, changes, style
        found = self._runs.get(key)
        if found is None:
            if len(self._runs) == _MAX_KEPT:
                self._runs.clear()
            found = self._runs[key] = self._run((*sprms(stored), *changes), style)
        return found

    def _paragraph(self, stored: bytes, piece: tuple[Sprm, ...]) -> ParagraphFormat:
        changes = (*self._with_data(sprms(stored[2:])), *piece)
        own = dict(changes)
        style = u16(own.get(Op.P_STYLE, stored), 0)
        said = self.styles.paragraph(style) | own
        number = abs(s16(said.get(Op.P_LIST, b""), 0))
        return ParagraphFormat(
            style=style,
            depth=_depth(changes),
            cell_end=_on(own, Op.P_INNER_CELL_END),
            row_end=_on(own, Op.P_ROW_END) or _on(own, Op.P_INNER_ROW_END),
            list=0 if number in _NO_LIST else number,
            list_level=said.get(Op.P_LIST_LEVEL, b"\0")[0],
            outline=own[Op.P_OUTLINE][0] if Op.P_OUTLINE in own else None,
            changes=changes,
        )

    def _with_data(self, changes: Iterable[Sprm]) -> Iterator[Sprm]:
        """The modifiers, with those too long for a page (PrcData in the data stream)."""
        for code, operand in changes:
            yield code, operand
            if code in _ELSEWHERE:
                yield from sprms(self._elsewhere(u32(operand, 0)))

    def _elsewhere(self, at: int) -> bytes:
        if self._data is None:
            self._data = self.read_data()
        more = self._data[at + 2 : at + 2 + u16(self._data, at)]
        self._followed += len(more)
        if self._followed > _MAX_FOLLOWED:
            raise too_much()
        return more

    def _run(self, changes: tuple[Sprm, ...], style: int) -> RunFormat:
        said: dict[int, bytes] = {}
        for code, operand in changes:
            if code == Op.C_PLAIN:
                said = {}
            said[code] = operand
        symbol = said.get(Op.C_SYMBOL)
        font = self.fonts.name(u16(said[Op.C_FONT], 0)) if Op.C_FONT in said else ""
        return RunFormat(
            hidden=self._hidden(said, style),
            deleted=_on(said, Op.C_DELETED),
            data=_on(said, Op.C_DATA),
            symbol=None if symbol is None else (self.fonts.name(u16(symbol, 0)), u16(symbol, 2)),
            symbol_font=font if font.lower().startswith(_SYMBOL_FONTS) else "",
        )

    def _hidden(self, said: dict[int, bytes], style: int) -> bool:
        """Whether text is hidden; the operand may refer to the style, or to its opposite."""
        own = said.get(Op.C_VANISH, bytes((_BY_STYLE,)))[0]
        if not own & _BY_STYLE:
            return bool(own & 1)
        by_character = self.styles.hidden(u16(said[Op.C_STYLE], 0)) if Op.C_STYLE in said else None
        by_style = self.styles.hidden(style) if by_character is None else by_character
        return bool(by_style) ^ bool(own & 1)


def _on(said: dict[int, bytes], code: Op) -> bool:
    return said.get(code, b"\0") != b"\0"


def _depth(changes: tuple[Sprm, ...]) -> int:
    inside, depth = False, 0
    for code, operand in changes:
        if code in (Op.P_IN_TABLE, Op.P_ROW_END):
            inside = inside or operand != b"\0"
        elif code == Op.P_DEPTH:
            depth = min(u32(operand, 0), _MAX_DEPTH)
        elif code == Op.P_DEPTH_CHANGE:
            depth += int.from_bytes(operand, "little", signed=True)
    return max(int(inside), min(depth, _MAX_DEPTH))
