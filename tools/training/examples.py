"""What the classifiers learn from: texts of the fragments and sentences of the generated plans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.fragments import Fragments, Topic, load
from corpus.stored import Plan, stored_plans

FILLERS = {"n": "4", "N": "36", "money": "12.5", "pct": "40", "place": "柳河村", "year": "2021"}
SENTENCES = Path(__file__).resolve().parents[2] / "corpora" / "vague"
ROLES = ("PROBLEM", "MEASURE", "BACKGROUND", "REPORT")


@dataclass(frozen=True, slots=True)
class Example:
    """A text, what is to be said of it, and whose writing it is."""

    text: str
    label: str
    sector: str


@dataclass(frozen=True, slots=True)
class Split:
    """The topics of one split, and its plans."""

    topics: tuple[Topic, ...]
    plans: tuple[Plan, ...]


@cache
def splits() -> dict[str, Split]:
    fragments: Fragments = load()
    plans = tuple(stored_plans())
    return {
        name: Split(topics, tuple(plan for plan in plans if plan["split"] == name))
        for name, topics in fragments.splits.items()
    }


def filled(text: str) -> str:
    """A fragment with something in its placeholders."""
    return re.sub(r"\{(\w+)\}", lambda found: FILLERS.get(found[1], "9月20日"), text)


def categories(topics: Iterable[Topic]) -> list[Example]:
    """Each text of a topic alone, and title and problem as they stand together in an entry."""
    found = []
    for topic in topics:
        texts = [topic.title, *topic.problems, *topic.measures, *topic.vague]
        texts += [f"{topic.title}。{text}" for text in topic.problems]
        found += _examples(texts, topic.category, topic)
    return found


def problems(topics: Iterable[Topic]) -> list[Example]:
    return [e for t in topics for e in _examples(t.problems, t.category, t)]


def whole_topics(topics: Iterable[Topic]) -> list[Example]:
    """Title, first problem and first measures of a topic as one text."""
    texts = ((t, "。".join((t.title, t.problems[0], *t.measures[:2]))) for t in topics)
    return [e for topic, text in texts for e in _examples([text], topic.category, topic)]


def vagueness(topics: Iterable[Topic]) -> list[Example]:
    found = []
    for topic in topics:
        found += _examples(topic.vague, "vague", topic)
        found += _examples(topic.measures, "concrete", topic)
    return found


def sentences(name: str) -> list[Example]:
    """The sentences of corpora/vague/NAME.tsv: a label, a tab, a measure."""
    lines = (SENTENCES / f"{name}.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [Example(text, label, "sentences") for label, text in pairs]


def roles(topics: Iterable[Topic]) -> list[Example]:
    found = []
    for topic in topics:
        found += _examples(topic.problems, "problem", topic)
        found += _examples((*topic.measures, *topic.vague), "measure", topic)
        found += _examples([topic.background], "background", topic)
        found += _examples([topic.report], "report", topic)
    return found


def spoken(plans: Iterable[Plan]) -> list[Example]:
    """The texts that undamaged plans mark with a role, each once."""
    found: dict[tuple[str, str], Example] = {}
    for plan in plans:
        for start, end, label, *_ in [] if plan["damage"] else plan.get("spans", ()):
            text = plan["text"][start:end]
            if label in ROLES:
                found.setdefault((text, label), Example(text, label.lower(), plan["sector"]))
    return list(found.values())


def texts(examples: Sequence[Example]) -> list[str]:
    return [example.text for example in examples]


def labels(examples: Sequence[Example]) -> list[str]:
    return [example.label for example in examples]


def _examples(fragments: Iterable[str], label: str, topic: Topic) -> list[Example]:
    return [Example(filled(text), label, topic.sector) for text in fragments]
