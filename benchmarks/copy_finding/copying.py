"""A copy of a paper: names changed, paragraphs moved, sentences rewritten, and what became of it.

A copy is made of chunks; a chunk knows where in the source it came from, or that it is new.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Literal

from . import vocabulary
from .marked import KINDS, NAME, UNIT, plain
from .writing import Draft, Hand, Line, Sentence, numbers

# own words kept; what stayed in a reworded sentence; own words that are new; all else
Fate = Literal["kept", "reworded", "fresh", ""]
Range = tuple[int, int]
Origin = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a copy; ``source`` is where it stands in the source, -1 if it does not."""

    text: str
    fate: Fate = ""
    source: int = -1


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of a source: every sentence with where it starts."""

    level: int
    sentences: tuple[tuple[int, Sentence], ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy's text and what became of the source's words.

    ``kept`` and ``reworded`` are (start, end, start in the source); ``fresh`` is not copied.
    What is in none of them is boilerplate, a name, a number or a label.
    """

    text: str
    kept: tuple[Origin, ...]
    reworded: tuple[Origin, ...]
    fresh: tuple[Range, ...]


def placed(draft: Draft) -> list[Placed]:
    """The lines of a draft with the places of their sentences in its plain text."""
    position, lines = len(plain(draft.title)) + 1, []
    for number, line in numbers(draft):
        position += 1 + len(number)
        sentences = []
        for sentence in line.sentences:
            sentences.append((position, sentence))
            position += len(plain(sentence[1]))
        lines.append(Placed(line.level, tuple(sentences)))
    return lines


class Copyist:
    """Copies lines with other names throughout, the same name always for the same."""

    def __init__(self, rng: Random, topic: str, rewritten: float, stock: Iterator[str]) -> None:
        self.rng, self.rewritten, self.stock = rng, rewritten, stock
        self.hand = Hand(rng, topic)
        self.names: dict[tuple[str, str], str] = {}

    def name(self, kind: str, name: str) -> str:
        key = kind, name
        if key not in self.names:
            self.names[key] = self._another(kind, name)
        return self.names[key]

    def _another(self, kind: str, name: str) -> str:
        known = vocabulary.names()
        if kind == UNIT:
            return plain(vocabulary.unit(self.rng, plain(self.hand.county)))
        if name.endswith("县"):
            return plain(self.hand.county)
        return self.rng.choice(known[kind])

    def renamed(self, text: str) -> str:
        return NAME.sub(lambda found: self.name(found[1], found[2]), text)

    def line(self, line: Placed) -> list[Chunk]:
        chunks: list[Chunk] = []
        for start, sentence in line.sentences:
            chunks += self.sentence(start, sentence)
        return chunks

    def sentence(self, start: int, sentence: Sentence) -> list[Chunk]:
        sort, text = sentence
        kept = list(self._kept(start, text, "kept" if sort == "own" else ""))
        if sort == "form" or self.rng.random() >= self.rewritten:
            return kept
        if sort == "own" and self.rng.random() < 0.5:
            return reworded(self.rng, kept)
        return [self._fresh(sort)]

    def _fresh(self, sort: str) -> Chunk:
        if sort == "stock":
            return Chunk(plain(self.hand.about(next(self.stock))))
        return Chunk(plain(self.hand.sentence()[1]), "fresh")

    def _kept(self, start: int, text: str, fate: Fate) -> Iterator[Chunk]:
        pieces = re.split(f"([{KINDS}][^\ue000]*\ue000)", text)
        for piece in filter(None, pieces):
            if found := NAME.fullmatch(piece):
                yield Chunk(self.name(found[1], found[2]))
            else:
                yield Chunk(piece, fate, start)
            start += len(plain(piece))


@cache
def _synonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    words = vocabulary.data()["synonyms"]
    return re.compile("(" + "|".join(sorted(words, key=len, reverse=True)) + "|，)"), words


def reworded(rng: Random, chunks: Sequence[Chunk]) -> list[Chunk]:
    """A sentence with words exchanged and put in, and now and then a clause left out."""
    chunks = [c for chunk in chunks for c in _exchanged(rng, chunk)]
    return _shortened(rng, chunks) if rng.random() < 0.4 else chunks


