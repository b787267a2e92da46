"""What a text is about (话题): matters named in official words and in those of the street."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from wenfeng.resources import lexicon

_GAP = "[^，。；：、]{0,4}"


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    """The words of every topic."""
    return {name: tuple(words.split()) for name, words in lexicon("topics")["topics"].items()}


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """A pattern for the words of each topic, longer ones first."""
    return {
        name: re.compile("|".join(map(_expression, sorted(words, key=len, reverse=True))))
        for name, words in _words().items()
    }


@cache
def _plain() -> Mapping[str, float]:
    """How much a word says of a topic: less, the more topics it stands in."""
    spread = Counter(word for words in _words().values() for word in set(words))
    return {word: count**-0.5 for word, count in spread.items()}


def _expression(word: str) -> str:
    return _GAP.join(map(re.escape, word.split("~")))


@cache
def topics(text: str) -> Mapping[str, float]:
    """The matters a text names, and how clearly (0–1)."""
    found = {name: set(pattern.findall(text)) for name, pattern in _patterns().items()}
    clear = _plain()
    return {
        name: max(clear.get(word, 1.0) for word in words) for name, words in found.items() if words
    }
