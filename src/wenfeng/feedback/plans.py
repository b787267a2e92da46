"""The plan's side of the matching (方案里能回应意见的): entries and what they are named after."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from wenfeng.domain import Entry, Reading, Span, Text

_WORDS = re.compile(r"[一-鿿A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may take up an opinion: entries under one problem, or a problem without a measure.

    ``named`` is what it says is wrong, ``done`` what will be done.
    """

    entries: tuple[str, ...]
    named: str
    done: str

    @property
    def whole(self) -> str:
        return f"{self.named}\n{self.done}"


def candidates(reading: Reading) -> tuple[Candidate, ...]:
    """Everything in a plan that may take up an opinion; measures of one problem count as one."""
    tasks = [entry for entry in reading.entries if entry.kind == "task"]
    told = groupby(tasks or reading.entries, key=_stem)
    left = (Candidate((), problem.text, "") for problem in reading.unanswered)
    return (*(_joined(tuple(group)) for _, group in told), *left)


def _stem(entry: Entry) -> tuple[Span | str, ...]:
    """What measures of one numbered item share: the words of their problem."""
    return (entry.problem.span,) if entry.problem else (entry.id,)


def _joined(entries: tuple[Entry, ...]) -> Candidate:
    named = dict.fromkeys(part for e in entries for part in (_words(e.problem), e.heading) if part)
    done = [m.text for entry in entries for m in entry.measures if _WORDS.search(m.text)]
    return Candidate(tuple(e.id for e in entries), "\n".join(named), "\n".join(done))


def _words(text: Text | None) -> str:
    return text.text if text else ""


def renamed(candidate: Candidate, problem: str) -> Candidate:
    """A candidate that also takes up a problem stated apart from it."""
    return replace(candidate, named="\n".join(filter(None, (candidate.named, problem))))
