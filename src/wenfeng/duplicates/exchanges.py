"""Names put in the place of others (换名): 清河县 → 云岭县, 张伟 → 李娜, 2014年 → 2015年."""

from __future__ import annotations

import re

from wenfeng.copies import Range
from wenfeng.duplicates.neutral import ENDINGS
from wenfeng.lang.names import is_person, is_specific_unit

LONGEST = 16
"""Characters that a name may have."""

_FIGURES = frozenset("0123456789０１２３４５６７８９〇零一二三四五六七八九十年月日号.．-—/至到")
_DATE = re.compile(r".*[年月日].*")
_WORDS = re.compile(r"[\w·]+")

_PLACES, _LONGEST_PLACE = "省市县区州旗镇乡村", 7
_NO_PLACE = frozenset(
    "的由个各该本我全在和与等及为向对从到把被将所每某两几一二三四五六七八九十0123456789"
)

Names = tuple[str, str]


def exchanged(one: str, mine: Range, other: str, theirs: Range) -> Names | None:
    """The names that stand where two texts differ, None if it is not names that differ.

    The ranges hold the differing characters, and what is around them is the same in both.
    """
    a, b = one[slice(*mine)], other[slice(*theirs)]
    if a == b or not (a.strip() and b.strip()) or max(len(a), len(b)) > LONGEST:
        return None
    return (
        _dates(one, mine, other, theirs)
        or _places(one, mine, other, theirs)
        or _persons(one, mine, other, theirs)
    )


def _dates(one: str, mine: Range, other: str, theirs: Range) -> Names | None:
    if not (_FIGURES.issuperset(one[slice(*mine)]) and _FIGURES.issuperset(other[slice(*theirs)])):
        return None
    a, b = _figures(one, mine), _figures(other, theirs)
    return (a, b) if _DATE.match(a) and _DATE.match(b) else None


def _figures(text: str, place: Range) -> str:
    start, end = place
    while start > 0 and text[start - 1] in _FIGURES:
        start -= 1
    while end < len(text) and text[end] in _FIGURES:
        end += 1
    return text[start:end].strip("-—/.．至到前").lstrip("年月日号")


def _places(one: str, mine: Range, other: str, theirs: Range) -> Names | None:
    """Names of places and offices: what differs stands right before the same ending."""
    for longer in range(3):
        a, b = one[mine[0] : mine[1] + longer], other[theirs[0] : theirs[1] + longer]
        if not (a and b and a[-1] in ENDINGS and b[-1] in ENDINGS):
            continue
        if _WORDS.fullmatch(a) and _WORDS.fullmatch(b) and len(a) > 1 and len(b) > 1:
            return (a, b) if _named(a) and _named(b) else None
    return None


def _named(name: str) -> bool:
    if name[-1] in _PLACES:
        return len(name) <= _LONGEST_PLACE and _NO_PLACE.isdisjoint(name[:-1])
    return is_specific_unit(name)


def _persons(one: str, mine: Range, other: str, theirs: Range) -> Names | None:
    for before in range(2):
        for behind in range(3):
            a = one[max(0, mine[0] - before) : mine[1] + behind]
            b = other[max(0, theirs[0] - before) : theirs[1] + behind]
            if 2 <= len(a) <= 4 and 2 <= len(b) <= 4 and is_person(a) and is_person(b):
                return a, b
    return None
