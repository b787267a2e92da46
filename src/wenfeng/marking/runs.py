"""Splits runs of a Word paragraph (字符段) without changing what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from wenfeng.readers.docx.parse import PARAGRAPHS
from wenfeng.readers.docx.text import shown
from wenfeng.readers.wordml import attribute, both, first, members

_RUNS = frozenset(both("r"))
_TEXTS = frozenset(both("t"))
_RUN_PROPERTIES = both("rPr")
_CONTROLS = frozenset(both("sdt"))
# What may hold runs and marks side by side.
_THROUGH = frozenset(
    both(
        *("hyperlink", "ins", "moveTo", "smartTag", "customXml", "bdo", "dir", "sdtContent"),
    )
)
# At the beginning of a container or a run, before what it holds.
_LEADING = frozenset(
    both("rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "lastRenderedPageBreak")
)
# Word itself fills these: what is inside is one value, not runs to be split.
_FILLED = frozenset(
    ("text", "date", "comboBox", "dropDownList", "picture", "checkbox", "dataBinding", "equation")
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands in the paragraph for an element: a run, or something else to be left whole.

    ``child`` is the part of that run in which the element is.
    """

    holder: etree._Element
    child: etree._Element | None


def frame(element: etree._Element) -> Frame:
    """What stands for the element among the runs of its paragraph."""
    path = [element]
    while (parent := path[-1].getparent()) is not None and parent.tag not in PARAGRAPHS:
        path.append(parent)
    path.reverse()
    for place, node in enumerate(path):
        if node.tag in _THROUGH or (node.tag in _CONTROLS and not _is_filled(node)):
            continue
        inside = node.tag in _RUNS and place + 1 < len(path)
        return Frame(node, path[place + 1] if inside else None)
    return Frame(path[-1], None)


def split_text(element: etree._Element, offset: int, ids: Iterator[int]) -> etree._Element | None:
    """Split a w:t and its run before the shown character ``offset``; the new w:t.

    None where the text is part of something that cannot be split (拼音, a filled-in control).
    """
    run = element.getparent()
    if run is None or element.tag not in _TEXTS or frame(element) != Frame(run, element):
        return None
    raw, at = _raw(element, offset)
    after = deepcopy(element)
    after.tail = None
    for part, text in ((element, raw[:at]), (after, raw[at:])):
        part.text = text
        part.set(_SPACE, "preserve")
    element.addnext(after)
    _split_run(run, after, ids)
    return after


def opening(element: etree._Element, ids: Iterator[int]) -> etree._Element:
    """The node before which a range that begins with the element begins."""
    at = frame(element)
    node = at.holder
    if at.child is not None and not _leads(at.child):
        node = _split_run(node, at.child, ids)
    while (parent := _container(node)) is not None and _leads(node):
        node = parent
    return node


def closing(element: etree._Element, ids: Iterator[int]) -> etree._Element:
    """The node behind which a range that ends with the element ends."""
    at = frame(element)
    node = at.holder
    if at.child is not None and (behind := at.child.getnext()) is not None:
        _split_run(node, behind, ids)
    while (parent := _container(node)) is not None and _trails(node):
        node = parent
    return node


def in_paragraph(node: etree._Element) -> etree._Element:
    """The child of the paragraph that is the node or holds it."""
    while (parent := node.getparent()) is not None and parent.tag not in PARAGRAPHS:
        node = parent
    return node


def _raw(element: etree._Element, offset: int) -> tuple[str, int]:
    """The text as the file has it, without blanks that are not shown, and the place in it."""
    text, words = element.text or "", shown(element)
    if element.get(_SPACE) != "preserve":
        text = text.strip(_BLANKS)
    if len(text) == len(words):
        return text, offset
    # A carriage return and a line feed are shown as one blank.
    at = 0
    for _ in range(offset):
        at += 2 if text.startswith("\r\n", at) else 1
    return text, at


def _split_run(run: etree._Element, child: etree._Element, ids: Iterator[int]) -> etree._Element:
    """Move a child of the run and all behind it to a run of their own, with the same looks."""
    new = etree.Element(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
    properties = first(run, _RUN_PROPERTIES)
    if properties is not None:
        copy = deepcopy(properties)
        copy.tail = None
        _renumber(copy, ids)
        new.append(copy)
    for moved in (child, *child.itersiblings()):
        new.append(moved)
    run.addnext(new)
    return new


def _renumber(properties: etree._Element, ids: Iterator[int]) -> None:
    """Changes of looks that are on record (w:rPrChange) each have a number of their own."""
    for change in properties.iter(*both("rPrChange", "ins", "del", "moveFrom", "moveTo")):
        for name in both("id"):
            if name in change.attrib:
                change.set(name, str(next(ids)))


def _container(node: etree._Element) -> etree._Element | None:
    parent = node.getparent()
    if parent is None or not (parent.tag in _THROUGH or parent.tag in _CONTROLS):
        return None
    return parent


def _leads(node: etree._Element) -> bool:
    return all(one.tag in _LEADING for one in node.itersiblings(preceding=True))


def _trails(node: etree._Element) -> bool:
    return node.getnext() is None


def _is_filled(control: etree._Element) -> bool:
    properties = members(first(control, both("sdtPr")))
    return not _FILLED.isdisjoint(properties)


def annotation_ids(root: etree._Element) -> Iterator[int]:
    """Numbers that no change, bookmark or comment in the tree has yet."""
    used = {number for one in root.iter() if (number := annotation_id(one)) is not None}
    number = max((n for n in used if n < _HIGH), default=0) + 1
    while True:
        if number not in used:
            yield number
        number += 1


_HIGH = 1_000_000_000


def annotation_id(element: etree._Element) -> int | None:
    """The number (w:id) of an element, None where it has none that is a number."""
    try:
        return int(attribute(element, "id") or "")
    except ValueError:
        return None
