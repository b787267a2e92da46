"""How likely a candidate takes up an opinion (对应的可能): likenesses weighed by training.

Each likeness counts by itself, by what it has over the other candidates for the same opinion, and
by what it has over the other opinions at the same candidate; where these are few, a likeness as the
best usually have stands for those that are missing. tools/feedback_fitting.py finds the
weights; models/feedback.json holds them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import exp

from wenfeng.errors import ResourceError
from wenfeng.feedback.likeness import TABLES, Table, rivals, tables
from wenfeng.feedback.plans import Candidate
from wenfeng.resources import model_path

FACTORS = 3 * TABLES


@dataclass(frozen=True, slots=True)
class Scorer:
    """``weights``: three a table. From ``least`` on a pair matches; a further one from ``more``.

    ``usual``: the best likeness of an ordinary opinion in each table.
    """

    bias: float
    weights: tuple[float, ...]
    usual: tuple[float, ...]
    least: float = 0.4
    more: float = 0.5

    def chances(self, asked: Sequence[str], plan: Sequence[Candidate]) -> Table:
        """How likely each candidate takes up each opinion (0–1)."""
        sums = [[self.bias] * len(plan) for _ in asked]
        for number, table in enumerate(tables(asked, plan)):
            _add(sums, table, self.weights[3 * number : 3 * number + 3], self.usual[number])
        return [[1 / (1 + exp(-max(-30.0, min(30.0, s)))) for s in row] for row in sums]


def _add(sums: Table, table: Table, weights: Sequence[float], usual: float) -> None:
    alone, over_candidates, over_opinions = weights
    both = alone + over_candidates + over_opinions
    columns = zip(*(rivals(column, usual) for column in zip(*table, strict=True)), strict=True)
    for row, values, contested in zip(sums, table, columns, strict=True):
        others = rivals(values, usual)
        for n, (value, other, rival) in enumerate(zip(values, others, contested, strict=True)):
            row[n] += both * value - over_candidates * other - over_opinions * rival


def factors(
    asked: Sequence[str], plan: Sequence[Candidate], usual: Sequence[float]
) -> list[list[list[float]]]:
    """What the weights are multiplied with, for training: [opinion][candidate][factor]."""
    found: list[list[list[float]]] = [[[] for _ in plan] for _ in asked]
    units = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    told = zip(tables(asked, plan), usual, strict=True)
    for (table, best), unit in product(told, units):
        sums = [[0.0] * len(plan) for _ in asked]
        _add(sums, table, unit, best)
        for row, values in zip(found, sums, strict=True):
            for cell, value in zip(row, values, strict=True):
                cell.append(value)
    return found


@cache
def scorer() -> Scorer:
    """The one that ships. Raises ResourceError when its weights cannot be read."""
    path = model_path("feedback.json")
    try:
        stored = json.loads(path.read_text("utf-8"))
        weights = tuple(map(float, stored["weights"]))
        usual = tuple(map(float, stored["usual"]))
        if len(weights) != FACTORS or len(usual) != TABLES:
            raise ValueError("a weight for each factor")
        return Scorer(stored["bias"], weights, usual, stored["least"], stored["more"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ResourceError("模型文件损坏：feedback.json", "请重新安装 wenfeng") from error
