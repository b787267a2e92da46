"""The file information block ([MS-DOC] 2.5): where everything else in a Word 97–2003 file is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate

from wenfeng.errors import InputError
from wenfeng.readers.doc.binary import Plc, u16, u32
from wenfeng.readers.ole import Compound

MAIN = "worddocument"
_FLAGS = 0x0A
_ENCRYPTED = 0x0100
_TABLE_1 = 0x0200
_SHORTS = 0x20
_WORD_97 = 0xA5EC
_FIRST_FIB_97 = 0xC0
_FIRST_LENGTH = 3
# More notes, shapes or pages of properties than any document has.
_MOST_ITEMS = 300_000


class Part(IntEnum):
    """Places of the parts used here among the pairs of offset and length (2.5.6)."""

    STYLES = 1
    FOOTNOTE_REFERENCES = 2
    FOOTNOTES = 3
    COMMENT_REFERENCES = 4
    SECTIONS = 6
    CHARACTER_PAGES = 12
    PARAGRAPH_PAGES = 13
    FONTS = 15
    CLX = 33
    SHAPES = 40
    ENDNOTE_REFERENCES = 46
    ENDNOTES = 47
    DRAWINGS = 50
    TEXT_BOXES = 56
    LISTS = 73
    LIST_OVERRIDES = 74


class Story(IntEnum):
    """The stretches of the text in the order they stand (2.3)."""

    MAIN = 0
    FOOTNOTES = 1
    HEADERS = 2
    MACROS = 3
    COMMENTS = 4
    ENDNOTES = 5
    TEXT_BOXES = 6
    HEADER_BOXES = 7


@dataclass(frozen=True, slots=True)
class WordFile:
    """The streams of a Word file, and the parts the information block points to.

    ``starts`` says where in the text each story begins, and where the last one ends.
    """

    package: Compound
    main: bytes
    table: bytes
    starts: tuple[int, ...]
    pairs: int
    macros: bool

    def data(self) -> bytes:
        """The data stream: mostly pictures, but also modifiers too long for a page."""
        return self.package.read("data") or b""

    def part(self, part: Part) -> bytes:
        """A part of the table stream; empty where the file has none."""
        start, length = self._pair(part)
        return self.table[start : start + length]

    def plc(self, part: Part, size: int) -> Plc:
        """A part that is a PLC, with items of a size; InputError where it has too many."""
        found = Plc(self.part(part), size)
        if len(found) > _MOST_ITEMS:
            raise too_much()
        return found

    def beginning(self, part: Part) -> bytes:
        """The table stream from where a part begins; for parts that more belongs to."""
        start, length = self._pair(part)
        return self.table[start:] if length else b""

    def _pair(self, part: Part) -> tuple[int, int]:
        at = self.pairs + 2 + 8 * part
        if part >= u16(self.main, self.pairs):
            return 0, 0
        return u32(self.main, at), u32(self.main, at + 4)


def open_word(package: Compound) -> WordFile:
    """Find the streams of a Word 97–2003 or WPS file; InputError for older or encrypted ones."""
    main = package.read(MAIN)
    if main is None:
        raise InputError(
            "不是 Word 文档：文件中没有正文部分",
            "请确认文件是 doc 或 wps；其他格式请用 Word 或 WPS 另存为 docx 后再试。",
        )
    _check_version(main)
    counts = _SHORTS + 2 + 2 * u16(main, _SHORTS)
    lengths = counts + 2 + 4 * _FIRST_LENGTH
    flags = u16(main, _FLAGS)
    return WordFile(
        package=package,
        main=main,
        table=_table(package, bool(flags & _TABLE_1)),
        starts=tuple(accumulate((u32(main, lengths + 4 * story) for story in Story), initial=0)),
        pairs=counts + 2 + 4 * u16(main, counts),
        macros=any(name.startswith("macros/") for name in package.names),
    )


def too_much() -> InputError:
    """The error for a file that states more of something than any document holds."""
    return InputError("文件内容过多，已停止读取", "请把文件拆成几个再试。")


def _check_version(main: bytes) -> None:
    if u16(main, 0) != _WORD_97 or u16(main, 2) < _FIRST_FIB_97:
        raise InputError(
            "文件是 Word 97 以前的版本（Word 6.0、Word 95），无法读取",
            "请用 Word 或 WPS 打开，另存为 docx 后再试。",
        )
    if u16(main, _FLAGS) & _ENCRYPTED:
        raise InputError(
            "文件加了打开密码，无法读取", "请用 Word 或 WPS 打开，取消密码后另存再试。"
        )


def _table(package: Compound, second: bool) -> bytes:
    names = ("1table", "0table") if second else ("0table", "1table")
    found = (package.read(name) for name in names)
    return next((one for one in found if one is not None), b"")
