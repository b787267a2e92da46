"""What a text says, in terms that can be counted (词项): pairs of characters, and topics."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from wenfeng.feedback.topics import topics
from wenfeng.resources import lexicon

Terms = dict[str, float]


@dataclass(frozen=True, slots=True)
class Weighing:
    """How much a topic and a pair of characters count, where each is as rare as can be."""

    topic: float = 2.0
    pair: float = 0.5


@cache
def _empty() -> re.Pattern[str]:
    words: list[str] = lexicon("feedback")["empty"]["words"].split()
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters, without figures and words that say nothing."""
    pieces = re.split(r"[\W_0-9]+", _empty().sub("，", text))
    return {piece[i : i + 2] for piece in pieces for i in range(len(piece) - 1)}


def terms(text: str, weighing: Weighing) -> Terms:
    """The terms of a text with their weights; those that weigh nothing are left out."""
    found = dict.fromkeys(pairs(text), weighing.pair) if weighing.pair else {}
    if weighing.topic:
        found |= {f"#{name}": weighing.topic * clear for name, clear in topics(text).items()}
    return found


def rarity(texts: Sequence[Iterable[str]]) -> Mapping[str, float]:
    """How little each term is spread over the entries of a plan: 1 for a term of only one."""
    spread = Counter(term for entry in texts for term in entry)
    size = len(texts) + 1
    return {term: log(size / (count + 0.5)) / log(size / 1.5) for term, count in spread.items()}
