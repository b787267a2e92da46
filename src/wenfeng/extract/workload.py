"""How many tasks each owner has (任务量): names of one unit counted together."""

from __future__ import annotations

from collections import Counter, defaultdict

from wenfeng.domain import Entry, OwnerKind, OwnerRole, Workload
from wenfeng.lang import units


def workloads(entries: tuple[Entry, ...]) -> tuple[Workload, ...]:
    """What each person, post and unit has to do in a document; groups (各部门) are not counted."""
    owners = [o for e in entries for o in e.owners if o.kind != "group"]
    kinds = {o.name: o.kind for o in reversed(owners)}
    times = Counter(o.name for o in owners)  # in order of first mention, as are the kinds below
    offices = tuple(name for name in times if kinds[name] == "unit")
    home = {name: names for names in units.groups(offices) for name in names}
    tasks: dict[tuple[str, ...], Counter[OwnerRole]] = defaultdict(Counter)
    for entry in entries:
        mine = {(home.get(o.name, (o.name,)), o.role) for o in entry.owners if o.name in times}
        for names, role in mine:
            tasks[names][role] += 1
    named = dict.fromkeys(home.get(name, (name,)) for name in times)
    return tuple(_workload(names, times, kinds, tasks[names]) for names in named)


def _workload(
    names: tuple[str, ...],
    times: Counter[str],
    kinds: dict[str, OwnerKind],
    roles: Counter[OwnerRole],
) -> Workload:
    usual = max(names, key=lambda name: times[name])
    return Workload(
        name=usual,
        kind=kinds[usual],
        written=names,
        variant=next((name for name in names if units.written_differently(names[0], name)), None),
        lead=roles["lead"],
        support=roles["support"],
        supervise=roles["supervise"],
    )
