"""How alike opinions and candidates are (相近程度): tables of one row an opinion, one column each.

Terms count by how rare they are in the plan and among the opinions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, log1p

from wenfeng.feedback.plans import Candidate
from wenfeng.feedback.terms import KINDS, Terms, terms

Table = list[list[float]]
_LEAST = 0.05  # a term that stands everywhere still tells a little
_FOREIGN = 0.5  # how much of what no candidate has counts as left open
_MANY = 8  # values among which the best others tell how much is to be expected
TABLES = len(KINDS) * 3


def tables(asked: Sequence[str], plan: Sequence[Candidate]) -> list[Table]:
    """For each kind of terms: what is shared, as share of the opinion, and of what is wrong."""
    found: list[Table] = []
    for kind in KINDS:
        rows = [terms(text, kind) for text in asked]
        whole = [terms(one.whole, kind) for one in plan]
        named = [terms(one.named or one.done, kind) for one in plan]
        found += _of_kind(rows, whole, named)
    return found


def _of_kind(rows: list[Terms], whole: list[Terms], named: list[Terms]) -> list[Table]:
    rare = _rare(rows, whole)
    held, told = _held(whole), _held(named)
    sizes = [sum(rare.get(t, 1.0) * clear for t, clear in one.items()) or 1.0 for one in named]
    shared, shares, shares_named = [], [], []
    for row in rows:
        weights = {term: rare.get(term, 1.0) * clear for term, clear in row.items()}
        size = sum(w if t in held else w * _FOREIGN for t, w in weights.items()) or 1.0
        hits = _hits(weights, held, len(whole))
        shared.append([log1p(hit) for hit in hits])
        shares.append([hit / size for hit in hits])
        plain = {t: dict.fromkeys(told[t], 1.0) for t in weights.keys() & told.keys()}
        hits = _hits(weights, plain, len(whole))
        shares_named.append([hit / of for hit, of in zip(hits, sizes, strict=True)])
    return [shared, shares, shares_named]


def _hits(weights: Terms, held: Mapping[str, Terms | dict[int, float]], size: int) -> list[float]:
    found = [0.0] * size
    for term, weight in weights.items():
        for number, clear in held.get(term, {}).items():
            found[number] += weight * clear  # type: ignore[index]
    return found


def _held(texts: list[Terms]) -> dict[str, dict[int, float]]:
    """Which candidates have a term, and how clearly."""
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for number, one in enumerate(texts):
        for term, clear in one.items():
            found[term][number] = clear
    return dict(found)


def _rare(rows: list[Terms], whole: list[Terms]) -> dict[str, float]:
    """The mean of how rare a term of the plan is in it, and among the opinions."""
    there, here = Counter(_all(whole)), Counter(_all(rows))
    return {
        term: (_rarity(count, len(whole)) + _rarity(here[term], len(rows))) / 2
        for term, count in there.items()
    }


def _all(texts: Iterable[Terms]) -> Iterable[str]:
    return (term for one in texts for term in one)


def _rarity(count: int, size: int) -> float:
    """1 for a term of one text only, more for one of none, next to nothing for one of all."""
    return max(_LEAST, log((size + 1) / (count + 0.5)) / log((size + 1) / 1.5))


def rivals(row: Sequence[float], usual: float) -> list[float]:
    """The best of the other values, for each value; of a few values, no less than the usual one."""
    known = sorted(row) if len(row) >= _MANY else sorted((usual, usual, *row))
    second, first = known[-2:]
    return [second if value == first else first for value in row]
