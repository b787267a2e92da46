"""The outline of a part: which item stands below which (层次结构).

A line with a number, a heading style or a label that opens a block (整改措施：) is a node; lines
without one belong to the node before them.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from wenfeng.extract.labels import Field, Segment, segments
from wenfeng.extract.lines import Element, Line, TableCells
from wenfeng.extract.marks import RANKS
from wenfeng.resources import lexicon

_OPENING = ("problem", "measure", "progress", "other")
_ITEM_FIELDS: dict[str, Field] = {"问题": "problem", "措施": "measure", "举措": "measure"}


@dataclass(slots=True)
class Node:
    """An item under construction. ``line`` is None for the root of a part.

    ``field`` is the label the item opens with (存在问题：), ``body`` the lines that follow it.
    """

    rank: float
    line: Line | None = None
    field: Field | None = None
    style: str = ""
    value: int = 0
    number: str = ""
    start: int = 0
    body: list[Line] = dataclasses.field(default_factory=list)
    tables: list[TableCells] = dataclasses.field(default_factory=list)
    children: list[Node] = dataclasses.field(default_factory=list)

    @property
    def text(self) -> str:
        """The node's own line behind its number and opening label."""
        return self.line.text[self.start :] if self.line else ""


def outline(sequence: tuple[Element, ...]) -> Node:
    """The tree of a part's elements; the root holds what stands before the first item."""
    root = Node(rank=-1)
    stack = [root]
    records = _record_lines(sequence)
    levels: dict[int, float] = {}
    for i, element in enumerate(sequence):
        if isinstance(element, TableCells):
            stack[-1].tables.append(element)
            continue
        node = _node(element, i in records, levels) or _list_heading(sequence, i, stack)
        if node is None:
            stack[-1].body.append(element)
            continue
        if node.style in ("label", "record"):
            _climb_label(stack, node)
        else:
            _climb(stack, node)
        stack[-1].children.append(node)
        stack.append(node)
    return root


def _climb(stack: list[Node], node: Node) -> None:
    """Leaves the stack at the parent of a numbered node or heading."""
    if stack[-1].style == "label" and stack[-1].field == "other" and stack[-1].text.strip():
        stack.pop()
    for depth in range(len(stack) - 1, 0, -1):
        open_node = stack[depth]
        if open_node.style != node.style or open_node.rank != node.rank:
            continue
        if (
            node.field is not None
            and open_node.field is None
            and _labelled_above(stack, depth, node)
        ):
            continue
        if node.value == 1 and node.field is None and _opens_list(stack, depth):
            return
        del stack[depth:]
        return
    while len(stack) > 1 and stack[-1].rank >= node.rank:
        stack.pop()


def _labelled_above(stack: list[Node], depth: int, node: Node) -> bool:
    """Whether an item of that style that opened with a label stands further up."""
    return any(n.style == node.style and n.field is not None for n in stack[1:depth])


def _opens_list(stack: list[Node], depth: int) -> bool:
    """Whether a number 1 counts items below a label or a higher number opened since."""
    style, since = stack[depth].style, stack[depth + 1 :]
    if any(n.style == style and n.rank > stack[depth].rank for n in since):
        return False  # lists inside lists say themselves which is below which
    return any(
        n.style in ("label", "record") or RANKS.get(n.style, 9) < RANKS.get(style, 9) for n in since
    )


def _climb_label(stack: list[Node], node: Node) -> None:
    """Leaves the stack at the item whose field the label opens."""
    open_styles = [open_node.style for open_node in stack]
    wanted = "record" if node.style == "record" and "record" in open_styles else "label"
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].style == wanted:
            del stack[depth:]
            break
    else:
        if len(stack) > 2 and _plain_sibling(stack[-1], stack[-2]):
            stack.pop()
    node.rank = stack[-1].rank + (0.01 if node.style == "record" else 0.02)


def _plain_sibling(node: Node, parent: Node) -> bool:
    """Whether an item is one of a list that the label follows, not the label's own."""
    labelled = any(c.style == "label" for sibling in parent.children for c in sibling.children)
    return node.field is None and len(parent.children) >= 2 and not labelled


def _list_heading(sequence: tuple[Element, ...], i: int, stack: list[Node]) -> Node | None:
    """An unnumbered line before a list that starts again at 1: 需报请县级部门支持的：."""
    line = sequence[i]
    following = sequence[i + 1] if i + 1 < len(sequence) else None
    if not isinstance(line, Line) or not isinstance(following, Line) or following.mark is None:
        return None
    if (
        following.mark.value != 1
        or len(line.text.strip()) > 40
        or line.text.rstrip()[-1] not in "：:"
    ):
        return None
    style = following.mark.style
    if not any(n.style == style for n in stack) and not _list_follows(sequence, i + 2, style):
        return None
    return Node(following.mark.rank - 0.01, line, None, "lead", 0, "", 0)


