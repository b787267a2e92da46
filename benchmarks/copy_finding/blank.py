"""Plans from one blank template (同一模板): the form is the same, what was filled in is not."""

from __future__ import annotations

from random import Random

from . import vocabulary
from .marked import plain
from .writing import Hand, numeral

_FORM = (0.3, 0.6)


def filled(rng: Random) -> str:
    """A plan on the form; the form's words are 30–60% of it."""
    words = vocabulary.data()["template"]
    hand = Hand(rng)
    form = form_length()
    room = form / rng.uniform(*_FORM) - form
    sections = words["sections"]
    lines = [plain(hand.county) + "整改方案", "", words["lead"], *words["notes"]]
    for number, (heading, standard) in enumerate(_chapters(), 1):
        lines += [f"{numeral(number)}、{heading}", *standard]
        lines += _content(hand, room / len(sections), words["labels"])
    return "\n".join([*lines, plain(hand.lead)])


def form_length() -> int:
    """How many characters of each plan are the form's."""
    words = vocabulary.data()["template"]
    said = [words["lead"], *words["notes"], *words["sections"], *words["standard"]]
    return sum(map(len, said))


def _chapters() -> list[tuple[str, list[str]]]:
    words = vocabulary.data()["template"]
    standard = list(words["standard"])
    return [(heading, [standard.pop(0)] if standard else []) for heading in words["sections"]]


def _content(hand: Hand, room: float, labels: list[str]) -> list[str]:
    lines: list[str] = []
    while sum(map(len, lines)) < room:
        label = labels[len(lines) % len(labels)]
        lines.append(label + plain(hand.sentence()[1]))
    return lines
