"""Figures: how often answers are right, and whether probabilities keep what they promise."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import f1_score

from training.examples import labels
from training.fitting import Trial


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the model card; ``rows`` hold the cells as they are printed."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        rule = ("---", *["---:"] * (len(self.head) - 1))
        return "\n".join("| " + " | ".join(row) + " |" for row in (self.head, rule, *self.rows))


@dataclass(frozen=True, slots=True)
class Marks:
    """Places found, of how many there are."""

    right: int = 0
    found: int = 0
    there: int = 0

    def __add__(self, other: Marks) -> Marks:
        return Marks(self.right + other.right, self.found + other.found, self.there + other.there)

    def cells(self) -> tuple[str, ...]:
        """Precision, recall and F1 as printed."""
        total = self.found + self.there
        shares = ((self.right, self.found), (self.right, self.there), (2 * self.right, total))
        return tuple(number(part / whole) if whole else "–" for part, whole in shares)


def marks(found: Collection[object], there: Collection[object]) -> Marks:
    return Marks(len(set(found) & set(there)), len(set(found)), len(set(there)))


def macro(right: Sequence[str], guessed: Sequence[str]) -> float:
    """The mean F1 of all labels, rare or not."""
    kinds = sorted(set(right))
    return float(f1_score(right, guessed, labels=kinds, average="macro", zero_division=0))


def accuracy(right: Sequence[str], guessed: Sequence[str]) -> float:
    return float(np.mean([a == b for a, b in zip(right, guessed, strict=True)]))


def calibration_error(trial: Trial, bins: int = 10) -> float:
    """By how much stated probabilities miss the share of right guesses (ECE, ten bins)."""
    sure = trial.chances.max(axis=1)
    hits = [a == b for a, b in zip(labels(trial.examples), trial.guessed(), strict=True)]
    right = np.array(hits, dtype=float)
    places = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [abs((right - sure)[places == i].sum()) for i in range(bins)]
    return float(sum(gaps) / len(right))


def number(value: float) -> str:
    return f"{value:.3f}"
