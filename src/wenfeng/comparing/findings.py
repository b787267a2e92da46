"""Findings in two versions (意见变化): fixed, still there, new."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from wenfeng.comparing.texts import folded, pairs_of
from wenfeng.domain import Finding, Report
from wenfeng.versions import FindingChange, Pair

# So much of the words that two findings about a document hang on is the same in both.
ALIKE = 0.5
# Findings of one rule that are compared by their words, at most.
MOST = 300


@dataclass(frozen=True, slots=True)
class _About:
    """A finding, and what it is about: the place of its pair, else the words it hangs on.

    ``alone``: it is about an entry that the other version does not have.
    """

    finding: Finding
    pair: int | None
    words: str
    alone: bool


def finding_changes(old: Report, new: Report, pairs: Iterable[Pair]) -> tuple[FindingChange, ...]:
    """What became of each finding; in the order of the new version, those fixed at the end."""
    pairs = tuple(pairs)
    before = list(_about(old, {pair.old.id: n for n, pair in enumerate(pairs)}))
    after = list(_about(new, {pair.new.id: n for n, pair in enumerate(pairs)}))
    same = _same(before, after)
    partners = {n: o for o, n in same.items()}
    told = [
        FindingChange("remaining", before[partners[n]].finding, one.finding)
        if n in partners
        else FindingChange("new", None, one.finding)
        for n, one in enumerate(after)
    ]
    fixed = (one.finding for o, one in enumerate(before) if o not in same)
    return (*told, *(FindingChange("fixed", finding, None) for finding in fixed))


def _about(report: Report, pairs: dict[str, int]) -> Iterator[_About]:
    known = {entry.id for entry in report.reading.entries}
    blocks = report.document.blocks
    for finding in report.findings:
        pair = pairs.get(finding.entry or "")
        words = folded(blocks[finding.span.block].text) if blocks else ""
        yield _About(finding, pair, words, pair is None and finding.entry in known)


def _same(before: list[_About], after: list[_About]) -> dict[int, int]:
    """Places of findings in the old version → in the new one; the surest ways of telling first."""
    same: dict[int, int] = {}
    for key in (_exactly, _of_entry, _in_words, _by_message):
        _join(before, after, key, same)
    _join_alike(before, after, same)
    return same


Key = Callable[[_About], Hashable]


def _exactly(one: _About) -> Hashable:
    words = one.words if one.pair is None else ""
    return one.finding.rule, one.pair, one.finding.message, words


def _of_entry(one: _About) -> Hashable:
    return None if one.pair is None else (one.finding.rule, one.pair)


def _in_words(one: _About) -> Hashable:
    return None if one.pair is not None else (one.finding.rule, one.words)


def _by_message(one: _About) -> Hashable:
    plain = re.sub("[0-9]+", "0", one.finding.message)
    return None if one.pair is not None else (one.finding.rule, plain)


def _join(before: list[_About], after: list[_About], key: Key, same: dict[int, int]) -> None:
    """Pair off what has the same key, in order; None is no key."""
    waiting: dict[Hashable, list[int]] = {}
    taken = set(same.values())
    for place, one in enumerate(after):
        if place not in taken and not one.alone and key(one) is not None:
            waiting.setdefault(key(one), []).append(place)
    for place, one in enumerate(before):
        if place not in same and not one.alone and waiting.get(key(one)):
            same[place] = waiting[key(one)].pop(0)


def _join_alike(before: list[_About], after: list[_About], same: dict[int, int]) -> None:
    """Findings about the document whose paragraph was rewritten."""
    taken = set(same.values())
    left = [n for n, one in enumerate(after) if n not in taken and _of_document(one)][:MOST]
    open_ones = [o for o, one in enumerate(before) if o not in same and _of_document(one)][:MOST]
    words = {*(before[o].words for o in open_ones), *(after[n].words for n in left)}
    pairs = {text: pairs_of(text) for text in words}
    for place in open_ones:
        one = before[place]
        near = ((_alike(one, after[n], pairs), -n) for n in left)
        best, number = max(near, default=(0.0, 0))
        if best >= ALIKE:
            same[place] = -number
            left.remove(-number)


def _alike(one: _About, other: _About, pairs: Mapping[str, frozenset[str]]) -> float:
    if one.finding.rule != other.finding.rule:
        return 0.0
    a, b = pairs[one.words], pairs[other.words]
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def _of_document(one: _About) -> bool:
    return one.pair is None and not one.alone
