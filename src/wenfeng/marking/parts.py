"""Parts of a package that are changed and written again (部件), declaration and all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from wenfeng.readers.ooxml import Package, parse_xml
from wenfeng.readers.wordml import both

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HEAD = re.compile(r"\ufeff?(?:<\?xml[^>]*\?>\s*)?")
_LONGEST_HEAD = 1_000


@dataclass(frozen=True, slots=True)
class Part:
    """A part as a tree, and what stands before the first element (the XML declaration)."""

    root: etree._Element
    head: str
    encoding: str

    def serialised(self) -> bytes:
        """The part as bytes, in the encoding that its declaration states."""
        text = etree.tostring(self.root.getroottree(), encoding="unicode")
        return (self.head + text).encode(self.encoding, "xmlcharrefreplace")


def read_part(package: Package, name: str) -> Part | None:
    """A part to be changed; None where the package has no such part."""
    data = package.read(name)
    return None if data is None else parse_part(data, name)


def new_part(text: str) -> Part:
    """A part made from its XML."""
    return parse_part((DECLARATION + text).encode(), "")


def parse_part(data: bytes, name: str) -> Part:
    """A part to be changed, with all that it says besides text."""
    root = parse_xml(data, name, whole=True)
    for text in root.iter(*both("t")):
        if len(text):
            # A remark in the XML would hide from ``text`` the characters behind it.
            etree.strip_tags(text, etree.Comment, etree.ProcessingInstruction)
    encoding = root.getroottree().docinfo.encoding or "UTF-8"
    try:
        match = _HEAD.match(data[:_LONGEST_HEAD].decode(encoding, "ignore"))
    except LookupError:  # a name that only the parser knows
        return Part(root, DECLARATION, "UTF-8")
    return Part(root, match[0] if match else "", encoding)


def space_of(element: etree._Element) -> str:
    """The namespace of an element, in braces as lxml writes it; empty where it has none."""
    space, brace, _ = str(element.tag).rpartition("}")
    return space + brace
