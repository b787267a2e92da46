"""Linear classifiers of short texts: counts of hashed runs of characters, times weights.

A model is one file: a line of JSON, then the weights in half precision. Reading it runs no code of
its own, and neither that nor answering needs more than the standard library. The temperature by
which training calibrated the probabilities is contained in the weights.
"""

from __future__ import annotations

import json
import re
import struct
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, sqrt
from pathlib import Path
from zlib import crc32

from wenfeng.errors import ResourceError
from wenfeng.learned.signs import signs
from wenfeng.resources import model_path

FORMAT = 2
_DIGITS = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")


@dataclass(frozen=True, slots=True)
class Guess:
    """A label, and how often such a guess is right (0–1)."""

    label: str
    probability: float


@dataclass(frozen=True, slots=True)
class Features:
    """How a text becomes numbers: runs of ``shortest`` to ``longest`` characters in ``size`` slots.

    Figures all count as 0, so that no weight hangs on a particular number. ``signs``: how much
    each sign of something checkable (``signs.py``) counts beside them; 0 leaves them out.
    """

    shortest: int = 1
    longest: int = 2
    size: int = 2**14
    signs: float = 0.0

    def of(self, text: str) -> Mapping[int, float]:
        """The slots that are not 0; without the signs they are a vector of length 1."""
        written = plain(text)
        counts = Counter(
            crc32(written[start : start + length].encode()) % self.size
            for length in range(self.shortest, self.longest + 1)
            for start in range(len(written) - length + 1)
        )
        norm = sqrt(sum(count * count for count in counts.values())) or 1.0
        values = {slot: count / norm for slot, count in counts.items()}
        for sign in sorted(signs(text)) if self.signs else ():  # sums in one order, always
            slot = crc32(b"\0" + sign.encode()) % self.size
            values[slot] = values.get(slot, 0.0) + self.signs
        return values


@dataclass(frozen=True, slots=True)
class Linear:
    """A classifier; ``weights`` has one number a label for each slot in turn."""

    labels: tuple[str, ...]
    features: Features
    weights: array[float]
    bias: tuple[float, ...]

    def guess(self, texts: Sequence[str]) -> tuple[Guess, ...]:
        """The likeliest label of each text."""
        return tuple(
            Guess(label, chance)
            for row in self.probabilities(texts)
            for chance, label in [max(zip(row, self.labels, strict=True), key=lambda p: p[0])]
        )

    def probabilities(self, texts: Sequence[str]) -> list[list[float]]:
        """One row a text, one column a label; each row adds up to 1."""
        return [_shares(self._scores(text)) for text in texts]

    def _scores(self, text: str) -> list[float]:
        scores = list(self.bias)
        width = len(scores)
        for slot, value in self.features.of(text).items():
            for label, weight in enumerate(self.weights[slot * width : (slot + 1) * width]):
                scores[label] += weight * value
        return scores


def plain(text: str) -> str:
    """The text as the features see it: no white space, every figure a 0."""
    return _DIGITS.sub("0", "".join(text.split()))


@lru_cache(maxsize=8)
def load(name: str) -> Linear:
    """The shipped classifier of that name: ``category`` or ``vague``. Raises ResourceError."""
    return read(model_path(f"{name}.weights"))


def read(path: Path) -> Linear:
    """The classifier stored in a file. Raises ResourceError when it cannot be read."""
    try:
        head, _, stored = path.read_bytes().partition(b"\n")
        header = json.loads(head)
        if header["format"] != FORMAT:
            raise ResourceError(f"模型文件的版本不符：{path.name}", "请重新安装 wenfeng")
        labels, bias = tuple(header["labels"]), tuple(header["bias"])
        features = Features(**header["features"])
        if len(bias) != len(labels):
            raise ValueError("a bias for each label")
        weights = array("f", struct.unpack(f"<{len(labels) * features.size}e", stored))
        return Linear(labels, features, weights, bias)
    except (OSError, ValueError, TypeError, KeyError, struct.error) as error:
        raise ResourceError(f"模型文件损坏：{path.name}", "请重新安装 wenfeng") from error


def _shares(scores: Sequence[float]) -> list[float]:
    """Probabilities out of scores (softmax)."""
    highest = max(scores)
    powers = [exp(score - highest) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]
