"""Trains the spaCy pipeline zh_wenfeng."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.training import Example
from spacy.util import (  # type: ignore[attr-defined]
    compounding,
    fix_random_seed,
    load_config,
    load_model_from_config,
    minibatch,
)

from wenfeng import __version__
from wenfeng.learned import words  # also tells spaCy about the callback of pipeline.cfg

CONFIG = Path(__file__).with_suffix(".cfg")
SEED = 20
EPOCHS = 8


def blank() -> Language:
    """The untrained pipeline."""
    words.prepare()
    fix_random_seed(SEED)
    nlp: Language = load_model_from_config(load_config(CONFIG), auto_fill=True)
    nlp.meta.update(name="wenfeng", version=__version__, license="Apache-2.0", lang="zh")
    return nlp


def train(nlp: Language, examples: Sequence[Example], epochs: int = EPOCHS) -> Language:
    """Fit all components together; the same examples give the same weights."""
    fix_random_seed(SEED)
    order = list(examples)
    dice = random.Random(SEED)
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = 0.002
    sizes = compounding(8.0, 48.0, 1.005)
    for _ in range(epochs):
        dice.shuffle(order)
        for batch in minibatch(order, size=sizes):  # type: ignore[no-untyped-call]
            nlp.update(batch, sgd=optimizer, drop=0.2)
    return nlp
