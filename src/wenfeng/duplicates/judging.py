"""Two papers laid beside each other (逐对判断): what kind of pair they are, and how alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from wenfeng.copies import Exchange, Pair, PairKind, Paper, Range
from wenfeng.duplicates.aligning import Chain, Prepared, chains
from wenfeng.duplicates.neutral import ENDINGS
from wenfeng.duplicates.passages import Sides, passages
from wenfeng.lang.units import same_unit

_COUNTING = 8.0
"""The weight a chain has in a near-copy; less is there by chance."""

_LIFTED, _SOLID = 60.0, 13
"""The weight of a chain lifted into another paper, and the codes of its longest run."""

_ALMOST = 0.9
_TITLES = 0.8
_VERSION = re.compile(
    r"[（(〔\[【]?(?:征求意见|送审|报审|审议|讨论|修改|修订|印发|正式|定|初|草|第?[一二三四五六七八九十\d]+)稿[)）〕\]】]?"
    r"|[（(](?:草案|试行|暂行|最终版?|修订版?)[)）]|最终版|v\d+|[\W\d_]|[〇零一二三四五六七八九十]+月?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Laid:
    """A paper ready to be laid beside others, and the weight of each of its codes."""

    paper: Paper
    prepared: Prepared
    weights: NDArray[np.float64]

    @property
    def weight(self) -> float:
        """What the whole paper weighs."""
        return float(self.weights.sum())


def judge(a: int, b: int, laid: tuple[Laid, Laid], threshold: float) -> Pair | None:
    """The pair that two papers are; None where they have nothing much in common.

    ``a`` and ``b`` are their numbers, ``threshold`` is the similarity of a near-copy.
    """
    one, other = laid
    found = _weighed(one, other)
    shared = sum(chain.weight_a + chain.weight_b for chain in found)
    similarity = round(min(shared / max(one.weight + other.weight, 1e-9), 1.0), 4)
    near = similarity >= threshold
    chosen = [one.chain for one in found if (one.weight_a >= _COUNTING if near else one.lifted)]
    if not near and not chosen:
        return None
    same, exchanges = passages(chosen, Sides(one.prepared, other.prepared))
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
    """A chain, and what it weighs in each paper."""

    chain: Chain
    weight_a: float
    weight_b: float

    @property
    def lifted(self) -> bool:
        """Whether it is enough to say that it was taken from elsewhere."""
        return self.weight_a >= _LIFTED and max(run.size for run in self.chain) >= _SOLID


def _weighed(one: Laid, other: Laid) -> list[Weighed]:
    mine = np.concatenate(([0.0], np.cumsum(one.weights)))
    theirs = np.concatenate(([0.0], np.cumsum(other.weights)))
    return [
        Weighed(
            chain,
            float(sum(mine[run.a + run.size] - mine[run.a] for run in chain)),
            float(sum(theirs[run.b + run.size] - theirs[run.b] for run in chain)),
        )
        for chain in chains(one.prepared, other.prepared)
    ]


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
