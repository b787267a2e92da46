"""Two papers laid beside each other (逐对判断): what kind of pair they are, and how alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wenfeng.copies import Exchange, Pair, Paper, Passage, Range
from wenfeng.domain import PairKind
from wenfeng.duplicates.aligning import Chain, Prepared, chains, prepared
from wenfeng.duplicates.boilerplate import Boilerplate
from wenfeng.duplicates.frames import frame
from wenfeng.duplicates.kinds import identical, of_place, same_issuer, same_title, twins
from wenfeng.duplicates.neutral import inked
from wenfeng.duplicates.passages import Sides, Stretch, stretch
from wenfeng.duplicates.stock import stock

_BARELY, _COUNTING = 3.0, 5.0
"""The weight of a chain that is looked at, and that counts in a near-copy; less is chance."""

_LIFTED, _SOLID = 45.0, 13
"""The weight of a chain lifted into another paper, and the codes of its longest run."""

_DENSE = 0.2
"""What a code of it weighs on average; in formulas alone it is less."""

_NEARLY = 0.7
"""A rough weight that may turn out to be as much as asked."""

_FORM = 0.1
"""What headings and stock phrases count, compared with contents."""

_MOST_EXCHANGES = 50

_CLOSING = "。；，、：！？）》”’ \n\u3000"
"""What no passage begins with."""

_ALMOST = 0.9
_INSIDE, _BESIDES = 0.75, 0.25
"""What part of a short paper stands in a long one, which says so much more besides."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A paper ready to be laid beside others.

    ``sums[i]`` is what its first i codes weigh, headings and stock phrases little; ``plain`` is
    the same with nothing but learned boilerplate taken off. Of the first i characters of its
    text ``ink[i]`` are no spaces.
    """

    paper: Paper
    prepared: Prepared
    sums: NDArray[np.float64]
    plain: NDArray[np.float64]
    ink: NDArray[np.int64]

    @property
    def weights(self) -> NDArray[np.float64]:
        """What each code weighs."""
        return np.diff(self.sums)

    @property
    def weight(self) -> float:
        """What the whole paper weighs."""
        return float(self.sums[-1])

    def codes(self, ranges: list[Range]) -> NDArray[np.int64]:
        """Which codes begin and end ranges of the text."""
        return np.searchsorted(self.prepared.places, np.array(ranges).ravel())

    def coverage(self, ranges: Iterable[Range]) -> float:
        """The share of the text's characters, spaces apart, that lie in ranges."""
        inside = sum(self.ink[end] - self.ink[start] for start, end in covered(ranges))
        return round(float(inside / max(self.ink[-1], 1)), 4)


def lay(paper: Paper, boilerplate: Boilerplate) -> Laid:
    """Make a paper ready to be laid beside others."""
    text = prepared(paper.text)
    weights = boilerplate.of(text)
    plain = _summed(weights)
    light = stock(text)
    form = [*frame(paper.text)]
    if form:
        for start, end in np.searchsorted(text.places, form).tolist():
            light[start:end] = True
    weights[light] = np.minimum(weights[light], _FORM)
    return Laid(paper, text, _summed(weights), plain, inked(paper.text))


