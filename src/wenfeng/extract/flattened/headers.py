"""Where the header of a flattened table stands, and which lines below it may be its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from wenfeng.extract.flattened.units import Kind, Unit, is_heading, kind_of, roles_of
from wenfeng.extract.grid import Role
from wenfeng.extract.labels import OWNER_FIELDS
from wenfeng.extract.lines import DAY
from wenfeng.lang.patterns import lazy

Holds = Literal["number", "banner", "problem", "text", "name", "time", "any"]

_MOST_COLUMNS = 10
_OWNERS = frozenset(OWNER_FIELDS)
_CONTENT = _OWNERS | {"problem", "measure", "deadline"}
NUMBER = lazy(r"[（(]?([0-9０-９]{1,3})[）)]?[.．、]?")
SECTION = lazy(r"[（(]?[一二三四五六七八九十]{1,3}(?:[）)]|、).{2,36}")
_BEHIND = lazy(
    r"附\s*件?\s*[0-9一二三四五六七八九十]{0,2}\s*(?:[:：].*)?"
    r"|(?:注|备注|说明|填表说明|填报说明|联系人|联系电话|抄送|主题词|填表人|审核人)\s*\d?\s*[:：].*"
)
_CONTINUED = lazy(r"[（(]?\s*续\s*上?\s*表\s*[0-9一二三四五六七八九十]*\s*[）)]?")


def headers(units: list[Unit], at: int) -> Iterator[range]:
    """The runs of column names that a header whose first known name stands here may be."""
    if not roles_of(units[at]) or (at and roles_of(units[at - 1])):
        return
    end = known = at
    while end < min(len(units), at + _MOST_COLUMNS) and is_heading(units[end]):
        if roles_of(units[end]):
            known = end
        elif end - known > 1 or kind_of(units[end].words) in ("name", "time"):
            break
        end += 1
    if not names_columns(units[at : known + 1]):
        return
    yield range(at, known + 1)
    if end > known + 1 and end < len(units) and NUMBER.fullmatch(units[end].words):
        yield range(at, end)
    if at and len(units[at - 1].words) <= 4 and is_heading(units[at - 1]):
        yield range(at - 1, known + 1)


def closed_headers(units: list[Unit], at: int) -> Iterator[tuple[range, int]]:
    """The header rows that a run of cells with a bar behind each may have, and where it ends."""
    if not units[at].closed or (at and units[at - 1].closed):
        return
    end = at
    while end < len(units) and units[end].closed:
        end += 1
    for width in range(2, _MOST_COLUMNS + 1):
        head = units[at : at + width]
        roles = [roles_of(unit) for unit in head if is_heading(unit)]
        named = len(roles) == width and sum(map(bool, roles)) * 2 >= width
        even = (end - at) % width == 0 and end - at > 2 * width
        if even and named and any(map(_CONTENT.intersection, roles)):
            yield range(at, at + width), end


def names_columns(units: Sequence[Unit]) -> bool:
    """Whether the words name two different things, one of them what an entry has."""
    roles = [roles_of(unit) for unit in units]
    flat: set[Role] = {role for column in roles for role in column}
    known = sum(map(bool, roles))
    return (
        bool(flat & _CONTENT) and len(flat - {"category", "unit"}) >= 2 and known * 2 > len(roles)
    )


def holds(roles: tuple[Role, ...]) -> Holds:
    """What the lines of a column with these roles look like."""
    if roles in (("number",), ("deadline",)):
        return "number" if roles == ("number",) else "time"
    if "measure" in roles or "problem" in roles:
        return "text" if "measure" in roles else "problem"
    return "name" if roles and set(roles) <= _OWNERS | {"unit"} else "any"


def body(units: list[Unit], header: range, numbered: bool) -> Iterator[tuple[int, Kind]]:
    """The places of the units that may be cells and their kinds, up to where a table must end."""
    heads = [units[i].words for i in header]
    at, number, dated = header.stop, 0, False
    while at < len(units) and not _ends(units, at, dated):
        words = units[at].words
        if words == heads[0] and [u.words for u in units[at : at + len(heads)]] == heads:
            at += len(heads)
            continue
        if words and not _CONTINUED.fullmatch(words):
            kind, number = _numbered(units, at, number) if numbered else (kind_of(words), 0)
            dated = dated or DAY.fullmatch(words) is not None
            yield at, kind
        at += 1


def _numbered(units: list[Unit], at: int, last: int) -> tuple[Kind, int]:
    """The kind of a unit in a table whose rows are numbered, and the number last met.

    The numbers go on, or begin again below a title row: 二、城市建设.
    """
    words = units[at].words
    if match := NUMBER.fullmatch(words):
        value = int(match[1])
        again = value == 1 and SECTION.fullmatch(units[at - 1].words) is not None
        return ("number", value) if again or last < value <= last + 3 else ("phrase", last)
    if SECTION.fullmatch(words) and not words.endswith("。") and at + 1 < len(units):
        below = NUMBER.fullmatch(units[at + 1].words)
        return ("banner", last) if below else (kind_of(words), last)
    return kind_of(words), last


def _ends(units: list[Unit], at: int, dated: bool) -> bool:
    """Whether no table reaches this unit: 附件2, a note, a heading, the signature.

    A signature is what stands above the first full date (``dated``: the cells hold such dates).
    """
    if units[at].level or _BEHIND.fullmatch(units[at].words):
        return True
    if dated or at + 1 >= len(units) or not DAY.fullmatch(units[at + 1].words):
        return False
    behind = at + 2
    if behind >= len(units) or units[behind].level or _BEHIND.fullmatch(units[behind].words):
        return kind_of(units[at].words) in ("name", "phrase")
    return False
