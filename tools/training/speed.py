"""How many characters a second the models read, on one core (the rules: benchmarks/)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter

from markdown import table
from spacy.language import Language

from wenfeng.language import COMPONENT
from wenfeng.learned.linear import Linear

HEAD = ("步骤", "字/秒（一个核）")


def of_pipeline(nlp: Language, plans: Sequence[str]) -> str:
    """``nlp`` is the whole pipeline as ``wenfeng.language.load`` returns it."""
    with nlp.select_pipes(disable=[COMPONENT]):
        rate = _rate(sum(map(len, plans)), lambda: list(nlp.pipe(plans)))
    return table(HEAD, [("分词、名称", f"{rate:,}")])


def of_classifiers(models: dict[str, Linear], plans: Sequence[str]) -> str:
    lines = [line for text in plans for line in text.splitlines()]
    size = sum(map(len, lines))
    rates = {name: _rate(size, partial(model.guess, lines)) for name, model in models.items()}
    return table(HEAD, ((f"线性模型 {name}", f"{rate:,}") for name, rate in rates.items()))


def _rate(size: int, work: Callable[[], object]) -> int:
    start = perf_counter()
    work()
    return round(size / (perf_counter() - start))
