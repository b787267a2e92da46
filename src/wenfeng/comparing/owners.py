"""Owners in two versions (责任主体变化): who came, who went, who leads now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wenfeng.domain import Owner, OwnerRole
from wenfeng.lang.units import normal_form, same_unit
from wenfeng.versions import OwnerChange

_ROLES: tuple[OwnerRole, ...] = ("lead", "support", "supervise")


def same_owner(one: Owner, other: Owner) -> bool:
    """Whether two names mean one: 市人社局 and 市人力资源和社会保障局, 陆清源 and 副局长陆清源."""
    if one.name == other.name:
        return True
    if "person" in (one.kind, other.kind):
        short, long = sorted((normal_form(one.name), normal_form(other.name)), key=len)
        return len(short) > 1 and long.endswith(short)
    return same_unit(one.name, other.name)


def owner_changes(old: Iterable[Owner], new: Iterable[Owner]) -> tuple[OwnerChange, ...]:
    """What is different: first those who changed their role or went, then those who came."""
    before, after = _each_once(old), _each_once(new)
    return tuple(_changes(before, after))


def _changes(before: list[Owner], after: list[Owner]) -> Iterator[OwnerChange]:
    left = list(after)
    for owner in before:
        # One written the same way goes before one that only means the same.
        left.sort(key=lambda other: other.name != owner.name)
        same = next((other for other in left if same_owner(owner, other)), None)
        if same is None:
            yield OwnerChange("removed", owner, None)
            continue
        left.remove(same)
        if same.role != owner.role:
            yield OwnerChange("role", owner, same)
    yield from (OwnerChange("added", None, owner) for owner in after if owner in left)


def _each_once(owners: Iterable[Owner]) -> list[Owner]:
    """Each owner in the first of its roles."""
    found: list[Owner] = []
    for owner in sorted(owners, key=lambda one: _ROLES.index(one.role)):
        if not any(same_owner(owner, other) for other in found):
            found.append(owner)
    return found
