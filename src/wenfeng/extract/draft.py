"""An entry under construction: what one item says itself, before anything is inherited."""

from __future__ import annotations

from dataclasses import dataclass

from wenfeng.domain import Deadline, Doubt, EntryKind, Owner, Scope, Span, Text
from wenfeng.extract.claims import Claim


@dataclass(frozen=True, slots=True)
class Draft:
    """``owners`` and ``deadline`` are the item's own until ``scope`` adds what it inherits.

    ``closes_*``: the value stands in a closing parenthesis or label, ``closes_apart`` on lines of
    its own; ``sums_up``: of how many items, itself the last, its words speak (以上三项由…牵头).
    ``weak`` is a vague deadline of running text, used where nothing better is inherited. ``key``
    is the path of numbers below the section, for linking to a problem list.
    """

    kind: EntryKind
    section: tuple[str, ...]
    number: str
    heading: str
    problem: Text | None
    measures: tuple[Text, ...]
    owners: tuple[Owner, ...]
    deadline: Deadline | None
    span: Span
    closes_owner: bool = False
    closes_deadline: bool = False
    closes_apart: bool = False
    sums_up: int = 0
    weak: Deadline | None = None
    key: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a title, heading or parent gives to the items below it."""

    owners: tuple[Owner, ...] = ()
    deadline: Deadline | None = None


def owner(claim: Claim, span: Span, scope: Scope) -> Owner:
    """A claim with its place and scope."""
    return Owner(claim.name, claim.kind, claim.role, claim.label, scope, span)


def unique(owners: tuple[Owner, ...]) -> tuple[Owner, ...]:
    """Owners without repeats of the same name in the same role, in order."""
    seen: dict[tuple[str, str], Owner] = {}
    for one in owners:
        seen.setdefault((one.role, one.name), one)
    return tuple(seen.values())
