"""What lies over a paper's text in one pair: passages, boilerplate, names exchanged.

A layer is a row of strips that do not overlap; pieces are what the strips of all layers cut the
text into.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Generic, Literal, TypeVar

from wenfeng.copies import Duplicates, Pair, Passage, Range

Value = TypeVar("Value")
Side = Literal["a", "b"]

LONG_LINE = 1_500
"""Lines of more characters than that are cut, or nothing of them could be folded."""
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Strip(Generic[Value]):
    """Characters ``start`` to ``end`` and what is so about them."""

    start: int
    end: int
    value: Value


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that is all alike: in which passage, whether boilerplate, instead of which name."""

    text: str
    passage: int | None
    common: bool
    instead: str


@dataclass(frozen=True, slots=True)
class Layers:
    """A paper's side of a pair.

    Of two passages that overlap the first shows; ``homes`` says, for one that shows nowhere, in
    which it lies.
    """

    text: str
    passages: tuple[Strip[int], ...]
    homes: dict[int, int]
    common: tuple[Strip[bool], ...]
    names: tuple[Strip[str], ...]

    def shown(self) -> dict[int, int]:
        """Every passage that shows, and under which number."""
        return {strip.value: strip.value for strip in self.passages} | self.homes

    def paragraphs(self) -> Iterator[list[Piece]]:
        """The pieces of every line that is not empty; a very long line in several parts."""
        line: list[Piece] = []
        length = 0
        for piece in self._pieces():
            line.append(piece)
            length += len(piece.text)
            if piece.text.endswith("\n") or length >= LONG_LINE:
                yield from _worth_showing(line)
                line, length = [], 0
        yield from _worth_showing(line)

    def _pieces(self) -> Iterator[Piece]:
        strips: Sequence[Sequence[Strip[int] | Strip[bool] | Strip[str]]]
        strips = (self.passages, self.common, self.names)
        edges = {edge for layer in strips for one in layer for edge in (one.start, one.end)}
        cuts = sorted({0, len(self.text), *edges, *_breaks(self.text)})
        spans = list(pairwise(cuts))
        rows = (_over(self.passages, spans), _over(self.common, spans), _over(self.names, spans))
        for (start, end), passage, common, name in zip(spans, *rows, strict=True):
            yield Piece(self.text[start:end], passage, bool(common), name or "")


def layers(found: Duplicates, pair: Pair, side: Side, most: int) -> Layers:
    """One side of a pair, of which at most the first ``most`` characters are shown."""
    place = pair.a if side == "a" else pair.b
    text = found.papers[place].text[:most]
    ranges = [_clipped(one.a if side == "a" else one.b, text) for one in pair.passages]
    passages, homes = _first_wins(ranges)
    common = [_clipped(one, text) for one in found.common[place]] if found.common else []
    told = sorted(_names(found, pair, side, most), key=lambda strip: strip.start)
    return Layers(
        text,
        passages,
        homes,
        tuple(Strip(one.start, one.end, True) for one in _first_wins(common)[0]),
        tuple(_apart(told)),
    )


def _worth_showing(line: list[Piece]) -> Iterator[list[Piece]]:
    if any(piece.text.strip() for piece in line):
        last = line[-1]
        line[-1] = replace(last, text=last.text.removesuffix("\n"))
        yield [piece for piece in line if piece.text]


def _clipped(one: Range, text: str) -> Range:
    return min(one[0], len(text)), min(one[1], len(text))


def _first_wins(ranges: Sequence[Range]) -> tuple[tuple[Strip[int], ...], dict[int, int]]:
    """Strips numbered as the ranges were; what lies in an earlier one is told by its number."""
    strips: list[Strip[int]] = []
    homes: dict[int, int] = {}
    for number, (start, end) in sorted(enumerate(ranges), key=lambda one: one[1]):
        free = max(start, strips[-1].end if strips else 0)
        if free < end:
            strips.append(Strip(free, end, number))
        elif strips and start < end:
            homes[number] = strips[-1].value
    return tuple(strips), homes


def _apart(strips: Iterable[Strip[str]]) -> Iterator[Strip[str]]:
    reached = 0
    for strip in strips:
        if strip.start >= reached:
            yield strip
            reached = strip.end


def _names(found: Duplicates, pair: Pair, side: Side, most: int) -> Iterator[Strip[str]]:
    """The names in a passage for which its other side has others."""
    if not pair.exchanges:
        return
    instead: dict[str, list[str]] = {}
    for one in pair.exchanges:
        own, other = (one.a, one.b) if side == "a" else (one.b, one.a)
        instead.setdefault(own, []).append(other)
    instead.pop("", None)
    pattern = re.compile("|".join(map(re.escape, sorted(instead, key=len, reverse=True))) or "(?!)")
    for passage in pair.passages:
        (start, end), (text, there) = _sides(found, pair, passage, side)
        for match in pattern.finditer(text, start, min(end, most)):
            others = [name for name in instead[match[0]] if name in there]
            if others:
                yield Strip(match.start(), match.end(), "、".join(others))


def _sides(
    found: Duplicates, pair: Pair, passage: Passage, side: Side
) -> tuple[Range, tuple[str, str]]:
    """Where a passage stands in the text of a side, that text, and the words of the other side."""
    a, b = found.papers[pair.a].text, found.papers[pair.b].text
    if side == "a":
        return passage.a, (a, b[slice(*passage.b)])
    return passage.b, (b, a[slice(*passage.a)])


def _breaks(text: str) -> Iterator[int]:
    """Behind every line break, and where a very long line is cut."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if len(line) > LONG_LINE:
            yield from range(start + CHUNK, end, CHUNK)
        start = min(end + 1, len(text))
        yield start


def _over(layer: Sequence[Strip[Value]], spans: Iterable[Range]) -> Iterator[Value | None]:
    """For every span the strip that covers it, if any."""
    place = 0
    for start, _ in spans:
        while place < len(layer) and layer[place].end <= start:
            place += 1
        covers = place < len(layer) and layer[place].start <= start
        yield layer[place].value if covers else None
