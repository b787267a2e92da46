"""What to do with papers that repeat each other (建议), in words a clerk can act on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from wenfeng.copies import Extra, GroupKind, Pair, Paper

_EDITABLE = ("docx", "wps", "doc", "xlsx", "xls", "ofd", "pdf")
_STAGES = ("初稿", "讨论", "征求意见", "修改", "送审", "审议", "修订", "定稿", "正式", "印发")
_COPY = re.compile(r"副本|复件|拷贝|copy|\(\d+\)|（\d+）", re.IGNORECASE)
_NAMED = 3


def best(
    kind: GroupKind, papers: Sequence[Paper], members: tuple[int, ...], pairs: Sequence[Pair]
) -> int:
    """The member to start from.

    Of the same file the one that can be edited and is no second copy, of versions the latest, of
    copies the earliest or, without dates, the one that most resembles the others, of briefings
    the longest.
    """
    if kind == "identical":
        return min(members, key=lambda n: (_is_copy(papers[n]), _format(papers[n]), n))
    if kind == "revision":
        return max(members, key=lambda n: (papers[n].date or date.min, _stage(papers[n]), -n))
    if kind == "issue":
        return max(members, key=lambda n: (len(papers[n].text), -n))
    dated = [n for n in members if papers[n].date]
    if len(dated) == len(members):
        return min(members, key=lambda n: (papers[n].date or date.max, n))
    likeness = {n: 0.0 for n in members}
    for one in pairs:
        likeness[one.a] += one.similarity
        likeness[one.b] += one.similarity
    return max(members, key=lambda n: (likeness[n], -n))


def propose(
    kind: GroupKind,
    papers: Sequence[Paper],
    members: tuple[int, ...],
    keep: int,
    extras: Sequence[Extra],
) -> str:
    """The proposal for a group."""
    others = [papers[n] for n in members if n != keep]
    kept, rest, n = _named([papers[keep]]), _named(others), len(members)
    if kind == "identical":
        return f"这{n}份内容完全相同：留{kept}一份，其余（{rest}）不必重复存放、重复报送。"
    if kind == "revision":
        lost = f"；只有{_only_in(papers, extras)}写到的内容，请核对是不是有意删去" if extras else ""
        return f"这{n}份是同一文件的不同稿：以{kept}为准，其余（{rest}）作废{lost}。"
    if kind == "issue":
        series, measure = _series(papers, members), _measure(papers, members)
        one = f"这{n}份{series}内容相近，可以合并成一{measure}"
        return f"{one}：以{kept}为底本{_only(papers, extras)}。"
    whose = "最早" if all(papers[m].date for m in members) else "与其余各份最接近"
    return (
        f"这{n}份大部分内容相同，有照搬之嫌：{kept}{whose}，"
        f"请核对其余{n - 1}份（{rest}）是不是照抄，照抄的退回按本单位实际重写。"
    )


def _only(papers: Sequence[Paper], extras: Sequence[Extra]) -> str:
    if not extras:
        return "，其余各份没有成句的另外内容"
    return f"，并入只有{_only_in(papers, extras)}写到的内容"


def _only_in(papers: Sequence[Paper], extras: Sequence[Extra]) -> str:
    return _named([papers[n] for n in dict.fromkeys(extra.paper for extra in extras)])


def _series(papers: Sequence[Paper], members: Sequence[int]) -> str:
    titles = [papers[n].title + papers[n].kind for n in members]
    words = ("简报", "信息", "专报", "通知", "通报")
    return next((word for word in words if all(word in title for title in titles)), "材料")


def _measure(papers: Sequence[Paper], members: Sequence[int]) -> str:
    return "期" if _series(papers, members) in ("简报", "信息", "专报") else "份"


def _named(papers: Sequence[Paper]) -> str:
    names = "、".join(f"《{_name(paper)}》" for paper in papers[:_NAMED])
    return names + (f"等{len(papers)}份" if len(papers) > _NAMED else "")


def _name(paper: Paper) -> str:
    """The file's name: titles of papers that repeat each other are often the same."""
    return paper.name.rpartition("/")[2] or paper.title


def _is_copy(paper: Paper) -> bool:
    return bool(_COPY.search(paper.name.rpartition("/")[2]))


def _format(paper: Paper) -> int:
    return _EDITABLE.index(paper.format) if paper.format in _EDITABLE else len(_EDITABLE)


def _stage(paper: Paper) -> int:
    words = paper.name.rpartition("/")[2] + paper.title
    return max((n for n, stage in enumerate(_STAGES) if stage in words), default=-1)
