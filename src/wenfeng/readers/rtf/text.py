"""Bytes of RTF to characters (RTF 1.9.1, “Character Set”, “Font Table”): code pages by font."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wenfeng.readers.encoding import plausibility
from wenfeng.readers.rtf.tokens import Group, Item, Word
from wenfeng.readers.symbols import symbol

# \fcharset to Python's codec; 1 and 255 mean the code page of the document.
_CHARSETS = {
    0: "cp1252",
    77: "mac_roman",
    78: "shift_jis",
    79: "euc_kr",
    80: "gb18030",
    81: "big5",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "big5hkscs",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
}
_CODE_PAGES: dict[int, str] = {
    936: "gb18030",
    950: "big5hkscs",
    10000: "mac_roman",
    10008: "gb18030",
    54936: "gb18030",
    65001: "utf-8",
} | {
    number: f"cp{number}"
    for number in (
        *(437, 850, 852, 860, 862, 863, 864, 865, 866, 874, 932, 949),
        *range(1250, 1259),
    )
}
_SETS = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
_DOUBLE_BYTE = ("gb18030", "big5hkscs", "cp932", "cp949")
_SYMBOL_FONT = re.compile(r"symbol|wingdings|webdings|dingbats|marlett|mt extra", re.I)
_CONTROLS = {code: None for code in (*range(0x09), *range(0x0A, 0x20), 0x7F)}
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAUSIBLE = 0.7
_HEAD = 2_000
_HIGH = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 1_000_000


@dataclass(frozen=True, slots=True)
class Font:
    """A font: its name, the codec of its bytes (``""`` for the document's), symbols or letters."""

    name: str = ""
    codec: str = ""
    symbols: bool = False


def read_fonts(table: Group) -> dict[int, Font]:
    """The font table; each font in its own group, or all in one."""
    fonts: dict[int, Font] = {}
    number: int | None = None
    codec, charset, name = "", 1, ""
    for item in (*_flat(table), Word(b"f", None)):
        if isinstance(item, Word) and item.name == b"f":
            if number is not None:
                fonts[number] = Font(name, codec, charset == 2 and bool(_SYMBOL_FONT.search(name)))
            number, codec, charset, name = item.value, "", 1, ""
        elif isinstance(item, Word) and item.name == b"fcharset":
            charset = item.value or 0
            codec = codec or _CHARSETS.get(charset, "")
        elif isinstance(item, Word) and item.name == b"cpg":
            codec = _CODE_PAGES.get(item.value or 0, codec)
        elif isinstance(item, bytes):
            name = (name + item.decode("ascii", "ignore")).rstrip("; ")
    return fonts


def _flat(table: Group) -> Iterator[Item]:
    for item in table.items:
        if isinstance(item, Group):
            yield from (one for one in item.items if not isinstance(one, Group))
        else:
            yield item


def document_codec(data: bytes) -> str:
    """The code page that the head of the file names; ``cp1252`` where it names none."""
    head = data[:_HEAD]
    page = re.search(rb"\\ansicpg(\d{1,6})", head)
    if page and (codec := _CODE_PAGES.get(int(page[1]))):
        return codec
    found = re.match(rb"\s*\{\\rtf\d*\s*\\(mac|pca?)\b", head)
    return _SETS[found[1]] if found else "cp1252"


def is_raw_utf8(data: bytes) -> bool:
    """Whether the bytes beyond ASCII, which RTF should not hold, are UTF-8."""
    high = b"".join(_HIGH.findall(data[:_SAMPLE]))
    try:
        return max(high.decode(), default="") >= "\u0800"
    except UnicodeDecodeError as error:
        # The sample may end inside a character.
        return error.start >= max(1, len(high) - 3) and len(data) > _SAMPLE


def double_byte(codec: str) -> bool:
    """Whether characters of this code may take two bytes, the second one below 0x80."""
    return codec in _DOUBLE_BYTE


def decode(raw: bytes, font: Font, codec: str) -> str:
    """Text of ``raw`` in ``font``, for a document in ``codec``; fonts often name a wrong set."""
    if raw.isascii():
        return clean(raw.decode("ascii"))
    own = font.codec or codec
    if not _is_wide(own) and (chinese := _chinese(raw)):
        return clean(chinese)
    if own == "cp1252" and double_byte(codec) and codec != "gb18030":
        own = codec
    for one in dict.fromkeys((own, codec, "gb18030", "cp1252")):
        if (text := _strict(raw, one)) is not None:
            return clean(text)
    return clean(raw.decode("latin-1"))


def _is_wide(codec: str) -> bool:
    return double_byte(codec) or codec == "utf-8"


def _strict(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None


def _chinese(raw: bytes) -> str:
    """GB text in a font that claims a western set, told by how Chinese it looks."""
    text = _strict(raw, "gb18030")
    return text if text and plausibility(text) >= _PLAUSIBLE else ""


def symbol_unit(font: str, unit: str) -> str:
    """A character of a symbol font: those of the private area, and those written as bytes."""
    return symbol(font, ord(unit)) if ord(unit) >> 8 in (0, 0xF0) else unit


def clean(text: str) -> str:
    """Without control characters; a tab is one that counts."""
    return text if text.isprintable() else text.translate(_CONTROLS)


def joined(pieces: Iterable[str]) -> str:
    """Pieces of text in one, with surrogate pairs made characters and lone halves left out."""
    text = "".join(pieces)
    if not _SURROGATE.search(text):
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "ignore")
