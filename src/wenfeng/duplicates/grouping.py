"""Pairs → groups with a proposal (分组、建议), and how much of each paper stands in others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from wenfeng.copies import Extra, Group, GroupKind, Pair, Paper, Range, Share
from wenfeng.duplicates.judging import covered
from wenfeng.duplicates.kinds import of_place, same_issuer
from wenfeng.duplicates.proposing import best, propose

_SERIES = re.compile(
    r"简报|信息|动态|快报|专报|要情|快讯|通知|通报|通告|公告|提醒|函$|月报|周报|情况反映"
)
"""Papers of which several on one matter fit one issue."""

_INSIDE = 0.5
"""So much of a briefing stands in another that they belong together."""

_EXTRAS, _EXTRA_PAPERS = 5, 20
_SHORTEST, _SENTENCE = 8, re.compile(r"[^。；！？\n]+[。；！？]?")

Pairs = dict[tuple[int, int], Pair]


def groups(papers: Sequence[Paper], pairs: Sequence[Pair]) -> tuple[Group, ...]:
    """Papers that hang together as copies or versions, the largest group first."""
    joined = [(one.a, one.b) for one in pairs if _joins(one, papers)]
    families = list(_connected(joined))
    home = {number: at for at, members in enumerate(families) for number in members}
    inside: list[Pairs] = [{} for _ in families]
    for one in pairs:
        if one.a in home and home[one.a] == home.get(one.b):
            inside[home[one.a]][one.a, one.b] = one
    found = [_group(papers, *one) for one in zip(families, inside, strict=True)]
    return tuple(sorted(found, key=lambda group: (-len(group.members), group.members)))


def shares(papers: Sequence[Paper], pairs: Iterable[Pair]) -> tuple[Share, ...]:
    """For every paper in a pair: what part stands in any other, and in the one with most of it."""
    ranges: dict[int, list[Range]] = defaultdict(list)
    largest: dict[int, tuple[float, int]] = {}
    for one in pairs:
        ranges[one.a] += [passage.a for passage in one.passages]
        ranges[one.b] += [passage.b for passage in one.passages]
        for paper, source, coverage in (
            (one.a, one.b, one.coverage_a),
            (one.b, one.a, one.coverage_b),
        ):
            largest[paper] = max(largest.get(paper, (-1.0, -1)), (coverage, -source))
    return tuple(
        Share(
            paper, _part(papers[paper].text, ranges[paper]), -largest[paper][1], largest[paper][0]
        )
        for paper in sorted(largest)
    )


def _joins(one: Pair, papers: Sequence[Paper]) -> bool:
    if one.kind != "partial":
        return True
    series = all(_in_series(papers[number]) for number in (one.a, one.b))
    return series and max(one.coverage_a, one.coverage_b) >= _INSIDE


def _in_series(paper: Paper) -> bool:
    return bool(_SERIES.search(paper.title) or _SERIES.search(paper.kind))


def _connected(couples: Iterable[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """The papers that are linked to each other, in their order."""
    head: dict[int, int] = {}

    def top(number: int) -> int:
        while (above := head.setdefault(number, number)) != number:
            head[number] = head[above]
            number = above
        return number

    for a, b in couples:
        first, second = sorted((top(a), top(b)))
        head[second] = first
    members: dict[int, list[int]] = defaultdict(list)
    for number in sorted(head):
        members[top(number)].append(number)
    yield from (tuple(these) for these in members.values())


def _group(papers: Sequence[Paper], members: tuple[int, ...], pairs: Pairs) -> Group:
    inside = list(pairs.values())
    kind = _kind(papers, members, inside)
    keep = best(kind, papers, members, inside)
    extras = () if kind in ("identical", "copied") else tuple(_extras(papers, members, keep, pairs))
    return Group(members, kind, keep, propose(kind, papers, members, keep, extras), extras)


def _kind(papers: Sequence[Paper], members: tuple[int, ...], pairs: Sequence[Pair]) -> GroupKind:
    kinds = {one.kind for one in pairs}
    if kinds == {"identical"}:
        return "identical"
    if any(one.kind == "near" and _of_others(one, papers) for one in pairs):
        return "copied"
    return "revision" if kinds <= {"identical", "revision"} else "issue"


def _of_others(one: Pair, papers: Sequence[Paper]) -> bool:
    """Whether a pair is of two units: other places or offices are named, or others signed it."""
    return any(map(of_place, one.exchanges)) or not same_issuer(papers[one.a], papers[one.b])


def _extras(
    papers: Sequence[Paper], members: tuple[int, ...], keep: int, pairs: Pairs
) -> Iterator[Extra]:
    """Sentences of the others that are not in the one to keep."""
    for number in [one for one in members if one != keep][:_EXTRA_PAPERS]:
        pair = pairs.get((min(number, keep), max(number, keep)))
        if pair is None:
            continue
        held = covered(p.a if pair.a == number else p.b for p in pair.passages)
        own = _sentences(papers[number].text, held)
        for _, place in zip(range(_EXTRAS), own, strict=False):
            yield Extra(number, place, papers[number].text[slice(*place)])


def _sentences(text: str, held: Sequence[Range]) -> Iterator[Range]:
    """The sentences of which enough lies outside the ranges."""
    for found in _SENTENCE.finditer(text):
        start, end = found.span()
        inside = ((max(a, start), min(b, end)) for a, b in held if a < end and b > start)
        own = sum(map(str.isalpha, found[0])) - sum(
            sum(map(str.isalpha, text[a:b])) for a, b in inside
        )
        if own >= _SHORTEST:
            yield start, end


def _part(text: str, ranges: Iterable[Range]) -> float:
    whole = len("".join(text.split()))
    inside = sum(len("".join(text[slice(*one)].split())) for one in covered(ranges))
    return round(inside / max(whole, 1), 4)
