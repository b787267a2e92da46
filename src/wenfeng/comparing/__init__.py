"""Two versions of a plan (两版对照): which entries are the same, and what became of them."""

from __future__ import annotations

from wenfeng.comparing.deadlines import deadline_change
from wenfeng.comparing.findings import finding_changes
from wenfeng.comparing.kin import lone_entries
from wenfeng.comparing.matching import matched
from wenfeng.comparing.owners import owner_changes
from wenfeng.comparing.texts import problem_text, task_text
from wenfeng.comparing.wording import rewording
from wenfeng.domain import Entry, Report
from wenfeng.versions import Comparison, Pair

__all__ = ["compare"]


def compare(old: Report, new: Report) -> Comparison:
    """What a new version of a plan makes of an old one."""
    before, after = old.reading.entries, new.reading.entries
    matches = matched(before, after)
    pairs = tuple(_pair(before[m.old], after[m.new], m.similarity) for m in matches)
    added, gone = lone_entries(before, after, matches)
    return Comparison(old, new, pairs, added, gone, finding_changes(old, new, pairs))


def _pair(old: Entry, new: Entry, similarity: float) -> Pair:
    rewordings = (
        rewording("problem", problem_text(old), problem_text(new)),
        rewording("measure", task_text(old), task_text(new)),
    )
    return Pair(
        old,
        new,
        similarity,
        tuple(one for one in rewordings if one),
        owner_changes(old.owners, new.owners),
        deadline_change(old.deadline, new.deadline),
    )
