"""Annotated passages for the spaCy pipeline: runs of one to eight lines of the generated plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from corpus.stored import Plan
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import filter_spans

NAMES = ("PERSON", "POST", "UNIT", "GROUP", "DEADLINE")
RUNS = (1, 3, 1, 8, 1, 5)
Mark = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of lines and the names to find in it."""

    text: str
    names: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Losses:
    """How many names were annotated, and how many of them no run of tokens matches."""

    names: int
    misaligned: int


def passages(plans: Iterable[Plan], runs: Sequence[int] = RUNS) -> Iterator[Passage]:
    """Plans in plain text cut into runs of lines, by turns of these lengths."""
    for plan in plans:
        if plan["format"] == "txt":
            yield from _cut(plan, runs)


def _cut(plan: Plan, runs: Sequence[int]) -> Iterator[Passage]:
    lines = plan["text"].splitlines(keepends=True)
    start, at = 0, 0
    for size in cycle(runs):
        if at >= len(lines):
            return
        end = start + sum(map(len, lines[at : at + size]))
        yield _passage(plan, start, end)
        start, at = end, at + size


def _passage(plan: Plan, start: int, end: int) -> Passage:
    inside = [s for s in plan["spans"] if start <= s[0] and s[1] <= end]
    names = [(s[0] - start, s[1] - start, _name(s)) for s in inside if _name(s) in NAMES]
    return Passage(plan["text"][start:end].rstrip("\n"), tuple(names))


def _name(span: Sequence[str]) -> str:
    return span[3].upper() if span[2].startswith("OWNER") else span[2]


def annotated(nlp: Language, passage: Passage) -> Doc:
    """The passage as a correct pipeline would return it; open where a name ends inside a token."""
    doc = nlp.make_doc(passage.text)
    wide = (doc.char_span(a, b, label, alignment_mode="expand") for a, b, label in passage.names)
    spans = filter_spans(span for span in wide if span is not None)
    exact = set(passage.names)
    kept = [s for s in spans if (s.start_char, s.end_char, s.label_) in exact]
    doc.set_ents(kept, missing=[span for span in spans if span not in kept])
    return doc


def examples(nlp: Language, found: Iterable[Passage]) -> list[Example]:
    docs = (annotated(nlp, passage) for passage in found)
    return [Example(nlp.make_doc(doc.text), doc) for doc in docs if len(doc)]


def losses(nlp: Language, found: Sequence[Passage]) -> Losses:
    cut = sum(_cut_inside(nlp.make_doc(p.text), p) for p in found if p.names)
    return Losses(sum(len(p.names) for p in found), cut)


def _cut_inside(doc: Doc, passage: Passage) -> int:
    return sum(doc.char_span(start, end) is None for start, end, _ in passage.names)
