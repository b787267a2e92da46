"""Cards (表单): tables of label cells with their value to the right, one problem or task a card."""

from __future__ import annotations

import re

from wenfeng.domain import Owner
from wenfeng.extract.cells import deadline_of, key_of, owners_of, stated_deadline, whole
from wenfeng.extract.deadlines import Clock
from wenfeng.extract.draft import Draft, unique
from wenfeng.extract.grid import Row, Slot, column_roles, distinct
from wenfeng.extract.labels import OWNER_FIELDS
from wenfeng.lang.names import is_blank

_LONGEST_LABEL = 16
Card = dict[str, list[tuple[Slot, str]]]  # field → (value cell, label)


def read(rows: tuple[Row, ...], clock: Clock, section: tuple[str, ...]) -> list[Draft]:
    """One draft a card; a repeated problem, task or number opens the next card."""
    drafts: list[Draft] = []
    card: Card = {}
    for field, value, label in _pairs(rows):
        if field in card and field in ("problem", "measure", "number") and _is_new(card, field):
            drafts += _draft(card, clock, section)
            card = {}
        if value.key not in {s.key for s, _ in card.get(field, [])}:
            card.setdefault(field, []).append((value, label))
    return drafts + _draft(card, clock, section)


def is_card(rows: tuple[Row, ...]) -> bool:
    """Whether rows read label, value, label, value – not a header with rows below it."""
    heads = [cells for row in rows if (cells := distinct(row))]
    if len(heads) < 3 or len(heads[0]) < 2 or _is_label(heads[0][1]):
        return False
    labelled = [cells for cells in heads if _is_label(cells[0]) and not _is_label(cells[-1])]
    return _is_label(heads[0][0]) and len(labelled) * 10 >= len(heads) * 6


def _pairs(rows: tuple[Row, ...]) -> list[tuple[str, Slot, str]]:
    """Label cells and the cell to their right: (field, value, label)."""
    found: list[tuple[str, Slot, str]] = []
    strict = is_card(rows)  # then even 合作指导科 beside 责任单位 is a value
    for row in rows:
        cells = distinct(row)
        i = 0
        while i + 1 < len(cells):
            roles = _roles(cells[i])
            paired = strict and len(cells) % 2 == 0 and i % 2 == 0
            if roles and (paired or not _is_label(cells[i + 1])):
                found.append((roles[0], cells[i + 1], cells[i].words))
                i += 1
            i += 1
    return found


def _roles(slot: Slot) -> tuple[str, ...]:
    return column_roles(slot.words) if len(slot.words) <= _LONGEST_LABEL else ()


def _is_label(slot: Slot) -> bool:
    """Whether a cell is a label, not a value that ends like one (…距离不足)."""
    return len(slot.words) <= _LONGEST_LABEL // 2 and bool(_roles(slot))


def _is_new(card: Card, field: str) -> bool:
    """A second 整改措施 belongs to the card as long as nobody is named in it yet."""
    return field != "measure" or "problem" not in card or bool({"lead", "deadline"} & set(card))


def _draft(card: Card, clock: Clock, section: tuple[str, ...]) -> list[Draft]:
    content = {"measure", "problem", "lead", "deadline"} & set(card)
    problems = [s for s, _ in card.get("problem", []) if not is_blank(s.words)]
    measures = [s for s, _ in card.get("measure", []) if not is_blank(s.words)]
    if len(content) < 2 or not (problems or measures):
        return []
    held: list[Owner] = []
    for field, role in OWNER_FIELDS.items():
        for slot, label in card.get(field, []):
            held += owners_of(slot, role, re.sub(r"\s", "", label))
    numbers = [s for s, _ in card.get("number", [])]
    texts = tuple(whole(s) for s in measures)
    anchor = (measures or problems)[-1]
    end = len(anchor.text.rstrip())
    return [
        Draft(
            kind="task",
            section=section,
            number=numbers[0].words if numbers else "",
            heading="",
            problem=whole(problems[0]) if problems else None,
            measures=texts,
            owners=unique(tuple(held)),
            deadline=deadline_of([s for s, _ in card.get("deadline", [])], clock, vague=True)
            or stated_deadline(texts, clock),
            span=anchor.span(end, end),
            closes_owner="lead" in card or "support" in card,
            closes_deadline="deadline" in card,
            key=key_of(numbers),
        )
    ]
