"""Gold: what a careful reader wrote down, line by line, and which entry answers which line.

A gold line names its entry by an anchor, words that only this entry holds, and leaves open what
the reader could not decide.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wenfeng.domain import Entry

OPEN = "*"
"""Stands in gold where a careful reader could not decide: nothing is scored there."""

GENERIC = ("各", "有关", "相关")
GENERIC_ENDS = ("等", "牵头单位", "责任单位")
LEVELS = ("省", "市", "区", "县", "州", "镇", "乡", "街道")


@dataclass(frozen=True, slots=True)
class Gold:
    """One entry as a careful reader wrote it down; ``supervise`` is None where not scored."""

    anchor: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    supervise: tuple[str, ...] | None = None
    owner_scope: str | None = None
    deadline: str | None = None
    deadline_scope: str | None = None
    deadline_kind: str | None = None
    optional: bool = False
    problem: str | None = OPEN

    @property
    def lacks_owner(self) -> bool:
        """Nobody leads and nobody supports: ``owner.missing`` is due."""
        return not self.lead and not self.support

    @property
    def lacks_deadline(self) -> bool:
        """No deadline of any kind stands in the text, not even one that cannot be."""
        return not (self.deadline or self.deadline_kind or self.deadline_scope)


def parse_gold(text: str) -> tuple[Gold, ...]:
    """Gold as stored: one JSON object a line."""
    return tuple(gold_line(json.loads(line)) for line in text.splitlines() if line.strip())


def gold_line(line: Mapping[str, Any]) -> Gold:
    """One line of gold. A line without the key ``problem`` says nothing about it."""
    supervise = line.get("supervise")
    return Gold(
        anchor=line["anchor"],
        lead=tuple(line["lead"]),
        support=tuple(line["support"]),
        supervise=None if supervise is None else tuple(supervise),
        owner_scope=line["owner_scope"],
        deadline=line["deadline"],
        deadline_scope=line["deadline_scope"],
        deadline_kind=line["deadline_kind"],
        optional=line["optional"],
        problem=line.get("problem", OPEN),
    )


@dataclass(frozen=True, slots=True)
class Matching:
    """Which entry answers which gold line; optional lines take their entry out of ``extra``."""

    found: tuple[tuple[Gold, Entry], ...]
    missed: tuple[Gold, ...]
    extra: tuple[Entry, ...]


def match(gold: Sequence[Gold], entries: Sequence[Entry]) -> Matching:
    """Give each gold line the smallest entry that holds its anchor; an entry answers one line."""
    answers = [find(line.anchor, entries) for line in gold]
    first: dict[int, int] = {}
    for index, (line, answer) in enumerate(zip(gold, answers, strict=True)):
        if answer is not None and not line.optional:
            first.setdefault(answer, index)
    found = sorted((index, answer) for answer, index in first.items())
    right = {index for index, _ in found}
    return Matching(
        tuple((gold[index], entries[answer]) for index, answer in found),
        tuple(g for i, g in enumerate(gold) if i not in right and not g.optional),
        tuple(entry for i, entry in enumerate(entries) if i not in answers),
    )


def find(anchor: str, entries: Sequence[Entry]) -> int | None:
    wanted = squeeze(anchor)
    sizes = {
        index: sum(map(len, texts))
        for index, texts in enumerate(map(words_of, entries))
        if any(wanted in text for text in texts)
    }
    return min(sizes, key=sizes.__getitem__, default=None)


def words_of(entry: Entry) -> tuple[str, str]:
    """The entry's words; and its measures after its deadline, as calendars write them."""
    measures = squeeze("".join(measure.text for measure in entry.measures))
    problem = entry.problem.text if entry.problem else ""
    deadline = entry.deadline.text if entry.deadline else ""
    return squeeze(entry.heading + problem) + measures, squeeze(deadline) + measures


def squeeze(text: str) -> str:
    """Only letters, digits and characters of words: punctuation and white space are ignored."""
    return "".join(filter(str.isalnum, text))


def is_generic(name: str) -> bool:
    """各有关部门 and the like name nobody, so neither reading them nor leaving them out counts."""
    return any(word in name for word in GENERIC) or name.endswith(GENERIC_ENDS)


def plain_name(name: str) -> str:
    """A name without punctuation and without the level of government in front (县财政局)."""
    bare = squeeze(name)
    level = next((level for level in LEVELS if bare.startswith(level)), "")
    return bare.removeprefix(level) if len(bare) - len(level) > 1 else bare
