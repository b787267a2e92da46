"""Linear classifiers of short texts: counts of hashed characters and pairs, times weights.

A model is one ``.npz`` file without pickled objects: weights and a header in JSON. It can be read
by any version of numpy and scikit-learn, and reading it runs no code of its own. The temperature
by which training calibrated the probabilities is contained in the weights.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wenfeng.errors import ResourceError
from wenfeng.resources import model_path

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float32]

FORMAT = 1
_DIGITS = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")


@dataclass(frozen=True, slots=True)
class Guess:
    """A label, and how often such a guess is right (0–1)."""

    label: str
    probability: float


@dataclass(frozen=True, slots=True)
class Features:
    """How a text becomes numbers: runs of ``shortest`` to ``longest`` characters in ``size`` slots.

    Figures all count as 0, so that no weight hangs on a particular number.
    """

    shortest: int = 1
    longest: int = 2
    size: int = 2**14

    def of(self, texts: Sequence[str]) -> Any:
        """A sparse matrix with one row of length 1 a text."""
        from sklearn.feature_extraction.text import HashingVectorizer

        vectorizer = HashingVectorizer(
            analyzer="char",
            preprocessor=plain,
            ngram_range=(self.shortest, self.longest),
            n_features=self.size,
            alternate_sign=False,
        )
        return vectorizer.transform(texts)


@dataclass(frozen=True, slots=True)
class Linear:
    """A classifier; ``weights`` has one row a label, ``bias`` one number."""

    labels: tuple[str, ...]
    features: Features
    weights: Matrix
    bias: Matrix

    def guess(self, texts: Sequence[str]) -> tuple[Guess, ...]:
        """The likeliest label of each text."""
        if not texts:
            return ()
        chances = self.probabilities(texts)
        best = chances.argmax(axis=1)
        return tuple(
            Guess(self.labels[i], float(row[i])) for i, row in zip(best, chances, strict=True)
        )

    def probabilities(self, texts: Sequence[str]) -> Matrix:
        """One row a text, one column a label; each row adds up to 1."""
        import numpy as np

        scores = self.features.of(texts) @ self.weights.T + self.bias
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Matrix = (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)
        return shares


def plain(text: str) -> str:
    """The text as the features see it: no white space, every figure a 0."""
    return _DIGITS.sub("0", "".join(text.split()))


@lru_cache(maxsize=8)
def load(name: str) -> Linear:
    """The shipped classifier of that name: ``category`` or ``vague``.

    Raises ResourceError when its file, numpy or scikit-learn is missing.
    """
    try:
        import sklearn  # noqa: F401  # asked for here, so that the answer comes before any text
    except ImportError as error:
        raise ResourceError("没有安装 scikit-learn", "请执行 pip install scikit-learn") from error
    return read(model_path(f"{name}.npz"))


def read(path: Path) -> Linear:
    """The classifier stored in a file. Raises ResourceError when it cannot be read."""
    import numpy as np

    try:
        with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as stored:
            header = json.loads(str(stored["header"]))
            weights = stored["weights"].astype(np.float32)
            bias = stored["bias"].astype(np.float32)
        if header["format"] != FORMAT:
            raise ResourceError(f"模型文件的版本不符：{path.name}", "请重新安装 wenfeng")
        return Linear(tuple(header["labels"]), Features(**header["features"]), weights, bias)
    except (OSError, EOFError, ValueError, TypeError, KeyError, zipfile.BadZipFile) as error:
        raise ResourceError(f"模型文件损坏：{path.name}", "请重新安装 wenfeng") from error
