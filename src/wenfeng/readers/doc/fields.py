"""Fields ([MS-DOC] 2.8.25): only the result is text; some results are embedded objects.

Fields of a few kinds have no result and show what their instruction says: a symbol, or characters
printed over each other (EQ \\o: 带圈字符、拼音指南).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from wenfeng.readers.doc import markup

_MARKS = re.compile("[\x01\x0c\x13-\x15]")
_PICTURE, _PAGE, _BEGIN, _SEPARATE = "\x01", "\x0c", "\x13", "\x14"
# What the picture in the result of a field stands for. That of a drawing stands for nothing: the
# drawing has its own anchor beside it.
_EMBEDDED = {
    "EMBED": markup.OBJECT,
    "LINK": markup.OBJECT,
    "CONTROL": markup.CONTROL,
    "SHAPE": "",
}
_SYMBOL = re.compile(r'\s*SYMBOL\s+(\d{1,5})\b.*?\\f\s*"([^"]*)"', re.I | re.S)
_FORMULA = re.compile(r"\s*EQ\b", re.I)
_OVERSTRIKE = re.compile(r"\\o\s*(?:\\a[lrcd]\s*)*\((.*)\)", re.I | re.S)
_RINGS = ("○", "◯", "〇")
_LAST_RINGED = 20
_LONGEST = 300


@dataclass(slots=True)
class _Field:
    begin: int
    embedded: str | None = None
    separated: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """Which characters of a paragraph are no result, and what stands at single positions.

    ``hidden`` holds a byte for each character, or nothing where the paragraph has no field.
    ``drawn`` says what a picture, or the end of a field without result, stands for; and that a
    page break between words is a line break.
    """

    hidden: bytes
    drawn: dict[int, str]


_NONE = Fields(b"", {})


def read_fields(text: str, first: int) -> Fields:
    """The fields of a paragraph that begins at a position; one without an end is no field."""
    if _BEGIN not in text and _PAGE not in text:
        return _NONE
    words = range(len(text) - len(text.lstrip()), len(text.rstrip("\x07").rstrip()))
    changes = [0] * (len(text) + 1)
    drawn: dict[int, str] = {}
    fields: list[_Field] = []
    for match in _MARKS.finditer(text):
        place, mark = match.start(), match[0]
        if mark == _BEGIN:
            fields.append(_Field(place))
        elif mark == _PAGE:
            drawn[first + place] = markup.BREAK if place in words else ""
        elif mark == _PICTURE:
            if fields and fields[-1].embedded is not None:
                drawn[first + place] = fields[-1].embedded
        elif fields and (shown := _end(fields, text, place, changes)):
            drawn[first + place] = shown
    return Fields(bytes(map(bool, accumulate(changes))), drawn)


def _end(fields: list[_Field], text: str, place: int, changes: list[int]) -> str:
    """Hide what stands before a separator, or before an end without one: the instruction.

    The answer is what a field that has no result shows instead.
    """
    one = fields[-1]
    ends = text[place] != _SEPARATE
    shown = ""
    if not one.separated:
        instruction = text[one.begin + 1 : min(place, one.begin + _LONGEST)]
        shown = _shown(instruction) if ends else ""
        changes[one.begin] += 1
        changes[place if shown else place + 1] -= 1
        words = instruction.split(None, 1)
        one.embedded = _EMBEDDED.get(words[0].upper()) if words else None
        one.separated = True
    if ends:
        fields.pop()
    return shown


def _shown(instruction: str) -> str:
    if found := _SYMBOL.match(instruction):
        return markup.symbol(found[2], 0xF000 | int(found[1]) & 0xFF)
    if not _FORMULA.match(instruction):
        return ""
    over = _OVERSTRIKE.search(instruction)
    return markup.OBJECT if over is None else markup.text(_overstruck(_arguments(over[1])))


def _overstruck(arguments: list[str]) -> str:
    """What is read of characters over each other: the last; a number in a ring is one character."""
    under, last = arguments[0], arguments[-1]
    if under in _RINGS and last.isdecimal() and 1 <= int(last) <= _LAST_RINGED:
        return chr(ord("①") + int(last) - 1)
    return last


def _arguments(text: str) -> list[str]:
    """The arguments of a switch: what stands between commas outside brackets."""
    depth, start = 0, 0
    found: list[str] = []
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter in ",;" and depth == 0:
            found.append(text[start:place].strip())
            start = place + 1
    return [*found, text[start:].strip()]
