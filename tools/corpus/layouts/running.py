"""Layouts in running text: 由甲牵头…, 甲要…, minutes of meetings, and stages."""

from __future__ import annotations

import re
from datetime import date, timedelta

from corpus.cast import UNIT_PATTERNS, Owners
from corpus.clock import Due
from corpus.desk import Desk, entry_of
from corpus.fragments import Topic
from corpus.layouts.groups import Plain, itemised, topics_for
from corpus.model import Block, Body, Duty, Entry, Line, Section
from corpus.stock import Need

PROSE_PATTERNS = {"unit": 50.0, "backed": 38.0, "units": 12.0}
SUBJECT_PATTERNS = {"unit": 80.0, "post": 12.0, "units": 8.0}


def prose(desk: Desk, size: int) -> Body:
    """由甲牵头，会同乙，于6月底前…"""
    return itemised(desk, size, Plain("prose", _prose_item, patterns=PROSE_PATTERNS))


def _prose_item(desk: Desk, number: str, topic: Topic, duty: Duty) -> list[Block]:
    title = desk.title(topic)
    return [Line(number + title + sentence(desk, topic, duty, "led"))]


def sentence(desk: Desk, topic: Topic, duty: Duty, key: str) -> str:
    """One sentence that says who does what until when; adds its entry."""
    if duty.owners is None:
        key = "due" if duty.due else "bare"
    elif duty.owners.support:
        key = "backed"
    if duty.owners and duty.due:
        key += "_due"
    words = desk.stock.measures(topic, 1, Need(False, False), vague=0)
    patterns = desk.phrases.texts("prose", key)
    if not re.match(desk.phrases.of("prose", "verbs"), words[0].text):
        patterns = tuple(text for text in patterns if "verb_measure" not in text)
    measures = desk.measures(words)
    desk.add(entry_of(topic, measures, duty))
    return _filled(desk, desk.dice.pick(patterns), measures[0], duty)


def _filled(desk: Desk, pattern: str, measure: str, duty: Duty) -> str:
    owners = duty.owners or Owners(())
    return pattern.format(
        measure=measure,
        verb_measure=measure,
        lead=desk.parties(owners.lead, "lead"),
        support=desk.parties(owners.support, "support"),
        due=desk.due(duty.due) if duty.due else "",
    )


def subjects(desk: Desk, size: int) -> Body:
    """甲要…，6月底前完成：the unit is the subject of the sentence."""
    return itemised(desk, size, Plain("prose", _subject_item, patterns=SUBJECT_PATTERNS))


def _subject_item(desk: Desk, number: str, topic: Topic, duty: Duty) -> list[Block]:
    need = Need(False, False)
    verbs = desk.phrases.of("prose", "verbs")
    if not any(re.match(verbs, text) for text in desk.stock.left(topic, need)):
        return _prose_item(desk, number, topic, duty)
    return [Line(number + desk.title(topic) + _subject(desk, topic, duty))]


def _subject(desk: Desk, topic: Topic, duty: Duty) -> str:
    verbs = desk.phrases.of("prose", "verbs")
    left = [t for t in desk.stock.left(topic, Need(False, False)) if re.match(verbs, t)]
    text = desk.stock.fill(desk.stock.take(desk.dice.pick(left)))
    measure = desk.pen.mark("MEASURE", text)
    desk.add(entry_of(topic, (measure,), duty))
    key = "subject" if duty.owners else "bare"
    if duty.due:
        key = "subject_due" if duty.owners else "due"
    return _filled(desk, desk.phrase("prose", key), measure, duty)


def duty_list(desk: Desk, size: int) -> Body:
    """甲：…，6月底前完成。 a list of units and what each does."""
    blocks: list[Block] = []
    topics = topics_for(desk, size)
    named: set[str] = set()
    verb = desk.dice.pick(("：", "：", "——"))
    for topic, found in zip(topics, desk.duties(topics, "prose"), strict=True):
        units = [unit for unit in desk.cast.units(topic) if unit.name not in named]
        owners = Owners(tuple(units[:1]) or (desk.cast.group(),))
        named.update(party.name for party in owners.lead)
        duty = Duty(owners, found.due)
        blocks.append(Line(_duty_line(desk, topic, duty, verb)))
    return Body((Section(desk.phrase("heads", "tasks"), tuple(blocks)),), title="division")


