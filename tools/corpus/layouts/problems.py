"""Layouts that set a problem against its measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.desk import Desk, entry_of
from corpus.duties import label_bracket, labels
from corpus.fragments import Topic
from corpus.layouts.groups import sizes, topics_for
from corpus.layouts.items import closed
from corpus.model import Block, Body, Duty, Line, Section
from corpus.stock import Need
from corpus.world import han

SIGNS = ("问题{n}：", "问题{han}：", "{item}存在问题：", "{item}{label}：", "问题{n}.")


@dataclass(frozen=True, slots=True)
class Look:
    """How the problem blocks of a plan look."""

    sign: str
    own_line: bool
    bracket: bool
    inline: bool  # all in one paragraph where there is one measure


def problem_blocks(desk: Desk, size: int) -> Body:
    """问题一：… 整改措施：… 责任单位：… 完成时限：…, several measures numbered."""
    how = _look(desk)
    blocks: list[Block] = []
    parts = sizes(desk, size, 1, 3)
    topics = topics_for(desk, len(parts))
    duties = desk.duties(topics, "label")
    for index, (topic, duty, part) in enumerate(zip(topics, duties, parts, strict=True), start=1):
        blocks += _problem_block(desk, topic, duty, (index, part, how))
    return Body((Section(desk.phrase("heads", "content"), tuple(blocks)),), title="rectify")


def _look(desk: Desk) -> Look:
    chance = desk.dice.chance
    inline = chance(0.25)
    return Look(desk.dice.pick(SIGNS), not inline and chance(0.6), chance(0.25), inline)


def _problem_block(desk: Desk, topic: Topic, duty: Duty, rest: tuple[int, int, Look]) -> list[Line]:
    index, part, how = rest
    part = min(part, len(desk.stock.left(topic, need_of(duty))))
    problem = desk.pen.mark("PROBLEM", desk.stock.problem(topic))
    sign = how.sign.format(
        n=index, han=han(index), item=desk.style.item(index), label=desk.style.labels["problem"]
    )
    lines = [Line(f"{sign}{problem}。"), *_measures_of(desk, topic, duty, (part, problem, how))]
    inline = how.inline and part < 2
    return [Line("".join(line.text for line in lines))] if inline else lines


def need_of(duty: Duty) -> Need:
    return Need(duty.owners is not None, duty.due is not None)


def _measures_of(desk: Desk, topic: Topic, duty: Duty, rest: tuple[int, str, Look]) -> list[Line]:
    part, problem, how = rest
    label = desk.style.labels["measure"]
    if part < 2:
        measures = desk.content(topic, duty)
        desk.add(entry_of(topic, measures, duty, "own", problem))
        text = f"{label}：{desk.join(measures)}"
        if how.bracket:
            return [Line(closed(desk, text, label_bracket(desk, duty)), "label")]
        return [Line(f"{text}。", "label"), *_label_lines(desk, duty, how)]
    lines = [Line(f"{label}：", "label")]
    for number in range(1, part + 1):
        measures = desk.single(topic, duty)
        desk.add(entry_of(topic, measures, duty, "section", problem))
        lines.append(Line(f"{desk.style.sub(number)}{desk.join(measures)}。"))
    return [*lines, *_label_lines(desk, duty, how)]


def _label_lines(desk: Desk, duty: Duty, how: Look) -> list[Line]:
    found = labels(desk, duty, own_line=how.own_line)
    if how.own_line or not found:
        return [Line(text, "label") for text in found]
    return [Line("；".join(found) + "。", "label")]


def children(desk: Desk, size: int) -> Body:
    """关于…的问题 as heading, measures （1）（2） below, each closed by its own bracket."""
    blocks: list[Block] = []
    parts = sizes(desk, size, 1, 3)
    topics = topics_for(desk, len(parts))
    for index, (topic, part) in enumerate(zip(topics, parts, strict=True), start=1):
        problem = desk.pen.mark("PROBLEM", _about(desk.stock.problem(topic, short=True)))
        blocks.append(Line(f"{desk.style.group(index)}关于{problem}", "group"))
        part = min(part, max(1, desk.stock.room(topic)))
        blocks += _children(desk, topic, problem, desk.duties([topic] * part, "paren"))
    return Body((Section(desk.phrase("heads", "measures"), tuple(blocks)),), title="rectify")


def _about(text: str) -> str:
    return text if text.endswith(("问题", "现象")) else f"{text}的问题"


def _children(desk: Desk, topic: Topic, problem: str, duties: Sequence[Duty]) -> list[Block]:
    blocks: list[Block] = []
    for number, duty in enumerate(duties, start=1):
        measures = desk.single(topic, duty)
        desk.add(entry_of(topic, measures, duty, "own", problem))
        text = closed(desk, desk.join(measures), label_bracket(desk, duty))
        blocks.append(Line(desk.style.item(number) + text))
    return blocks


def targeted(desk: Desk, size: int) -> Body:
    """针对…问题，…。 with labels behind."""
    blocks: list[Block] = []
    topics = topics_for(desk, min(size, len(desk.stock.topics)))
    for index, (topic, duty) in enumerate(
        zip(topics, desk.duties(topics, "paren"), strict=True), start=1
    ):
        wrong = _about(desk.stock.problem(topic, short=True))
        problem = desk.pen.mark("PROBLEM", wrong)
        measures = desk.content(topic, duty)
        desk.add(entry_of(topic, measures, duty, "own", problem))
        text = f"针对{problem}，{desk.join(measures)}"
        text = closed(desk, text, label_bracket(desk, duty))
        blocks.append(Line(desk.style.item(index) + text))
    return Body((Section(desk.phrase("heads", "measures"), tuple(blocks)),), title="rectify")


def linked(desk: Desk, size: int) -> Body:
    """A list of problems in one section, the measures in the next, linked by number."""
    topics = topics_for(desk, min(size, len(desk.stock.topics)))
    duties = desk.duties(topics, "paren")
    wrong: list[Block] = []
    right: list[Block] = []
    short = desk.dice.chance(0.5)
    for index, (topic, duty) in enumerate(zip(topics, duties, strict=True), start=1):
        text = desk.stock.problem(topic, short)
        problem = desk.pen.mark("PROBLEM", text)
        wrong.append(Line(f"{desk.style.item(index)}{problem}。"))
        measures = desk.content(topic, duty)
        desk.add(entry_of(topic, measures, duty, "own", problem))
        body = closed(desk, desk.join(measures), label_bracket(desk, duty))
        right.append(Line(desk.style.item(index) + body))
    return Body(
        (
            Section(desk.phrase("heads", "problems"), tuple(wrong)),
            Section(desk.phrase("heads", "measures"), tuple(right)),
        ),
        title="rectify",
    )
