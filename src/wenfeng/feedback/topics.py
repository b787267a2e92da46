"""What a text is about (话题): matters named in official words and in those of the street."""

from __future__ import annotations

import re
from functools import cache

from wenfeng.resources import lexicon


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile("|".join(map(_expression, words.split()))))
        for name, words in lexicon("topics")["topics"].items()
    )


def _expression(word: str) -> str:
    return re.escape(word).replace("\\~", "[^，。；：、]{0,4}").replace("~", "[^，。；：、]{0,4}")


@cache
def topics(text: str) -> dict[str, int]:
    """The matters a text names, and how many characters of it name them."""
    found = {
        name: sum(len(word) for word in set(pattern.findall(text)))
        for name, pattern in _patterns()
    }
    return {name: length for name, length in found.items() if length}
