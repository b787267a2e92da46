"""Layouts in which every item says itself who does it and until when."""

from __future__ import annotations

from dataclasses import replace

from corpus.cast import PATTERNS, UNIT_PATTERNS, Owners, Party
from corpus.desk import Desk, entry_of
from corpus.duties import bracketed, label_bracket, labels, role_bracket, roles, without_supervisors
from corpus.fragments import Topic
from corpus.layouts.groups import Plain, itemised, sizes, topics_for
from corpus.model import Block, Body, Duty, Entry, Gaps, Line, Section

ROLE_PATTERNS = {k: v for k, v in PATTERNS.items() if k != "chief"}


CONDUCT = (
    "政治纪律",
    "八项规定",
    "形式主义",
    "官僚主义",
    "享乐主义",
    "奢靡之风",
    "廉洁风险",
    "党的建设",
)


def closed(desk: Desk, text: str, bracket: str) -> str:
    """A text with its bracket and its full stop, in the order this plan has."""
    if not bracket:
        return f"{text}。"
    return f"{text}。{bracket}" if desk.style.stop_first else f"{text}{bracket}。"


def label_brackets(desk: Desk, size: int) -> Body:
    """…。（责任单位：甲、乙；完成时限：…）"""
    return itemised(desk, size, Plain("paren", _label_bracket_item))


def _label_bracket_item(desk: Desk, number: str, topic: Topic, duty: Duty) -> list[Block]:
    measures = desk.content(topic, duty)
    desk.add(entry_of(topic, measures, duty))
    text = desk.title(topic) + desk.join(measures)
    return [Line(number + closed(desk, text, label_bracket(desk, duty)))]


def role_brackets(desk: Desk, size: int) -> Body:
    """…。（甲牵头，乙配合，6月底前完成）"""
    return itemised(desk, size, Plain("paren", _role_bracket_item, patterns=ROLE_PATTERNS))


def _role_bracket_item(desk: Desk, number: str, topic: Topic, duty: Duty) -> list[Block]:
    duty = without_supervisors(duty)
    measures = desk.content(topic, duty)
    desk.add(entry_of(topic, measures, duty))
    text = desk.title(topic) + desk.join(measures)
    return [Line(number + closed(desk, text, role_bracket(desk, duty)))]


def label_lines(desk: Desk, size: int) -> Body:
    """Each label on a line of its own below the item."""
    return itemised(desk, size, Plain("label", _label_lines_item, heads="measures"))


def _label_lines_item(desk: Desk, number: str, topic: Topic, duty: Duty) -> list[Block]:
    measures = desk.content(topic, duty)
    desk.add(entry_of(topic, measures, duty))
    text = f"{number}{desk.title(topic)}{desk.join(measures)}。"
    return [Line(text), *(Line(label, "label") for label in labels(desk, duty, own_line=True))]


def label_run(desk: Desk, size: int) -> Body:
    """The labels in one line: behind the item, or below it."""
    below, gap = desk.dice.chance(0.5), desk.dice.pick(("；", "；", "　　", "。", "，"))

    def write(desk: Desk, number: str, topic: Topic, duty: Duty) -> list[Block]:
        measures = desk.content(topic, duty)
        desk.add(entry_of(topic, measures, duty))
        text = f"{number}{desk.title(topic)}{desk.join(measures)}。"
        found = gap.join(labels(desk, duty))
        stop = "。" if found and gap != "　　" else ""
        if below and found:
            return [Line(text), Line(found + stop, "label")]
        return [Line(text + found + stop)]

    return itemised(desk, size, Plain("paren", write, heads="measures"))


def first_leads(desk: Desk, size: int) -> Body:
    """A note in the first bracket makes the first of every list the leader."""
    note = desk.phrase("role", "first_leads")
    waiting = [note]

    def write(desk: Desk, number: str, topic: Topic, duty: Duty) -> list[Block]:
        said = duty if duty.owners is None else replace(duty, owners=_flat(duty.owners))
        measures = desk.content(topic, duty)
        desk.add(entry_of(topic, measures, duty))
        here = waiting.pop() if waiting and duty.owners else ""
        bracket = _list_bracket(desk, said, duty, here)
        return [Line(number + closed(desk, desk.title(topic) + desk.join(measures), bracket))]

    patterns = {"backed": 0.85, "unit": 0.15}
    return itemised(desk, size, Plain("paren", write, patterns=patterns))


def _flat(owners: Owners) -> Owners:
    return Owners(lead=owners.lead + owners.support)


def _list_bracket(desk: Desk, said: Duty, duty: Duty, note: str) -> str:
    """A bracket that only lists; the marks say who leads by the note."""
    if duty.owners is None:
        return role_bracket(desk, said)
    names = desk.parties(duty.owners.lead, "lead")
    if duty.owners.support:
        names += "、" + desk.parties(duty.owners.support, "support")
    verb = desk.dice.pick(("负责", "负责", ""))
    due = f"，{desk.due(duty.due)}" if duty.due else ""
    return bracketed(desk, f"{names}{verb}{due}{'；' + note if note else ''}")


