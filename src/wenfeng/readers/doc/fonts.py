"""Font names ([MS-DOC] 2.9.286 SttbfFfn): which symbol font a special character comes from."""

from __future__ import annotations

from dataclasses import dataclass

from wenfeng.readers.doc.binary import u16
from wenfeng.readers.doc.fib import Part, WordFile

_NAME = 39


@dataclass(frozen=True, slots=True)
class Fonts:
    """The names by index."""

    names: tuple[str, ...]

    def name(self, index: int) -> str:
        """The name of a font; nothing where the file lists no such font."""
        return self.names[index] if index < len(self.names) else ""


def read_fonts(file: WordFile) -> Fonts:
    """The font table of a file; what is cut off is left out."""
    table = file.part(Part.FONTS)
    names: list[str] = []
    at = 4
    while at < len(table) and len(names) < u16(table, 0):
        font = table[at + 1 : at + 1 + table[at]]
        names.append(font[_NAME:].decode("utf-16-le", "replace").partition("\0")[0])
        at += 1 + table[at]
    return Fonts(tuple(names))
