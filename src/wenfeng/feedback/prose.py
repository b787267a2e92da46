"""Opinions in running text (逐条或逐段写的意见): numbered items, or one paragraph each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wenfeng.feedback import roles
from wenfeng.feedback.marks import leading, pieces

_LONG = 22  # a line that breaks off without an end of sentence goes on in the next


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its number: where it stands, the style of the number, ``""`` without one.

    ``heading`` is whether the file itself, by its style, calls it one.
    """

    text: str
    where: str
    style: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An opinion as read: its words, where it begins, the heading over it."""

    text: str
    where: str
    kind: str = ""


def line(text: str, where: str, label: str = "", heading: bool = False) -> Line:
    """A line as it stands in the file; ``label`` is a number the file does not hold as text."""
    mark = leading(text)
    if mark is None and label:
        counted = leading(label) or leading(label + "、")
        return Line(text.strip(), where, counted.style if counted else "bullet", heading)
    if mark is None:
        return Line(text.strip(), where, "", heading)
    return Line(text[mark.end :].strip(), where, mark.style, heading)


def lines(text: str, where: str, label: str = "", heading: bool = False) -> Iterator[Line]:
    """The lines of a block; numbers that run on after a heading give a line each."""
    for piece in filter(str.strip, text.split("\n")):
        parts = pieces(piece)
        if len(parts) > 1 and not (leading(parts[0]) or roles.is_heading(parts[0].strip())):
            parts = (piece,)  # 一是…二是… inside one opinion
        for part in parts:
            yield line(part, where, label, heading)
            label = ""


def read(found: list[Line], kind: str = "") -> tuple[Item, ...]:
    """The opinions in a run of lines, headings and everything around them left out."""
    found = _without_lone_numbers(found)
    body = _without_tail(found[_head(found) :])
    numbered = any(one.style for one in body)
    items: list[Item] = []
    for heading, group in _sections(body, kind):
        if any(one.style for one in group):
            items += _numbered(group, heading)
        elif heading != kind or not numbered:
            items += _paragraphs(group, heading)
    return tuple(item for item in items if roles.says_something(item.text))


def _without_lone_numbers(found: list[Line]) -> list[Line]:
    """A number on a line of its own belongs to the line below it."""
    out: list[Line] = []
    for one in found:
        if out and out[-1].style and not out[-1].text and not one.style:
            out[-1] = replace(out[-1], text=one.text)
        else:
            out.append(one)
    return [one for one in out if one.text]


def _head(found: list[Line]) -> int:
    """How many lines at the top are title, salutation and introduction."""
    for place, one in enumerate(found):
        if one.style or not roles.opens(one.text, first=place == 0):
            return place
    return len(found)


def _without_tail(found: list[Line]) -> list[Line]:
    """The lines without signature and notes at the end."""
    end = len(found)
    while end and not found[end - 1].style and roles.closes(found[end - 1].text):
        end -= 1
    dated = end < len(found) and any(roles.is_date(one.text) for one in found[end:])
    if dated and end and not found[end - 1].style and roles.is_signature(found[end - 1].text):
        end -= 1
    return found[:end]


def _sections(found: list[Line], kind: str) -> Iterator[tuple[str, list[Line]]]:
    """Runs of lines under one unnumbered heading; numbered ones are seen to in their run."""
    heading, group = kind, list[Line]()
    for one in found:
        if not one.style and (one.heading or roles.is_heading(one.text)):
            if group:
                yield heading, group
            heading, group = roles.title(one.text), []
        else:
            group.append(one)
    if group:
        yield heading, group


def _paragraphs(group: list[Line], kind: str) -> Iterator[Item]:
    kept = [one for one in group if not roles.is_note(one.text)]
    ended = [roles.ended(one.text) for one in kept]
    flowing = sum(ended) * 2 > len(ended)  # a list of phrases has no full stops to look for
    at = 0
    while at < len(kept):
        text, end = kept[at].text, at + 1
        while flowing and end < len(kept) and len(text) >= _LONG and not roles.ended(text):
            text, end = text + kept[end].text, end + 1
        yield Item(text, kept[at].where, kind)
        at = end


@dataclass(slots=True)
class _Node:
    line: Line
    more: list[Line]
    children: list[_Node]


def _numbered(group: list[Line], kind: str) -> Iterator[Item]:
    for node in _tree(group):
        yield from _opinions(node, kind)


def _tree(group: list[Line]) -> list[_Node]:
    """Numbered lines by depth: a style not met before stands below the one before it."""
    roots: list[_Node] = []
    open_nodes: list[_Node] = []
    for one in group:
        if not one.style:
            if open_nodes and not roles.is_note(one.text):
                open_nodes[-1].more.append(one)
            continue
        styles = [node.line.style for node in open_nodes]
        if one.style in styles:
            del open_nodes[styles.index(one.style) :]
        node = _Node(one, [], [])
        (open_nodes[-1].children if open_nodes else roots).append(node)
        open_nodes.append(node)
    return roots


def _opinions(node: _Node, kind: str) -> Iterator[Item]:
    heading = node.line.heading or roles.is_stem(node.line.text)
    if heading and (node.children or (node.more and roles.is_heading(node.line.text))):
        title = roles.title(node.line.text)
        yield from _paragraphs(node.more, title)
        for child in node.children:
            yield from _opinions(child, title)
    else:
        yield Item("".join(_words(node)), node.line.where, kind)


def _words(node: _Node) -> Iterator[str]:
    yield node.line.text
    yield from (one.text for one in node.more if not roles.is_other(one.text))
    for child in node.children:
        yield from _words(child)


