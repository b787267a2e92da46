"""Opinions in running text (逐条或逐段写的意见): numbered items, or one paragraph each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from wenfeng.domain import Block
from wenfeng.feedback import roles
from wenfeng.feedback.marks import joined, leading, pieces

_LONG = 22  # a shorter line was not broken off for its length
_RAGGED = 3  # by how much lines of one width differ


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its number: where it stands, the style of the number, ``""`` without one.

    ``heading`` is whether the file itself, by its style, calls it one. ``loose`` is the line as
    written where its number may be none.
    """

    text: str
    where: str
    style: str = ""
    heading: bool = False
    value: int = 0
    loose: str = ""


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
    loose = text.strip() if mark.loose else ""
    return Line(text[mark.end :].strip(), where, mark.style, heading, mark.value, loose)


def lines(blocks: Iterable[Block]) -> Iterator[Line]:
    """The lines of running text; numbers that run on inside a line open new ones."""
    last: dict[str, int] = {}
    for block in blocks:
        label = block.label
        for written in filter(str.strip, block.text.split("\n")):
            for piece in _apart(written, last):
                found = line(piece, block.where, label, block.level > 0)
                label = ""
                if found.value:
                    last[found.style] = found.value
                yield found


def _apart(text: str, last: Mapping[str, int]) -> tuple[str, ...]:
    parts = pieces(text)
    if len(parts) > 1 and (leading(parts[0]) or roles.is_heading(parts[0].strip())):
        return parts
    return joined(text, last)  # 一是…二是… inside one opinion stay


def read(found: list[Line], kind: str = "") -> tuple[Item, ...]:
    """The opinions in a run of lines, headings and everything around them left out."""
    found = _without_lone_numbers(_in_sequence(found))
    body = _without_tail(found[_head(found) :])
    numbered = any(one.style for one in body)
    items: list[Item] = []
    for heading, group in _sections(body, kind):
        if any(one.style for one in group):
            items += _numbered(group, heading)
        elif heading != kind or not numbered:
            items += _paragraphs(group, heading)
    return tuple(item for item in items if roles.says_something(item.text))


def _in_sequence(found: list[Line]) -> list[Line]:
    """A figure that does not continue the numbers before it belongs to the words of its line."""
    out: list[Line] = []
    last = 0
    for one in found:
        if one.loose and one.value not in (1, last + 1):
            one = Line(one.loose, one.where, "", one.heading)
        if one.style == "arabic":
            last = one.value
        out.append(one)
    return out


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
    end, dated = len(found), False
    while end and not found[end - 1].style:
        text = found[end - 1].text
        if not (roles.closes(text) or (dated and roles.is_signature(text))):
            break
        dated = roles.is_date(text)  # above a day stands who signs
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
    full = max((len(one.text) for one in kept), default=0) - _RAGGED
    broken = [len(o.text) >= max(full, _LONG) and not roles.ended(o.text) for o in kept]
    # Lines are broken for their width only: every one that does not end is as long as can be.
    flowing = all(b or roles.ended(o.text) for b, o in zip(broken, kept, strict=True))
    at = 0
    while at < len(kept):
        text, end = kept[at].text, at + 1
        while flowing and end < len(kept) and broken[end - 1]:
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
