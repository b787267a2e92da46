"""Collects what one Word paragraph shows: its text, and the things in it that are no text."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate, chain

from lxml import etree

from wenfeng.readers.docx.styles import Styles
from wenfeng.readers.symbols import symbol
from wenfeng.readers.telling import Mark
from wenfeng.readers.wordml import (
    ALTERNATE,
    UNFILLED,
    attribute,
    both,
    branch,
    is_prompt,
    local,
    members,
    switched_on,
)

_MATH = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
_MATH_TEXT = tuple(f"{space}t" for space in _MATH)
_VML = "{urn:schemas-microsoft-com:vml}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BOXES = frozenset(both("txbxContent"))


def _kinds(**groups: tuple[str, ...]) -> dict[str, str]:
    return {tag: kind for kind, names in groups.items() for tag in both(*names)}


# What may stand inside a paragraph or a run, by what is to be done with it; all else is skipped.
_INLINE = _kinds(
    run=("r",),
    inside=("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "bdo", "dir"),
    content=("sdtContent", "rubyBase"),
    control=("sdt",),
    properties=("pPr",),
    subdocument=("subDoc",),
    mark=("commentRangeStart", "commentRangeEnd"),
) | {ALTERNATE: "alternate"}
_INLINE |= {f"{space}{name}": "math" for space in _MATH for name in ("oMath", "oMathPara")}
_RUN = _kinds(
    properties=("rPr",),
    text=("t",),
    tab=("tab", "ptab"),
    newline=("cr",),
    line_break=("br",),
    hyphen=("noBreakHyphen",),
    symbol=("sym",),
    field=("fldChar",),
    drawing=("drawing", "pict"),
    object=("object",),
    activex=("control",),
    note=("footnoteReference", "endnoteReference"),
    comment=("commentReference",),
    ruby=("ruby",),
    rendered=("lastRenderedPageBreak",),
) | {ALTERNATE: "alternate"}
_DRAWN = {
    f"{_VML}imagedata": "图片",
    f"{_VML}textpath": "艺术字",
    "{urn:schemas-microsoft-com:office:office}OLEObject": "嵌入对象",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart": "图表",
} | {
    f"{{{base}/{space}}}{name}": what
    for space, name, what in (
        ("picture", "pic", "图片"),
        ("chart", "chart", "图表"),
        ("diagram", "relIds", "SmartArt 图示"),
    )
    for base in (
        "http://schemas.openxmlformats.org/drawingml/2006",
        "http://purl.oclc.org/ooxml/drawingml",
    )
}


_PAGE_BREAK = "\f"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a text, and the element that shows them.

    The element is None where the file holds no such characters: an automatic number, the line
    break between two paragraphs of a cell.
    """

    text: str
    element: etree._Element | None


