"""Layouts as tables: one entry a row, with the merged cells and odd rows that such tables have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.cast import PEOPLE, Owners, Party
from corpus.desk import Desk
from corpus.fragments import Topic
from corpus.layouts.groups import sizes, topics_for
from corpus.model import Block, Body, Cell, Duty, Entry, Line, Row, Table

DUTY_COLUMNS = ("lead_person", "lead_unit", "lead_any", "support", "supervise")

COLUMNS: dict[tuple[str, ...], float] = {
    ("seq", "problem", "measure", "lead_unit", "lead_person", "due"): 18,
    ("seq", "problem", "measure", "lead_any", "due"): 16,
    ("seq", "category", "problem", "measure", "lead_any", "due", "status"): 10,
    ("seq", "task", "measure", "lead_unit", "support", "due"): 16,
    ("seq", "measure", "lead_unit", "support", "due", "status"): 12,
    ("problem", "measure", "lead_any", "due"): 8,
    ("seq", "problem", "measure", "lead_person", "lead_unit", "support", "supervise", "due"): 8,
    ("seq", "category", "task", "measure", "lead_unit", "due"): 8,
    ("seq", "problem", "lead_any", "due", "status"): 4,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns of a table and its habits; ``merged`` only where cells can be merged."""

    columns: tuple[str, ...]
    merged: bool
    banded: bool
    two_headers: bool


def sheet(desk: Desk, size: int, merged: bool = True) -> Body:
    """A ledger: problem or task, measure, owners, deadline."""
    columns = desk.dice.weighted(COLUMNS)
    has_group = "problem" in columns or "task" in columns
    plan = Plan(
        columns,
        merged and has_group and "measure" in columns and desk.dice.chance(0.6),
        merged and desk.dice.chance(0.2),
        merged and desk.dice.chance(0.25),
    )
    headers = _headers(desk, plan)
    rows = list(_rows(desk, size, plan, headers if desk.dice.chance(0.12) else []))
    blocks: list[Block] = [Table((*headers, *rows), len(headers))]
    if desk.dice.chance(0.35):
        blocks.append(Line(desk.phrase("table", "note")))
    return Body(blocks=tuple(blocks), title="sheet")


def flat_sheet(desk: Desk, size: int) -> Body:
    """The same without merged cells, for csv."""
    return sheet(desk, size, merged=False)


def _headers(desk: Desk, plan: Plan) -> list[Row]:
    names = [desk.style.table[column] for column in plan.columns]
    duty = [i for i, column in enumerate(plan.columns) if column in DUTY_COLUMNS]
    if not plan.two_headers or len(duty) < 2:
        return [tuple(Cell(name) for name in names)]
    top: list[Cell | None] = [Cell(name, rows=2) for name in names]
    below: list[Cell | None] = [None] * len(names)
    for i in duty:
        top[i], below[i] = None, Cell(names[i])
    top[duty[0]] = Cell(desk.style.table["over_duty"], columns=len(duty))
    return [tuple(top), tuple(below)]


def _rows(desk: Desk, size: int, plan: Plan, again: list[Row]) -> Iterator[Row]:
    """Rows of entries with bands between them; ``again`` is the head of the next page."""
    parts = sizes(desk, size, 1, 3) if plan.merged else [1] * size
    topics = topics_for(desk, len(parts))
    if "category" in plan.columns or plan.banded:
        topics = sorted(topics, key=lambda topic: topic.category)
    seen = ""
    for number, (topic, part) in enumerate(zip(topics, parts, strict=True), start=1):
        if plan.banded and topic.category != seen:
            yield _band(desk, topic.category, plan)
        seen = topic.category
        if number == len(topics) // 2 + 1:
            yield from again
        yield from _group(desk, topic, number, part, plan)
    yield from _odd_rows(desk, plan, len(topics))


def _band(desk: Desk, category: str, plan: Plan) -> Row:
    """A row that runs across and names the aspect of those below."""
    text = f"{desk.aspect(category)}方面"
    return (Cell(desk.heading(text), columns=len(plan.columns)), *[None] * (len(plan.columns) - 1))


def _odd_rows(desk: Desk, plan: Plan, number: int) -> Iterator[Row]:
    """Blank form rows and a row of totals: no entries."""
    width = len(plan.columns)
    if desk.dice.chance(0.15):
        yield tuple(Cell("") for _ in range(width))
    if desk.dice.chance(0.25):
        texts = ["", f"{number}项", *[""] * (width - 2)]
        texts[0] = desk.style.table["summary"]
        yield tuple(Cell(text) for text in texts)


