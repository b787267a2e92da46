"""The data card of the generated corpus: how it was made and the numbers, taken from the plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from markdown import table

from corpus.fragments import SHARES, Fragments

Json = dict[str, Any]

TEMPLATE = Path(__file__).with_suffix(".md")


def card(plans: Sequence[Json], fragments: Fragments) -> str:
    numbers = "\n".join(_numbers(plans, fragments))
    return TEMPLATE.read_text("utf-8").replace("{numbers}", numbers)


def _numbers(plans: Sequence[Json], fragments: Fragments) -> Iterator[str]:
    entries = [entry for plan in plans for entry in plan["entries"]]
    yield "## 有多少\n"
    yield f"方案 {len(plans)} 份，条目 {len(entries)} 个。同一主题不会出现在两个划分里。\n"
    yield from _splits(plans, fragments)
    yield from _counted("版式", plans, lambda plan: plan["layout"])
    yield from _counted("部门", plans, lambda plan: plan["sector"])
    yield from _counted("层级", plans, lambda plan: plan["level"])
    yield from _counted("年份", plans, lambda plan: _period(plan["year"]))
    yield from _counted("格式", plans, lambda plan: plan["format"])
    yield from _damages(plans)
    yield from _answers(entries)
    yield from _labels(plans)


def _splits(plans: Sequence[Json], fragments: Fragments) -> Iterator[str]:
    rows = []
    for name in SHARES:
        own = [plan for plan in plans if plan["split"] == name]
        count = sum(len(plan["entries"]) for plan in own)
        rows.append((name, len(own), count, len(fragments.splits[name])))
    yield table(("划分", "方案", "条目", "主题"), rows)


def _counted(title: str, plans: Sequence[Json], key: Callable[[Json], str]) -> Iterator[str]:
    counts: Counter[str] = Counter(key(plan) for plan in plans)
    entries: Counter[str] = Counter()
    for plan in plans:
        entries[key(plan)] += len(plan["entries"])
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    if title == "年份":
        ordered = sorted(counts)
    yield table((title, "方案", "条目"), [(name, counts[name], entries[name]) for name in ordered])


def _period(year: int) -> str:
    for first, last in ((1994, 2005), (2006, 2012), (2013, 2017), (2018, 2022)):
        if year <= last:
            return f"{first}–{last}"
    return "2023–2026"


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    """Counts, the largest first."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _damages(plans: Sequence[Json]) -> Iterator[str]:
    texts = [plan for plan in plans if plan["format"] == "txt"]
    counts = Counter(name for plan in texts for name in plan["damage"])
    whole = sum(not plan["damage"] for plan in texts)
    yield f"txt 方案 {len(texts)} 份，其中 {len(texts) - whole} 份有破损：\n"
    yield table(("破损", "方案"), _most(counts))


def _answers(entries: Sequence[Json]) -> Iterator[str]:
    leads = Counter(entry["owner_scope"] or "没有" for entry in entries)
    yield table(("责任主体写在", "条目"), [(name, leads[name]) for name in sorted(leads)])
    dues = Counter(entry["deadline_scope"] or "没有" for entry in entries)
    yield table(("时限写在", "条目"), [(name, dues[name]) for name in sorted(dues)])
    kinds = Counter(_kind(entry) for entry in entries)
    yield table(("时限类别", "条目"), [(name, kinds[name]) for name in sorted(kinds)])
    categories = Counter(entry["category"] or "（阶段）" for entry in entries)
    ordered = _most(categories)
    yield table(("问题类别", "条目"), ordered)


def _kind(entry: Json) -> str:
    if entry["deadline"]:
        return "有最后一天"
    if entry["deadline_kind"]:
        return str(entry["deadline_kind"])
    return "日期不存在或年份不明" if entry["deadline_scope"] else "没有"


def _labels(plans: Sequence[Json]) -> Iterator[str]:
    counts = Counter(span[2] for plan in plans for span in plan.get("spans", ()))
    counts["其中笼统的措施"] = sum(len(plan.get("vague", ())) for plan in plans)
    ordered = _most(counts)
    yield table(("标签（txt）", "段数"), ordered)
