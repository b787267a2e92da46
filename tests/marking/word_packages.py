"""Small Word files for tests of comments, and a reader of comment ranges of its own.

The reader knows nothing of the program: it walks the XML with the standard library and collects
what a person sees between the marks of each comment.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree import ElementTree

from wenfeng.domain import Block
from wenfeng.marking import Note, comment
from wenfeng.readers import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
NAMES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
DAY = datetime(2026, 3, 5, 9, 30)

# Kinds of parts besides the main one: root element and the name of the part.
KINDS = {
    "comments": "comments",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "settings": "settings",
    "styles": "styles",
    "numbering": "numbering",
}


def package(
    body: str,
    others: Mapping[str, bytes] | None = None,
    *,
    main: str = "word/document.xml",
    space: str = W,
    **parts: str,
) -> bytes:
    """A Word file: body XML, further parts by their kind, and ``others`` as they are."""
    folder, _, name = main.rpartition("/")
    office = STRICT_OFFICE if space == STRICT else OFFICE
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{office}/{kind}" Target="{kind}.xml"/>'
        for n, kind in enumerate(parts, 1)
    )
    types = "".join(
        f'<Override PartName="/{folder}/{kind}.xml" ContentType="{MAIN_TYPE}.{kind}+xml"/>'
        for kind in parts
    )
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{MAIN_TYPE}.document.main+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship'
        f' Id="rId1" Type="{office}/officeDocument" Target="{main}"/></Relationships>',
        main: f'{HEAD}<w:document xmlns:w="{space}" {NAMES} mc:Ignorable="w14">'
        f"<w:body>{body}<w:sectPr/></w:body></w:document>",
        f"{folder}/_rels/{name}.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f"{links}</Relationships>",
    }
    for kind, content in parts.items():
        files[f"{folder}/{kind}.xml"] = (
            f'{HEAD}<w:{kind} xmlns:w="{space}" {NAMES} mc:Ignorable="w14">{content}</w:{kind}>'
        )
    return zipped({**files, **(others or {})})


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10))
            info.compress_type = zipfile.ZIP_STORED if "media" in name else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def blocks(data: bytes) -> tuple[Block, ...]:
    """What the reader makes of a file, with the looks of its paragraphs."""
    return docx.read_laid(data).blocks


def on(block: Block, words: str, text: str = "【错误】看这里") -> Note:
    """A note on the words of a block."""
    start = block.text.index(words)
    return Note(block.anchor, start, start + len(words), text, "error")


def mark(data: bytes, *notes: Note) -> bytes:
    return comment(data, notes, date=DAY)


@dataclass
class Seen:
    """A comment as found in a file: who, what, and the words under it."""

    author: str
    text: str
    words: str = ""
    called: int = 0


@dataclass
class Walk:
    seen: dict[str, Seen]
    active: list[str] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)

    def show(self, text: str) -> None:
        if not any(self.fields):
            for key in self.active:
                self.seen[key].words += text

    def node(self, element: ElementTree.Element) -> None:
        name = element.tag.rpartition("}")[2]
        key = attribute(element, "id")
        if name == "commentRangeStart" and key in self.seen:
            self.active.append(key)
        elif name == "commentRangeEnd" and key in self.active:
            self.active.remove(key)
        elif name == "commentReference" and key in self.seen:
            self.seen[key].called += 1
        elif name == "fldChar":
            self.field(attribute(element, "fldCharType"))
        elif name == "t":
            self.show(text_of(element))
        elif name in SIGNS:
            self.show(SIGNS[name])
        if name not in UNSEEN:
            for child in element:
                self.node(child)
        if name == "p":
            self.show("\n")

    def field(self, kind: str) -> None:
        """Between the beginning of a field and its result stands what it is made from."""
        if kind == "begin":
            self.fields.append(True)
        elif self.fields:
            self.fields.pop()
            if kind == "separate":
                self.fields.append(False)


SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
UNSEEN = {
    *("del", "moveFrom", "rPr", "pPr", "rt", "Fallback", "sdtPr", "txbxContent"),
    *("tabs", "tblPr", "tcPr"),
}


def attribute(element: ElementTree.Element, name: str) -> str:
    return element.get(f"{{{W}}}{name}") or element.get(f"{{{STRICT}}}{name}") or ""


def text_of(element: ElementTree.Element) -> str:
    text = "".join(element.itertext())
    kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return (text if kept else text.strip(" \t\r\n")).replace("\n", " ").replace("\t", " ")


def seen(
    data: bytes, main: str = "word/document.xml", part: str = "word/comments.xml"
) -> list[Seen]:
    """The comments of a file in the order of the part, with the words under them."""
    files = members(data)
    found: dict[str, Seen] = {}
    for one in ElementTree.fromstring(files[part]):
        paragraphs = [p for p in one.iter() if p.tag.rpartition("}")[2] == "p"]
        lines = [
            "".join(t.text or "" for t in p.iter() if t.tag.endswith("}t")) for p in paragraphs
        ]
        key = attribute(one, "id")
        assert key not in found, "two comments have one number"
        found[key] = Seen(attribute(one, "author"), "\n".join(lines))
    walk = Walk(found)
    walk.node(ElementTree.fromstring(files[main]))
    assert not walk.active, "a comment begins and does not end"
    assert all(one.called == 1 for one in found.values()), "a comment is referred to once"
    return [*found.values()]


def words(data: bytes) -> list[str]:
    """The words under each comment."""
    return [one.words for one in seen(data)]
