"""Choices that come out the same on every machine and every Python.

Only ``Random.random`` is used: its numbers are promised not to change for a given seed, which the
other methods of the standard library do not promise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A row of choices that follows from its seed alone."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def below(self, end: int) -> int:
        return int(self._random.random() * end)

    def between(self, first: int, last: int) -> int:
        return first + self.below(last - first + 1)

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """A key, as often as its weight says; the order of the mapping decides, not its hash."""
        rest = self._random.random() * sum(weights.values())
        for item, weight in weights.items():
            rest -= weight
            if rest < 0:
                return item
        return next(reversed(list(weights)))

    def shuffled(self, items: Sequence[T]) -> list[T]:
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in items]

    def some(self, items: Sequence[T], number: int) -> list[T]:
        """That many different items, in the order they have."""
        chosen = sorted(self.shuffled(range(len(items)))[:number])
        return [items[index] for index in chosen]
