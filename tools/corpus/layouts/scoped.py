"""Layouts in which owners and deadlines are written once for a group of items."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from corpus.cast import Owners, Party
from corpus.clock import Due
from corpus.desk import Desk, entry_of
from corpus.duties import bracketed, label_bracket, labels, role_bracket, roles
from corpus.fragments import Topic
from corpus.layouts.groups import category_groups, sizes
from corpus.layouts.items import closed
from corpus.model import Block, Body, Duty, Entry, Line, Section
from corpus.stock import Exhausted, Need

OWN_SHARE = 0.3


def group_duty(desk: Desk, topics: Sequence[Topic]) -> Duty:
    """What a heading says for all below it."""
    due = None if desk.dice.chance(max(0.2, desk.gaps.due)) else desk.clock.draw("scope")
    return Duty(desk.cast.joint(topics), due)


def heading_brackets(desk: Desk, size: int) -> Body:
    """The heading's bracket names owner and deadline; some items have a date of their own."""
    sections: list[Section] = []
    apart = desk.gaps.owner == 0 and desk.dice.chance(0.4)
    how = desk.dice.weighted({"labels": 0.35, "roles": 0.35, "below": 0.3})
    for index, (heading, topics) in enumerate(category_groups(desk, size), start=1):
        duty = group_duty(desk, topics)
        if desk.dice.chance(desk.gaps.owner / 2):
            duty = Duty(None, duty.due if desk.dice.chance(0.5) else None)
        marked = desk.heading(heading) + ("" if how == "below" else _bracket(desk, duty, how))
        under = [*_below_heading(desk, duty, how), *_inheriting(desk, topics, duty)]
        if not apart:
            marked = desk.style.group(index) + marked
        sections.append(Section(marked, tuple(under)))
    return Body(tuple(sections)) if apart else _gathered(desk, sections, "tasks")


def _gathered(desk: Desk, groups: Sequence[Section], head: str) -> Body:
    """The groups one after the other in a single section."""
    blocks = [b for group in groups for b in (Line(group.head, "group"), *group.blocks)]
    return Body((Section(desk.phrase("heads", head), tuple(blocks)),))


def _bracket(desk: Desk, duty: Duty, how: str) -> str:
    return role_bracket(desk, duty) if how == "roles" else label_bracket(desk, duty)


def _below_heading(desk: Desk, duty: Duty, how: str) -> list[Block]:
    """The labels in one line below the heading."""
    found = labels(desk, duty) if how == "below" else []
    return [Line("　　".join(found), "label")] if found else []


def _inheriting(desk: Desk, topics: Sequence[Topic], above: Duty) -> list[Block]:
    """Items below a heading; the last keeps to the heading, so that nothing spreads from it."""
    blocks: list[Block] = []
    for index, topic in enumerate(topics, start=1):
        last = index == len(topics)
        own = None
        if not last and above.due and desk.dice.chance(OWN_SHARE):
            own = desk.clock.draw("prose")
        measures = desk.content(topic, Duty(None, own))
        desk.add(_below(topic, measures, above, own))
        text = desk.title(topic) + desk.join(measures)
        text += f"，{desk.due(own)}完成" if own else ""
        blocks.append(Line(f"{desk.style.item(index)}{text}。"))
    return blocks


def _below(topic: Topic, measures: tuple[str, ...], above: Duty, own: Due | None) -> Entry:
    entry = entry_of(topic, measures, above, "section")
    return replace(entry, due=own, due_scope="own") if own else entry


def group_ends(desk: Desk, size: int) -> Body:
    """Every group ends with the bracket that holds for all of it."""
    blocks: list[Block] = []
    above = desk.dice.chance(0.4)
    dated = desk.dice.chance(0.7)
    for index, (heading, topics) in enumerate(category_groups(desk, size), start=1):
        blocks.append(Line(desk.style.group(index) + desk.heading(heading), "group"))
        duty = group_duty(desk, topics)
        duty = replace(duty, due=desk.clock.draw("scope") if dated else None)
        blocks += _closing(desk, topics, duty, above)
    return Body((Section(desk.phrase("heads", "measures"), tuple(blocks)),))


def _closing(desk: Desk, topics: Sequence[Topic], duty: Duty, above: bool) -> list[Block]:
    blocks: list[Block] = []
    for index, topic in enumerate(topics, start=1):
        last = index == len(topics)
        measures = desk.content(topic, Duty())
        desk.add(entry_of(topic, measures, duty, "own" if last else "section"))
        text = f"{desk.style.item(index)}{desk.title(topic)}{desk.join(measures)}。"
        blocks.append(Line(text + (_closing_bracket(desk, duty, above) if last else "")))
    return blocks


