"""Two papers laid beside each other (逐对判断): what kind of pair they are, and how alike."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from wenfeng.copies import Exchange, Pair, PairKind, Paper, Passage, Range
from wenfeng.duplicates.aligning import Chain, Prepared, chains, prepared
from wenfeng.duplicates.boilerplate import Boilerplate
from wenfeng.duplicates.neutral import ENDINGS
from wenfeng.duplicates.passages import Sides, Stretch, stretch
from wenfeng.lang.units import same_unit

_BARELY, _COUNTING = 3.0, 5.0
"""The weight of a chain that is looked at, and that counts in a near-copy; less is chance."""

_LIFTED, _SOLID = 60.0, 13
"""The weight of a chain lifted into another paper, and the codes of its longest run."""

_NEARLY = 0.7
"""A rough weight that may turn out to be as much as asked."""

_MOST_EXCHANGES = 50

_ALMOST = 0.9
_TITLES = 0.8
_VERSION = re.compile(
    r"[（(〔\[【]?(?:征求意见|送审|报审|审议|讨论|修改|修订|印发|正式|定|初|草|第?[一二三四五六七八九十\d]+)稿[)）〕\]】]?"
    r"|[（(](?:草案|试行|暂行|最终版?|修订版?)[)）]|最终版|v\d+|[\W\d_]|[〇零一二三四五六七八九十]+月?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Laid:
    """A paper ready to be laid beside others; ``sums[i]`` is what its first i codes weigh."""

    paper: Paper
    prepared: Prepared
    sums: NDArray[np.float64]

    @property
    def weights(self) -> NDArray[np.float64]:
        """What each code weighs."""
        return np.diff(self.sums)

    @property
    def weight(self) -> float:
        """What the whole paper weighs."""
        return float(self.sums[-1])

    def weigh(self, ranges: list[Range]) -> float:
        """What ranges of the text weigh."""
        at = np.searchsorted(self.prepared.places, np.array(ranges).ravel())
        bounds = self.sums[at]
        return float((bounds[1::2] - bounds[::2]).sum())


def lay(paper: Paper, boilerplate: Boilerplate) -> Laid:
    """Make a paper ready to be laid beside others."""
    text = prepared(paper.text)
    return Laid(paper, text, np.concatenate(([0.0], np.cumsum(boilerplate.of(text)))))


def judge(a: int, b: int, laid: tuple[Laid, Laid], threshold: float) -> Pair | None:
    """The pair that two papers are; None where they have nothing much in common.

    ``a`` and ``b`` are their numbers, ``threshold`` is the similarity of a near-copy.
    """
    one, other = laid
    found = _weighed(laid, threshold)
    shared = sum(piece.weight_a + piece.weight_b for piece in found)
    similarity = round(min(shared / max(one.weight + other.weight, 1e-9), 1.0), 4)
    near = similarity >= threshold
    chosen = [piece.words for piece in found if piece.words and piece.counts(near)]
    if not near and not chosen:
        return None
    same = tuple(sorted(_passages(one.paper.text, chosen), key=lambda passage: passage.a))
    exchanges = _exchanges(chosen)
    kind = _kind((one.paper, other.paper), exchanges, similarity) if near else "partial"
    return Pair(
        a,
        b,
        kind,
        1.0 if kind == "identical" else similarity,
        _coverage(one.paper.text, (passage.a for passage in same)),
        _coverage(other.paper.text, (passage.b for passage in same)),
        same,
        exchanges,
    )


@dataclass(frozen=True, slots=True)
class Weighed:
    """The passages of a chain, none if it is boilerplate, and what it weighs in each paper."""

    words: Stretch | None
    weight_a: float
    weight_b: float

    def counts(self, near: bool) -> bool:
        """Whether it is more than chance in near-copies; in others, whether it was taken over."""
        if near or self.words is None:
            return self.words is not None and self.weight_a >= _COUNTING
        return self.weight_a >= _LIFTED and self.words.longest >= _SOLID


def _weighed(laid: tuple[Laid, Laid], threshold: float) -> list[Weighed]:
    """The chains of two papers; of those that are no near-copies only what may be a loan."""
    one, other = laid
    found = chains(one.prepared, other.prepared)
    if not found:
        return []
    mine, theirs = _roughly(found, laid)
    alike = (sum(mine) + sum(theirs)) / max(one.weight + other.weight, 1e-9)
    least = _BARELY if alike >= _NEARLY * threshold else _NEARLY * _LIFTED
    sides = Sides(one.prepared, other.prepared)
    return [
        _exactly(stretch(chain, sides), laid) if a >= least else Weighed(None, a, b)
        for chain, a, b in zip(found, mine, theirs, strict=True)
    ]


def _exactly(words: Stretch, laid: tuple[Laid, Laid]) -> Weighed:
    one, other = laid
    a, b = zip(*words.places, strict=True)
    return Weighed(words, one.weigh(list(a)), other.weigh(list(b)))


def _roughly(found: list[Chain], laid: tuple[Laid, Laid]) -> tuple[list[float], list[float]]:
    """What the runs of each chain weigh in both papers, without what lies between them."""
    a, b, size = np.array([(r.a, r.b, r.size) for chain in found for r in chain]).T
    firsts = np.cumsum([0, *(len(chain) for chain in found[:-1])])
    mine, theirs = (paper.sums for paper in laid)
    return (
        np.add.reduceat(mine[a + size] - mine[a], firsts).tolist(),
        np.add.reduceat(theirs[b + size] - theirs[b], firsts).tolist(),
    )


def _passages(text: str, chosen: Iterable[Stretch]) -> Iterator[Passage]:
    for words in chosen:
        yield from (Passage(a, b, text[slice(*a)]) for a, b in words.places)


def _exchanges(chosen: Iterable[Stretch]) -> tuple[Exchange, ...]:
    counted = Counter(names for words in chosen for names in words.names)
    most = counted.most_common(_MOST_EXCHANGES)
    return tuple(Exchange(a, b, times) for (a, b), times in most)


def covered(ranges: Iterable[Range]) -> list[Range]:
    """The ranges put together where they overlap, in order."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _coverage(text: str, ranges: Iterable[Range]) -> float:
    """The share of a text's characters, spaces apart, that lie in the ranges."""
    whole = _size(text)
    return round(sum(_size(text[slice(*one)]) for one in covered(ranges)) / max(whole, 1), 4)


def _size(text: str) -> int:
    return len("".join(text.split()))


def _kind(
    papers: tuple[Paper, Paper], exchanges: tuple[Exchange, ...], similarity: float
) -> PairKind:
    """What kind of near-copy it is."""
    one, other = papers
    if similarity >= _ALMOST and folded(one.text) == folded(other.text):
        return "identical"
    moved = any(_of_place(exchange) for exchange in exchanges)
    kept = not moved and _same_title(one, other) and _same_issuer(one, other)
    return "revision" if kept else "near"


def folded(text: str) -> str:
    """A text without spaces and punctuation, in one width: what identical papers have in common."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\W_]+", "", plain)


def _of_place(exchange: Exchange) -> bool:
    return exchange.a[-1] in ENDINGS and exchange.b[-1] in ENDINGS


def _same_title(one: Paper, other: Paper) -> bool:
    a, b = _VERSION.sub("", one.title), _VERSION.sub("", other.title)
    return bool(a and b) and SequenceMatcher(None, a, b, autojunk=False).ratio() >= _TITLES


def _same_issuer(one: Paper, other: Paper) -> bool:
    if not (one.issuers and other.issuers):
        return True
    return any(same_unit(a, b) for a in one.issuers for b in other.issuers)