def _group(desk: Desk, topic: Topic, number: int, part: int, plan: Plan) -> Iterator[Row]:
    part = max(1, min(part, desk.stock.room(topic)))
    together = part > 1 and desk.dice.chance(0.45)
    duties = [_duty(desk, topic, plan) for _ in range(1 if together else part)] * (
        part if together else 1
    )
    shared = _shared(desk, topic, plan)
    written = _duty_cells(desk, duties[0], plan)
    for index, duty in enumerate(duties):
        texts = {"seq": str(number), "category": desk.category(topic)} | shared
        texts |= written if together else (_duty_cells(desk, duty, plan))
        texts["measure"] = _row_entry(desk, topic, duty, plan, shared)
        held = {"seq", "category", "problem", "task"} | (
            {*DUTY_COLUMNS, "due"} if together else set()
        )
        yield tuple(
            cell_of(texts.get(column, ""), index, part if column in held else 1)
            if column != "status"
            else Cell(desk.phrase("table", "status_cells"))
            for column in plan.columns
        )


def cell_of(text: str, index: int, rows: int) -> Cell | None:
    """The cell of a row; where it is merged with the one above, nothing."""
    if rows == 1:
        return Cell(text)
    return Cell(text, rows=rows) if index == 0 else None


def _shared(desk: Desk, topic: Topic, plan: Plan) -> dict[str, str]:
    """The problem or the task that the rows of a group share."""
    if "problem" in plan.columns:
        stop = "。" if desk.dice.chance(0.5) else ""
        return {"problem": desk.pen.mark("PROBLEM", desk.stock.problem(topic)) + stop}
    if "task" in plan.columns:
        return {"task": desk.heading(topic.title)}
    return {}


def _row_entry(desk: Desk, topic: Topic, duty: Duty, plan: Plan, shared: dict[str, str]) -> str:
    """Add the entry of a row and give the text of its measure cell."""
    measures: tuple[str, ...] = ()
    if "measure" in plan.columns:
        alone = plan.merged or desk.dice.chance(0.6)
        measures = desk.single(topic, duty) if alone else desk.content(topic, duty)
    desk.add(
        Entry(
            topic.category,
            measures,
            shared.get("problem"),
            duty.owners,
            "own" if duty.owners else None,
            duty.due,
            "own" if duty.due else None,
        )
    )
    return _measure_text(desk, measures)


def _measure_text(desk: Desk, measures: Sequence[str]) -> str:
    if len(measures) > 1 and desk.dice.chance(0.5):
        parts = [f"{n}.{text}" for n, text in enumerate(measures, start=1)]
        return desk.dice.pick(("；", "\n")).join(parts) + "。"
    return desk.join(measures) + ("。" if desk.dice.chance(0.6) else "")


def _duty(desk: Desk, topic: Topic, plan: Plan) -> Duty:
    duty = desk.duty(topic, "cell")
    if duty.owners is None:
        return duty
    return replace(duty, owners=_fitting(desk, topic, duty.owners, plan.columns))


def _fitting(desk: Desk, topic: Topic, owners: Owners, columns: Sequence[str]) -> Owners:
    """The owners as these columns can hold them."""
    people = tuple(party for party in owners.lead if party.kind in PEOPLE)
    units = tuple(party for party in owners.lead if party.kind not in PEOPLE)
    if "lead_any" not in columns and "lead_person" not in columns:
        people = ()
    if "lead_any" not in columns and "lead_unit" not in columns:
        units = ()
    lead: tuple[Party, ...] = (*people, *units)
    if not lead:
        lead = (desk.cast.units(topic)[0],)
    support = owners.support if "support" in columns else ()
    return Owners(lead, support, owners.supervise if "supervise" in columns else ())


def _duty_cells(desk: Desk, duty: Duty, plan: Plan) -> dict[str, str]:
    cells: dict[str, str] = {}
    if duty.due is not None:
        cells["due"] = desk.due(duty.due)
    if duty.owners is not None:
        cells |= _owner_cells(desk, duty.owners, plan.columns)
    return cells


def _owner_cells(desk: Desk, owners: Owners, columns: Sequence[str]) -> dict[str, str]:
    separator = desk.style.separator if desk.dice.chance(0.8) else "\n"
    people = [party for party in owners.lead if party.kind in PEOPLE]
    units = [party for party in owners.lead if party.kind not in PEOPLE]
    if "lead_any" in columns:
        lead = {"lead_any": owners.lead}
    else:
        lead = {"lead_person": tuple(people), "lead_unit": tuple(units)}
    cells = {key: desk.parties(found, "lead", separator) for key, found in lead.items() if found}
    if owners.support:
        cells["support"] = desk.parties(owners.support, "support", separator)
    if owners.supervise:
        cells["supervise"] = desk.parties(owners.supervise, "supervise", separator)
    return cells
