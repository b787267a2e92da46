"""The expected result of a sample plan: as gold to score against, and word for word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Any, TypeAlias

from gold_lines import OPEN, Gold

from wenfeng.domain import Deadline, Entry, Finding, Reading

Row: TypeAlias = Mapping[str, Any]


def to_gold(expected: Row) -> tuple[Gold, ...]:
    """Gold that asks for all of an entry's words."""
    return tuple(map(_gold, expected["entries"]))


def _gold(row: Row) -> Gold:
    deadline = row["deadline"] or {}
    names = {role: _named(row, role) for role in ("lead", "support", "supervise")}
    if row["kind"] == "stage" and not row["owners"]:
        names["lead"] = (OPEN,)  # a stage needs no owner of its own, so none is missing
    scopes = [owner["scope"] for owner in row["owners"] if owner["name"] in names["lead"]]
    return Gold(
        anchor="".join((row["heading"], row["problem"] or "", *row["measures"])),
        owner_scope=scopes[0] if scopes else None,
        deadline=deadline.get("end"),
        deadline_scope=deadline.get("scope"),
        deadline_kind=deadline.get("kind"),
        lead=names["lead"],
        support=names["support"],
        supervise=names["supervise"],
    )


def _named(row: Row, role: str) -> tuple[str, ...]:
    return tuple(owner["name"] for owner in row["owners"] if owner["role"] == role)


def differences(expected: Row, reading: Reading, findings: Iterable[Finding]) -> Iterator[str]:
    """Every entry that is not read as expected in all its fields, and findings not as expected."""
    rows: list[Row] = [entry_row(entry) for entry in reading.entries]
    none: Row = {}
    for place, (want, got) in enumerate(zip_longest(expected["entries"], rows, fillvalue=none), 1):
        wrong = [name for name in {**want, **got} if want.get(name) != got.get(name)]
        if wrong:
            yield f"逐字不同  第{place}条  {'、'.join(wrong)}"
    places: dict[str | None, int] = {e.id: i for i, e in enumerate(reading.entries)}
    want_found = sorted((f["rule"], str(f["entry"])) for f in expected["findings"])
    got_found = sorted((f.rule, str(places.get(f.entry))) for f in findings)
    if want_found != got_found:
        yield f"意见不同  应为 {want_found}  报出 {got_found}"


def entry_row(entry: Entry) -> dict[str, Any]:
    """An entry in the words of an expected result."""
    return {
        "kind": entry.kind,
        "part": entry.part,
        "number": entry.number,
        "heading": entry.heading,
        "problem": entry.problem.text if entry.problem else None,
        "measures": [measure.text for measure in entry.measures],
        "owners": [
            {"name": o.name, "kind": o.kind, "role": o.role, "scope": o.scope} for o in entry.owners
        ],
        "deadline": _deadline(entry.deadline) if entry.deadline else None,
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "text": deadline.text,
        "kind": deadline.kind,
        "start": deadline.start.isoformat() if deadline.start else None,
        "end": deadline.end.isoformat() if deadline.end else None,
        "soft": deadline.soft,
        "ongoing": deadline.ongoing,
        "scope": deadline.scope,
    }
