"""The lines of a flattened table: what each may be by its looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from wenfeng.domain import Block
from wenfeng.extract.grid import Role, column_roles
from wenfeng.extract.lines import Line
from wenfeng.lang.dates import find
from wenfeng.lang.names import looks_like_name, split_names
from wenfeng.lang.patterns import lazy

Kind = Literal["number", "banner", "name", "time", "phrase", "text"]

_LONGEST_HEADING = 14
_LONGEST_PHRASE = 16
_LONGEST_TIME = 30
_LONGEST_NAMES = 120
_BARS = " \t\u3000\xa0|｜"
_SENTENCE = lazy(r"[。；！？，：:,;]")
_NO_HEADING = lazy(r"[0-9０-９。；！？，,;：:|｜]|^[（(]?[一二三四五六七八九十]+[）)、.．]")
_DATED = ("date", "period")


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, and the lines ``first:last`` that it was divided into.

    ``words`` are its text without the bar that may stand behind a cell (``closed``).
    """

    index: int
    block: Block
    first: int
    last: int
    words: str
    closed: bool
    level: int


def units_of(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Unit]:
    """The paragraphs that consecutive lines come from."""
    found: list[Unit] = []
    first = 0
    for index, group in groupby(lines, key=lambda line: line.block):
        last = first + len(list(group))
        text = blocks[index].text
        bare = text.rstrip(_BARS)
        closed = text.rstrip().endswith(("|", "｜"))
        block = replace(blocks[index], text=bare) if closed else blocks[index]
        words = bare.strip(_BARS if closed else None)
        found.append(Unit(index, block, first, last, words, closed, lines[first].level))
        first = last
    return found


def is_heading(unit: Unit) -> bool:
    """Whether a paragraph may be the name of a column."""
    words = unit.words
    short = 0 < len(words) <= _LONGEST_HEADING
    return short and not unit.level and not _NO_HEADING.search(words)


def roles_of(unit: Unit) -> tuple[Role, ...]:
    """What the column holds that a paragraph may be the name of."""
    return column_roles(unit.words) if is_heading(unit) else ()


def kind_of(words: str) -> Kind:
    """What a cell is by its looks, regardless of the lines around it."""
    if _is_time(words):
        return "time"
    if _is_names(words):
        return "name"
    short = len(words) <= _LONGEST_PHRASE and not _SENTENCE.search(words)
    return "phrase" if short else "text"


def _is_time(words: str) -> bool:
    """6月底前, 9月投入使用, 长期坚持; not 每月召开例会."""
    mentions = find(words, cell=True) if len(words) <= _LONGEST_TIME else ()
    if not mentions or mentions[0].start > 1:
        return False
    rest = len(words) - sum(m.end - m.start for m in mentions)
    dated = mentions[0].kind in _DATED
    return rest <= 1 or (dated and rest <= 6 and rest * 3 <= len(words) * 2)


def _is_names(words: str) -> bool:
    if len(words) > _LONGEST_NAMES or words.endswith("。"):
        return False
    names = split_names(words)
    return bool(names) and all(looks_like_name(name.text) for name in names)
