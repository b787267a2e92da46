"""Fits a classifier, makes its probabilities mean something, and stores it."""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from training.examples import Example, labels, texts
from wenfeng.learned.linear import FORMAT, Features, Linear

Chances = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a classifier is fitted; ``strength`` is scikit-learn's C."""

    features: Features = field(default_factory=Features)
    strength: float = 10.0


@dataclass(frozen=True, slots=True)
class Trial:
    """Answers for texts that the classifier did not see while learning."""

    examples: tuple[Example, ...]
    labels: tuple[str, ...]
    chances: Chances

    def guessed(self) -> list[str]:
        return [self.labels[i] for i in self.chances.argmax(axis=1)]

    def tempered(self, temperature: float) -> Trial:
        return replace(self, chances=softened(self.chances, temperature))


def fit(examples: Sequence[Example], recipe: Recipe) -> Linear:
    model = LogisticRegression(
        C=recipe.strength,
        max_iter=200,
        tol=1e-3,
        class_weight="balanced",
    )
    model.fit(rows(texts(examples), recipe.features), labels(examples))
    weights, bias = model.coef_, model.intercept_
    if len(weights) == 1:  # two labels share one row: half of it for, half of it against
        weights, bias = np.vstack([-weights, weights]) / 2, np.hstack([-bias, bias]) / 2
    names = tuple(map(str, model.classes_))
    return Linear(names, recipe.features, array("f", weights.T.ravel()), tuple(map(float, bias)))


def rows(texts: Sequence[str], features: Features) -> csr_matrix:
    """What scikit-learn sees of texts: the very numbers that the program sees."""
    found = [features.of(text) for text in texts]
    values = [value for row in found for value in row.values()]
    slots = [slot for row in found for slot in row]
    ends = [0, *accumulate(map(len, found))]
    return csr_matrix((values, slots, ends), shape=(len(found), features.size))


def ask(model: Linear, examples: Sequence[Example]) -> Trial:
    chances = np.array(model.probabilities(texts(examples)), dtype=np.float32)
    return Trial(tuple(examples), model.labels, chances)


def by_sector(learn: Sequence[Example], asked: Sequence[Example], recipe: Recipe) -> Trial:
    """Each sector's texts answered by a classifier that never saw that sector."""
    trials = []
    for sector in sorted({example.sector for example in asked}):
        model = fit([e for e in learn if e.sector != sector], recipe)
        trials.append(ask(model, [e for e in asked if e.sector == sector]))
    examples = tuple(example for trial in trials for example in trial.examples)
    return Trial(examples, trials[0].labels, np.vstack([trial.chances for trial in trials]))


def temperature(trial: Trial) -> float:
    """The divisor of the scores that makes the probabilities of unseen texts fit best."""
    found = minimize_scalar(lambda t: loss(trial.tempered(t)), bounds=(0.2, 8), method="bounded")
    return round(float(found.x), 3)


def loss(trial: Trial) -> float:
    """The mean surprise at the right label (log loss)."""
    places = [trial.labels.index(example.label) for example in trial.examples]
    right = trial.chances[np.arange(len(places)), places]
    return float(-np.log(np.maximum(right, 1e-6)).mean())


def softened(chances: Chances, by: float) -> Chances:
    powers = np.maximum(chances, 1e-9) ** (1 / by)
    shares: Chances = powers / powers.sum(axis=1, keepdims=True)
    return shares


def calibrated(model: Linear, by: float) -> Linear:
    weights = array("f", (weight / by for weight in model.weights))
    return replace(model, weights=weights, bias=tuple(number / by for number in model.bias))


def save(model: Linear, path: Path) -> None:
    """Store with half precision: the answers keep their label, probabilities move by < 0.01."""
    header = {
        "format": FORMAT,
        "labels": model.labels,
        "features": asdict(model.features),
        "bias": [round(number, 6) for number in model.bias],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    head = json.dumps(header, ensure_ascii=False).encode() + b"\n"
    path.write_bytes(head + struct.pack(f"<{len(model.weights)}e", *model.weights))
