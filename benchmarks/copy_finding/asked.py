"""The figures that were asked for, beside those that were reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .growth import exponent
from .options import Row
from .passages import ALL
from .quality import AS_DOCUMENTED, OURS, SIFTING

MET, MISSED = "达到", "没有达到"
Rows = list[Row]
_FROM = 10_000
_UP_TO_30 = ("near 10%", "near 20%", "near 30%")


@dataclass(frozen=True, slots=True)
class Reached:
    """What was asked, of what, what came out, and whether that is as good."""

    what: str
    asked: str
    reached: str
    met: bool


def reached(record: Mapping[str, Any]) -> Iterator[Reached]:
    """Everything asked of the tables that there are."""
    for table, answers in _ANSWERS.items():
        if table in record and (rows := record[table]["rows"]):
            yield from answers(rows)


def least(what: str, figure: float, asked: float) -> Reached:
    return Reached(what, f"≥ {asked}", f"{figure:.3f}", figure >= asked)


def _quality(rows: Rows) -> Iterator[Reached]:
    ours = next((row for row in rows if row["way"] == OURS), None)
    if ours is None:
        return
    size = f"{ours['documents']:,} 份，每份约 {ours['characters']:,} 字："
    recall = ours["recall"]
    yield least(size + "准确率", min(ours["precision"], ours["of_pairs"]), 0.99)
    if near := [recall[kind] for kind in _UP_TO_30 if kind in recall]:
        yield least(size + "召回率，改写 10%、20%、30% 中最低的", min(near), 0.98)
    if "section" in recall:
        yield least(size + "召回率，搬来的一节", recall["section"], 0.95)
    if theirs := [row for row in rows if row["way"].startswith("datasketch")]:
        alone = next((row for row in rows if row["way"] == SIFTING), None)
        for name, row in (("只找哪些份重复，", alone), ("连同段落，", ours)):
            if row:
                yield from _faster(name, row, theirs)


def _faster(name: str, ours: Row, theirs: Rows) -> Iterator[Reached]:
    best = max(theirs, key=lambda row: float(row["f1"]))
    quick = min(theirs, key=lambda row: float(row["total"]))
    plain = (row for row in theirs if row["way"] == AS_DOCUMENTED)
    rows = [("照文档写的", row) for row in plain]
    for what, row in (*rows, ("各种用法中最准的", best), ("各种用法中最快的", quick)):
        times = row["total"] / ours["total"]
        yield Reached(f"{name}比 datasketch {what}快", "≥ 10 倍", f"{times:.1f} 倍", times >= 10)
    f1 = f"{ours['f1']:.3f} 对 {best['f1']:.3f}"
    yield Reached(f"{name}F1 不低于 datasketch 各种用法中最准的", "≥", f1, ours["f1"] >= best["f1"])


def _growth(rows: Rows) -> Iterator[Reached]:
    for way in dict.fromkeys(row["way"] for row in rows if row["way"].startswith(OURS)):
        own = [row for row in rows if row["way"] == way]
        last = max(own, key=lambda row: int(row["documents"]))
        sizes = [row["documents"] for row in own]
        start = _FROM if _FROM in sizes[:-1] else min(sizes)
        name = "" if way == OURS else "，两个进程"
        if (grown := exponent(own, last, start)) is not None:
            what = f"{start:,} 到 {last['documents']:,} 份用时的增长指数{name}"
            yield Reached(what, "≤ 1.15", f"{grown:.2f}", grown <= 1.15)
        held = last["peak"] / 1024
        yield Reached(
            f"{last['documents']:,} 份的内存{name}", "≤ 8 GB", f"{held:.1f} GB", held <= 8
        )


def _families(rows: Rows) -> Iterator[Reached]:
    for row in rows:
        what = f"{row['documents']:,} 份中 {row['size']:,} 份一族的，归在一组的"
        yield least(what, row["lowest"], 0.98)


def _templates(rows: Rows) -> Iterator[Reached]:
    among = rows[0]
    what = f"{among['documents']:,} 份中同一模板的 {among['plans']:,} 份，误成的组"
    yield Reached(what, "0", str(among["groups"]), among["groups"] == 0)
    highest = max(row["highest"] for row in rows)
    what = "同一模板、内容不同的两份，最高相似度"
    yield Reached(what, "< 0.2", f"{highest:.3f}", highest < 0.2)


def _passages(rows: Rows) -> Iterator[Reached]:
    whole = next(row for row in rows if row["kind"] == ALL)
    yield least("抄来的字标出的", whole["copied"] or 0.0, 0.95)
    others = whole["others"] or 0.0
    yield Reached("不是抄来的字误标的", "≤ 0.02", f"{others:.3f}", others <= 0.02)


def _against(rows: Rows) -> Iterator[Reached]:
    whole = rows[0]
    size = f"{whole['documents']:,} 份的索引"
    wait = whole["median"] * 1000
    yield Reached(f"{size}，查一份的中位用时", "≤ 50 毫秒", f"{wait:.0f} 毫秒", wait <= 50)
    what, opened = f"{size}，打开", whole["open"]
    yield Reached(what, "< 1 秒", f"{opened:.2f} 秒", opened < 1)


def _extremes(rows: Rows) -> Iterator[Reached]:
    right = sum(row["right"] for row in rows)
    what = "空文本、极短、单字重复、极大文本，结果对的"
    yield Reached(what, "全部", f"{right}/{len(rows)}", right == len(rows))


def _formats(rows: Rows) -> Iterator[Reached]:
    for row in rows:
        said = f"{row['alike']}/{row['plans']}"
        what = "同一方案的 Word 与 PDF，相似度 0.95 以上的"
        yield Reached(what, "全部", said, row["alike"] == row["plans"])


_ANSWERS: dict[str, Callable[[Rows], Iterator[Reached]]] = {
    "quality": _quality,
    "growth": _growth,
    "against": _against,
    "families": _families,
    "templates": _templates,
    "passages": _passages,
    "extremes": _extremes,
    "formats": _formats,
}
