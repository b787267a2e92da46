"""What a text says, in terms that can be counted (词项): topics, character pairs, characters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from wenfeng.feedback.topics import topics
from wenfeng.resources import lexicon

Terms = Mapping[str, float]
KINDS = ("topics", "pairs", "characters")


@cache
def _empty() -> re.Pattern[str]:
    words: list[str] = lexicon("feedback")["empty"]["words"].split()
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@cache
def _common() -> frozenset[str]:
    return frozenset("".join(lexicon("feedback")["empty"]["characters"].split()))


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters, without figures and words that say nothing."""
    pieces = re.split(r"[\W_0-9]+", _empty().sub("，", text))
    return {piece[i : i + 2] for piece in pieces for i in range(len(piece) - 1)}


def characters(text: str) -> set[str]:
    """The Chinese characters of a text, without those of every sentence and of empty words."""
    return set(re.findall("[一-鿿]", _empty().sub("", text))) - _common()


def terms(text: str, kind: str) -> Terms:
    """The terms of one kind, and how clearly (0–1) each is there."""
    if kind == "topics":
        return topics(text)
    return dict.fromkeys(sorted(pairs(text) if kind == "pairs" else characters(text)), 1.0)
