"""The calendar of one unit as a table: tasks, their steps with months, and what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.cast import Owners
from corpus.desk import Desk
from corpus.fragments import Topic
from corpus.layouts.groups import sizes, topics_for
from corpus.layouts.sheets import cell_of
from corpus.model import Body, Cell, Entry, Row, Table
from corpus.stock import Need


def unit_sheet(desk: Desk, size: int) -> Body:
    """The calendar of one unit, which the title names: task, steps with their months, points."""
    parts = sizes(desk, size, 2, 4)
    topics = topics_for(desk, len(parts))
    unit = desk.cast.office() if desk.dice.chance(0.6) else desk.cast.units(topics[0])[0]
    owner = Owners((unit,))
    rows: list[Row] = [_calendar_header(desk)]
    for topic, part in zip(topics, parts, strict=True):
        rows += list(_calendar_group(desk, topic, part, owner))
    return Body(
        blocks=(Table(tuple(rows)),), title="unit_sheet", unit=owner.lead[0].name, bound=True
    )


def _calendar_header(desk: Desk) -> Row:
    table = desk.style.table
    return tuple(Cell(table[key]) for key in ("task", "calendar", "point"))


def _calendar_group(desk: Desk, topic: Topic, part: int, owner: Owners) -> Iterator[Row]:
    part = min(part, len(desk.stock.left(topic, Need(False, False))))
    dues = [desk.clock.month() if i else desk.clock.months() for i in range(part)]
    for index, due in enumerate(sorted(dues, key=lambda due: str(due.end))):
        measures = desk.measures(desk.stock.measures(topic, 1, Need(False, False), vague=0))
        desk.add(Entry(topic.category, measures, None, owner, "document", due, "own"))
        sign = "：" if desk.dice.chance(0.8) else ":"
        yield (
            cell_of(desk.heading(topic.title), index, part),
            Cell(f"{desk.due(due)}{sign}{measures[0]}"),
            cell_of(desk.phrase("table", "point_cells"), index, part),
        )
