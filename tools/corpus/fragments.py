"""What was written by hand: the fragments of each sector and the phrases around them."""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.dice import Dice

ROOT = Path(__file__).resolve().parents[2] / "corpora"
FRAGMENTS = ROOT / "fragments"
PHRASES = "phrases.toml"
SHARES = {"train": 0.70, "dev": 0.15, "test": 0.15}


@dataclass(frozen=True, slots=True)
class Topic:
    """One matter of a sector in the words of its writer."""

    sector: str
    category: str
    title: str
    problems: tuple[str, ...]
    measures: tuple[str, ...]
    vague: tuple[str, ...]
    owners: tuple[str, ...]
    posts: tuple[str, ...]
    background: str
    report: str

    @property
    def name(self) -> str:
        return f"{self.sector}/{self.category}/{self.title}"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The tables of phrases.toml by their path."""

    tables: Mapping[str, Any]

    def of(self, *path: str) -> Any:
        found: Any = self.tables
        for step in path:
            found = found[step]
        return found

    def texts(self, *path: str) -> tuple[str, ...]:
        return tuple(self.of(*path))


@dataclass(frozen=True, slots=True)
class Fragments:
    """Everything the generator draws on; ``splits`` gives the topics of train, dev and test."""

    phrases: Phrases
    splits: Mapping[str, tuple[Topic, ...]]

    def topics(self, split: str, sectors: Sequence[str]) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.splits[split] if topic.sector in sectors)

    def sectors(self) -> tuple[str, ...]:
        held = {topic.sector for topics in self.splits.values() for topic in topics}
        return tuple(name for name in self.phrases.of("sector") if name in held)


@cache
def load(folder: Path = FRAGMENTS) -> Fragments:
    phrases = Phrases(tomllib.loads((FRAGMENTS / PHRASES).read_text("utf-8")))
    paths = sorted(path for path in folder.glob("*.toml") if path.name != PHRASES)
    topics = [topic for path in paths for topic in read_topics(path)]
    return Fragments(phrases, divide(topics))


def read_topics(path: Path) -> list[Topic]:
    data = tomllib.loads(path.read_text("utf-8"))
    return [_topic(data["sector"], row) for row in data["topic"]]


def _topic(sector: str, row: Mapping[str, Any]) -> Topic:
    return Topic(
        sector=sector,
        category=row["category"],
        title=row["title"].rstrip("。"),
        problems=tuple(text.rstrip("。") for text in row["problem"]),
        measures=tuple(text.rstrip("。；") for text in row["measures"]),
        vague=tuple(text.rstrip("。；") for text in row["vague"]),
        owners=tuple(row["owners"]),
        posts=tuple(row["posts"]),
        background=row["background"].rstrip("。") + "。",
        report=row["report"].rstrip("。") + "。",
    )


def divide(topics: Sequence[Topic]) -> dict[str, tuple[Topic, ...]]:
    """Split the topics of each sector, by chance from a fixed seed; equal titles stay together."""
    splits: dict[str, list[Topic]] = {name: [] for name in SHARES}
    titles = Counter(topic.title for topic in topics)
    for sector in sorted({topic.sector for topic in topics}):
        own = [t for t in topics if t.sector == sector and titles[t.title] == 1]
        splits["train"] += [t for t in topics if t.sector == sector and titles[t.title] > 1]
        mixed = Dice(f"split/{sector}").shuffled(own)
        held = math.ceil(len(own) * SHARES["dev"])
        splits["dev"] += mixed[:held]
        splits["test"] += mixed[held : 2 * held]
        splits["train"] += mixed[2 * held :]
    return {name: tuple(found) for name, found in splits.items()}
