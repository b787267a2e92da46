"""Where a value that is written once applies: the group, the section, the part (作用范围).

The nearest scope wins, separately for the deadline and for each role.
"""

from __future__ import annotations

from dataclasses import replace

from wenfeng.domain import Doubt, Doubtful, Owner, Scope, Span
from wenfeng.extract.draft import Draft, Inherited, unique


def inherit(draft: Draft, given: Inherited, scope: Scope) -> Draft:
    """The draft with what it lacks of ``given``, marked with where that comes from."""
    held = {o.role for o in draft.owners}
    added = tuple(replace(o, scope=scope) for o in given.owners if o.role not in held)
    deadline = draft.deadline
    if deadline is None and given.deadline is not None:
        deadline = replace(given.deadline, scope=scope)
    if not added and deadline is draft.deadline:
        return draft
    return replace(draft, owners=unique(draft.owners + added), deadline=deadline)


def close_groups(
    groups: list[tuple[Draft, ...]], spread_owners: bool, spread_deadline: bool
) -> list[tuple[Draft, ...]]:
    """What closes the last item of a group applies to all of it, if no earlier item has its own.

    ``groups`` are the drafts of each child, in order; only what a single item closes spreads,
    and only where no heading above gives the group a value already.
    """
    if len(groups) < 2 or not groups[-1]:
        return groups
    last = groups[-1][-1]
    several = len(groups[-1]) > 1
    if several and not (last.sums_up and all(d.key == last.key for d in groups[-1])):
        return groups
    earlier = [d for g in groups[:-1] for d in g]
    if not earlier or last.kind != earlier[-1].kind:
        return groups
    first = max(0, len(groups) - last.sums_up) if last.sums_up else 0
    bare = not any(d.closes_owner or d.closes_deadline for d in earlier)
    named = last.sums_up or (last.closes_owner and bare and _lack_owners(earlier))
    dated = last.sums_up or (last.closes_deadline and bare and _lack_deadlines(earlier))
    owners = last.owners if spread_owners and named else ()
    deadline = last.deadline if spread_deadline and dated else None
    if not owners and deadline is None:
        return groups
    given = Inherited(_own(owners), deadline)
    doubts = () if last.sums_up or last.closes_apart else _doubts(given, last)
    spread = [tuple(_spread(d, given, doubts) for d in g) for g in groups[first:-1]]
    return [*groups[:first], *spread, tuple(inherit(d, given, "section") for d in groups[-1])]


def _spread(draft: Draft, given: Inherited, doubts: tuple[Doubt, ...]) -> Draft:
    return replace(inherit(draft, given, "section"), doubts=draft.doubts + doubts)


def _doubts(given: Inherited, last: Draft) -> tuple[Doubt, ...]:
    """Whose is the closing parenthesis: the group's, as read, or the last item's only?"""
    values = (*given.owners, *((given.deadline,) if given.deadline else ()))
    said = "、".join(o.name for o in given.owners)
    said = "；".join(filter(None, (said, given.deadline.text if given.deadline else "")))
    about: Doubtful = "owner" if given.owners else "deadline"
    taken, other = f"“{said}”管这一组各条", f"只管其中最后一条（{last.number}）"
    why = "只写在一组最后一条的末尾，前面各条都没有写"
    return (Doubt(about, taken, other, why, values[0].span),)


def settled(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The drafts without doubt whose parenthesis it is, where all groups of a part end so."""
    spread = {doubt.span for d in drafts for doubt in d.doubts}
    regular = all(d.doubts or _values(d) & spread for d in drafts if d.kind == "task")
    if len(spread) < 2 or not regular:
        return drafts
    return tuple(replace(d, doubts=()) for d in drafts)


def _values(draft: Draft) -> set[Span]:
    owned = {o.span for o in draft.owners}
    return owned | {draft.deadline.span} if draft.deadline else owned


def _own(owners: tuple[Owner, ...]) -> tuple[Owner, ...]:
    return tuple(o for o in owners if o.scope == "own")


def _lack_owners(drafts: list[Draft]) -> bool:
    return not any(o.scope != "own" or o.label for d in drafts for o in d.owners)


def _lack_deadlines(drafts: list[Draft]) -> bool:
    return all(d.deadline is None for d in drafts)