def _list_follows(sequence: tuple[Element, ...], start: int, style: str) -> bool:
    """Whether a second list of the style, with a line of its own above it, comes later."""
    for a, b in pairwise(sequence[start : start + 40]):
        if isinstance(b, Line) and b.mark and b.mark.rank < RANKS[style]:
            return False
        if not (isinstance(a, Line) and isinstance(b, Line)) or b.mark is None or a.mark:
            continue
        if b.mark.style == style and b.mark.value == 1 and a.text.rstrip()[-1:] in "：:":
            return True
    return False


def _node(line: Line, opens_record: bool, levels: dict[int, float]) -> Node | None:
    first = opening_label(line)
    label: Field | None = first.fields[0] if first else None
    start = first.start if first else line.body_start
    if line.mark is not None:
        label = label or _ITEM_FIELDS.get(line.mark.number[:2])
        if line.level:
            levels[line.level] = line.mark.rank
        mark = line.mark
        if mark.style == "item" and label == "measure":
            return Node(0, line, label, "label", 0, "", start)
        return Node(mark.rank, line, label, mark.style, mark.value, mark.number, start)
    if line.level:
        return Node(_level_rank(line.level, levels), line, label, f"h{line.level}", 0, "", start)
    if label in _OPENING:
        return Node(0, line, label, "record" if opens_record else "label", 0, "", start)
    if heading_class(line.text) and _bare_heading(line.text):
        return Node(RANKS["chinese"] - 0.1, line, None, "bare", 0, "", start)
    return None


def _level_rank(level: int, levels: dict[int, float]) -> float:
    if level in levels:
        return levels[level]
    above = [rank for other, rank in levels.items() if other < level]
    return max(above) + 0.05 * level if above else 1 + 0.1 * level


def opening_label(line: Line) -> Segment | None:
    """The label a line opens with, right behind its number."""
    found = segments(line.body)
    if not found or line.body[: found[0].label_start].strip("【[〔 \u3000"):
        return None
    one, shift = found[0], line.body_start
    return Segment(
        one.fields, one.label, one.label_start + shift, one.start + shift, one.end + shift
    )


def _record_lines(sequence: tuple[Element, ...]) -> frozenset[int]:
    """Unnumbered problem lines that repeat with no numbered item between them."""
    structural: list[tuple[int, bool]] = []
    for i, element in enumerate(sequence):
        if not isinstance(element, Line):
            continue
        if element.mark and element.mark.rank <= RANKS["item"]:
            structural.append((i, False))
        elif (
            not element.mark and (first := opening_label(element)) and first.fields[0] == "problem"
        ):
            structural.append((i, True))
    found: set[int] = set()
    for (i, a), (j, b) in pairwise(structural):
        if a and b:
            found |= {i, j}
    return frozenset(found)


# --- what a heading is about ------------------------------------------------------------------


@cache
def _class_of() -> dict[str, str]:
    classes = lexicon("sections")["classes"]
    return {word: name for name, words in classes.items() for word in words}


@cache
def _class_regex() -> re.Pattern[str]:
    """The longest known words at a place: 整改工作组织 before 整改工作."""
    words = sorted(_class_of(), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)})(?!干部|班子|体制|职责|建设)")


@lru_cache(maxsize=2048)
def heading_class(heading: str) -> str:
    """problem, stage, task, exhortation, background – or '' where no word tells (节的性质).

    The longest words found decide; problem together with task (问题及整改措施) is task.
    """
    heading = re.split(r"[。：:]", heading.strip(), maxsplit=1)[0]
    first = re.split(r"[\s\u3000]", heading, maxsplit=1)[0]
    if len(heading) > 24 and len(first) >= 4:  # 工作要求 各单位要… : the line break was lost
        heading = first
    if len(heading) > 40:
        glued = _class_regex().match(heading)
        return _class_of()[glued[0]] if glued and len(glued[0]) >= 4 else ""
    found = _class_regex().findall(heading)
    if not found:
        return _by_ending(heading)
    classes = {_class_of()[words] for words in found}
    if {"problem", "task"} <= classes or ("problem" in classes and re.search("措施|整改", heading)):
        return "task"
    return _class_of()[max(found, key=len)]


def is_class_name(heading: str) -> bool:
    """Whether a heading is nothing but the name of a section (工作目标)."""
    return _class_regex().fullmatch(heading.strip()) is not None


def _by_ending(heading: str) -> str:
    """The class that the last words of a heading tell, where it holds no known words."""
    if re.search(r"(?<!保障)(?:措施|举措)$", heading):
        return "task"
    if re.search(r"要求$|纪律$", heading) and len(heading) <= 10:
        return "exhortation"
    if re.search(
        r"(?:情况|意义|原则|背景|成效|概况|目标|依据|范围|对象|现状|形势|现状[与和及]差距|必要性|紧迫性|重要性)$",
        heading,
    ):
        return "" if re.search("整改|落实", heading) else "background"
    return ""


def _bare_heading(text: str) -> bool:
    """An unnumbered line that can only be a heading: short, no sign at its end."""
    text = text.strip()
    return 2 <= len(text) <= 14 and not re.search(r"[，。；：:、（）()]", text)