def _summed(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate(([0.0], np.cumsum(weights)))


def _within(sums: NDArray[np.float64], codes: NDArray[np.int64]) -> float:
    """What ranges of codes weigh."""
    return float((sums[codes[1::2]] - sums[codes[::2]]).sum())


def judge(a: int, b: int, laid: tuple[Laid, Laid], threshold: float) -> Pair | None:
    """The pair that two papers are; None where they have nothing much in common.

    ``a`` and ``b`` are their numbers, ``threshold`` is the similarity of a near-copy.
    """
    one, other = laid
    if one.prepared.letters == other.prepared.letters and twins(one.paper.text, other.paper.text):
        whole = Passage((0, len(one.paper.text)), (0, len(other.paper.text)), one.paper.text)
        return Pair(a, b, "identical", 1.0, 1.0, 1.0, (whole,))
    found = _weighed(laid, threshold)
    shared = sum(piece.weight_a + piece.weight_b for piece in found)
    similarity = round(min(shared / max(one.weight + other.weight, 1e-9), 1.0), 4)
    near = similarity >= threshold
    chosen = [piece.words for piece in found if piece.words and piece.counts(near)]
    if not near and not chosen:
        return None
    same = tuple(sorted(_passages(one.paper.text, chosen), key=lambda passage: passage.a))
    exchanges = _exchanges(chosen)
    kind = _kind(laid, found, exchanges) if near else "partial"
    return Pair(
        a,
        b,
        kind,
        1.0 if kind == "identical" else similarity,
        one.coverage(passage.a for passage in same),
        other.coverage(passage.b for passage in same),
        same,
        exchanges,
    )


@dataclass(frozen=True, slots=True)
class Weighed:
    """The passages of a chain, none if it is boilerplate, and what it weighs in each paper."""

    words: Stretch | None
    weight_a: float
    weight_b: float
    plain: float = 0.0
    codes: int = 0

    def counts(self, near: bool) -> bool:
        """Whether it is more than chance in near-copies; in others, whether it was taken over."""
        if near or self.words is None:
            return self.words is not None and self.plain >= _COUNTING
        weight = min(self.weight_a, self.weight_b)
        telling = weight >= max(_LIFTED, _DENSE * self.codes)
        return telling and self.words.longest >= _SOLID


def _weighed(laid: tuple[Laid, Laid], threshold: float) -> list[Weighed]:
    """The chains of two papers; of those that are no near-copies only what may be a loan."""
    one, other = laid
    found = chains(one.prepared, other.prepared)
    if not found:
        return []
    mine, theirs, plain = _roughly(found, laid)
    alike = (sum(mine) + sum(theirs)) / max(one.weight + other.weight, 1e-9)
    nearly = alike >= _NEARLY * threshold
    sides = Sides(one.prepared, other.prepared)
    return [
        _exactly(stretch(chain, sides), laid)
        if (p >= _BARELY if nearly else a >= _NEARLY * _LIFTED)
        else Weighed(None, a, b, p)
        for chain, a, b, p in zip(found, mine, theirs, plain, strict=True)
    ]


Rough = tuple[list[float], ...]


def _exactly(words: Stretch, laid: tuple[Laid, Laid]) -> Weighed:
    one, other = laid
    a, b = zip(*words.places, strict=True)
    mine, theirs = one.codes(list(a)), other.codes(list(b))
    weights = _within(one.sums, mine), _within(other.sums, theirs), _within(one.plain, mine)
    return Weighed(words, *weights, int((mine[1::2] - mine[::2]).sum()))


def _roughly(found: list[Chain], laid: tuple[Laid, Laid]) -> Rough:
    """What the runs of each chain weigh, without what lies between them."""
    a, b, size = np.array([(r.a, r.b, r.size) for chain in found for r in chain]).T
    firsts = np.cumsum([0, *(len(chain) for chain in found[:-1])])
    sums = ((laid[0].sums, a), (laid[1].sums, b), (laid[0].plain, a))
    return tuple(
        np.add.reduceat(total[at + size] - total[at], firsts).tolist() for total, at in sums
    )


def _passages(text: str, chosen: Iterable[Stretch]) -> Iterator[Passage]:
    for words in chosen:
        for (start, end), (first, last) in words.places:
            skipped = len(text[start:end]) - len(text[start:end].lstrip(_CLOSING))
            skipped = skipped if first + skipped < last else 0
            yield Passage(
                (start + skipped, end), (first + skipped, last), text[start + skipped : end]
            )


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


def _kind(
    laid: tuple[Laid, Laid], found: list[Weighed], exchanges: tuple[Exchange, ...]
) -> PairKind:
    """What kind of near-copy it is."""
    one, other = laid[0].paper, laid[1].paper
    shares = [w / max(p.weight, 1e-9) for w, p in zip(_sums(found), laid, strict=True)]
    if min(shares) >= _ALMOST and identical(one.text, other.text):
        return "identical"
    if max(shares) >= _INSIDE and min(shares) <= _INSIDE - _BESIDES:
        return "partial"
    same = not any(map(of_place, exchanges)) and same_title(one, other)
    return "revision" if same and same_issuer(one, other) else "near"


def _sums(found: list[Weighed]) -> tuple[float, float]:
    return sum(one.weight_a for one in found), sum(one.weight_b for one in found)
