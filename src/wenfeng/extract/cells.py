"""What single table cells say: their whole text, owners, deadlines, numbers."""

from __future__ import annotations

import re

from wenfeng.domain import Deadline, Owner, OwnerRole, Text
from wenfeng.extract import deadlines, owners
from wenfeng.extract.deadlines import Clock, Due
from wenfeng.extract.draft import owner
from wenfeng.extract.grid import Slot
from wenfeng.extract.labels import OWNER_FIELDS, segments
from wenfeng.lang.dates import find


def whole(slot: Slot) -> Text:
    """The words of a cell without the space around them."""
    start = len(slot.text) - len(slot.text.lstrip())
    end = start + len(slot.words)
    return Text(slot.text[start:end], slot.span(start, end))


def key_of(numbers: list[Slot]) -> tuple[int, ...]:
    """The path of numbers in a 序号 cell: 2-1 → (2, 1)."""
    digits = re.findall(r"\d{1,18}", numbers[0].words) if numbers else []
    return tuple(int(d) for d in digits[:3])


def owners_of(slot: Slot, role: OwnerRole, label: str) -> list[Owner]:
    """The names in an owner cell; labels inside it (牵头单位：…) go before the column's."""
    text = slot.text
    inner = [s for s in segments(text) if s.fields[0] in OWNER_FIELDS]
    if inner:
        claims = [
            claim
            for s in inner
            for claim in owners.labelled(text, s.start, s.end, OWNER_FIELDS[s.fields[0]], s.label)
        ]
    else:
        named = owners.labelled(text, 0, len(text), role, label)
        claims = [claim for claim in named if not find(claim.name)]
    return [owner(claim, slot.span(claim.start, claim.end), "own") for claim in claims]


def deadline_of(slots: list[Slot], clock: Clock, vague: bool) -> Deadline | None:
    """What deadline cells say; ``vague``: words that name no time are a vague deadline."""
    dues: list[Due] = []
    for slot in slots:
        dues += deadlines.from_value(slot.text, 0, slot.index, clock)
    found = deadlines.combine(tuple(dues), "own")
    said = [slot for slot in slots if deadlines.unread_value(slot.words)]
    if found is not None or not vague or not said:
        return found
    words = whole(said[-1])
    return deadlines.vague(words.text, words.span, "own")


def stated_deadline(texts: tuple[Text, ...], clock: Clock) -> Deadline | None:
    """The deadline that the words of the measures state, where its own cell is blank."""
    dues: list[Due] = []
    for text in texts:
        dues += deadlines.inline(text.text, text.span.start, text.span.block, clock, None)
    return deadlines.combine(tuple(dues), "own")
