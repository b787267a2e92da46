"""Texts of hardly any characters, of very many, and of one only: right, and no blow-up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from . import vocabulary
from .finding import Found, found
from .making import Maker, Recipe
from .options import Options, Row
from .ours import CLEARLY
from .processes import Failed

MEGABYTES_SMALL, MEGABYTES_FULL = 0.5, 5.0
PATIENCE = 900  # seconds
SAME = frozenset({"identical"})
COPY = frozenset({"identical", "revision", "near"})
PART = COPY | {"partial"}
NONE: frozenset[str] = frozenset()
EITHER = SAME | {""}

Texts = Callable[[], list[str]]


@dataclass(frozen=True, slots=True)
class Case:
    """The first two texts are (``wanted``: of one of these kinds) a pair; "" stands for none."""

    name: str
    texts: Texts
    wanted: frozenset[str] = NONE


def extremes(options: Options, folder: Path) -> list[Row]:
    """Each case in a process of its own, which is stopped when it takes too long."""
    megabytes = MEGABYTES_FULL if options.full else MEGABYTES_SMALL
    return [_row(case, folder) for case in cases(megabytes)]


def cases(megabytes: float) -> list[Case]:
    """All of them; the large ones have so many megabytes."""
    return [*_short(), *_repeated(), *_large(megabytes)]


def _row(case: Case, folder: Path) -> Row:
    texts = case.texts()
    row: Row = {"name": case.name, "texts": len(texts), "longest": max(map(len, texts), default=0)}
    try:
        used, told = found(texts, folder, patience=PATIENCE)
    except Failed as failed:
        said = str(failed)
        return row | {"found": said, "right": said.startswith(CLEARLY)}
    row |= {"total": used.total - used.seconds["load"], "peak": used.peak}
    return row | _judged(case, told)


def _judged(case: Case, told: Found) -> Row:
    first = [pair for pair in told["pairs"] if sorted(pair[:2]) == [0, 1]]
    kind, likeness = (first[0][2], first[0][3]) if first else ("", None)
    right = kind in (case.wanted or {""}) and len(told["pairs"]) == len(first)
    return {"found": kind, "likeness": likeness, "right": right}


def _short() -> Iterator[Case]:
    short = "关于清河县供水整改的通知（试行稿）第一号"
    other = "云岭县教育局二〇二五年春季学期值班安排表"
    assert len(short) == len(other) == 20
    yield Case("一份文稿也没有", lambda: [])
    yield Case("只有一份，0 字", lambda: [""])
    yield Case("0 字，两份", lambda: ["", ""], EITHER)
    yield Case("0 字与 20 字", lambda: ["", short])
    yield Case("1 字，相同", lambda: ["县", "县"], EITHER)
    yield Case("1 字，不同", lambda: ["县", "乡"])
    yield Case("20 字，相同", lambda: [short, short], SAME)
    yield Case("20 字，不同", lambda: [short, other])
    yield Case(
        "20 字，与含有它的一份",
        lambda: [short, _papers(5_000, 1) + short],
        PART | {""},
    )


def _repeated() -> Iterator[Case]:
    yield Case("5,000 个“水”，相同", lambda: ["水" * 5_000] * 2, SAME)
    yield Case("5,000 个“水”与 4,000 个", lambda: ["水" * 5_000, "水" * 4_000], PART | {""})
    yield Case("5,000 个“水”与 5,000 个“火”", lambda: ["水" * 5_000, "火" * 5_000])
    yield Case(
        "300 份，各是一个字重复 5,000 次", lambda: ["水" * 5_000, "火" * 5_000, *_characters_of()]
    )


def _characters_of() -> list[str]:
    words = "".join(dict.fromkeys("".join(vocabulary.ordinary()["n"])))
    return [character * 5_000 for character in words if character not in "水火"][:298]


def _large(megabytes: float) -> Iterator[Case]:
    name = f"{megabytes:g} MB"
    size = _characters(megabytes)
    some, others = "县水务局负责整改供水管网漏损问题。", "乡镇卫生院按月核对药品进出库台账。"
    yield Case(f"{name}：一句话重复，相同", partial(_of, some, some, size), SAME)
    yield Case(f"{name}：一句话重复，不同的句子", partial(_of, some, others, size))
    yield Case(f"{name}：“水”，相同", partial(_of, "水", "水", size), SAME)
    yield Case(f"{name}：正常文稿，改了一段", partial(_edited, size), COPY)
    yield Case(f"{name}：正常文稿，不同", partial(_two, size))
    yield Case(f"{name}：正常文稿，与其中 4,000 字", partial(_one_inside, size), PART)
    yield Case(f"{name}：随机的字，不同", partial(_random, size))
    yield Case(f"{name}：随机的字，改了一字", partial(_random_edited, size), COPY)


def _characters(megabytes: float) -> int:
    """How many Chinese characters that is."""
    return int(megabytes * 1e6 / 3)


def _of(one: str, other: str, size: int) -> list[str]:
    return [(words * (size // len(words) + 1))[:size] for words in (one, other)]


def _papers(size: int, seed: int) -> str:
    recipe = Recipe(size // 2_500 + 1, near=0, sections=0, families=(), seed=seed)
    return "\n".join(text for text, _ in Maker(recipe).papers())[:size]


def _two(size: int) -> list[str]:
    # Of pools of their own: what many papers have in common two cannot tell.
    return [_papers(size, seed) for seed in (1, 2)]


def _edited(size: int) -> list[str]:
    text = _papers(size, 1)
    middle = text.index("\n", size // 2)
    return [text, text[:middle] + "\n本段由清河县人民政府办公室另行补充。" + text[middle + 200 :]]


def _one_inside(size: int) -> list[str]:
    text = _papers(size, 1)
    return [text, text[size // 2 : size // 2 + 4_000]]


def _random(size: int) -> list[str]:
    rng = Random(size)
    return ["".join(map(chr, rng.choices(range(0x4E00, 0x9FA5), k=size))) for _ in range(2)]


def _random_edited(size: int) -> list[str]:
    text = _random(size)[0]
    return [text, text[: size // 2] + "县" + text[size // 2 + 1 :]]
