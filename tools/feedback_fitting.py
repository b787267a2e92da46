"""Weights of the matching, from the development cases: python tools/feedback_fitting.py [--write]

A lexicon written with these cases in view knows nearly all that is said in them, and weights fitted
with it would trust it too much on lists not seen before. So words are taken out of it at random
first, and what must be reached for a match is chosen with others taken out. Without ``--write``
learns from one group of cases and measures on the other; ``--write`` learns from both and writes
models/feedback.json.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from feedback_cases import LEARN, VALID, FeedbackCase, Tally, links, load, tally

from wenfeng.feedback import match, topics
from wenfeng.feedback.likeness import TABLES, tables
from wenfeng.feedback.matching import with_problems
from wenfeng.feedback.plans import candidates
from wenfeng.feedback.scoring import FACTORS, Scorer, factors, scorer

MODEL = Path(__file__).resolve().parents[1] / "models" / "feedback.json"
_TAKEN = ((1, 0.35), (2, 0.5))  # seed, share of the words taken out
_CHOSEN = (3, 0.45)
_SHARE = 0.6  # of the mean of the best likenesses, taken for one that is missing
_STRENGTH = 0.03  # of the weights; more overfits
_LEAST = (0.25, 0.3, 0.35, 0.4, 0.45)
_MORE = (0.4, 0.5, 0.6)


@contextmanager
def without(seed: int, share: float) -> Iterator[None]:
    """The lexicon of topics with a share of its words taken out."""
    everything = topics._words()
    words = sorted({word for some in everything.values() for word in some})
    chance = random.Random(seed)
    gone = {word for word in words if chance.random() < share}
    kept = {name: tuple(w for w in some if w not in gone) for name, some in everything.items()}
    read = topics._words
    try:
        topics._words = lambda: {name: some for name, some in kept.items() if some}  # type: ignore[assignment]
        _forget()
        yield
    finally:
        topics._words = read
        _forget()


def _forget() -> None:
    for kept in (topics._patterns, topics._plain, topics.topics):
        kept.cache_clear()


def fitted(cases: Sequence[FeedbackCase], left_out: frozenset[int] = frozenset()) -> Scorer:
    """Weights and thresholds that do best on these cases; some factors can be left out."""
    rows: list[list[float]] = []
    right: list[bool] = []
    with without(*_TAKEN[0]):
        usual = _usual(cases)
    for seed, share in _TAKEN:
        with without(seed, share):
            for case in cases:
                _collect(case, usual, rows, right)
    found = replace(_weights(rows, right, left_out), usual=usual)
    with without(*_CHOSEN):
        tried = (replace(found, least=a, more=b) for a, b in product(_LEAST, _MORE))
        return max(tried, key=lambda one: _worth(cases, one))


def _collect(
    case: FeedbackCase, usual: tuple[float, ...], rows: list[list[float]], right: list[bool]
) -> None:
    plan = with_problems(candidates(case.reading), scorer())
    asked = [truth.text for truth in case.truths]
    for truth, row in zip(case.truths, factors(asked, plan, usual), strict=True):
        known = links(truth, case.reading).right
        for candidate, values in zip(plan, row, strict=True):
            if candidate.entries:  # whom a problem without a measure answers is not told
                rows.append(values)
                right.append(bool(known & set(candidate.entries)))


def _usual(cases: Sequence[FeedbackCase]) -> tuple[float, ...]:
    """The mean of the best likeness of each opinion, table by table."""
    best: list[list[float]] = [[] for _ in range(TABLES)]
    for case in cases:
        asked = [truth.text for truth in case.truths]
        for found, table in zip(best, tables(asked, candidates(case.reading)), strict=True):
            found += map(max, table)
    return tuple(round(_SHARE * sum(one) / len(one), 4) for one in best)


def _weights(rows: list[list[float]], right: list[bool], left_out: frozenset[int]) -> Scorer:
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    values = np.array(rows)
    values[:, sorted(left_out)] = 0.0
    scale = StandardScaler().fit(values)
    model = LogisticRegression(C=_STRENGTH, max_iter=3000).fit(scale.transform(values), right)
    weights = model.coef_[0] / scale.scale_
    bias = float(model.intercept_[0] - (weights * scale.mean_).sum())
    kept = (0.0 if n in left_out else round(float(w), 5) for n, w in enumerate(weights))
    return Scorer(round(bias, 5), tuple(kept), ())


def _worth(cases: Sequence[FeedbackCase], one: Scorer) -> float:
    """Links first, then the statuses."""
    counts = sum((tally(case, match(case.asked, case.reading, one)) for case in cases), Tally())
    return counts.links + 0.3 * counts.agreed / counts.opinions


def main() -> None:
    learn, valid = load(LEARN), load(VALID)
    if "--write" in sys.argv:
        one = fitted((*learn, *valid))
        stored: dict[str, Any] = {
            "bias": one.bias,
            "least": one.least,
            "more": one.more,
            "weights": one.weights,
            "usual": one.usual,
        }
        MODEL.write_text(json.dumps(stored) + "\n", "utf-8")
        return
    one = fitted(learn)
    print(one, _worth(learn, one), _worth(valid, one), FACTORS)


if __name__ == "__main__":
    main()
