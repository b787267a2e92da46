"""Rules about what is wrong (存在问题)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import ceil

from wenfeng.domain import Block, Entry, Text
from wenfeng.lang.patterns import lazy
from wenfeng.rules.rule import Case, Remark, Rule, short

_LABEL = lazy(r"(?:问题|不足|短板|表现|情形|隐患)[^：:。，]{0,6}[：:]\s*$")
_SMALL_WORDS = lazy(
    r"[\W_]|存在|问题|方面|现象|情况|一些|有的|有些|个别|部分|比较|较为|仍然|依然|[的了和与及等够还仍较]"
)
_MOST = 0.75  # of the entries of a table or of a list must say what is wrong
_SAME = 0.85  # share of character pairs that two wordings of one problem have in common
_LEAST = 8  # characters: shorter problems are alike by chance (灭火器失效)


def _missing(case: Case) -> Iterator[Remark]:
    for group in _groups(case).values():
        stating = [entry for entry in group if entry.problem is not None]
        if len(stating) < 2 or len(stating) < _MOST * len(group):
            continue
        for entry in group:
            if entry.problem is None and entry.number:
                yield Remark(
                    entry.id,
                    entry.span,
                    "同一份清单的其他条目都写了存在问题，这一条没有写",
                    "请补充存在问题；与上一条是同一个问题的，合并单元格或者写“同上”",
                )


def _groups(case: Case) -> dict[tuple[str, object], list[Entry]]:
    """The tasks of each table, and of each list whose items carry a label 存在问题.

    Blocks are in the order of reading, so a problem from another list stands far from its entry.
    """
    groups: dict[tuple[str, object], list[Entry]] = defaultdict(list)
    for entry in case.tasks:
        cell = case.document.blocks[entry.span.block].cell
        groups[entry.part, cell.table if cell else entry.section].append(entry)
    return {key: group for key, group in groups.items() if _beside(case, group)}


def _beside(case: Case, group: list[Entry]) -> bool:
    """Whether the problems of a group stand in its own column, or behind a label."""
    stated = [entry.problem for entry in group if entry.problem]
    blocks = [case.document.blocks[problem.span.block] for problem in stated]
    if case.document.blocks[group[0].span.block].cell is None:
        return all(
            _LABEL.search(block.text[: problem.span.start])
            for block, problem in zip(blocks, stated, strict=True)
        )
    return len({_column(block) for block in blocks}) == 1


def _column(block: Block) -> tuple[int, int] | None:
    return (block.cell.table, block.cell.column) if block.cell else None


def _repeated(case: Case) -> Iterator[Remark]:
    """The same problem at two places, not one problem that several entries in a row answer."""
    places = [(p, e) for p, e in _places(case) if len(_plain(p.text)) >= _LEAST]
    for at, before in _alike([_plain(problem.text) for problem, _ in places]):
        (first, one), (second, other) = places[before], places[at]
        if one.part == other.part and _leads(one) == _leads(other):
            where = case.document.blocks[first.span.block].where
            yield Remark(
                other.id,
                second.span,
                f"问题“{short(second.text)}”与{where}的问题重复",
                "请合并为一条，或者写明两条有什么不同",
            )


def _places(case: Case) -> Iterator[tuple[Text, Entry]]:
    """Each problem with the first of the entries in a row that state it in the same words."""
    before = ""
    for entry in case.tasks:
        if entry.problem is not None and entry.problem.text != before:
            yield entry.problem, entry
        before = entry.problem.text if entry.problem else before


def _leads(entry: Entry) -> frozenset[str]:
    """Lists of hazards state the same problem for one place after another."""
    return frozenset(owner.name for owner in entry.owners if owner.role == "lead")


def _plain(text: str) -> str:
    return _SMALL_WORDS.sub("", text)


def _alike(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Each text that an earlier one says too, with the first such.

    Texts that share so much must share one of their rarest pairs; only those are compared.
    """
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in texts]
    figures = [re.findall(r"\d+", text) for text in texts]
    common = Counter(pair for own in pairs for pair in own)
    holders: dict[str, list[int]] = defaultdict(list)
    for at, own in enumerate(pairs):
        rarest = sorted(own, key=lambda pair: (common[pair], pair))
        rarest = rarest[: len(own) - ceil(_SAME * len(own)) + 1]
        found = sorted({before for pair in rarest for before in holders[pair]})
        same = (b for b in found if figures[at] == figures[b] and _as_one(own, pairs[b]))
        if (before := next(same, None)) is not None:
            yield at, before
        for pair in rarest:
            holders[pair].append(at)


def _as_one(pairs: set[str], others: set[str]) -> bool:
    return len(pairs & others) >= _SAME * len(pairs | others)


_HEAD = "| 序号 | 存在问题 | 整改措施 | 责任人 | 整改时限 |\n"
_TWO = (
    _HEAD
    + """| 1 | 会议过多 | 全年会议减少三分之一 | 县委办主任王某 | 2025年6月底前 |
| 2 | 公车管理不严 | 12辆公车安装定位 | 县财政局局长李某 | 2025年6月底前 |
"""
)
_BUSY = "会议过多，一些会议陪会的人比开会的人还多"
_SAME_AGAIN = "会议过多，有的会议陪会的人比开会的人还多"
_LONG = _TWO.replace("会议过多", _BUSY)
_WHO = "县委办主任王某 | 2025年6月底前 |"

RULES = (
    Rule(
        id="problem.missing",
        title="没有写存在问题",
        level="warning",
        why="措施要对着问题写；问题一栏空着，看不出这条措施改的是什么。",
        source="湘群办发〔2014〕31号第五条：条目式列出存在的突出问题并逐一明确整改措施",
        flag=_TWO + "| 3 |  | 腾退超标办公用房5间 | 县委办主任王某 | 2025年6月底前 |\n"
        "| 4 | 收费不公示 | 收费标准张贴到窗口 | 县财政局局长李某 | 2025年6月底前 |",
        ok=_TWO + "| 3 | 办公用房超标 | 腾退超标办公用房5间 | 县委办主任王某 | 2025年6月底前 |\n"
        "| 4 | 收费不公示 | 收费标准张贴到窗口 | 县财政局局长李某 | 2025年6月底前 |",
        check=_missing,
    ),
    Rule(
        id="problem.repeated",
        title="问题重复",
        level="info",
        why="同一个问题列两遍，措施和时限就可能对不上，销号时也会算成两件事。",
        source="湘群办发〔2014〕31号第一条：逐项进行梳理分析，列出查摆出的主要问题",
        flag=_LONG + f"| 3 | {_SAME_AGAIN} | 每周三为无会日 | {_WHO}",
        ok=_LONG + f"| 3 | 办公用房超标 | 腾退超标办公用房5间 | {_WHO}",
        check=_repeated,
    ),
)
