"""How the items of a plan are gathered: one flat list, or groups under headings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.cast import PATTERNS
from corpus.desk import Desk
from corpus.fragments import Topic
from corpus.model import Block, Body, Duty, Line, Section
from corpus.stock import Exhausted

Writer = Callable[[Desk, str, Topic, Duty], list[Block]]


@dataclass(frozen=True, slots=True)
class Plain:
    """How a layout of independent items writes them: context of deadlines, owners, the writer."""

    context: str
    write: Writer
    heads: str = "tasks"
    patterns: Mapping[str, float] | None = None


APART_SHARE = 0.2


def sizes(desk: Desk, total: int, low: int = 2, high: int = 5) -> list[int]:
    """The total in portions."""
    found: list[int] = []
    while total > 0:
        part = min(total, desk.dice.between(low, high))
        found.append(part)
        total -= part
    if len(found) > 1 and found[-1] < low:
        rest = found.pop()
        found[-1] += rest
    return found


def topics_for(desk: Desk, number: int, category: str | None = None) -> list[Topic]:
    found = desk.stock.order(number, category)
    if len(found) < number:
        raise Exhausted(category or "")
    return found


def category_groups(desk: Desk, total: int) -> Iterator[tuple[str, list[Topic]]]:
    """Groups with their headings; each of another category as long as there are categories."""
    for category in desk.stock.categories():
        topics = desk.stock.order(min(total, desk.dice.between(2, 5)), category)
        if len(topics) < 2:
            continue
        total -= len(topics)
        heading = desk.phrase("heads", "groups").format(topic=desk.aspect(category))
        yield heading, topics
        if total < 2:
            return


def itemised(desk: Desk, size: int, plain: Plain) -> Body:
    """A section of items that stand by themselves, in one list or in groups."""
    head = desk.phrase("heads", plain.heads)
    if desk.gaps.owner == 0 and desk.dice.chance(APART_SHARE):
        return Body(tuple(_apart(desk, size, plain)))
    if desk.dice.chance(0.5) and len(desk.stock.categories()) >= 4:
        return Body((Section(head, tuple(_grouped(desk, size, plain))),))
    number = desk.style.group if desk.dice.chance(0.35) else desk.style.item
    return Body((Section(head, tuple(_list(desk, topics_for(desk, size), plain, number))),))


def _apart(desk: Desk, size: int, plain: Plain) -> Iterator[Section]:
    """Sections by aspect; only where every entry names an owner and so is seen to be one."""
    for heading, topics in category_groups(desk, size):
        yield Section(heading, tuple(_list(desk, topics, plain, desk.style.item)))


def _grouped(desk: Desk, size: int, plain: Plain) -> Iterator[Block]:
    running = desk.dice.chance(0.25)
    first = 1
    for index, (heading, topics) in enumerate(category_groups(desk, size), start=1):
        yield Line(desk.style.group(index) + desk.heading(heading), "group")
        yield from _list(desk, topics, plain, desk.style.item, first)
        first += len(topics) if running else 0


def _list(
    desk: Desk, topics: Sequence[Topic], plain: Plain, number: Callable[[int], str], first: int = 1
) -> Iterator[Block]:
    duties = desk.duties(topics, plain.context, plain.patterns or PATTERNS)
    for index, (topic, duty) in enumerate(zip(topics, duties, strict=True), start=first):
        yield from plain.write(desk, number(index), topic, duty)
