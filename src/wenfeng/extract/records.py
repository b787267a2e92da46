"""Records (一事一档): items whose fields stand below them as labelled lines or sub-items.

存在问题：… 整改措施：… 责任人：… 时限：… are fields of one item, not items of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from wenfeng.domain import Text
from wenfeng.extract import items
from wenfeng.extract.items import Parsed
from wenfeng.extract.labels import OWNER_FIELDS
from wenfeng.extract.lines import Line
from wenfeng.extract.outline import Node, heading_class, opening_label


@dataclass(frozen=True, slots=True)
class Problem:
    """A stated problem of a problem list, with its path of numbers."""

    text: Text
    key: tuple[int, ...]


def is_record(node: Node) -> bool:
    """Whether the children are the fields of one record, not records that each open alike."""
    fields = {c.field for c in node.children if c.field is not None}
    return len(fields) > 1 or any(c.style == "label" for c in node.children)


def merged(node: Node) -> Node:
    """The record as one item: its fields become its lines, the items in them its children."""
    below: list[Node] = []
    body = list(node.body)
    for child in node.children:
        items_below, lines = _as_field(child)
        below += items_below
        body += lines
    return replace(node, body=body, children=below)


def _as_field(child: Node) -> tuple[list[Node], list[Line]]:
    """What a child of a record gives to it: items below it, and lines of its own."""
    if child.field is None:
        return [child], []
    if child.field in ("problem", "other"):
        return [], _note_lines(child)
    if child.field == "measure" and child.children:
        return child.children, child.body
    own = _line_from_label(child)
    return child.children, ([own] if own else []) + child.body


def problem_of(node: Node, parsed: Parsed) -> Text | None:
    """The problem of a record: labelled, or what stands above 整改措施： and says what is wrong."""
    for child in node.children:
        if child.field == "problem" and (stated := problems_of_list(child, ())):
            return stated[0].text
    answered = (_answered(node, parsed, c) for c in node.children if c.field == "measure")
    return next((text for text in answered if text is not None), None)


def _answered(node: Node, parsed: Parsed, measure: Node) -> Text | None:
    """What stands above 整改措施： and says what is wrong: 村务公开不及时。"""
    if measure.line is None or "整改" not in measure.line.text[: measure.start] or not node.line:
        return None
    words = parsed.heading or node.line.words(node.start, len(node.line.text))
    return words if words and items.states_problem(words.text) else None


def _line_from_label(node: Node) -> Line | None:
    """The node's own line without its number, so that its label is read as one of the record's."""
    line = node.line
    if line is None:
        return None
    skip = line.body_start
    if node.field == "measure":
        skip = node.start
    return Line(line.block, line.start + skip, line.text[skip:])


def _note_lines(node: Node) -> list[Line]:
    """Owner and deadline lines that followed a problem or goal line."""
    kept = []
    for line in node.body:
        label = opening_label(line)
        if label and (label.fields[0] in OWNER_FIELDS or label.fields[0] == "deadline"):
            kept.append(line)
    return kept


def problems_of_list(node: Node, key: tuple[int, ...]) -> list[Problem]:
    """The items of a problem list: its lowest numbered items, or its own text."""
    found: list[Problem] = []
    for child in node.children:
        found.extend(problems_of_list(child, (*key, child.value) if child.line else key))
    if found:
        return found
    if heading_class(node.text) and not node.field and not node.body:
        return []
    lines = ([(node.line, node.start)] if node.line else []) + [(b, 0) for b in node.body]
    texts = [t for line, start in lines if (t := line.words(start, len(line.text)))]
    if heading_class(node.text) and not node.field:
        texts = texts[1:]
    return [Problem(texts[0], key)] if texts and len(texts[0].text) > 3 else []
