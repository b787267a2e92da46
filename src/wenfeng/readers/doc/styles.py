"""The style sheet ([MS-DOC] 2.9.271): what each style says, and what it comes to with its bases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wenfeng.readers.doc.binary import u16
from wenfeng.readers.doc.fib import Part, WordFile
from wenfeng.readers.doc.markup import value
from wenfeng.readers.doc.sprms import Op, Sprm, sprms

_PARAGRAPH, _CHARACTER = 1, 2
_BASE_LENGTH = 10
_LEVELS = 9
# Word itself stops at eleven; a chain without end would make every paragraph slow.
_MAX_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says itself; ``builtin`` is its number among Word's own styles."""

    builtin: int
    kind: int
    base: int
    name: str
    paragraph: dict[int, bytes]
    character: dict[int, bytes]


@dataclass(slots=True)
class Styles:
    """The styles by index; chains are resolved when first asked for."""

    styles: dict[int, Style]
    _paragraph: dict[int, dict[int, bytes]] = field(default_factory=dict)
    _hidden: dict[int, bool | None] = field(default_factory=dict)

    def paragraph(self, index: int) -> dict[int, bytes]:
        """The list and its level that a style names, itself or through its bases."""
        if index not in self._paragraph:
            said: dict[int, bytes] = {}
            for style in self._chain(index):
                said = style.paragraph | said
            self._paragraph[index] = said
        return self._paragraph[index]

    def hidden(self, index: int) -> bool | None:
        """Whether a style hides its text; None where it says nothing."""
        if index not in self._hidden:
            said = (one.character[Op.C_VANISH] for one in self._chain(index) if one.character)
            self._hidden[index] = next((bool(one[0] & 1) for one in said), None)
        return self._hidden[index]

    def _chain(self, index: int) -> Iterator[Style]:
        """The style and what it is based on, nearest first; circles are cut."""
        seen: set[int] = set()
        while index in self.styles and index not in seen and len(seen) < _MAX_CHAIN:
            seen.add(index)
            yield self.styles[index]
            index = self.styles[index].base


def style_sheet(styles: Styles) -> str:
    """The content of styles.xml: names and heading levels."""
    return "".join(_markup(index, style) for index, style in styles.styles.items())


def _markup(index: int, style: Style) -> str:
    outline = style.paragraph.get(Op.P_OUTLINE)
    level = "" if outline is None else f"<w:pPr>{value('outlineLvl', outline[0])}</w:pPr>"
    # Word's own headings may carry names of another language.
    name = f"heading {style.builtin}" if 1 <= style.builtin <= _LEVELS else style.name
    kind = 'w:type="paragraph" w:default="1"' if index == 0 else 'w:type="paragraph"'
    inside = value("name", name) + value("basedOn", style.base) + level
    return f'<w:style {kind} w:styleId="{index}">{inside}</w:style>'


def read_styles(file: WordFile) -> Styles:
    """The style sheet of a file; what is cut off is left out."""
    sheet = file.part(Part.STYLES)
    head = u16(sheet, 0)
    count, base_length = u16(sheet, 2), u16(sheet, 4)
    at = 2 + head
    styles: dict[int, Style] = {}
    for index in range(count):
        length = u16(sheet, at)
        if length:
            styles[index] = _style(sheet[at + 2 : at + 2 + length], base_length)
        at += 2 + length + length % 2
        if at >= len(sheet):
            break
    return Styles(styles)


def _style(std: bytes, base_length: int) -> Style:
    kind, base = u16(std, 2) & 0xF, u16(std, 2) >> 4
    at = max(base_length, _BASE_LENGTH)
    letters = u16(std, at)
    name = std[at + 2 : at + 2 + 2 * letters].decode("utf-16-le", "replace")
    parts = list(_formats(std, at + 2 + 2 * (letters + 1), u16(std, 4) & 0xF))
    paragraph = parts.pop(0)[2:] if kind == _PARAGRAPH and parts else b""
    character = parts[0] if kind in (_PARAGRAPH, _CHARACTER) and parts else b""
    return Style(
        builtin=u16(std, 0) & 0xFFF,
        kind=kind,
        base=base,
        name=name.partition(",")[0],
        paragraph=_only(sprms(paragraph), Op.P_LIST, Op.P_LIST_LEVEL, Op.P_OUTLINE),
        character=_only(sprms(character), Op.C_VANISH),
    )


def _formats(std: bytes, at: int, count: int) -> Iterator[bytes]:
    """The formatting parts of a style (LPUpx), each padded to an even length."""
    for _ in range(count):
        length = u16(std, at)
        yield std[at + 2 : at + 2 + length]
        at += 2 + length + length % 2


def _only(changes: Iterable[Sprm], *codes: Op) -> dict[int, bytes]:
    return {code: operand for code, operand in changes if code in codes}
