"""Figures: how often answers are right, and whether probabilities keep what they promise."""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np
from scoring import Tally
from sklearn.metrics import f1_score

from training.examples import labels
from training.fitting import Trial


def tally(found: Set[object], there: Set[object]) -> Tally:
    """What was found of what is there, each place counted once."""
    return Tally(len(found & there), len(found - there), len(there - found))


def cells(marks: Tally) -> tuple[str, ...]:
    """Precision, recall and F1 as printed."""
    return number(marks.precision), number(marks.recall), number(marks.f1)


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
