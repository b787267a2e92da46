"""One paper: a plan with headings, paragraphs, items and task lines, own words and boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Literal

from . import vocabulary
from .boilerplate import Pool
from .marked import DATE, PERSON, PLACE, about, mark
from .vocabulary import Words

# Own words; boilerplate; labels and names only.
Sort = Literal["own", "stock", "form"]
Sentence = tuple[Sort, str]
Clause = tuple[str, tuple[str, ...]]
Part = Literal["openers", "middles", "closers", "headings", "titles", "tasks"]
_LENGTHS = (0.5, 1.3)  # of the characters asked for; chapters end a little later
_SLOT = re.compile(r"\{(\w)\}")


@dataclass(slots=True)
class Line:
    """A paragraph: level 0 without a number, 1 一、, 2 （一）, 3 1."""

    level: int
    sentences: list[Sentence]


@dataclass(slots=True)
class Draft:
    """A paper with its names marked, and the topic it is about."""

    topic: str
    title: str
    lines: list[Line]


@cache
def _frames(part: Part) -> list[Clause]:
    frames = vocabulary.data()["own"][part]
    return [(_SLOT.sub("%s", frame), tuple(_SLOT.findall(frame))) for frame in frames]


@cache
def _shared_words() -> dict[str, Words]:
    """What the slots of a clause are filled with, whoever writes."""
    own = vocabulary.data()["own"]
    words: dict[str, Words] = {
        "f": own["faults"].split(),
        "a": own["actions"].split(),
        "d": own["adverbs"].split(),
        "q": vocabulary.quantities(),
    }
    return words | vocabulary.ordinary()


class Hand:
    """Who writes a paper: a topic, a county and a cast of names, and words of one's own."""

    def __init__(self, rng: Random, topic: str = "") -> None:
        names = vocabulary.names()
        self.rng = rng
        self.topic = topic or rng.choice(list(vocabulary.data()["topics"]))
        county = rng.choice(names["county"])
        self.county = mark(PLACE, county)
        units = [vocabulary.unit(rng, county) for _ in range(7)]
        self.lead = units[0]
        self.lists: dict[str, Words] = _shared_words() | {
            "t": vocabulary.data()["topics"][self.topic].split(),
            "P": [mark(PERSON, name) for name in rng.choices(names[PERSON], k=10)],
            "L": [mark(PLACE, name) for name in rng.choices(names[PLACE], k=8)],
            "D": [mark(DATE, name) for name in rng.choices(names[DATE], k=8)],
            "U": units,
            "C": [self.county],
        }

    def clause(self, part: Part) -> str:
        frames, random, lists = _frames(part), self.rng.random, self.lists
        frame, slots = frames[int(random() * len(frames))]
        filled = []
        for slot in slots:
            words = lists[slot]
            filled.append(words[int(random() * len(words))])
        return frame % tuple(filled)

    def sentence(self) -> Sentence:
        """A sentence nobody else is likely to write, of 30 to 80 characters."""
        random = self.rng.random
        clauses = [self.clause("openers")] if random() < 0.8 else []
        clauses += [self.clause("middles") for _ in range(1 + int(random() * 2.5))]
        if random() < 0.7:
            clauses.append(self.clause("closers"))
        return "own", "，".join(clauses) + "。"

    def about(self, text: str) -> str:
        return about(text, self.county, self.lead)


class Writer:
    """Plans of about the same length, each with its own share of boilerplate."""

    def __init__(self, pool: Pool, characters: int, shares: tuple[float, float]) -> None:
        self.pool, self.characters, self.shares = pool, characters, shares

    def draft(self, rng: Random, topic: str = "") -> Draft:
        hand = Hand(rng, topic)
        stock = self.pool.draw(rng)
        share = rng.uniform(*self.shares)
        length = self.characters * rng.uniform(*_LENGTHS)
        draft = Draft(hand.topic, hand.clause("titles"), _opening(hand, stock))
        for number, heading in enumerate(_headings(rng)):
            draft.lines.append(Line(1, [("stock", heading)]))
            draft.lines += _chapter(hand, stock, share, length / 5)
            if _length(draft) >= length or number > 20:
                break
        draft.lines.append(Line(0, [("form", f"{hand.lead}　{rng.choice(hand.lists['D'])}")]))
        return draft


def _length(draft: Draft) -> int:
    return sum(len(text) for line in draft.lines for _, text in line.sentences)


def _headings(rng: Random) -> list[str]:
    headings = vocabulary.data()["stock"]["headings"].split()
    return rng.sample(headings, len(headings))


def _opening(hand: Hand, stock: Iterator[str]) -> list[Line]:
    lead: list[Sentence] = [("stock", hand.about(next(stock))), hand.sentence()]
    return [Line(0, [("form", f"{hand.county}人民政府：")]), Line(0, lead)]


def _chapter(hand: Hand, stock: Iterator[str], share: float, length: float) -> list[Line]:
    lines, written, random = [], 0, hand.rng.random
    while written < length:
        kind = random()
        if kind < 0.25:
            line = Line(2, [("own", hand.clause("headings"))])
        elif kind < 0.35:
            line = Line(0, [("form", hand.clause("tasks"))])
        else:
            line = Line(3 if kind < 0.6 else 0, _paragraph(hand, stock, share))
        lines.append(line)
        written += sum(len(text) for _, text in line.sentences)
    return lines


def _paragraph(hand: Hand, stock: Iterator[str], share: float) -> list[Sentence]:
    random = hand.rng.random
    return [
        ("stock", hand.about(next(stock))) if random() < share else hand.sentence()
        for _ in range(1 + int(random() * 5))
    ]


_NUMERALS = "一二三四五六七八九十"


def numeral(number: int) -> str:
    """一 to 九十九."""
    if number <= 10:
        return _NUMERALS[number - 1]
    tens, ones = divmod(number, 10)
    return (_NUMERALS[tens - 1] if tens > 1 else "") + "十" + (_NUMERALS[ones - 1] if ones else "")


def numbers(draft: Draft) -> Iterator[tuple[str, Line]]:
    """Each line with the number before it."""
    counts = [0, 0, 0, 0]
    for line in draft.lines:
        level = line.level
        counts[level] += 1
        if level:
            counts[level + 1 :] = [0] * (3 - level)
        yield _number(level, counts[level]), line


def _number(level: int, count: int) -> str:
    if level == 0:
        return ""
    return f"{count}." if level == 3 else ("{}、", "（{}）")[level - 1].format(numeral(count))


def text(draft: Draft) -> str:
    """The whole paper, names marked."""
    lines = [draft.title, ""]
    for number, line in numbers(draft):
        lines.append(number + "".join(words for _, words in line.sentences))
    return "\n".join(lines)
