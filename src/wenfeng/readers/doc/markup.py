"""WordprocessingML (ECMA-376) as text: what a Word file's structures are written down as."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

PICTURE = "<w:pict><v:imagedata/></w:pict>"
WORD_ART = "<w:pict><v:textpath/></w:pict>"
OBJECT = "<w:object/>"
CONTROL = "<w:control/>"
TAB = "<w:tab/>"
BREAK = "<w:br/>"
HYPHEN = "<w:noBreakHyphen/>"
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_NOT_XML = re.compile("[\0-\x08\x0b-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without line ends and what XML cannot hold; surrogates are joined."""
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _NOT_XML.sub("", text)


def run(content: str, hidden: bool) -> str:
    """A w:r around text or another piece of markup."""
    return f"<w:r>{'<w:rPr><w:vanish/></w:rPr>' if hidden else ''}{content}</w:r>"


def text(characters: str) -> str:
    """A w:t; nothing where no character is left."""
    cleaned = clean(characters)
    return f'<w:t xml:space="preserve">{escape(cleaned)}</w:t>' if cleaned else ""


def symbol(font: str, code: int) -> str:
    """A w:sym: a character of a symbol font."""
    return f'<w:sym w:font={quoteattr(clean(font))} w:char="{code:04X}"/>'


def value(name: str, held: int | str) -> str:
    """An element that only holds a value."""
    return f"<w:{name} w:val={quoteattr(clean(str(held)))}/>"


def box(content: str) -> str:
    """A text box."""
    return f"<w:pict><w:txbxContent>{content}</w:txbxContent></w:pict>"


def note(kind: str, number: int, content: str = "") -> str:
    """A footnote, endnote or comment with its content, or (w:…Reference) a reference to it."""
    return f'<w:{kind} w:id="{number}">{content}</w:{kind}>'


def part(name: str, content: str) -> str:
    """The root element of a part."""
    return f"<w:{name} {_SPACES}>{content}</w:{name}>"
