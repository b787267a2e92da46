"""Damages files on purpose (变异), each format in its own terms, from a given random source.

A zip is damaged inside a member and packed again with right checksums; XML, RTF, PDF and mails
by their tokens; a compound file (OLE) inside a stream or in its sectors; records by their numbers.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from random import Random

from lxml import etree

Mutation = Callable[[bytes, Random], bytes]

_GROWTH = 500_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"<[^<>]*>|[^<]+|<")
_RTF = re.compile(rb"\\[a-z]+-?\d* ?|\\'..|\\.|[{}]|[^\\{}]+|\\", re.DOTALL)
_PDF = re.compile(
    rb"\d+ \d+ R|/[\w.+-]+|<<|>>|[\[\]()]|-?[\d.]+|\s+|[^\s\d/<>\[\]()]+|.", re.DOTALL
)
_LINES = re.compile(rb"[^\n]*\n|[^\n]+")
_NUMBER = re.compile(rb"-?\d+")
_QUOTED = re.compile(rb'"[^"]*"')
_NUMBERS = (0, 1, 2, 127, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_LARGE = (-1, 10**6, 10**9, 2**63, 10**30)
_WORDS = (
    *(str(number).encode() for number in (*_NUMBERS, *_LARGE)),
    *(b"", b"NaN", b"1e999", b"-0.0", b"0x10", b"#REF!", b"..", b"/", b"%s", b"&#0;", b"&#xD800;"),
    *(b"&lt;", b"&unknown;", b"\xff", b"\0", b"\xed\xa0\x80", "责任单位：".encode(), b"x" * 5000),
    "\u202e\u200b\ufeff\U0001f600".encode(),
    "２".encode() * 300,
    b"9" * 5000,
)


def mutate(data: bytes, random: Random) -> bytes:
    """One to four damages; nothing tells which, but the same random source does the same."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        data = _damage(data, random)
    return data


def _damage(data: bytes, random: Random) -> bytes:
    if random.random() < 0.1:
        return _bytes(data, random)
    for start, mutation in _BY_START:
        if data.startswith(start):
            return mutation(data, random)
    if data.lstrip()[:2] in (b"<?", b"<w", b"<o", b"<R") and random.random() < 0.7:
        return _xml(data, random)
    if _is_text(data):
        return _tokens(_MARKUP if b"<" in data[:2000] else _LINES)(data, random)
    return random.choice((_numbers, _bytes))(data, random)


def _is_text(data: bytes) -> bool:
    return b"\0" not in data[:4000]


def _bytes(data: bytes, random: Random) -> bytes:
    """Cut off, cut out, repeated, or written over."""
    at = random.randrange(len(data) + 1)
    size = min(random.choice((1, 2, 8, 100, 4096)), len(data) - at)
    piece = random.choice(
        (b"", data[at : at + size] * 2, random.randbytes(size), random.choice(_WORDS))
    )
    return data[:at] if random.random() < 0.1 else data[:at] + piece + data[at + size :]


def _numbers(data: bytes, random: Random) -> bytes:
    """An integer of one, two or four bytes replaced by an awkward one."""
    size, form = random.choice(((1, "B"), (2, "<H"), (4, "<I")))
    if len(data) < size:
        return data + b"\0" * size
    # Heads of files and streams decide more than what follows.
    at = random.randrange(min(len(data), random.choice((64, 600, len(data)))) - size + 1)
    value = random.choice((*_NUMBERS, random.randrange(2**16), len(data))) % 256**size
    return data[:at] + struct.pack(form, value) + data[at + size :]


def _tokens(pattern: re.Pattern[bytes]) -> Mutation:
    def mutation(data: bytes, random: Random) -> bytes:
        tokens = pattern.findall(data)
        if not tokens:
            return random.choice(_WORDS)
        _rearrange(tokens, random)
        return b"".join(tokens)

    return mutation


