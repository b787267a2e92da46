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
_ITEM = re.compile(r"[^、，,；;/\s]+")

_WORDS_WITH_ENDINGS = re.compile(
    r"市[场民容政]|区[域间别分]|县[城域]|村[民庄]|镇[区守]|乡[村亲]|局[面部限]|委[员托派]|院[子落]|站[点位]"
)
_PLACES, _LONGEST_PLACE = "省市县区州旗镇乡村", 7
_NO_PLACE = frozenset(
    "的由个各该本我全在和与等及为向对从到把被将所每某两几一二三四五六七八九十0123456789"
)

_AFTER_NAMES = frozenset(
    "负从把将被让请按任带同等为和与在的到对要兼是主分牵包联具说出向参总组会一二三亲率作提"
)
"""What often stands behind a person's name."""

Names = tuple[str, str]


def all_exchanged(one: str, mine: Range, other: str, theirs: Range) -> list[Names]:
    """The names in a list of names put in the place of another list; none if it is not only that.

    The ranges hold the differing characters, and what is around them is the same in both.
    """
    whole = exchanged(one, mine, other, theirs)
    if whole:
        return [whole]
    ours, others = _items(one, mine), _items(other, theirs)
    if len(ours) != len(others) or len(ours) < 2:
        return []
    pairs = [exchanged(one, a, other, b) for a, b in zip(ours, others, strict=True)]
    found = [pair for pair in pairs if pair]
    return found if len(found) == len(pairs) else []


def _items(text: str, place: Range) -> list[Range]:
    return [found.span() for found in _ITEM.finditer(text, *place)]


def exchanged(one: str, mine: Range, other: str, theirs: Range) -> Names | None:
    """The names that stand where two texts differ, None if it is not a name that differs."""
    a, b = one[slice(*mine)], other[slice(*theirs)]
    if a == b or not (a.strip() and b.strip()) or max(len(a), len(b)) > LONGEST:
        return None
    return (
        _dates(one, mine, other, theirs)
        or places_exchanged(one, mine, other, theirs)
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


def places_exchanged(one: str, mine: Range, other: str, theirs: Range) -> Names | None:
    """Names of places and offices: what differs stands right before the same ending."""
    for longer in range(3):
        a, b = one[mine[0] : mine[1] + longer], other[theirs[0] : theirs[1] + longer]
        if not (a and b and a[-1] in ENDINGS and b[-1] in ENDINGS):
            continue
        if _in_word(one, mine[1] + longer) or _in_word(other, theirs[1] + longer):
            return None
        if _WORDS.fullmatch(a) and _WORDS.fullmatch(b) and len(a) > 1 and len(b) > 1:
            return (a, b) if _named(a) and _named(b) else None
    return None


def _in_word(text: str, end: int) -> bool:
    """Whether an ending is the beginning of another word: 市 of 市场."""
    return _WORDS_WITH_ENDINGS.match(text, end - 1) is not None


def _named(name: str) -> bool:
    if name[-1] in _PLACES:
        return len(name) <= _LONGEST_PLACE and _NO_PLACE.isdisjoint(name[:-1])
    return is_specific_unit(name)


def _persons(one: str, mine: Range, other: str, theirs: Range) -> Names | None:
    for before in range(2):
        for behind in range(3):
            a = max(0, mine[0] - before), min(len(one), mine[1] + behind)
            b = max(0, theirs[0] - before), min(len(other), theirs[1] + behind)
            if _are_persons(one, a, other, b):
                longer = (a[0], a[1] + 1), (b[0], b[1] + 1)
                if (
                    before
                    and a[1] - a[0] == 2
                    and _goes_on(one, a[1])
                    and _are_persons(one, longer[0], other, longer[1])
                ):
                    a, b = longer
                return one[slice(*a)], other[slice(*b)]
    return None


def _are_persons(one: str, mine: Range, other: str, theirs: Range) -> bool:
    names = one[slice(*mine)], other[slice(*theirs)]
    return all(2 <= len(name) <= 4 and is_person(name) for name in names)


def _goes_on(text: str, at: int) -> bool:
    """Whether a name of two characters may have one more."""
    return at < len(text) and text[at].isalpha() and text[at] not in _AFTER_NAMES
