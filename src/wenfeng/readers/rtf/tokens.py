"""Cuts RTF into tokens (RTF 1.9.1, “RTF Syntax”): groups, control words, control symbols, text."""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# The groups of the token pattern, by the number that ``Match.lastindex`` gives.
OPEN, CLOSE, UNICODE, HEX, STAR, WORD, VALUE, SYMBOL, TEXT = range(1, 10)
Token = re.Match[bytes]

# Repetition is bounded: a long run would otherwise keep a way back to each of its items.
# (Possessive repetition of groups would do as well, but early releases of Python 3.11 get it
# wrong.)
_UNIT = rb"\\u(-?\d{1,7}) ?"
_PATTERN = (
    rb"(\{)|(\})|((?:\\u-?\d{1,7} ?(?:\\'[0-9a-fA-F]{2}|\?)){1,500}|\\u-?\d{1,7} ?)"
    rb"|((?:\\'[0-9a-fA-F]{2}){1,2000})|(?:(\\\*)\s*)?\\([A-Za-z]{1,32})(-?\d{1,10})? ?"
    rb"|\\([^A-Za-z])|(%s)|[\r\n]+|\\"
)
# Words that nobody asks for, many in a row; not behind \*, where each means a destination.
_NOISE = rb"(?:\\(?!(?:u-?\d|%s(?![A-Za-z])))[A-Za-z]{1,32}(?:-?\d{1,10})? ?[\r\n]*){1,500}|"
_PLAIN = rb"[^\\{}\r\n]+"
# In raw double-byte text the second byte of a character may look like a backslash or a brace.
_DOUBLE = rb"(?:[\x81-\xfe][\x40-\x7e\x80-\xfe]|[^\\{}\r\n]){1,2000}"
_EVERY = re.compile(_PATTERN % _PLAIN, re.S)
_FIRST_UNIT = re.compile(_UNIT)
_BRACES = re.compile(rb"\{|\}|\\(?:bin(\d{1,10}) ?|.)", re.S)
_MAX_DEPTH = 100
_MAX_ITEMS = 500_000


def pattern(known: Iterable[bytes], double: bool) -> re.Pattern[bytes]:
    """A pattern of tokens that passes over control words not among the ``known`` expressions.

    ``double``: text beyond ASCII, which RTF should not hold, is in a double-byte code.
    """
    noise = _NOISE % (b"(?:" + b"|".join(sorted(known)) + b")")
    return re.compile(noise + _PATTERN % (_DOUBLE if double else _PLAIN), re.S)


@dataclass(slots=True)
class Tokens:
    """The tokens of a file from ``position`` on."""

    data: bytes
    pattern: re.Pattern[bytes] = _EVERY
    position: int = 0

    def next(self) -> Token | None:
        """The next token, None at the end; the bytes that follow ``\\bin`` are passed over."""
        token = self.pattern.match(self.data, self.position)
        if token is None:
            return None
        self.position = token.end()
        if token.lastindex == VALUE and token[WORD] == b"bin":
            self.position += max(0, int(token[VALUE]))
        return token

    def unit(self, token: Token) -> str:
        """The first UTF-16 unit of a run of ``\\uN``; the next token is what follows it."""
        first = _FIRST_UNIT.match(self.data, token.start())
        assert first is not None
        self.position = first.end()
        return _unit(first[1])

    def skip_group(self) -> None:
        """Go to the brace that closes the group we are in."""
        depth = 1
        while found := _BRACES.search(self.data, self.position):
            mark = found[0]
            depth += (mark == b"{") - (mark == b"}")
            if depth == 0:
                self.position = found.start()
                return
            self.position = found.end() + int(found[1] or 0)
        self.position = len(self.data)

    def rest(self) -> bytes:
        """What has not been read."""
        return self.data[self.position :]

    def group(self) -> Group:
        """All of the group we are in, up to the brace that closes it; bounded in depth and size."""
        inner = Tokens(self.data, position=self.position)
        stack = [Group()]
        for _ in range(_MAX_ITEMS):
            token = inner.next()
            if token is None or (token.lastindex == CLOSE and len(stack) == 1):
                self.position = len(self.data) if token is None else token.start()
                return stack[0]
            inner.grow(stack, token)
        self.skip_group()
        return stack[0]

    def grow(self, stack: list[Group], token: Token) -> None:
        """Add a token to a tree; ``stack`` holds the groups that are open."""
        if token.lastindex == CLOSE:
            stack.pop()
        elif token.lastindex == OPEN:
            inner = Group()
            stack[-1].items.append(inner)
            stack.append(inner)
            if len(stack) > _MAX_DEPTH:
                self.skip_group()
        else:
            stack[-1].items.extend(self._items(token))

    def _items(self, token: Token) -> Iterator[Item]:
        kind = token.lastindex
        if kind == TEXT:
            yield token[TEXT]
        elif kind == HEX:
            yield hex_bytes(token)
        elif kind == UNICODE:
            yield self.unit(token)
        elif kind in (WORD, VALUE):
            yield Word(token[WORD], value(token))
        elif kind == SYMBOL and token[SYMBOL] in b"\\{}":
            yield token[SYMBOL]


@dataclass(frozen=True, slots=True)
class Word:
    """A control word with its number, if it has one."""

    name: bytes
    value: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """A group as a tree, for the tables at the head of a file: words, bytes, characters, groups."""

    items: list[Item] = field(default_factory=list)

    @property
    def name(self) -> bytes:
        """The destination of the group: its first control word, behind ``\\*`` too."""
        first = self.items[0] if self.items else None
        return first.name if isinstance(first, Word) else b""

    def groups(self, *names: bytes) -> Iterator[Group]:
        """The groups inside with one of these destinations."""
        for item in self.items:
            if isinstance(item, Group) and item.name in names:
                yield item

    def value(self, name: bytes, default: int | None = None) -> int | None:
        """The number of a control word (the last one counts); 1 for a word without a number."""
        found = default
        for item in self.items:
            if isinstance(item, Word) and item.name == name:
                found = 1 if item.value is None else item.value
        return found

    def plain(self) -> bytes:
        """The bytes that stand in the group as text, those of inner groups too."""
        pieces: list[bytes] = []
        pending: list[Item] = [self]
        while pending:
            item = pending.pop()
            if isinstance(item, Group):
                pending.extend(reversed(item.items))
            elif isinstance(item, bytes):
                pieces.append(item)
        return b"".join(pieces)


Item = Word | Group | bytes | str


def hex_bytes(token: Token) -> bytes:
    """The bytes that a run of ``\\'hh`` stands for."""
    return unhexlify(token[HEX].replace(b"\\'", b""))


def units(token: Token) -> list[str]:
    """The UTF-16 units of a run of ``\\uN``, each followed by a fallback of one character."""
    return [_unit(number) for number in _FIRST_UNIT.findall(token[UNICODE])]


def is_run(token: Token) -> bool:
    """Whether a token holds ``\\uN`` together with its fallback."""
    return token[UNICODE][-1:] == b"?" or b"\\'" in token[UNICODE]


def _unit(number: bytes) -> str:
    # N is a signed 16-bit number.
    return chr(int(number) & 0xFFFF)


def value(token: Token) -> int | None:
    """The number of a control word."""
    found = token[VALUE]
    return None if found is None else int(found)