def _rearrange(tokens: list[bytes], random: Random) -> None:
    """Drop, repeat, exchange, nest, or change what a token says."""
    at, other = random.randrange(len(tokens)), random.randrange(len(tokens))
    few = random.choice((1, 1, 3, 20))
    match random.randrange(6):
        case 0:
            del tokens[at : at + few]
        case 1:
            piece = tokens[other : other + few]
            tokens[at:at] = piece * _times(sum(map(len, piece)), random.choice((1, 2, 50)))
        case 2:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        case 3:
            tokens[at] *= _times(len(tokens[at]), random.choice((2, 30, 1000, 5000)))
        case _:
            tokens[at] = _reworded(tokens[at], random)


def _times(size: int, wished: int) -> int:
    return max(1, min(wished, _GROWTH // max(1, size)))


def _xml(data: bytes, random: Random) -> bytes:
    """Still well-formed: elements dropped, repeated, moved, nested, renamed; values changed."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return _bytes(data, random)
    elements = list(root.iter(etree.Element))
    one, other = random.choice(elements), random.choice(elements)
    parent = one.getparent()
    with suppress(ValueError):  # words that XML cannot hold, an element put into itself
        match random.randrange(8):
            case 0 if parent is not None:
                parent.remove(one)
            case 1:
                copy = deepcopy(one)  # it may stand around the other
                size = len(etree.tostring(copy))
                times = _times(size, random.choice((1, 3, 50)))
                other.extend([deepcopy(copy) for _ in range(times)])
            case 2:
                other.append(one)
            case 3:
                _nest(one, random.choice((2, 30, 240)))
            case 4:
                one.tag = other.tag
            case 5:
                one.text = random.choice(_WORDS).decode("utf-8", "replace")
            case _:
                _set_attribute(one, other, random)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _nest(element: etree._Element, depth: int) -> None:
    inner = deepcopy(element)
    for child in list(element):
        element.remove(child)
    for _ in range(depth):
        element = etree.SubElement(
            element, element.tag, {str(k): str(v) for k, v in element.attrib.items()}
        )
    element.append(inner)


def _set_attribute(one: etree._Element, other: etree._Element, random: Random) -> None:
    """A value changed, or an attribute taken over from another element."""
    word = random.choice(_WORDS).decode("utf-8", "replace")
    if one.attrib and random.random() < 0.8:
        one.set(random.choice(list(one.attrib)), word)
    elif other.attrib:
        name, value = random.choice(list(other.attrib.items()))
        one.set(name, random.choice((value, word)))


def _reworded(token: bytes, random: Random) -> bytes:
    """Another number, another quoted value, or another word altogether."""
    word = random.choice(_WORDS)
    for pattern, text in ((_QUOTED, b'"%s"' % word), (_NUMBER, word)):
        found = list(pattern.finditer(token))
        if found and random.random() < 0.8:
            one = random.choice(found)
            return token[: one.start()] + text + token[one.end() :]
    return word


def _zip(data: bytes, random: Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # damaged before, in whatever way
        return _bytes(data, random)
    if not parts:
        return _bytes(data, random)
    at = random.randrange(len(parts))
    name, content = parts[at]
    match random.randrange(12):
        case 0:
            del parts[at]
        case 1:
            parts.append((name, random.choice(parts)[1]))
        case 2:
            parts[at] = (random.choice(parts)[0], content)
        case _:
            parts[at] = (name, _damage(content, random))
    return _packed(parts)


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name)  # not by name alone: that would warn of names given twice
            if name in archive.NameToInfo:
                del archive.NameToInfo[name]
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _compound(data: bytes, random: Random) -> bytes:
    """In the header, in a sector of tables, or somewhere in the streams ([MS-CFB] 2)."""
    sector = random.randrange(max(1, len(data) // 512)) * 512
    head, part, rest = data[:sector], data[sector : sector + 512], data[sector + 512 :]
    return head + _numbers(part, random) + rest


_BY_START: tuple[tuple[bytes, Mutation], ...] = (
    (b"PK\x03\x04", _zip),
    (_OLE, _compound),
    (b"{\\rtf", _tokens(_RTF)),
    (b"%PDF-", _tokens(_PDF)),
)
