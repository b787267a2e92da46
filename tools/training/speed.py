"""How many characters a second each part reads, on one core."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter

from spacy.language import Language

from training.measuring import Table
from wenfeng.language import COMPONENT
from wenfeng.learned.linear import Linear

ENOUGH = 20_000


def speeds(nlp: Language, models: dict[str, Linear], plans: Sequence[str]) -> Table:
    """``nlp`` is the whole pipeline as ``wenfeng.language.load`` returns it."""
    size = sum(map(len, plans))
    lines = [line for text in plans for line in text.splitlines()]
    rows = [("jieba 分词", _rate(size, lambda: [nlp.make_doc(text) for text in plans]))]
    with nlp.select_pipes(disable=[COMPONENT]):
        rows.append(("分词、名称", _rate(size, lambda: list(nlp.pipe(plans)))))
        docs = list(nlp.pipe(plans))
    read = nlp.get_pipe(COMPONENT)
    rows.append(("按规则读条目", _rate(size, lambda: [read(doc) for doc in docs])))
    short = sum(map(len, lines))
    for name, model in models.items():
        rows.append((f"线性模型 {name}", _rate(short, lambda m=model: m.guess(lines))))  # type: ignore[misc]
    return Table(("步骤", "字/秒（一个核）"), tuple((name, f"{rate:,}") for name, rate in rows))


def _rate(size: int, work: Callable[[], object]) -> int:
    start = perf_counter()
    work()
    return round(size / (perf_counter() - start))
