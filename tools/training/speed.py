"""How many characters a second the models read, on one core (the rules: benchmarks/)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter

from markdown import table
from spacy.language import Language

from wenfeng.language import COMPONENT
from wenfeng.learned.linear import Linear


def speeds(nlp: Language, models: dict[str, Linear], plans: Sequence[str]) -> str:
    """``nlp`` is the whole pipeline as ``wenfeng.language.load`` returns it."""
    lines = [line for text in plans for line in text.splitlines()]
    with nlp.select_pipes(disable=[COMPONENT]):
        rows = [("分词、名称", _rate(sum(map(len, plans)), lambda: list(nlp.pipe(plans))))]
    short = sum(map(len, lines))
    for name, model in models.items():
        rows.append((f"线性模型 {name}", _rate(short, partial(model.guess, lines))))
    return table(("步骤", "字/秒（一个核）"), ((name, f"{rate:,}") for name, rate in rows))


def _rate(size: int, work: Callable[[], object]) -> int:
    start = perf_counter()
    work()
    return round(size / (perf_counter() - start))
