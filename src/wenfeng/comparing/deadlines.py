"""Deadlines in two versions (时限变化): put off, brought forward, dropped, made vaguer."""

from __future__ import annotations

from wenfeng.comparing.texts import folded
from wenfeng.domain import Deadline, DeadlineKind
from wenfeng.versions import DeadlineChange

# How well it can be told whether a deadline without a day was kept.
_FIRMNESS: dict[DeadlineKind, int] = {
    "date": 4,
    "period": 4,
    "relative": 3,
    "event": 2,
    "recurring": 2,
    "immediate": 2,
    "ongoing": 1,
    "vague": 0,
}


def deadline_change(old: Deadline | None, new: Deadline | None) -> DeadlineChange | None:
    """What became of a deadline; None where it means the same, in whatever words."""
    if old is None:
        return DeadlineChange("added", None, new) if new else None
    if new is None:
        return DeadlineChange("removed", old, None)
    if old.end and new.end:
        return _days(old, new)
    if folded(old.text) == folded(new.text):
        return None  # a day that can be told in one version only, for want of a year in the other
    if old.end or new.end:
        return DeadlineChange("vaguer" if old.end else "firmer", old, new)
    return _without_days(old, new)


def _days(old: Deadline, new: Deadline) -> DeadlineChange | None:
    assert old.end and new.end
    days = (new.end - old.end).days
    if days:
        return DeadlineChange("later" if days > 0 else "earlier", old, new, days)
    if old.soft != new.soft:
        return DeadlineChange("vaguer" if new.soft else "firmer", old, new)
    same = (old.start, old.ongoing, _steps(old)) == (new.start, new.ongoing, _steps(new))
    return None if same else DeadlineChange("reworded", old, new)


def _steps(deadline: Deadline) -> tuple[object, ...]:
    """The days of its steps; a single one is the deadline itself."""
    days = tuple(step.end for step in deadline.milestones)
    return days if len(days) > 1 else ()


def _without_days(old: Deadline, new: Deadline) -> DeadlineChange:
    before, after = _FIRMNESS[old.kind], _FIRMNESS[new.kind]
    if before == after:
        return DeadlineChange("reworded", old, new)
    return DeadlineChange("vaguer" if after < before else "firmer", old, new)
