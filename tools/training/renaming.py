"""More passages that name people: copies under other invented names, since plans name few."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.dice import Dice
from corpus.fragments import load

from training.passages import Passage

RARE = ("PERSON", "POST", "GROUP")
COPIES = 3


@dataclass(frozen=True, slots=True)
class Register:
    """The signs that invented names are made of."""

    surnames: str
    first: str
    second: str
    only: str

    def name(self, dice: Dice) -> str:
        surname = dice.pick(self.surnames)
        if dice.chance(0.35):
            return surname + dice.pick(self.only)
        return surname + dice.pick(self.first) + dice.pick(self.second)

    def ending(self) -> re.Pattern[str]:
        """Such a name at the end of a text; 任, 席 and 管 behind 主 are no surnames."""
        signs = re.escape(self.first + self.second + self.only)
        return re.compile(f"(?<!主)[{re.escape(self.surnames)}][{signs}]{{1,2}}$")


def register() -> Register:
    tables = load().phrases.of("names")
    keys = ("surnames", "given_first", "given_second", "given_one")
    return Register(*("".join(tables[key].split()) for key in keys))


def varied(found: Iterable[Passage]) -> Iterator[Passage]:
    """Every passage; those with rare kinds of owners also under other names."""
    names, dice = register(), Dice("names")
    for passage in found:
        yield passage
        if any(mark[2] in RARE for mark in passage.names):
            for _ in range(COPIES):
                yield renamed(passage, names, dice)


def renamed(passage: Passage, names: Register, dice: Dice) -> Passage:
    """The passage with another name for each person; what follows moves along."""
    ending = names.ending()
    for start, end, label in sorted(passage.names, reverse=True):
        old = ending.search(passage.text[start:end]) if label == "PERSON" else None
        if old:
            passage = _put(passage, start + old.start(), end, names.name(dice))
    return passage


def _put(passage: Passage, start: int, end: int, words: str) -> Passage:
    """Other words between two offsets; marks that end at or behind the second one move."""
    by = len(words) - (end - start)

    def moved(at: int) -> int:
        return at + by if at >= end else at

    names = tuple((moved(a), moved(b), label) for a, b, label in passage.names)
    return Passage(passage.text[:start] + words + passage.text[end:], names)
