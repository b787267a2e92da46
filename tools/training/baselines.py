"""What a model must beat: the commonest label, lists of words, and the rules of the program."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from training.examples import Example, labels


@cache
def words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("keywords.toml").read_text("utf-8"))


def majority(learn: Sequence[Example], asked: Sequence[Example]) -> list[str]:
    commonest = Counter(labels(learn)).most_common(1)[0][0]
    return [commonest] * len(asked)


def category(texts: Iterable[str]) -> list[str]:
    table = words()["category"]
    return [_most(table["words"], text, table["fallback"]) for text in texts]


def vague(texts: Iterable[str]) -> list[str]:
    return ["vague" if _vague(text) else "concrete" for text in texts]


def _vague(text: str) -> bool:
    table = words()["vague"]
    if re.search("|".join(table["checkable"]), text):
        return False
    return text.startswith(tuple(table["opens"])) or any(w in text for w in table["inside"])


def _most(table: dict[str, list[str]], text: str, fallback: str) -> str:
    hits = {label: sum(word in text for word in found) for label, found in table.items()}
    best = max(hits, key=hits.__getitem__)
    return best if hits[best] else fallback
