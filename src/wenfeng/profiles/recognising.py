"""Which documents a profile is for (识别). Everything it asks for must be there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from wenfeng.domain import Document, Profile, Reading

_Fit = tuple[int, int]


def fits(profile: Profile, document: Document, reading: Reading) -> _Fit | None:
    """How surely a profile knows a document: marks that fit, then how much of the title they say.

    None where a mark does not fit, or the profile says nothing of titles.
    """
    known = profile.recognition
    title = re.sub(r"\s+", "", reading.header.title)
    said = _longest(known.titles, title)
    if not known.titles or not said or _longest(known.except_titles, title):
        return None
    if not all(_mentioned(one, title, document) for one in known.mentions):
        return None
    if known.years and not _years(document, reading) & set(known.years):
        return None
    return sum(map(bool, (known.titles, known.mentions, known.years))), said


def _mentioned(pattern: str, title: str, document: Document) -> bool:
    return any(re.search(pattern, text) for text in (title, *(b.text for b in document.blocks)))


def _longest(patterns: Iterable[str], text: str) -> int:
    """The length of the longest piece of a text that one of the patterns finds."""
    return max((len(m[0]) for p in patterns for m in re.finditer(p, text)), default=0)


def _years(document: Document, reading: Reading) -> set[int]:
    """The year of a document: of its date, its number or title, else the one it names most."""
    header = reading.header
    if header.date:
        return {header.date.year}
    named = re.findall(r"(?<!\d)20\d\d(?!\d)", header.number + header.title)
    if named:
        return set(map(int, named))
    counted = Counter(y for b in document.blocks for y in re.findall(r"(20\d\d)年", b.text))
    return {int(counted.most_common(1)[0][0])} if counted else set()
