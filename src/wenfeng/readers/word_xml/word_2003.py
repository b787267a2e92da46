"""Turns WordprocessingML 2003 (w:wordDocument) into the parts of a docx package.

Most elements only changed their namespace. Lists, tracked changes, notes, comments and headers
are written differently and are rewritten in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from wenfeng.readers.number_codes import form_name
from wenfeng.readers.wordml import TRANSITIONAL as W

ROOT = f"{W}wordDocument"
_OLD = "http://schemas.microsoft.com/office/word/2003/wordml"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
_WX = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DOCUMENT = "word/document.xml"
# The names of 2003 and what they are in docx; sections and such are wrappers without meaning.
_RENAMED = {
    f"{W}{old}": f"{W}{new}"
    for old, new in {
        "ilfo": "numId",
        "hlink": "hyperlink",
        "vmerge": "vMerge",
        "hmerge": "hMerge",
        "ilst": "abstractNumId",
    }.items()
} | {
    f"{_WX}sect": f"{W}customXml",
    f"{_WX}sub-section": f"{W}customXml",
    f"{_AML}content": f"{W}customXml",
}
_CHANGES = {"Word.Insertion": "ins", "Word.Deletion": "del"}
_BULLET_FONTS = re.compile(r"symbol|wingdings|webdings", re.I)
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)


@dataclass(slots=True)
class _Rewriting:
    """The document under rewriting: ``taken`` out of the text, by the part where it belongs.

    ``shown`` holds the numbers that the file states as text, each of which becomes a list.
    """

    taken: dict[str, list[etree._Element]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    def rewrite(self, element: etree._Element) -> None:
        """Make one element what docx has for it; its descendants come later."""
        tag = str(element.tag)
        if tag in _RENAMED:
            element.tag = _RENAMED[tag]
        elif tag == f"{W}t":
            element.set(_SPACE, "preserve")
        elif tag == f"{W}listPr":
            self._list_place(element)
        elif tag == f"{_AML}annotation":
            self._annotation(element)
        elif tag in (f"{W}footnote", f"{W}endnote"):
            self._note(element, tag)
        elif tag in (f"{W}hdr", f"{W}ftr"):
            self._take(element, "header")
        elif tag in (f"{W}listDef", f"{W}list", f"{W}nfc"):
            _rewrite_definition(element, tag)

    def _list_place(self, element: etree._Element) -> None:
        """A w:listPr; ``wx:t`` in it is the number as Word last showed it."""
        element.tag = f"{W}numPr"
        shown = element.find(f"{_WX}t")
        if shown is None:
            return
        font = element.find(f"{_WX}font")
        bullet = font is not None and _BULLET_FONTS.match(font.get(f"{_WX}val", ""))
        text = "" if bullet else shown.get(f"{_WX}val", "").strip()
        key = self.shown.setdefault(text, f"shown{len(self.shown)}")
        element[:] = [_element("numId", {"val": key})]

    def _annotation(self, element: etree._Element) -> None:
        kind = element.get(f"{W}type", "")
        if kind == "Word.Comment":
            self._take(element, "comments", "comment")
        else:
            element.tag = f"{W}{_CHANGES.get(kind, 'mark')}"

    def _note(self, element: etree._Element, tag: str) -> None:
        parent = element.getparent()
        if parent is not None and parent.tag == f"{W}r":
            name = tag.removeprefix(W)
            self._take(element, f"{name}s", name)

    def _take(self, element: etree._Element, part: str, name: str = "") -> None:
        """Move an element to another part, leaving a reference to it where ``name`` has one."""
        taken = self.taken.setdefault(part, [])
        parent = element.getparent()
        if parent is None:
            return
        reference = _element(f"{name}Reference" if name else "mark", {"id": str(len(taken) + 1)})
        reference.tail, element.tail = element.tail, None
        parent.replace(element, reference)
        if name:
            element.tag = f"{W}{name}"
            element.set(f"{W}id", str(len(taken) + 1))
        taken.append(element)

    def numbering(self, lists: Iterable[etree._Element]) -> etree._Element:
        """The numbering part: the lists of the file, and one for each number shown."""
        part = _element("numbering")
        for element in lists:
            part.extend(list(element))
        for text, key in self.shown.items():
            level = _element("lvl", {"ilvl": "0"})
            level.append(_element("lvlText", {"val": text}))
            definition = _element("abstractNum", {"abstractNumId": key})
            definition.append(level)
            one = _element("num", {"numId": key})
            one.append(_element("abstractNumId", {"val": key}))
            part.extend((definition, one))
        return part


def renamed(data: bytes) -> bytes:
    """The file with the namespace of 2003 replaced by that of docx."""
    for code in ("utf-8", "utf-16-le", "utf-16-be"):
        data = data.replace(_OLD.encode(code), W.strip("{}").encode(code))
    return data


def parts(root: etree._Element) -> dict[str, bytes]:
    """The parts of the docx package that says the same as this document."""
    rewriting = _Rewriting()
    for element in list(root.iter(etree.Element)):
        rewriting.rewrite(element)
    found = {kind: _gathered(kind, elements) for kind, elements in rewriting.taken.items()}
    found["numbering"] = rewriting.numbering(root.iterchildren(f"{W}lists"))
    for styles in root.iterchildren(f"{W}styles"):
        found["styles"] = styles
    files = {_DOCUMENT: _gathered("document", root.iterchildren(f"{W}body"))}
    files |= {f"word/{kind}.xml": element for kind, element in found.items()}
    files["word/_rels/document.xml.rels"] = _relations(found)
    written = {name: etree.tostring(element) for name, element in files.items()}
    macros = root.get(f"{W}macrosPresent") == "yes"
    return written | ({"word/vbaProject.bin": b""} if macros else {})


def _rewrite_definition(element: etree._Element, tag: str) -> None:
    """A list definition, a list, or the code of a number format."""
    if tag == f"{W}nfc":
        code = element.get(f"{W}val", "")
        element.tag = f"{W}numFmt"
        element.set(f"{W}val", form_name(int(code) if _NUMBER.fullmatch(code) else 0))
        return
    name, key = ("abstractNum", "listDefId") if tag == f"{W}listDef" else ("num", "ilfo")
    element.tag = f"{W}{name}"
    element.set(f"{W}{name}Id", element.get(f"{W}{key}", ""))


def _gathered(name: str, elements: Iterable[etree._Element]) -> etree._Element:
    part = _element(name)
    part.extend(list(elements))
    return part


def _relations(kinds: Iterable[str]) -> etree._Element:
    root = etree.Element(f"{_PACKAGE}Relationships")
    for kind in kinds:
        attributes = {"Id": kind, "Type": f"{_RELATION}/{kind}", "Target": f"{kind}.xml"}
        etree.SubElement(root, f"{_PACKAGE}Relationship", attributes)
    return root


def _element(name: str, attributes: dict[str, str] | None = None) -> etree._Element:
    qualified = {f"{W}{key}": value for key, value in (attributes or {}).items()}
    return etree.Element(f"{W}{name}", qualified)
