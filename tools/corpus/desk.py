"""The desk at which a plan is written: what its layouts need, and the marked pieces of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.cast import PATTERNS, Cast, Owners, Party
from corpus.clock import Clock, Due
from corpus.dice import Dice
from corpus.fragments import Phrases, Topic
from corpus.model import Duty, Entry, Gaps, Ledger
from corpus.pen import Pen
from corpus.stock import Need, Stock, Words
from corpus.style import Style
from corpus.world import Names, World

ROLES = {"lead": "OWNER_LEAD", "support": "OWNER_SUPPORT", "supervise": "OWNER_SUPERVISE"}
OTHERS = "有关部门"
SCARCE = 15  # fewer topics than this do not last for entries of many measures
OTHERS_SHARE = 0.04


@dataclass(frozen=True, slots=True)
class Desk:
    """One plan in the making."""

    dice: Dice
    phrases: Phrases
    world: World
    names: Names
    clock: Clock
    cast: Cast
    stock: Stock
    style: Style
    gaps: Gaps
    pen: Pen
    ledger: Ledger

    def phrase(self, *path: str) -> str:
        return self.dice.pick(self.phrases.texts(*path))

    def add(self, entry: Entry) -> None:
        self.ledger.entries.append(entry)

    def aspect(self, category: str) -> str:
        """A category as headings name it in the year of the plan."""
        older: dict[str, list[str]] = self.phrases.of("aspect_before_2013")
        if self.world.year < 2013 and category in older:
            return self.dice.pick(older[category])
        return self.phrase("aspect", category)

    def category(self, topic: Topic) -> str:
        """A category as a table names it."""
        return topic.category if self.world.year >= 2013 else self.aspect(topic.category)

    # -- who and until when

    def duty(self, topic: Topic, context: str, patterns: Mapping[str, float] = PATTERNS) -> Duty:
        gap = self.dice.chance(self.gaps.owner)
        owners = None if gap else self.open_end(self.cast.draw(topic, patterns))
        due = None if self.dice.chance(self.gaps.due) else self.clock.draw(context)
        return Duty(owners, due)

    def duties(
        self, topics: Sequence[Topic], context: str, patterns: Mapping[str, float] = PATTERNS
    ) -> list[Duty]:
        """The duties of a group; what its last item has an earlier one has too.

        Otherwise the last one's would be read as the whole group's.
        """
        found = [self.duty(topic, context, patterns) for topic in topics]
        if len(found) < 2:
            return found
        first, *rest = found
        if found[-1].owners and not any(duty.owners for duty in found[:-1]):
            first = replace(first, owners=self.cast.draw(topics[0], patterns))
        if found[-1].due and not any(duty.due for duty in found[:-1]):
            first = replace(first, due=self.clock.draw(context))
        return [first, *rest]

    # -- marked pieces

    def heading(self, text: str) -> str:
        return self.pen.mark("HEADING", text)

    def measures(self, words: Sequence[Words]) -> tuple[str, ...]:
        return tuple(
            self.pen.mark("MEASURE", word.text, "vague" if word.vague else "") for word in words
        )

    def join(self, measures: Sequence[str]) -> str:
        return self.style.joiner.join(measures)

    def parties(self, parties: Sequence[Party], role: str, separator: str = "、") -> str:
        """The names of a role, each marked; 等有关部门 closes a list as it is said."""
        marked = [self.pen.mark(ROLES[role], party.name, party.kind) for party in parties]
        if len(parties) > 1 and parties[-1].name == OTHERS:
            return f"{separator.join(marked[:-1])}等{marked[-1]}"
        return separator.join(marked)

    def open_end(self, owners: Owners) -> Owners:
        """Now and then 等有关部门 is added to units that lead together."""
        units = len(owners.lead) > 1 and all(party.kind == "unit" for party in owners.lead)
        if units and self.dice.chance(OTHERS_SHARE):
            return replace(owners, lead=(*owners.lead, Party(OTHERS, "group")))
        return owners

    # -- texts of items

    def title(self, topic: Topic) -> str:
        """The short title of an item the first time its topic comes up, or nothing."""
        if not self.style.titles or topic.name in self.ledger.titled:
            return ""
        self.ledger.titled.add(topic.name)
        return self.heading(topic.title) + self.style.title_stop

    def content(self, topic: Topic, duty: Duty) -> tuple[str, ...]:
        """The measures of an entry that states this duty itself."""
        need = Need(duty.owners is not None, duty.due is not None)
        if self.dice.chance(0.06) and self.stock.left(topic, need, vague=True):
            return self.measures(self.stock.vague(topic, need))
        scarce = len(self.stock.topics) < SCARCE
        number = self.dice.weighted({1: 0.8, 2: 0.2} if scarce else {1: 0.58, 2: 0.33, 3: 0.09})
        return self.measures(self.stock.measures(topic, number, need))

    def single(self, topic: Topic, duty: Duty) -> tuple[str, ...]:
        """One measure alone."""
        need = Need(duty.owners is not None, duty.due is not None)
        return self.measures(self.stock.measures(topic, 1, need, vague=0))

    def due(self, due: Due) -> str:
        return due.write(self.pen)


def entry_of(
    topic: Topic,
    measures: tuple[str, ...],
    duty: Duty,
    scope: str = "own",
    problem: str | None = None,
) -> Entry:
    """An entry whose owners and deadline come from the same kind of place."""
    return Entry(
        category=topic.category,
        measures=measures,
        problem=problem,
        owners=duty.owners,
        owner_scope=scope if duty.owners else None,
        due=duty.due,
        due_scope=scope if duty.due else None,
    )
