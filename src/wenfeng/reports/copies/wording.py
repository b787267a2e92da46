"""What the formats say alike of repeated papers: kinds in words, shares, counts, their order."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from wenfeng.copies import (
    PAIR_KINDS,
    Duplicates,
    Exchange,
    Group,
    GroupKind,
    Pair,
    Paper,
    Share,
)
from wenfeng.domain import Batch, PairKind
from wenfeng.reports.remarks import clip
from wenfeng.reports.wording import NO_TITLE, skipped_line

KINDS: dict[PairKind, str] = {
    "identical": "完全相同",
    "revision": "同一文件的不同稿",
    "near": "大部分相同",
    "partial": "部分相同",
}
COPIED = "照搬（换了名称）"
GROUPS: dict[GroupKind, str] = {
    "identical": "同一份文件",
    "revision": "同一文件的几稿",
    "copied": "相互照搬",
    "issue": "可以合成一期",
}
KEEP: dict[GroupKind, str] = {
    "identical": "留下这份",
    "revision": "以这份为准",
    "copied": "以这份为底",
    "issue": "以这份为底",
}
STORED = "以前存入的"
NAMES_SHOWN = 6
_DATE = re.compile(r"[0-9零〇一二三四五六七八九十年月日号至到上中下旬初底末前\s.\-—～/]+")
LONGEST = 100


def kind_name(pair: Pair) -> str:
    """What kind of repetition it is; a near-copy with names exchanged is told as such."""
    renamed = any(not _DATE.fullmatch(one.a) for one in pair.exchanges)
    return COPIED if pair.kind == "near" and renamed else KINDS[pair.kind]


def kind_names(found: Duplicates) -> dict[str, int]:
    """How many pairs of each kind there are, by its name, the gravest first."""
    counts = Counter(map(kind_name, found.pairs))
    names = (COPIED if told else KINDS[kind] for kind in PAIR_KINDS for told in _ways(kind))
    return {name: counts[name] for name in names if counts[name]}


def _ways(kind: PairKind) -> tuple[bool, ...]:
    return (True, False) if kind == "near" else (False,)


def percent(share: float) -> str:
    """A share as people write it: 100% is said of nothing less, 0% of nothing more."""
    if 0 < share < 0.01:
        return "不到1%"
    return f"{whole(share)}%"


def whole(share: float) -> int:
    """Full hundredths of a share."""
    return int(share * 100 + 1e-6)


def ranked(found: Duplicates) -> list[Pair]:
    """The pairs, those that have most in common first."""
    return sorted(found.pairs, key=lambda pair: (-pair.similarity, -_shared(pair), pair.a, pair.b))


def _shared(pair: Pair) -> int:
    return sum(end - start for start, end in (passage.a for passage in pair.passages))


def shares(found: Duplicates) -> list[Share]:
    """The shares, the largest first."""
    return sorted(found.shares, key=lambda share: (-share.copied, share.paper))


def folder_of(found: Duplicates) -> str:
    """The folder or archive in which all papers given lie; empty where there is none."""
    folders = [paper.name.rpartition("/")[0] for paper in found.papers if not paper.stored]
    try:
        return os.path.commonpath(folders).replace(os.sep, "/") if all(folders) else ""
    except ValueError:  # none, or some of them absolute and some not
        return ""


def without_folder(found: Duplicates) -> Duplicates:
    """The same with the papers named as they are in their folder: long paths hide what differs."""
    base = folder_of(found)
    if base in ("", "/"):
        return found
    papers = (
        paper if paper.stored else replace(paper, name=paper.name.removeprefix(f"{base}/"))
        for paper in found.papers
    )
    return replace(found, papers=tuple(papers))


def title_of(paper: Paper) -> str:
    """The title of a paper, else that there is none."""
    return clip(paper.title, LONGEST) or NO_TITLE


def name_of(paper: Paper) -> str:
    """The name of a file; one that was not given now is told apart."""
    return f"{paper.name}（{STORED}）" if paper.stored else paper.name


def exchanged(exchange: Exchange) -> str:
    """清河县→云岭县, with how many times where that is more than once."""
    times = f" {exchange.times}处" if exchange.times > 1 else ""
    return f"{exchange.a}→{exchange.b}{times}"


def exchanges(pair: Pair, most: int = NAMES_SHOWN) -> str:
    """The names exchanged, the most frequent first; empty where there are none."""
    listed = by_times(pair.exchanges)
    more = f"等 {len(listed)} 个" if len(listed) > most else ""
    return "、".join(exchanged(one) for one in listed[:most]) + more


def by_times(listed: Iterable[Exchange]) -> list[Exchange]:
    """The most frequent first."""
    return sorted(listed, key=lambda one: -one.times)


def names(found: Duplicates, members: Iterable[int], most: int) -> str:
    """The names of papers, the first few of many."""
    listed = [name_of(found.papers[member]) for member in members]
    more = f" 等 {len(listed)} 份" if len(listed) > most else ""
    return "、".join(listed[:most]) + more


def extra_line(found: Duplicates, group: Group, place: int, most: int = 60) -> str:
    """What only one member of a group says, and whose it is."""
    extra = group.extras[place]
    return f"{clip(extra.text, most)}（{name_of(found.papers[extra.paper])}）"


def numbers(found: Duplicates) -> dict[str, int]:
    """The numbers of a comparison, by the names that JSON gives them."""
    counts = Counter(pair.kind for pair in found.pairs)
    return {
        "documents": sum(not paper.stored for paper in found.papers),
        "pairs": len(found.pairs),
        **{kind: counts[kind] for kind in PAIR_KINDS},
        "groups": len(found.groups),
        "failures": len(found.failures),
        "skipped": len(found.skipped),
    }


def count_line(found: Duplicates) -> str:
    """The whole comparison in a sentence."""
    count = numbers(found)
    failed = f"；{count['failures']} 份未能读取，没有比对" if count["failures"] else ""
    least = percent(found.threshold)
    read = f"比对了 {count['documents']} 份文件" if count["documents"] else _only_stored(found)
    if not found.pairs:
        return f"{read}，没有相似度达到 {least} 的{failed}。"
    kinds = "，".join(f"{name} {number} 对" for name, number in kind_names(found).items())
    groups = f"，归为 {count['groups']} 组" if found.groups else ""
    return f"{read}：{kinds}{groups}（相似度 {least} 以上）{failed}。"


def _only_stored(found: Duplicates) -> str:
    stored = len(found.papers)
    if stored:
        return f"以前存入的有 {stored} 份重复"
    return "没有可以比对的文件" if found.failures else "以前存入的各份之间"


def passed_over(found: Duplicates) -> str:
    """The files that were skipped, in a line; empty where there are none."""
    return skipped_line(Batch((), (), found.skipped))
