"""What the columns of a table hold, told by their cells where the header words tell nothing.

怎么疏 | 哪个科室上手 | 交卷: times, names and sentences look alike under any header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenfeng.extract.grid import Header, Role, Row, Slot, banner, column_roles, distinct
from wenfeng.extract.items import states_problem
from wenfeng.lang.dates import find
from wenfeng.lang.names import is_blank, looks_like_name, split_names
from wenfeng.lang.patterns import lazy

_LEAST_ROWS = 3
_MOST = 0.6  # of the filled cells of a column must look alike
_LONG = 8  # characters on average, from which cells hold sentences
_NUMBER = lazy(r"[A-Za-z]{0,3}[-—]?\s*[0-9０-９]{1,3}[.．、]?|[一二三四五六七八九十]{1,3}、?")
_SUPPORT = lazy("协|配合|参与|会办|会商")
_SUPERVISE = lazy("盯|督|验|监")


def by_content(rows: tuple[Row, ...]) -> tuple[Header, int] | None:
    """A header made from what the columns hold, and the index of the first row behind it.

    None unless there are sentences and beside them names or times.
    """
    first = _first_data(rows)
    if first is None or len(rows) - first < _LEAST_ROWS:
        return None
    body = [row for row in rows[first:] if banner(row) is None]
    texts = tuple(_heading(rows[:first], c) for c in range(len(rows[0])))
    columns = [[s for row in body if (s := row[c]) is not None] for c in range(len(rows[0]))]
    kinds = [_kind(slots) for slots in columns]
    roles = _roles(kinds, columns, texts)
    return (Header(roles, texts), first) if roles else None


def _first_data(rows: Sequence[Row]) -> int | None:
    """The first row that holds a time or a number in a place of its own, and a sentence."""
    for i, row in enumerate(rows[:8]):
        cells = [s for s in distinct(row) if s.words]
        told = any(_NUMBER.fullmatch(s.words) or _is_time(s.words) for s in cells)
        if told and len(cells) >= 3 and any(len(s.words) >= _LONG for s in cells):
            return i
    return None


def _heading(rows: Sequence[Row], column: int) -> str:
    words = [s.words for row in rows if (s := row[column]) is not None and banner(row) is None]
    return "".join(dict.fromkeys(re.sub(r"\s+", "", word) for word in words))


def _kind(slots: Sequence[Slot]) -> str:
    filled = [s.words for s in slots if not is_blank(s.words)]
    if not filled or len(filled) * 3 < len(slots):
        return ""
    for kind, test in (("number", _NUMBER.fullmatch), ("time", _is_time), ("name", _is_names)):
        if sum(bool(test(words)) for words in filled) >= _MOST * len(filled):
            return kind
    return "text" if sum(map(len, filled)) >= _LONG * len(filled) else ""


def _is_time(words: str) -> bool:
    mentions = find(words, cell=True)
    said = sum(m.end - m.start for m in mentions)
    return bool(mentions) and (said * 2 >= len(words) or mentions[0].start == 0)


def _is_names(words: str) -> bool:
    names = split_names(words)
    return bool(names) and all(looks_like_name(name.text) for name in names)


def _roles(
    kinds: Sequence[str], columns: Sequence[Sequence[Slot]], texts: Sequence[str]
) -> tuple[tuple[Role, ...], ...]:
    """Of the sentences left of the names and times, the last is the measure, or the problem too."""
    marks = [i for i, kind in enumerate(kinds) if kind in ("name", "time")]
    long = [i for i, kind in enumerate(kinds) if kind == "text"]
    before = [i for i in long if marks and i < marks[-1]]
    if not marks or not before:
        return ()
    roles: list[tuple[Role, ...]] = [() for _ in kinds]
    roles[before[-1]] = ("measure",)
    if len(before) > 1 and _states_problems(columns[before[-2]], texts[before[-2]]):
        roles[before[-2]] = ("problem",)
    _place_names(roles, [i for i in marks if kinds[i] == "name" and i > before[-1]], texts)
    for i, kind in enumerate(kinds):
        if kind == "time":
            roles[i] = ("deadline",)
        elif kind == "number" and i < before[-1]:
            roles[i] = ("number",)
    return tuple(roles)


def _states_problems(slots: Sequence[Slot], heading: str) -> bool:
    if column_roles(heading) == ("problem",):
        return True
    filled = [s.words for s in slots if s.words]
    return sum(map(states_problem, filled)) * 3 >= len(filled)


def _place_names(
    roles: list[tuple[Role, ...]], columns: Sequence[int], texts: Sequence[str]
) -> None:
    """The first column of names leads, unless its words say otherwise; the next support."""
    led = False
    for i in columns:
        known = [r for r in column_roles(texts[i]) if r in ("lead", "support", "supervise")]
        if known:
            roles[i] = (known[0],)
        elif _SUPERVISE.search(texts[i]):
            roles[i] = ("supervise",)
        elif _SUPPORT.search(texts[i]) or led:
            roles[i] = ("support",)
        else:
            roles[i] = ("lead",)
        led = led or roles[i] == ("lead",)