def _closing_bracket(desk: Desk, duty: Duty, above: bool) -> str:
    if not above:
        return bracketed(desk, roles(desk, duty))
    said = desk.phrase("role", "above").format(roles=roles(desk, duty, verbal=True))
    return bracketed(desk, said)


def owner_headings(desk: Desk, size: int) -> Body:
    """The units themselves are the headings of their tasks."""
    sections: list[Section] = []
    blocks: list[Block] = []
    flat = desk.dice.chance(0.5)
    for index, (units, topics) in enumerate(_unit_groups(desk, size), start=1):
        under = _under_unit(desk, topics, Owners(units))
        name = desk.heading(desk.parties(units, "lead"))
        if flat:
            blocks += [Line(desk.style.group(index) + name, "group"), *under]
        else:
            sections.append(Section(name, tuple(under)))
    if flat:
        sections = [Section(desk.phrase("heads", "tasks"), tuple(blocks))]
    return Body(tuple(sections), title="division")


def _unit_groups(desk: Desk, size: int) -> Iterator[tuple[tuple[Party, ...], list[Topic]]]:
    """Units, each with topics that name it, until there are enough entries."""
    left = desk.stock.order(len(desk.stock.topics))
    names: set[str] = set()
    while size > 1 and left:
        unit = desk.cast.units(left[0])[0]
        own = [t for t in left if unit.name in map(_name(desk), t.owners)] or left[:1]
        found = [topic for topic in own[:2] for _ in range(min(2, desk.stock.room(topic)))]
        left = [topic for topic in left if topic not in own[:2]]
        if unit.name not in names and found:
            names.add(unit.name)
            size -= len(found)
            yield (unit,), found


def _name(desk: Desk) -> Callable[[str], str]:
    return lambda owner: desk.cast.party(owner).name


def _under_unit(desk: Desk, topics: Sequence[Topic], owners: Owners) -> list[Block]:
    blocks: list[Block] = []
    dues = [duty.due for duty in desk.duties(topics, "prose")]
    for index, (topic, due) in enumerate(zip(topics, dues, strict=True), start=1):
        measures = desk.single(topic, Duty(None, due))
        desk.add(_below(topic, measures, Duty(owners), due))
        text = desk.title(topic) + desk.join(measures)
        text += f"，{desk.due(due)}完成" if due else ""
        blocks.append(Line(f"{desk.style.item(index)}{text}。"))
    return blocks


def ones(desk: Desk, size: int) -> Body:
    """一是…；二是…；三是… in one paragraph, whose closing bracket holds for all of them."""
    blocks: list[Block] = []
    closing = desk.dice.chance(0.5)
    parts = sizes(desk, size, 2, 3)
    topics = _roomy(desk, len(parts))
    for index, (topic, part) in enumerate(zip(topics, parts, strict=True), start=1):
        duty = group_duty(desk, [topic])
        semicolons = desk.dice.chance(0.5)
        part = min(part, len(desk.stock.left(topic, Need(False, False))))
        entries = [desk.single(topic, Duty()) for _ in range(part)]
        blocks += _one_paragraph(desk, topic, duty, entries, (index, closing, semicolons))
    return Body((Section(desk.phrase("heads", "measures"), tuple(blocks)),))


def _roomy(desk: Desk, number: int) -> list[Topic]:
    """Topics with at least two measures each."""
    found = [t for t in desk.stock.order(len(desk.stock.topics)) if desk.stock.room(t) >= 2]
    if len(found) < number:
        raise Exhausted("topics")
    return found[:number]


def _one_paragraph(
    desk: Desk,
    topic: Topic,
    duty: Duty,
    entries: Sequence[tuple[str, ...]],
    how: tuple[int, bool, bool],
) -> list[Block]:
    index, closing, semicolons = how
    parts = [f"{'一二三四'[i]}是{'，'.join(found)}" for i, found in enumerate(entries)]
    text = ("；" if semicolons else "。").join(parts)
    for i, measures in enumerate(entries):
        own = closing and i == len(entries) - 1
        desk.add(entry_of(topic, measures, duty, "own" if own else "section"))
    head = f"{desk.style.group(index)}{desk.heading(topic.title)}。"
    if closing:
        return [Line(f"{head}{closed(desk, text, bracketed(desk, roles(desk, duty)))}")]
    found = labels(desk, duty)
    return [Line(f"{head}{text}。"), Line("；".join(found) + "。", "label")]
