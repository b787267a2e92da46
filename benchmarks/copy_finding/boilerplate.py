"""A pool of sentences that anybody may write (套话), a few of them in a third of all papers."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate
from random import Random

from .vocabulary import data

_IN_A_THIRD = 1 / 3


def sentences(size: int, seed: int) -> list[str]:
    """That many different sentences."""
    rng = Random(f"pool {seed}")
    stock = data()["stock"]
    words = {sign: stock[key].split() for sign, key in zip("hvoe", _KEYS, strict=True)}
    found: dict[str, None] = {}
    while len(found) < size:
        frame = rng.choice(stock["joins"])
        for sign, choices in words.items():
            for one in rng.sample(choices, frame.count("{" + sign + "}")):
                frame = frame.replace("{" + sign + "}", one, 1)
        found[frame] = None
    return list(found)


_KEYS = ("heads", "verbs", "objects", "ends")


class Pool:
    """The sentences with how often each is drawn: the k-th 1 / (k + offset) as often."""

    def __init__(self, size: int, seed: int, drawn: float) -> None:
        """``drawn`` is how many of them a paper has on average."""
        self.sentences = sentences(size, seed)
        offset = _offset(size, drawn)
        self.weights = list(accumulate(1 / (k + offset) for k in range(1, size + 1)))

    def draw(self, rng: Random) -> Iterator[str]:
        """Sentences without end; none comes twice before most came once."""
        seen: set[int] = set()
        total, random = self.weights[-1], rng.random
        while True:
            number = bisect(self.weights, random() * total)
            if number not in seen:
                seen.add(number)
                yield self.sentences[number]
            if len(seen) > len(self.sentences) * 0.7:
                seen.clear()


def _offset(size: int, drawn: float) -> float:
    """The offset with which the first sentence is in a third of papers with that many of them."""
    low, high = 0.01, 10.0 * size
    for _ in range(60):
        middle = (low + high) / 2
        share = 1 / (middle + 1) / sum(1 / (k + middle) for k in range(1, size + 1))
        low, high = (middle, high) if share * drawn > _IN_A_THIRD else (low, middle)
    return low