@dataclass(slots=True)
class Gathered:
    """The paragraph as collected so far; goes on through a paragraph whose mark was deleted.

    ``runs`` say from which piece on which properties of a run hold. ``opens_page``: Word last
    showed it at the top of a page, or a page break stands before its text.
    """

    styles: Styles
    pieces: list[str] = field(default_factory=list)
    sources: list[etree._Element] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    runs: list[tuple[int, dict[str, etree._Element]]] = field(default_factory=list)
    opens_page: bool = False
    _marks: list[tuple[str, str, int]] = field(default_factory=list)
    _run_properties: dict[str, etree._Element] = field(default_factory=dict)
    properties: dict[str, etree._Element] = field(default_factory=dict)
    style_hides: bool = False
    _hiding: bool = False
    _fields: list[tuple[int, bool]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text a reader sees; a page or column break between words is a line break."""
        if _PAGE_BREAK not in self.pieces:
            return "".join(self.pieces)
        return "".join([piece.text for piece in self.origin()])

    def origin(self) -> list[Piece]:
        """The pieces of ``text``, each with the element it comes from."""
        pages: list[list[Piece]] = [[]]
        for text, source in zip(self.pieces, self.sources, strict=True):
            if text == _PAGE_BREAK:
                pages.append([])
            else:
                pages[-1].append(Piece(text, source))
        if len(pages) == 1:
            return pages[0]
        said = [page for page in pages if "".join([piece.text for piece in page]).strip()]
        return [*chain.from_iterable([Piece("\n", None), *page] for page in said)][1:]

    @property
    def closes_page(self) -> bool:
        """Whether a page break stands behind the text."""
        if _PAGE_BREAK not in self.pieces:
            return False
        return "".join(self.pieces).rstrip(" \n\u3000").endswith(_PAGE_BREAK)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Where comments begin, end and are referred to, in ``text``."""
        if not self._marks:
            return ()
        ends = [0, *accumulate(map(len, self.pieces))]
        text = "".join(self.pieces)
        return tuple(
            Mark(kind, key, _shown_at(text, ends[min(piece, len(self.pieces))]))
            for kind, key, piece in self._marks
        )

    def mark(self, element: etree._Element) -> None:
        """Remember where a comment begins, ends or is referred to."""
        key = attribute(element, "id") or ""
        self._marks.append((local(element), key, len(self.pieces)))

    def paragraph(self, element: etree._Element) -> None:
        """Add what a w:p holds."""
        # Of paragraphs run together by a deleted mark, the last one's properties count.
        self.properties = {}
        self.style_hides = bool(self.styles.get(None).hidden)
        self._inline(element)

    def _inline(self, parent: etree._Element) -> None:
        for child in parent:
            kind = _INLINE.get(child.tag)
            if kind is None:
                continue
            if kind == "run":
                self._run(child)
            elif kind in ("inside", "content"):
                self._inline(child)
            elif kind == "control":
                self._control(child)
            elif kind == "properties":
                self._set_properties(child)
            elif kind == "math":
                self._emit("".join(one.text or "" for one in child.iter(*_MATH_TEXT)), child)
            elif kind == "subdocument":
                self._count("子文档")
            elif kind == "mark":
                self.mark(child)
            elif (chosen := branch(child)) is not None:
                self._inline(chosen)

    def _set_properties(self, element: etree._Element) -> None:
        self.properties = members(element)
        style = attribute(self.properties.get("pStyle"))
        self.style_hides = bool(self.styles.get(style).hidden)

    def _control(self, element: etree._Element) -> None:
        if is_prompt(element):
            self._count(UNFILLED)
            return
        for child in element:
            if local(child) == "sdtContent":
                self._inline(child)

    def _run(self, run: etree._Element) -> None:
        self._hiding = self.style_hides
        self._run_properties = {}
        start = len(self.pieces)
        self._run_content(run)
        if len(self.pieces) > start:  # a mark of a comment has letters too, and shows none
            self.runs.append((start, self._run_properties))
        self._hiding = False

    def _run_content(self, run: etree._Element) -> None:
        for child in run:
            kind = _RUN.get(child.tag)
            if kind == "text":
                self._emit(shown(child), child)
            elif kind == "properties":
                self._run_properties = members(child)
                self._hiding = self._hides(self._run_properties)
            elif kind is not None:
                self._special(child, kind)

    def _special(self, child: etree._Element, kind: str) -> None:
        if kind == "tab":
            self._emit("\t", child)
        elif kind == "newline" or (kind == "line_break" and _is_line_break(child)):
            self._emit("\n", child)
        elif kind == "line_break":
            self.opens_page = self.opens_page or not "".join(self.pieces).strip()
            self._add(_PAGE_BREAK, child)
        elif kind == "rendered":
            self.opens_page = self.opens_page or not self.pieces
        elif kind == "hyphen":
            self._emit("-", child)
        elif kind == "symbol":
            self._emit(_symbol(child), child)
        elif kind == "field":
            self._field(attribute(child, "fldCharType"))
        elif kind == "note":
            self.notes.append((local(child), attribute(child, "id") or ""))
        else:
            self._embedded(child, kind)

    def _embedded(self, child: etree._Element, kind: str) -> None:
        if kind == "drawing":
            self._drawing(child)
        elif kind == "object":
            self._count("嵌入对象")
        elif kind == "activex":
            self._count("表单控件")
        elif kind == "comment":
            self._count("批注")
            self.mark(child)
        elif kind == "ruby":
            # Only the base text; the runs above it (rt) are its pronunciation.
            for base in child.iterchildren(*both("rubyBase")):
                self._inline(base)
        elif kind == "alternate" and (chosen := branch(child)) is not None:
            self._run_content(chosen)

    def _drawing(self, element: etree._Element) -> None:
        pending = [element]
        while pending:
            node = pending.pop()
            if node.tag in _BOXES:
                self.boxes.append(node)
                continue
            if node.tag == ALTERNATE:
                chosen = branch(node)
                pending.extend(() if chosen is None else (chosen,))
                continue
            if what := _DRAWN.get(node.tag):
                self._count(what)
            pending.extend(reversed(node))

    def _field(self, kind: str | None) -> None:
        """Drop what stands between the beginning of a field and its result: the instruction."""
        if kind == "begin":
            self._fields.append((len(self.pieces), False))
        elif kind in ("separate", "end") and self._fields:
            start, in_result = self._fields.pop()
            if not in_result:
                del self.pieces[start:], self.sources[start:]
            if kind == "separate":
                self._fields.append((start, True))

    def _hides(self, parts: dict[str, etree._Element]) -> bool:
        if "vanish" in parts:
            return switched_on(parts["vanish"])
        if "rStyle" in parts:
            by_style = self.styles.get(attribute(parts["rStyle"]) or "").hidden
            return self.style_hides if by_style is None else by_style
        return self.style_hides

    def _count(self, what: str, more: int = 1) -> None:
        self.found[what] = self.found.get(what, 0) + more

    def _emit(self, text: str, source: etree._Element) -> None:
        if self._hiding:
            self._count("隐藏文字", len(text))
        else:
            self._add(text, source)

    def _add(self, text: str, source: etree._Element) -> None:
        self.pieces.append(text)
        self.sources.append(source)


def _shown_at(text: str, at: int) -> int:
    """Where a place in the collected text stands once page breaks are line breaks or gone."""
    start = shown = 0
    for part in text.split(_PAGE_BREAK):
        if at <= start + len(part):
            return shown + at - start if part.strip() else max(0, shown - 1)
        start += len(part) + 1
        shown += len(part) + 1 if part.strip() else 0
    return max(0, shown - 1)


def shown(element: etree._Element) -> str:
    """The characters of a w:t; without xml:space="preserve" Word drops space at its ends."""
    text: str = element.text or ""
    if not text:
        return ""
    if (text[0] in " \t\r\n" or text[-1] in " \t\r\n") and element.get(_SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    if "\n" in text or "\t" in text or "\r" in text:
        # Line ends and tabs written as characters are shown as spaces.
        text = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ").replace("\r", " ")
    return text


def _is_line_break(element: etree._Element) -> bool:
    return attribute(element, "type") not in ("page", "column")


def _symbol(element: etree._Element) -> str:
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    return symbol(attribute(element, "font") or "", code)