def _duty_line(desk: Desk, topic: Topic, duty: Duty, verb: str) -> str:
    measures = desk.measures(desk.stock.measures(topic, 2, Need(False, duty.due is not None), 0))
    desk.add(entry_of(topic, measures, duty))
    owners = duty.owners or Owners(())
    tail = f"，{desk.due(duty.due)}完成" if duty.due else ""
    return f"{desk.parties(owners.lead, 'lead')}{verb}{'；'.join(measures)}{tail}。"


def minutes(desk: Desk, size: int) -> Body:
    """Minutes: 会议议定以下事项, each a heading and a sentence."""
    topics = topics_for(desk, size)
    blocks: list[Block] = []
    duties = desk.duties(topics, "prose", UNIT_PATTERNS)
    numbers = desk.style.group if desk.dice.chance(0.5) else desk.style.item
    for index, (topic, duty) in enumerate(zip(topics, duties, strict=True), start=1):
        text = _minute_head(desk, topic) + sentence(desk, topic, duty, "led")
        blocks.append(Line(numbers(index) + text))
    head = desk.phrase("heads", "minutes")
    return Body((Section(head, tuple(blocks)),), title="minutes")


def _minute_head(desk: Desk, topic: Topic) -> str:
    if topic.name in desk.ledger.titled:
        return ""
    desk.ledger.titled.add(topic.name)
    return desk.heading(f"关于{topic.title}") + "。"


def stages(desk: Desk) -> Section:
    """The steps of the work with their periods; entries of kind stage."""
    sets = [s for s in desk.phrases.of("stage_set") if s["from"] <= desk.world.year]
    chosen = desk.dice.pick(sets)
    periods = _periods(desk, len(chosen["names"]))
    blocks: list[Block] = []
    number = desk.style.group if desk.dice.chance(0.7) else desk.style.item
    for index, (name, texts) in enumerate(zip(chosen["names"], chosen["texts"], strict=True)):
        due = periods[index]
        measure = desk.pen.mark("MEASURE", desk.dice.pick(texts).rstrip("。"))
        desk.add(Entry("", (measure,), due=due, due_scope="own", kind="stage"))
        head = f"{number(index + 1)}{desk.heading(name)}（{desk.due(due)}）"
        blocks.append(Line(f"{head}。{measure}。"))
    return Section(desk.phrase("heads", "stages"), tuple(blocks))


def _periods(desk: Desk, number: int) -> list[Due]:
    """Periods that follow each other within the year the plan is written."""
    first = desk.world.day + timedelta(days=3)
    room = (date(first.year, 12, 28) - first).days
    cuts = [first + timedelta(days=room * i // number) for i in range(number + 1)]
    rule = desk.dice.pick(("months", "days", "days", "thirds"))
    if rule != "days" and room < 62 * number:
        rule = "days"
    return [_stage_period(desk, rule, cuts[i], cuts[i + 1]) for i in range(number)]


def _stage_period(desk: Desk, rule: str, first: date, last: date) -> Due:
    pattern = {
        "days": "{Y}{m1}月{d1}日—{m2}月{d2}日",
        "months": "{Y}{m1}月—{m2}月",
        "thirds": "{Y}{m1}月下旬至{m2}月中旬",
    }[rule]
    start = first + timedelta(days=1)
    if rule == "months":
        start, last = first.replace(day=1), last.replace(day=1) - timedelta(days=1)
    text, end = desk.clock.span(rule, pattern, start, last)
    return desk.clock.opened(Due(((text, True),), end, None, False))


def stage_fit(desk: Desk) -> bool:
    """Whether the year leaves room for stages."""
    return desk.world.day.month <= 8
