"""Whether measures ask for anything that can be seen to be done (措施是否空泛)."""

from __future__ import annotations

import re
from functools import cache

from wenfeng.lang.patterns import lazy
from wenfeng.resources import lexicon

# a figure, a fixed rhythm, a document by name
_MEASURED = lazy(
    r"[0-9０-９]|每[年季月周天日个名]|[一二三四五六七八九十两]+[次个名人家台处件天条项部批轮]|《|“[^”]{2,12}”制度"
)


@cache
def _deeds() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicon("feedback")["concrete"]["words"].split())))


def is_hollow(text: str) -> bool:
    """Whether nothing in the measures is a deed, a figure or a date (空话)."""
    return not (_MEASURED.search(text) or _deeds().search(text))
