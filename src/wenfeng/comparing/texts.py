"""What an entry says, for comparing (条目文字): its words, and pairs of characters with weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from unicodedata import normalize

from wenfeng.domain import Entry

_LIST_ENDS = "。；;，,、.：:"


def problem_text(entry: Entry) -> str:
    """What is said to be wrong, ``""`` where nothing is."""
    return entry.problem.text.strip() if entry.problem else ""


def task_text(entry: Entry) -> str:
    """What is to be done, the heading before it unless the measures repeat it."""
    measures = "\n".join(measure.text.strip() for measure in entry.measures)
    if entry.heading in measures:
        return measures
    return f"{entry.heading}\n{measures}".strip()


def folded(text: str) -> str:
    """The text without what does not change its meaning: spaces, widths, the stop at its end."""
    return "".join(normalize("NFKC", text).split()).rstrip(_LIST_ENDS).casefold()


def letters(text: str) -> str:
    """Only the characters that words are made of."""
    return "".join(c for c in normalize("NFKC", text).casefold() if c.isalnum())


def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters; of a single character that itself."""
    plain = letters(text)
    return frozenset(plain[i : i + 2] for i in range(max(1, len(plain) - 1)) if plain)


@dataclass(frozen=True, slots=True)
class Said:
    """An entry as sets of pairs of characters."""

    whole: frozenset[str]
    problem: frozenset[str]
    task: frozenset[str]

    @classmethod
    def of(cls, entry: Entry) -> Said:
        """What an entry says."""
        problem, task = pairs_of(problem_text(entry)), pairs_of(task_text(entry))
        return cls(problem | task, problem, task)


class Weights:
    """How much pairs of characters tell: the fewer entries have one, the more."""

    def __init__(self, entries: Iterable[Said]) -> None:
        spread: Counter[str] = Counter()
        size = 0
        for said in entries:
            spread.update(said.whole)
            size += 1
        self.spread: Mapping[str, int] = spread
        self._weights = {pair: log(1 + size / count) for pair, count in spread.items()}

    def of(self, pairs: Iterable[str]) -> float:
        """The weight of all of them."""
        return sum(self._weights[pair] for pair in pairs)

    def alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        """From 0 for nothing in common to 1; a text within a longer one is nearer than halfway."""
        if one == other:
            return 1.0 if one else 0.0
        shared = self.of(one & other)
        a, b = self.of(one), self.of(other)
        if not shared:
            return 0.0
        return 0.7 * 2 * shared / (a + b) + 0.3 * shared / min(a, b)
