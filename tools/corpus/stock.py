"""What a plan says: problems and measures of its topics, each used once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.dice import Dice
from corpus.fragments import Phrases, Topic
from corpus.world import Names, World, written


class Exhausted(Exception):
    """The topics of the plan have no text left that fits."""


@dataclass(frozen=True, slots=True)
class Need:
    """What the texts of an entry must leave open because the entry states it nowhere else."""

    owned: bool = True
    timed: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """A measure as it will stand; ``vague`` where nothing in it can be checked."""

    text: str
    vague: bool


@dataclass(frozen=True, slots=True)
class Stock:
    """Hands out the texts of a plan's topics, none twice."""

    dice: Dice
    phrases: Phrases
    world: World
    names: Names
    topics: tuple[Topic, ...]
    used: set[str] = field(default_factory=set)

    def order(self, number: int, category: str | None = None) -> list[Topic]:
        """Up to that many topics, all different while there are enough."""
        fit = [t for t in self.topics if category is None or t.category == category]
        found: list[Topic] = []
        turn = 0
        while fit and len(found) < number:
            turn += 1
            fit = [topic for topic in fit if self.room(topic) >= turn]
            found += self.dice.shuffled(fit)
        return found[:number]

    def categories(self) -> list[str]:
        """The categories of the topics, in random order."""
        held = [topic.category for topic in self.topics]
        return self.dice.shuffled(list(dict.fromkeys(held)))

    def left(self, topic: Topic, need: Need, vague: bool = False) -> list[str]:
        texts = topic.vague if vague else topic.measures
        return [text for text in texts if text not in self.used and self.fits(text, need)]

    def room(self, topic: Topic) -> int:
        """How many entries of one measure the topic has left, whatever they state."""
        return len(self.left(topic, Need(False, False)))

    def fits(self, text: str, need: Need) -> bool:
        rules = [("never", True), ("timed", not need.timed), ("owned", not need.owned)]
        rules.append(("dated", self.world.bare))
        return self.known(text) and not any(
            on and re.search(self._rule(n), text) for n, on in rules
        )

    def known(self, text: str) -> bool:
        """Whether the words of a text were in use when the plan was written."""
        return known(self.phrases, self.world.year, text)

    def _rule(self, name: str) -> str:
        rule: str = self.phrases.of("limits", name)
        return rule

    def measures(self, topic: Topic, number: int, need: Need, vague: float = 0.16) -> list[Words]:
        """Up to that many measures, sometimes led or closed by a vague one."""
        left = self.left(topic, need)
        if not left:
            raise Exhausted(topic.title)
        texts = self.dice.some(left, min(number, len(left)))
        words = [Words(self.fill(self.take(text)), False) for text in texts]
        extra = self.left(topic, need, vague=True)
        if extra and self.dice.chance(vague):
            found = Words(self.fill(self.take(self.dice.pick(extra))), True)
            words.insert(0 if self.dice.chance(0.5) else len(words), found)
        return words

    def vague(self, topic: Topic, need: Need) -> list[Words]:
        """One vague measure alone."""
        left = self.left(topic, need, vague=True)
        if not left:
            raise Exhausted(topic.title)
        return [Words(self.fill(self.take(self.dice.pick(left))), True)]

    def problem(self, topic: Topic, short: bool = False) -> str:
        """A wording of what is wrong; ``short`` asks for the clause that fits into a phrase."""
        texts = topic.problems[:1] if short else topic.problems
        fit = [text for text in texts if text not in self.used and self.fits(text, Need())]
        if not fit:
            raise Exhausted(topic.title)
        return self.fill(self.take(self.dice.pick(fit)))

    def take(self, text: str) -> str:
        self.used.add(text)
        return text

    def fill(self, text: str) -> str:
        """Put figures and names into the placeholders and the place's own names into the text."""
        filled = re.sub(r"\{(\w+)\}", lambda found: self._value(found[1]), text)
        return self.world.localise(filled)

    def _value(self, name: str) -> str:
        dice = self.dice
        match name:
            case "n":
                return str(dice.between(2, 9))
            case "N":
                return str(dice.between(11, 96) if dice.chance(0.6) else dice.between(101, 940))
            case "money":
                return f"{dice.between(1, 89)}.{dice.between(1, 9)}"
            case "pct":
                return str(dice.pick((15, 20, 30, 40, 60, 70, 80, 85, 90, 95)))
            case "place":
                return self.names.spot()
            case "year":
                return str(self.world.year - dice.between(0, 2))
        return self.report_date()

    def report_date(self) -> str:
        """A day on which papers are due; without a year where the plan leaves years out."""
        month = min(12, self.world.day.month + self.dice.between(1, 3))
        day = self.world.day.replace(month=month, day=self.dice.between(5, 28))
        full = written(day)
        return full if not self.world.bare and self.dice.chance(0.5) else full.split("年")[1]


def known(phrases: Phrases, year: int, text: str) -> bool:
    rows = phrases.of("newer")
    return not any(year < row["before"] and re.search(row["pattern"], text) for row in rows)