def unlabelled(desk: Desk, size: int) -> Body:
    """Main points of work that name nobody and no time."""
    bare = replace(desk, gaps=Gaps(1.0, 1.0))
    body = itemised(bare, size, Plain("paren", _role_bracket_item))
    return replace(body, title="points")


def leads_only(desk: Desk, size: int) -> Body:
    """Owners for each item, one date for all of them in the opening sentence."""
    due = desk.clock.draw("scope")
    own = replace(desk, gaps=Gaps(desk.gaps.owner, 0.82))

    def write(desk: Desk, number: str, topic: Topic, duty: Duty) -> list[Block]:
        duty = without_supervisors(duty)
        measures = desk.content(topic, duty)
        entry = entry_of(topic, measures, duty)
        if duty.due is None:
            entry = replace(entry, due=due, due_scope="document")
        desk.add(entry)
        text = desk.title(topic) + desk.join(measures)
        return [Line(number + closed(desk, text, role_bracket(desk, duty)))]

    body = itemised(own, size, Plain("paren", write, patterns=ROLE_PATTERNS))
    said = desk.phrase("scopes", "document_due").format(due=desk.due(due))
    if desk.dice.chance(0.5):
        return replace(body, tail=said, bound=True)
    *before, section = body.sections
    last = Section(section.head, (*section.blocks, Line(said)))
    return replace(body, sections=(*before, last), bound=True)


def stretches(desk: Desk, size: int) -> Body:
    """Paragraphs of several stretches, each closed by its own bracket."""
    blocks: list[Block] = []
    dated = desk.dice.chance(0.6)
    for number, part in enumerate(sizes(desk, size, 2, 3), start=1):
        blocks.append(Line(desk.style.group(number) + _stretch(desk, part, dated)))
    return Body((Section(desk.phrase("heads", "tasks"), tuple(blocks)),))


def _stretch(desk: Desk, number: int, dated: bool) -> str:
    topics = topics_for(desk, number)
    topics = [topics[0]] * number if desk.dice.chance(0.4) else topics
    out = desk.title(topics[0])
    for topic in topics:
        due = desk.clock.draw("paren") if dated else None
        duty = without_supervisors(Duty(desk.cast.draw(topic, UNIT_PATTERNS), due))
        measures = desk.content(topic, duty)
        desk.add(entry_of(topic, measures, duty))
        out += closed(desk, desk.join(measures), bracketed(desk, roles(desk, duty)))
    return out


def personal(desk: Desk, size: int) -> Body:
    """The measures of one person: the title names the owner of all of them."""
    person = desk.names.person()
    owner = Owners((Party(person, "person"),))
    blocks: list[Block] = []
    fit = [topic for topic in desk.stock.order(2 * size) if topic.category in CONDUCT]
    for index, topic in enumerate(fit[:size], start=1):
        due = None if desk.dice.chance(max(0.15, desk.gaps.due)) else desk.clock.draw("paren")
        duty = Duty(due=due)
        measures = desk.content(topic, duty)
        desk.add(
            Entry(topic.category, measures, None, owner, "document", due, "own" if due else None)
        )
        text = desk.title(topic) + desk.join(measures)
        blocks.append(Line(desk.style.item(index) + closed(desk, text, label_bracket(desk, duty))))
    head = desk.phrase("heads", "measures")
    return Body((Section(head, tuple(blocks)),), title="personal", person=person, bound=True)


def empty(desk: Desk, size: int) -> Body:
    """Nothing but background, demands and reports: no entry at all."""
    sections: list[Section] = []
    for head in desk.dice.some(desk.phrases.texts("heads", "empty"), desk.dice.between(1, 2)):
        texts = [topic.background for topic in desk.stock.order(8)]
        known = [desk.stock.fill(text) for text in texts if desk.stock.known(text)]
        shown = known[: desk.dice.between(2, 4)]
        lines = [Line(desk.pen.mark("BACKGROUND", text)) for text in shown]
        sections.append(Section(head, tuple(lines)))
    return Body(tuple(sections), title="empty", bound=True)


def unit_plan(desk: Desk, size: int) -> Body:
    """The tasks of one unit, which the title names; each may have its date."""
    topics = topics_for(desk, size)
    unit = desk.cast.office()
    blocks: list[Block] = []
    duties = [Duty(None, duty.due) for duty in desk.duties(topics, "paren")]
    for index, (topic, duty) in enumerate(zip(topics, duties, strict=True), start=1):
        measures = desk.content(topic, duty)
        entry = entry_of(topic, measures, duty)
        desk.add(replace(entry, owners=Owners((unit,)), owner_scope="document"))
        text = closed(desk, desk.title(topic) + desk.join(measures), label_bracket(desk, duty))
        blocks.append(Line(desk.style.item(index) + text))
    head = desk.phrase("heads", "tasks")
    return Body((Section(head, tuple(blocks)),), title="unit_plan", unit=unit.name, bound=True)
