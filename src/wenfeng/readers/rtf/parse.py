"""Parses RTF into stories (RTF 1.9.1): one pass over the tokens with a stack of group states."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers.rtf.destinations import DESTINATIONS, File
from wenfeng.readers.rtf.state import ACTIONS, NUMBERS, SWITCHES, State, mark_cell
from wenfeng.readers.rtf.story import Book, Story
from wenfeng.readers.rtf.tables import CELL_MARKS
from wenfeng.readers.rtf.text import (
    Font,
    clean,
    decode,
    document_codec,
    double_byte,
    is_raw_utf8,
    symbol_unit,
)
from wenfeng.readers.rtf.tokens import (
    CLOSE,
    HEX,
    OPEN,
    STAR,
    SYMBOL,
    TEXT,
    UNICODE,
    WORD,
    Token,
    Tokens,
    hex_bytes,
    is_run,
    pattern,
    units,
    value,
)
from wenfeng.readers.rtf.words import CHARACTERS, MUTED, READ, SKIPPED, STORIES, SYMBOLS
from wenfeng.readers.symbols import symbol
from wenfeng.readers.telling import Item

_MAX_DEPTH = 5_000
_MATH_PROPERTIES = re.compile(rb"m[A-Za-z]+Pr")


@dataclass(slots=True)
class Parser:
    """The parse of one file; ``cut_off`` says that it ends before its last brace.

    ``_raw`` are bytes that are not yet text, ``_skip`` counts the fallback characters behind a
    ``\\uN`` that are still to come.
    """

    file: File
    utf8: bool
    body: tuple[Item, ...] = ()
    cut_off: bool = False
    _stack: list[State] = field(default_factory=list)
    _raw: bytearray = field(default_factory=bytearray)
    _skip: int = 0
    _default_font: int = 0

    def run(self) -> None:
        """Read to the brace that closes the file, or to its end."""
        while (token := self.file.tokens.next()) is not None:
            kind = token.lastindex
            if kind == TEXT:
                self._bytes(token[TEXT])
            elif kind == HEX:
                self._bytes(hex_bytes(token))
            elif kind is not None:
                self._mark(kind, token)
                if kind == CLOSE and not self._stack:
                    break
            elif token[0].startswith(b"\\"):
                self._skip = 0
        self._flush()
        self.cut_off = bool(self._stack)
        while self._stack:
            self._close()
        self.body = self.file.state.story.finish(self.file.state.layout)

    def _mark(self, kind: int, token: Token) -> None:
        if self._raw and not (kind == SYMBOL and token[SYMBOL] in b"\\{}"):
            self._flush()
        if kind == UNICODE:
            self._unicode(token)
        elif kind == SYMBOL:
            self._symbol(token[SYMBOL])
        elif kind == OPEN:
            self._open()
        elif kind == CLOSE:
            self._close()
        else:
            self._skip = 0
            self._word(token[WORD], value(token), token[STAR] is not None)

    def _open(self) -> None:
        if len(self._stack) >= _MAX_DEPTH:
            raise InputError("文件结构嵌套过深，无法读取", "请用 Word 或 WPS 打开后另存一份再试。")
        self._skip = 0
        self._stack.append(self.file.state)
        self.file.state = self.file.state.copy()

    def _close(self) -> None:
        self._skip = 0
        if not self._stack:
            return
        inner, self.file.state = self.file.state, self._stack.pop()
        if inner.story is not self.file.state.story:
            self.file.finish(inner)

    # Text

    def _bytes(self, raw: bytes) -> None:
        if self._skip:
            raw, self._skip = raw[self._skip :], max(0, self._skip - len(raw))
        if not self.file.state.muted:
            self._raw += raw

    def _flush(self) -> None:
        if not self._raw:
            return
        raw = bytes(self._raw)
        self._raw.clear()
        font = self.file.fonts.get(self.file.state.font, Font())
        if font.symbols:
            self.file.state.emit("".join(symbol(font.name, code) for code in raw))
        else:
            self.file.state.emit(
                decode(raw, Font(codec="utf-8") if self.utf8 else font, self.file.codec)
            )

    def _unicode(self, token: Token) -> None:
        if self.file.state.fallback == 1 and is_run(token):
            self._skip, found = 0, units(token)
        else:
            self._skip, found = self.file.state.fallback, [self.file.tokens.unit(token)]
        font = self.file.fonts.get(self.file.state.font)
        if font is not None and font.symbols:
            found = [symbol_unit(font.name, unit) for unit in found]
        self.file.state.emit(clean("".join(found)))

    def _symbol(self, mark: bytes) -> None:
        if self._skip:
            self._skip -= 1
        elif mark in b"\\{}":
            self._bytes(mark)
        elif mark in SYMBOLS:
            self.file.state.emit(SYMBOLS[mark])
        elif mark in b"\r\n":
            self._word(b"par", None, False)

    # Control words

    def _word(self, name: bytes, number: int | None, starred: bool) -> None:
        if (change := NUMBERS.get(name)) is not None:
            change(self.file.state, number or 0)
        elif (switch := SWITCHES.get(name)) is not None:
            switch(self.file.state, number != 0)
        elif name in CHARACTERS:
            self.file.state.emit(CHARACTERS[name])
        elif name in CELL_MARKS:
            mark_cell(self.file.state, name)
        elif (act := ACTIONS.get(name)) is not None:
            if not self.file.state.muted:
                act(self.file.state)
        elif (enter := DESTINATIONS.get(name)) is not None:
            enter(self.file, name)
        elif name == b"plain":
            self._plain()
        elif name == b"deff":
            self._default_font = self.file.state.font = number or 0
        elif name in STORIES:
            self.file.begin(STORIES[name])
        elif name in MUTED:
            self.file.state.muted = True
        elif (starred and name not in READ) or name in SKIPPED or _MATH_PROPERTIES.fullmatch(name):
            self.file.tokens.skip_group()

    def _plain(self) -> None:
        state = self.file.state
        state.font = self._default_font
        state.hidden = state.deleted = state.moved = False


_KNOWN = frozenset((b"bin", b"plain", b"deff", _MATH_PROPERTIES.pattern)).union(
    NUMBERS, SWITCHES, ACTIONS, CHARACTERS, CELL_MARKS, STORIES, MUTED, SKIPPED, DESTINATIONS
)


def parse(data: bytes, limits: Limits) -> Parser:
    """A whole file as parsed."""
    codec, utf8 = document_codec(data), is_raw_utf8(data)
    book = Book(limits.cells, limits.characters)
    tokens = Tokens(data, pattern(_KNOWN, double_byte(codec) and not utf8))
    parser = Parser(File(tokens, codec, book, State(Story(book))), utf8)
    parser.run()
    return parser
