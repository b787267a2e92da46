"""What Word, Excel, WPS and LibreOffice write into their web pages for themselves (mso-…)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBER = re.compile(r"mso-list\s*:\s*ignore", re.I)
_TABS = re.compile(r"mso-tab-count\s*:\s*(\d{1,2})", re.I)
_COMMENTS = re.compile(r"mso-element\s*:\s*comment-list", re.I)
_COMMENT = re.compile(r"mso-element\s*:\s*comment\s*(?:;|$)", re.I)
_MARK = re.compile(r"mso-(?:foot|end)note-id\s*:", re.I)
_NOTE = re.compile(r"mso-element\s*:\s*(footnote|endnote)\s*(?:;|$)", re.I)
_NOTE_ID = re.compile(r"sd(footnote|endnote)\d+")
_MARK_CLASSES = {"sdfootnoteanc", "sdfootnotesym", "sdendnoteanc", "sdendnotesym", "msocomanchor"}
_SYMBOL_FONT = re.compile(r"font-family\s*:[^;]*(?:symbol|wingdings|webdings)", re.I)
_TEXT_BOX = re.compile(r"<v:textbox\b[^<>]{0,2000}>", re.I)
_TEXT_BOX_END = re.compile(r"</v:textbox>", re.I)
_FALLBACK = re.compile(r"mso-ignore\s*:\s*vglayout", re.I)
_SHEET = re.compile(r"<x:ExcelWorksheet>", re.I)
_NAME = re.compile(r"<x:Name>([^<]*)</x:Name>", re.I)
_SOURCE = re.compile(r"<x:WorksheetSource\s+HRef=\"([^\"]*)\"", re.I)
_HIDDEN_SHEET = re.compile(r"<x:Visible>\s*Sheet(?:Very)?Hidden", re.I)

# A style sheet that hides by class; what applies in print only says nothing about the screen.
_HIDES = r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
_HIDDEN = re.compile(_HIDES, re.I)
_MEDIA = re.compile(r"@media[^{}]{0,200}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.I)
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?\.([\w-]+)", re.I)

Selector = tuple[str, str]
"""A tag, or "" for any, and a class."""


def is_number(element: _Element) -> bool:
    """Whether an element holds nothing but the automatic number of its paragraph."""
    return bool(_NUMBER.search(element.get("style", "")))


def number(element: _Element) -> str:
    """The automatic number in such an element; ``""`` for a bullet."""
    text = str(element.xpath("string()")).strip()
    around = (element, *element.iterancestors("span", "font"))
    if any(_SYMBOL_FONT.search(one.get("style", "")) for one in around):
        return ""
    # Word's second bullet is the letter o.
    return text if text != "o" and any(map(str.isalnum, text)) else ""


def tabs(element: _Element) -> int:
    """How many tabs an element of spaces stands for."""
    match = _TABS.search(element.get("style", ""))
    return int(match[1]) if match else 0


def comments(element: _Element) -> int:
    """How many comments (批注) an element lists; 0 where it is no such list."""
    if not _COMMENTS.search(element.get("style", "")):
        return 0
    return sum(bool(_COMMENT.search(one.get("style", ""))) for one in element.iter("div")) or 1


def is_mark(element: _Element) -> bool:
    """Whether an element is only the mark of a note or of a comment."""
    if element.tag != "a":
        return False
    marked = _MARK_CLASSES.intersection(element.get("class", "").lower().split())
    return bool(marked or _MARK.search(element.get("style", "")))


def note(element: _Element) -> str:
    """``脚注`` or ``尾注`` for the element that holds the text of one."""
    if element.tag != "div":
        return ""
    style, name = element.get("style", ""), element.get("id", "")
    match = _NOTE.search(style) or _NOTE_ID.fullmatch(name)
    return "" if match is None else ("脚注" if match[1].lower() == "footnote" else "尾注")


def text_boxes(comment: str) -> Iterator[str]:
    """The pages inside the text boxes of a drawing, which stands in a conditional comment."""
    if comment.lstrip().lower().startswith("[if gte vml"):
        for begun in _TEXT_BOX.split(comment)[1:]:
            yield _TEXT_BOX_END.split(begun, maxsplit=1)[0]


def is_fallback(element: _Element) -> bool:
    """Whether an element holds the picture of a drawing for those who cannot draw it."""
    return bool(_FALLBACK.search(element.get("style", "")))


def sheets(page: str) -> list[tuple[str, str, bool]]:
    """Name, file and hiddenness of each sheet of an Excel workbook saved as a web page."""
    found = []
    for one in _SHEET.split(page)[1:]:
        name, source = _NAME.search(one), _SOURCE.search(one)
        if name and source:
            hidden = bool(_HIDDEN_SHEET.search(one))
            found.append((html.unescape(name[1]), html.unescape(source[1]), hidden))
    return found


def hides_itself(page: str) -> bool:
    """Whether the page of a sheet says that the sheet is hidden."""
    return bool(_HIDDEN_SHEET.search(page))


def hidden_classes(root: _Element) -> frozenset[Selector]:
    """The classes that the style sheets of a page hide."""
    found: set[Selector] = set()
    for style in root.iter("style"):
        for rule in _MEDIA.sub("", style.text or "").split("}"):
            selectors, _, properties = rule.rpartition("{")
            if not _HIDDEN.search(properties):
                continue
            for selector in selectors.replace("<!--", "").split(","):
                if match := _SELECTOR.fullmatch(selector.strip()):
                    found.add(((match[1] or "").lower(), match[2]))
    return frozenset(found)


def is_hidden(element: _Element, classes: frozenset[Selector]) -> bool:
    """Whether the page does not show an element."""
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        return True
    own = element.get("class", "").split() if classes else ()
    return any(("", one) in classes or (element.tag, one) in classes for one in own)
