"""Collects what one OpenDocument paragraph shows: its text, and the things in it that are no text.

White space as in ODF 1.3 part 3 §6.1.2: a run of it is one space, none at either end; more must
be written as text:s, text:tab and text:line-break.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from wenfeng.readers.opendocument.package import attribute, count, name, names
from wenfeng.readers.opendocument.styles import Styles
from wenfeng.readers.symbols import symbol
from wenfeng.readers.telling import COMMENT, HIDDEN, PICTURE
from wenfeng.readers.wordml import UNFILLED

# Where symbol fonts (Wingdings) keep their characters.
_SYMBOLS = re.compile("[\uf000-\uf0ff]")
_SPACE = re.compile(r"[ \t\r\n]+")
_MAX_SPACES = 256
_TABLE = name("table:table")
_FRAME = name("draw:frame")
_TEXT_BOX = name("draw:text-box")
_GROUPS = names("draw:g", "draw:a", "dr3d:scene")
_CONTROL = name("draw:control")
_IMAGE = name("draw:image")
_OBJECTS = names(
    "draw:object", "draw:object-ole", "draw:plugin", "draw:applet", "draw:floating-frame"
)
SHAPES = names(
    *("draw:frame", "draw:g", "draw:a", "draw:control", "draw:rect", "draw:line", "draw:polyline"),
    *("draw:polygon", "draw:regular-polygon", "draw:path", "draw:circle", "draw:ellipse"),
    *("draw:connector", "draw:caption", "draw:measure", "draw:page-thumbnail"),
    *("draw:custom-shape", "dr3d:scene"),
)
_INLINE = {
    name(qualified): kind
    for kind, group in {
        "spaces": ("text:s",),
        "tab": ("text:tab", "text:tab-stop"),
        "newline": ("text:line-break",),
        "span": ("text:span",),
        "note": ("text:note",),
        "comment": ("office:annotation",),
        "hidden_words": ("text:hidden-text",),
        "hidden_paragraph": ("text:hidden-paragraph",),
        "prompt": ("text:placeholder",),
        "control": ("loext:content-control",),
        "choices": ("field:fieldmark",),
        # What stands in the file beside the text: its number in the list, how it is read out,
        # the choices of a drop-down list, a program.
        "skip": (
            *("text:number", "text:ruby-text", "text:label", "text:script", "text:note-citation"),
            *("text:tracked-changes", "office:event-listeners", "office:annotation-end"),
        ),
    }.items()
    for qualified in group
} | dict.fromkeys(SHAPES, "drawing")


@dataclass(slots=True)
class Gathered:
    """A paragraph as collected so far."""

    styles: Styles
    objects: Mapping[str, str]
    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=dict)
    notes: list[etree._Element] = field(default_factory=list)
    number: str = ""
    font: str = ""
    hiding: bool = False
    _collapse: bool = True  # white space that comes now adds nothing
    _trailing: bool = False

    @property
    def text(self) -> str:
        """The text a reader sees."""
        text = "".join(self.pieces)
        return text[:-1] if self._trailing and text.endswith(" ") else text

    def paragraph(self, element: etree._Element) -> None:
        """Add what a text:p or text:h holds."""
        style = self.styles.get("paragraph", attribute(element, "text:style-name"))
        self.hiding, self.font = bool(style.hidden), style.font
        self._inline(element)

    def drawing(self, element: etree._Element) -> None:
        """Add a frame or another shape: its text box, or what it is."""
        pending = [element]
        while pending:
            node = pending.pop()
            if node.tag in _GROUPS:
                pending.extend(reversed(node))
            elif node.tag == _FRAME:
                self._frame(node)
            elif node.tag == _CONTROL:
                self._count("表单控件")
            elif node.tag in SHAPES and _holds_words(node):
                self.boxes.append(node)

    def _inline(self, parent: etree._Element) -> None:
        self._characters(parent.text)
        for child in parent:
            kind = _INLINE.get(str(child.tag), "inside")
            if kind == "inside":
                self._inline(child)
            else:
                self._special(child, kind)
            self._characters(child.tail)

    def _special(self, child: etree._Element, kind: str) -> None:
        if kind == "spaces":
            self._emit(" " * count(child, "text:c", 1, _MAX_SPACES))
        elif kind == "tab":
            self._emit("\t")
        elif kind == "newline":
            self._emit("\n")
        elif kind == "span":
            self._span(child)
        elif kind == "note":
            self.notes.append(child)
        elif kind == "comment":
            self._count(COMMENT)
        elif kind == "drawing":
            self.drawing(child)
        elif child.tag == name("text:number"):
            self.number = "".join(map(str, child.itertext())).strip()
        elif kind != "skip":
            self._conditional(child, kind)

    def _span(self, element: etree._Element) -> None:
        outside = self.hiding, self.font
        style = self.styles.get("text", attribute(element, "text:style-name"))
        self.hiding = self.hiding if style.hidden is None else style.hidden
        self.font = style.font or self.font
        self._inline(element)
        self.hiding, self.font = outside

    def _conditional(self, element: etree._Element, kind: str) -> None:
        """What shows or not, as the file itself says."""
        hidden = attribute(element, "text:is-hidden") == "true"
        if kind == "hidden_words":
            words = attribute(element, "text:string-value")
            shown = "".join(map(str, element.itertext()))
            if hidden or not shown:
                self._count(HIDDEN, len(words or shown))
            else:
                self._characters(shown)
        elif kind == "hidden_paragraph":
            self.hiding = self.hiding or hidden
            if hidden and self.pieces:
                self._count(HIDDEN, len("".join(self.pieces)))
                self.pieces.clear()
        elif kind == "choices":
            # The choice made stands only in the field's parameters.
            dropdown = attribute(element, "field:type").endswith("DROPDOWN")
            self._count("表单控件", int(dropdown))
        elif kind == "prompt" or attribute(element, "loext:showing-place-holder") == "true":
            self._count(UNFILLED)
        else:
            self._inline(element)

    def _frame(self, frame: etree._Element) -> None:
        """A frame holds one thing in several forms: the first that is no mere picture of it."""
        pictures = 0
        for child in frame:
            if child.tag in (_TEXT_BOX, _TABLE):
                self.boxes.append(frame if child.tag == _TABLE else child)
                return
            if child.tag in _OBJECTS:
                self._count(self._object(child))
                return
            pictures += child.tag == _IMAGE
        self._count(PICTURE, int(pictures > 0))

    def _object(self, element: etree._Element) -> str:
        path = attribute(element, "xlink:href").removeprefix("./").strip("/")
        inside = next((attribute(child, "office:mimetype") for child in element), "")
        media = self.objects.get(path, "") or inside
        if "chart" in media:
            return "图表"
        return "公式" if "formula" in media or "math" in media else "嵌入对象"

    def _characters(self, text: str | None) -> None:
        if not text:
            return
        text = _SPACE.sub(" ", text)
        if self._collapse:
            text = text.removeprefix(" ")
        if text:
            self._emit(text)
            self._collapse = self._trailing = text.endswith(" ")

    def _emit(self, text: str) -> None:
        self._collapse = self._trailing = False
        text = _SYMBOLS.sub(lambda found: symbol(self.font, ord(found[0])), text)
        if self.hiding:
            self._count(HIDDEN, len(text))
        else:
            self.pieces.append(text)

    def _count(self, what: str, more: int = 1) -> None:
        if more:
            self.found[what] = self.found.get(what, 0) + more


def _holds_words(element: etree._Element) -> bool:
    paragraphs = element.iter(name("text:p"), name("text:h"))
    return any(len(one) or (one.text or "").strip() for one in paragraphs)
