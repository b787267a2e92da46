"""Problem lists and measure lists that stand apart, joined by number, then by wording (对应)."""

from __future__ import annotations

import re
from dataclasses import replace
from heapq import nlargest

from wenfeng.domain import Doubt, Text
from wenfeng.extract.draft import Draft
from wenfeng.extract.records import Problem

_LIKE = 0.34  # share of the problem's character pairs that a measure must hold
_CLOSE = 0.08  # a second problem whose share is nearly as great competes with the first


def link(
    drafts: tuple[Draft, ...], problems: tuple[Problem, ...]
) -> tuple[tuple[Draft, ...], tuple[Text, ...]]:
    """The drafts with their problems, and the problems that no measure takes up."""
    if not problems or not drafts:
        return drafts, tuple(p.text for p in problems) if drafts else ()
    by_number = _numbered(drafts, problems)
    pairs = tuple(_pairs(problem.text.text) for problem in problems)
    out: list[Draft] = []
    for draft in drafts:
        found, doubts = draft.problem or by_number.get(draft.key), draft.doubts
        if found is None:
            found, rival = _worded(draft, problems, pairs)
            doubts += _doubts(found, rival)
        if found is not None and draft.kind == "task":
            draft = replace(draft, problem=found, doubts=doubts)
        out.append(draft)
    out = _completed(out, problems)
    used = {draft.problem for draft in out}
    return tuple(out), tuple(p.text for p in problems if p.text not in used)


def _completed(drafts: list[Draft], problems: tuple[Problem, ...]) -> list[Draft]:
    """Measures whose words tell nothing, by number, though a few more follow than problems stand.

    The sixth group of a plan's measures (专项整治、建章立制) answers no problem.
    """
    by_tail = {p.key[1:] or p.key: p.text for p in problems}
    depth = len(problems[0].key)
    tails = [d.key[1:depth] if depth > 1 else d.key[:1] for d in drafts]
    counted = {t for t, d in zip(tails, drafts, strict=True) if t and d.kind == "task"}
    if not _nearly_alike(counted, set(by_tail)):
        return drafts
    taken = {draft.problem for draft in drafts}
    return [
        replace(draft, problem=found)
        if draft.problem is None
        and draft.kind == "task"
        and (found := by_tail.get(tail)) is not None
        and found not in taken
        else draft
        for tail, draft in zip(tails, drafts, strict=True)
    ]


def _nearly_alike(measures: set[tuple[int, ...]], problems: set[tuple[int, ...]]) -> bool:
    """Whether measures go by the numbers of the problems, and at most a quarter more follow."""
    more = measures - problems
    if not more or len(measures & problems) * 10 < len(problems) * 6:
        return False
    return min(more) > max(problems) and len(more) * 4 <= len(problems)


def _numbered(
    drafts: tuple[Draft, ...], problems: tuple[Problem, ...]
) -> dict[tuple[int, ...], Text]:
    """Problem by the key of a draft, where the two lists are numbered alike."""
    tasks = [d.key for d in drafts if d.kind == "task" and d.problem is None]
    if not tasks:
        return {}
    depth = len(problems[0].key)
    by_tail: dict[tuple[int, ...], Text] = {p.key[1:] or p.key: p.text for p in problems}
    keys = {key[1 : len(problems[0].key)] if depth > 1 else key[:1] for key in tasks}
    keys.discard(())
    shared = keys & set(by_tail)
    if not keys or len(shared) < len(keys) or len(shared) * 10 < len(by_tail) * 6:
        return {}
    found: dict[tuple[int, ...], Text] = {}
    for key in tasks:
        short = key[1:depth] if depth > 1 else key[:1]
        if short in by_tail:
            found[key] = by_tail[short]
    return found


def _worded(
    draft: Draft, problems: tuple[Problem, ...], pairs: tuple[set[str], ...]
) -> tuple[Text | None, Text | None]:
    """The problem whose words a measure takes up most, and another that comes close to it.

    ``pairs`` are the character pairs of each problem.
    """
    said = _pairs(draft.heading + "".join(m.text for m in draft.measures))
    shares = [len(own & said) / len(own) if own else 0.0 for own in pairs]
    first, *others = nlargest(2, range(len(problems)), key=shares.__getitem__)
    if shares[first] < _LIKE:
        return None, None
    close = [n for n in others if shares[n] >= max(_LIKE, shares[first] - _CLOSE)]
    return problems[first].text, problems[close[0]].text if close else None


def _doubts(found: Text | None, rival: Text | None) -> tuple[Doubt, ...]:
    if found is None or rival is None:
        return ()
    why = "问题清单和措施没有按编号对应，按文字看两个问题都相近"
    return (Doubt("problem", found.text, rival.text, why, found.span),)


def _pairs(text: str) -> set[str]:
    plain = re.sub(r"[\W_]|问题|方面|存在|不够|不足|工作", "", text)
    return {plain[i : i + 2] for i in range(len(plain) - 1)}
