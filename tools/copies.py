"""How right repetitions are found on the hand-made papers of corpora/copies.

    python tools/copies.py                    both splits as Markdown, as docs/copies.md holds it
    python tools/copies.py --show dev        name every pair and group of it that is wrong
    python tools/copies.py --json             the figures only

The test split shapes nothing: of it only figures are told.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

from copy_cases import COPIED, SPLITS, Collection, Key, cases, together
from copy_scores import (
    GROUPED,
    MISSED,
    Score,
    confusion,
    highest,
    is_wrong,
    kinds,
    places,
    score,
    share,
)
from markdown import table

from wenfeng import duplicates

FAINT = 0.02
"""So low a threshold lists even what papers of one template have in common."""

GRAM = 5

Figures = dict[str, Any]
Likeness = Callable[[str, str], float]


def whole(collection: Collection) -> Score:
    """The score of one comparison."""
    result = score(duplicates.find(collection.papers), collection)
    result.highest = highest(duplicates.find(collection.papers, FAINT), collection)
    return result


def measured(split: str) -> Figures:
    """A split as one collection, case by case, and by the baselines."""
    parts = [part for _, part in cases(split)]
    every = together(parts)
    alone = Score()
    for part in parts:
        alone.add(whole(part))
    together_ = whole(every)
    return {
        "cases": len(parts),
        "papers": len(every.papers),
        "characters": sum(len(p.text) for p in every.papers),
        "pairs": {
            kind: _asked(every, kind) for kind in sorted({k.kind for k in every.pairs.values()})
        },
        "together": together_.figures(),
        "alone": alone.figures(),
        "kinds": {f"{known}>{found}": n for (known, found), n in sorted(together_.kinds.items())},
        "confusion": confusion(together_.kinds),
        "baselines": {name: baseline(every, how) for name, how in BASELINES.items()},
    }


def _asked(collection: Collection, kind: str) -> int:
    return sum(known.kind == kind for known in collection.pairs.values())


def ratio(a: str, b: str) -> float:
    """difflib's measure; most pairs are too unlike to be compared character by character."""
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > 0.3 else 0.0


def jaccard(a: str, b: str) -> float:
    """Shared runs of five characters among all."""
    first, second = ({t[i : i + GRAM] for i in range(max(1, len(t) - GRAM + 1))} for t in (a, b))
    return len(first & second) / len(first | second)


BASELINES: Mapping[str, Likeness] = {"difflib ratio": ratio, "Jaccard of 5-grams": jaccard}


def baseline(collection: Collection, how: Likeness) -> Figures:
    """A plain measure of likeness at the threshold that suits this collection best."""
    texts = ["".join(p.text.split()) for p in collection.papers]
    alike = {(a, b): how(texts[a], texts[b]) for a, b in combinations(range(len(texts)), 2)}
    best = max((_at(collection, alike, t / 100) for t in range(2, 100)), key=lambda f: f["f1"])
    tops = {
        f"highest_{kind}": round(max(v for k, v in alike.items() if collection.kind(k) == kind), 3)
        for kind in ("none", "template")
    }
    return {**best, **tops}


def _at(collection: Collection, alike: Mapping[Key, float], threshold: float) -> Figures:
    told = [collection.kind(pair) for pair, value in alike.items() if value >= threshold]
    right = sum(kind in COPIED for kind in told)
    wrong = sum(is_wrong(kind, "near") for kind in told)
    asked = sum(known.kind in COPIED for known in collection.pairs.values())
    precision, recall = share(right, right + wrong), share(right, asked)
    f1 = round(2 * right / (right + wrong + asked), 4)
    return {"threshold": threshold, "precision": precision, "recall": recall, "f1": f1}


NAMES = {
    "precision": "判为重复的，有几成确实是（精确率）",
    "recall": "确实重复的，找到几成（召回率）",
    "kind": "列出的重复，类别判对",
    "groups": "应成的组，成员全对",
    "groups_of_right_kind": "成员、类别全对",
    "groups_wrong": "多出或成员不对的组（个）",
    "marked": "抄来的字，标出几成",
    "others_marked": "不是抄的字，误标几成",
    "exchanges": "换掉的名称，说出几成",
    "highest_template": "同一模板、内容不同：最高相似度",
    "highest_none": "毫不相干：最高相似度",
}
KINDS = {
    "identical": "相同",
    "revision": "同一份的几稿",
    "near": "照抄",
    "partial": "部分照抄",
    "issue": "可合成一份",
    "quotation": "同引一段",
    "template": "同一模板",
    "none": "无关",
    "group": "只在同组",
    "-": "没有报",
}


def page(results: Mapping[str, Figures]) -> str:
    """The figures as a written page."""
    return "\n".join(part for split, figures in results.items() for part in _part(split, figures))


def _part(split: str, figures: Figures) -> Iterator[str]:
    lines, (columns, rows) = figures["baselines"], figures["confusion"]
    asked = "、".join(f"{KINDS[kind]} {n} 对" for kind, n in figures["pairs"].items())
    yield f"## {split}：{figures['cases']} 组、{figures['papers']} 份、{figures['characters']} 字\n"
    yield f"已知{asked}。\n"
    yield table(
        [
            "",
            "wenfeng 全部一起",
            "wenfeng 一组一组",
            *(f"{b}（≥{f['threshold']}）" for b, f in lines.items()),
        ],
        (
            [
                words,
                *(
                    _shown(f.get(key))
                    for f in (figures["together"], figures["alone"], *lines.values())
                ),
            ]
            for key, words in NAMES.items()
        ),
    )
    yield table(
        ["其实是＼判为", *(KINDS[c] for c in columns)],
        ([KINDS[str(row[0])], *row[1:]] for row in rows),
    )


def _shown(value: float | int | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def show() -> Iterator[str]:
    """What is wrong in the dev split, pair by pair."""
    parts = list(cases("dev"))
    for name, part in [*parts, ("all", together([part for _, part in parts]))]:
        found = duplicates.find(part.papers)
        for (a, b), told in sorted(kinds(found, part).items()):
            known = part.kind((a, b))
            if _amiss(known, told):
                yield f"{name}: {part.papers[a].name} {part.papers[b].name}: {known} > {told}"
        at = places(found, part)
        for group in found.groups:
            members = frozenset(at[m] for m in group.members)
            if part.groups.get(members) != group.kind:
                names = " ".join(part.papers[m].name for m in sorted(members))
                yield f"{name}: {group.kind} {names} (known: {part.groups.get(members)})"


def _amiss(known: str, told: str) -> bool:
    if known in COPIED:
        return told not in (known, GROUPED)
    return told != MISSED and is_wrong(known, told)


HEAD = """# 手写的重复文件：查得准不准

<!-- 由 python tools/copies.py > docs/copies.md 生成，请不要直接修改 -->

146 份手写的文件、38 组（[corpora/copies](../corpora/copies/README.md)），写的人没有看过程序。
dev 一半的错处看过、改过程序；test 一半只看成绩。difflib、Jaccard 的界限是照答案挑的，对它们最有利。

"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--split", choices=SPLITS, action="append")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", choices=["dev"], help="name what is wrong")
    asked = parser.parse_args(arguments)
    if asked.show:
        print(*show(), sep="\n")
        return 0
    results = {split: measured(split) for split in asked.split or SPLITS}
    if asked.json:
        json.dump(results, sys.stdout, ensure_ascii=False, indent=1)
    else:
        print(HEAD + page(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
