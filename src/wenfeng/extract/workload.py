"""How many tasks each owner has (任务量): names of one unit counted together."""

from __future__ import annotations

from collections import Counter

from wenfeng.domain import Entry, Owner, Workload
from wenfeng.lang import units


def workloads(entries: tuple[Entry, ...]) -> tuple[Workload, ...]:
    """What each person, post and unit has to do in a document; groups (各部门) are not counted."""
    owners = [o for e in entries for o in e.owners if o.kind != "group"]
    kinds = {o.name: o.kind for o in reversed(owners)}
    people = [n for n in dict.fromkeys(o.name for o in owners) if kinds[n] != "unit"]
    offices = tuple(dict.fromkeys(o.name for o in owners if kinds[o.name] == "unit"))
    named = [(name,) for name in people] + list(units.groups(offices))
    order = {name: place for place, name in reversed(list(enumerate(o.name for o in owners)))}
    named.sort(key=lambda names: order[names[0]])
    return tuple(_workload(names, entries, owners) for names in named)


def _workload(names: tuple[str, ...], entries: tuple[Entry, ...], owners: list[Owner]) -> Workload:
    times = Counter(o.name for o in owners if o.name in names)
    roles = Counter(role for e in entries for role in {o.role for o in e.owners if o.name in names})
    usual = max(names, key=lambda name: times[name])
    kind = next(o.kind for o in owners if o.name == usual)
    return Workload(usual, kind, names, roles["lead"], roles["support"], roles["supervise"])