def _exchanged(rng: Random, chunk: Chunk) -> Iterator[Chunk]:
    pattern, words = _synonyms()
    inserted = vocabulary.data()["inserted"]["phrases"].split()
    start = chunk.source
    if start < 0:
        yield chunk
        return
    for piece in filter(None, pattern.split(chunk.text)):
        if piece in words and rng.random() < 0.7:
            yield Chunk(words[piece])
        else:
            yield Chunk(piece, "reworded", start)
            if piece == "，" and rng.random() < 0.6:
                yield Chunk(rng.choice(inserted))
        start += len(piece)


def _shortened(rng: Random, chunks: Sequence[Chunk]) -> list[Chunk]:
    commas = [i for i, chunk in enumerate(chunks) if chunk.text == "，"]
    if len(commas) < 2:
        return list(chunks)
    first = rng.randrange(len(commas) - 1)
    return [*chunks[: commas[first]], *chunks[commas[first + 1] :]]


def moved(rng: Random, lines: Sequence[Placed]) -> list[Placed]:
    """The lines in another order: chapters change places, and paragraphs within them."""
    chapters: list[list[Placed]] = [[]]
    for line in lines[:-1]:
        if line.level == 1:
            chapters.append([])
        chapters[-1].append(line)
    first, rest = chapters[0], chapters[1:]
    rng.shuffle(rest)
    for chapter in rest:
        body = chapter[1:]
        rng.shuffle(body)
        chapter[1:] = body
    return [*first, *(line for chapter in rest for line in chapter), lines[-1]]


def copied(copyist: Copyist, source: Draft) -> Copied:
    """A copy of the whole paper, its paragraphs moved."""
    lines = moved(copyist.rng, placed(source))
    return _assembled(
        copyist.renamed(source.title), [(line.level, copyist.line(line)) for line in lines]
    )


def section(rng: Random, source: Draft, low: int = 300, high: int = 900) -> list[Placed]:
    """Lines that follow one another, of that many characters; half are the source's own words,
    or as many as can be had."""
    lines = placed(source)[2:-1]
    starts = list(range(len(lines)))
    rng.shuffle(starts)
    wanted = rng.uniform(low * 1.1, high * 0.85)
    best: list[Placed] = []
    for start in starts:
        taken = _taken(lines[start:], wanted)
        if low <= _characters(taken) <= high and _own(taken) > _own(best):
            best = taken
        if _own(best) >= 0.5:
            break
    return best


def _taken(lines: Sequence[Placed], wanted: float) -> list[Placed]:
    taken: list[Placed] = []
    for line in lines:
        taken.append(line)
        if _characters(taken) >= wanted:
            break
    return taken


def _own(lines: Sequence[Placed]) -> float:
    return _characters(lines, "own") / (_characters(lines) or 1)


def _characters(lines: Sequence[Placed], sort: str = "") -> int:
    sentences = (sentence for line in lines for _, sentence in line.sentences)
    return sum(len(plain(text)) for kind, text in sentences if sort in ("", kind))


def lifted(copyist: Copyist, lines: Sequence[Placed], into: Draft) -> Copied:
    """A paper of its own with lines of another put in somewhere."""
    own = [(line.level, _untouched(line)) for line in into.lines]
    place = copyist.rng.randrange(2, len(own) - 1)
    own[place:place] = [(line.level, copyist.line(line)) for line in lines]
    return _assembled(plain(into.title), own)


def _untouched(line: Line) -> list[Chunk]:
    return [Chunk(plain(text), "fresh" if sort == "own" else "") for sort, text in line.sentences]


def _assembled(title: str, lines: Sequence[tuple[int, Sequence[Chunk]]]) -> Copied:
    draft = Draft("", "", [Line(level, []) for level, _ in lines])
    chunks = [Chunk(title + "\n")]
    for (number, _), (_, line) in zip(numbers(draft), lines, strict=True):
        chunks += [Chunk("\n" + number), *line]
    return _told(chunks)


def _told(chunks: Sequence[Chunk]) -> Copied:
    kept: list[Origin] = []
    worded: list[Origin] = []
    fresh: list[Range] = []
    position = 0
    for chunk in chunks:
        end = position + len(chunk.text)
        if chunk.fate == "fresh":
            fresh.append((position, end))
        elif chunk.fate:
            (kept if chunk.fate == "kept" else worded).append((position, end, chunk.source))
        position = end
    text = "".join(chunk.text for chunk in chunks)
    return Copied(text, tuple(kept), tuple(worded), tuple(fresh))
