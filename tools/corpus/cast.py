"""Owners: who leads, supports and supervises, and what they are called in a plan."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.dice import Dice
from corpus.fragments import Phrases, Topic
from corpus.world import Names, World

POSTS = re.compile(r"(?:委员|书记|主任|局长|校长|院长|镇长|村长|领导|副县长|网格员|总经理)$")
GROUPS = re.compile(r"^(?:各|有关|相关|全体|所有)|全体成员$")

PATTERNS: dict[str, float] = {
    "unit": 28, "units": 22, "backed": 22, "post": 6, "person": 7, "chief": 8, "group": 4,
    "with_group": 3,
}  # fmt: skip
UNIT_PATTERNS = {
    name: PATTERNS[name] for name in ("unit", "units", "backed", "group", "with_group")
}
SUPERVISED = 0.06
PEOPLE = ("person", "post")


@dataclass(frozen=True, slots=True)
class Party:
    """A name and what it names: person, post, unit or group."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Owners:
    """The owners of an entry by role."""

    lead: tuple[Party, ...]
    support: tuple[Party, ...] = ()
    supervise: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Cast:
    """Casts the owners of one plan from the units its topics name."""

    dice: Dice
    phrases: Phrases
    world: World
    names: Names
    staff: tuple[str, ...]

    def draw(self, topic: Topic, patterns: Mapping[str, float] = PATTERNS) -> Owners:
        owners = self._draw(topic, self.dice.weighted(patterns))
        if patterns is PATTERNS and self.dice.chance(SUPERVISED):
            name = self.dice.pick(self.world.profile["supervisors"])
            party = self.party(name)
            if party not in owners.lead + owners.support:
                return replace(owners, supervise=(party,))
        return owners

    def _draw(self, topic: Topic, pattern: str) -> Owners:
        units = self.units(topic)
        match pattern:
            case "unit":
                return Owners((units[0],))
            case "units":
                return Owners(tuple(units[: self.dice.between(2, 3)]))
            case "backed":
                return Owners((units[0],), tuple(units[1 : self.dice.between(2, 4)]))
            case "post":
                return Owners((self.post(topic),))
            case "person":
                return Owners((self.person(topic),))
            case "chief":
                head = self.person(topic) if self.dice.chance(0.6) else self.post(topic)
                return Owners((head, *units[: self.dice.between(1, 2)]))
            case "with_group":
                return Owners((units[0],), (self.group(),))
        return Owners((self.group(),))

    def joint(self, topics: Sequence[Topic]) -> Owners:
        """The owners of a group of topics: the first topic's unit leads, others' units help."""
        first, *rest = topics
        lead = self.units(first)[0]
        named = [unit for topic in rest for unit in self.units(topic)[:1]]
        others = [unit for unit in dict.fromkeys(named) if not _alike(unit, lead)]
        match self.dice.weighted({"alone": 0.3, "together": 0.25, "backed": 0.37, "group": 0.08}):
            case "together":
                return Owners((lead, *others[:2]))
            case "backed":
                return Owners((lead,), tuple(others[:3]))
            case "group":
                return Owners((self.group(),))
        return Owners((lead,))

    def units(self, topic: Topic) -> list[Party]:
        """At least three different units, those of the topic first, none part of another's name."""
        found: list[Party] = []
        for name in self.dice.shuffled(topic.owners) + self.dice.shuffled(self.staff):
            party = self.party(name)
            if party.kind == "unit" and not any(_alike(party, other) for other in found):
                found.append(party)
            if len(found) == 4:
                break
        return found

    def office(self) -> Party:
        """An office that has to do with everything."""
        return self.party(self.dice.pick(self.world.profile["office"]))

    def group(self) -> Party:
        return Party(self.dice.pick(self.world.profile["groups"]), "group")

    def post(self, topic: Topic) -> Party:
        return Party(self.title(topic), "post")

    def person(self, topic: Topic) -> Party:
        name = self.names.person()
        return Party(name if self.dice.chance(0.45) else self.title(topic) + name, "person")

    def title(self, topic: Topic) -> str:
        usable = [post for post in topic.posts if "、" not in post]
        name = self.dice.pick(usable or self.phrases.texts("people", "posts"))
        return self.world.localise(name)

    def party(self, name: str) -> Party:
        if GROUPS.search(name):
            return Party(name, "group")
        if POSTS.search(name):
            return Party(self.world.localise(name), "post")
        return Party(self._prefixed(self.world.localise(name)), "unit")

    def _prefixed(self, name: str) -> str:
        world = self.world
        if not world.prefixed or re.search(self.phrases.of("prefix", "bare"), name):
            return name
        inner = "委" if re.search(self.phrases.of("prefix", "committee"), name) else ""
        return world.mark + inner + name


def _alike(one: Party, other: Party) -> bool:
    return one.name in other.name or other.name in one.name


def staff_of(topics: Sequence[Topic]) -> tuple[str, ...]:
    """Every unit the topics name, once."""
    return tuple(dict.fromkeys(name for topic in topics for name in topic.owners))
