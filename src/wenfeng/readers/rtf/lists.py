"""The tables at the head of RTF (RTF 1.9.1, “Style Sheet”, “List Tables”): styles, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wenfeng.readers.docx.styles import MAX_LEVELS, Styles
from wenfeng.readers.number_codes import form_name
from wenfeng.readers.numbering import MAX_START, Counters, Level, List
from wenfeng.readers.rtf.text import Font, decode
from wenfeng.readers.rtf.tokens import Group, Item, Word

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
_MAX_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its name, and the heading level 1–9 it gives, or 0."""

    name: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """What decoding the bytes of a table needs."""

    fonts: Mapping[int, Font]
    codec: str


def read_styles(table: Group, setting: Setting) -> dict[int, Style]:
    """The paragraph styles by number; a level may come from the style one is based on."""
    entries = {
        group.value(b"s", 0) or 0: group
        for group in table.items
        if isinstance(group, Group) and group.name not in (b"cs", b"ts", b"ds", b"tsrowd")
    }
    names = {number: _text(group.items, setting).strip(" ;") for number, group in entries.items()}
    return {number: Style(names[number], _heading(number, entries, names)) for number in entries}


def _heading(number: int, entries: Mapping[int, Group], names: Mapping[int, str]) -> int:
    for _ in range(_MAX_CHAIN):
        outline = entries[number].value(b"outlinelevel")
        if outline is not None:
            return heading_level(outline)
        if match := _HEADING.fullmatch(names[number]):
            return int(match[1])
        base = entries[number].value(b"sbasedon")
        if base is None or base == number or base not in entries:
            return 0
        number = base
    return 0


def heading_level(outline: int) -> int:
    """\\outlinelevelN as a heading level: 0–8 are levels 1–9, anything else is body text."""
    return outline + 1 if 0 <= outline < MAX_LEVELS else 0


def read_lists(table: Group, overrides: Group, setting: Setting) -> Counters:
    """Counters for the lists of a document, by the numbers that ``\\ls`` gives them."""
    definitions = {str(one.value(b"listid", 0)): one for one in table.groups(b"list")}
    levels = {
        key: {depth: _level(one, setting) for depth, one in _levels(group)}
        for key, group in definitions.items()
    }
    lists = {
        str(one.value(b"ls", 0)): _list(one, setting) for one in overrides.groups(b"listoverride")
    }
    return Counters(lists, levels, Styles({}, ""))


def _levels(group: Group) -> Iterable[tuple[int, Group]]:
    return enumerate([*group.groups(b"listlevel")][:MAX_LEVELS])


def _list(override: Group, setting: Setting) -> List:
    starts: dict[int, int] = {}
    changed: dict[int, Level] = {}
    for depth, one in enumerate([*override.groups(b"lfolevel")][:MAX_LEVELS]):
        for level in one.groups(b"listlevel"):
            if one.value(b"listoverrideformat"):
                changed[depth] = _level(level, setting)
        if one.value(b"listoverridestartat"):
            starts[depth] = _start(one, changed.get(depth))
    return List(str(override.value(b"listid", 0)), starts, changed)


def _start(override: Group, changed: Level | None) -> int:
    if changed is not None:
        return changed.start
    levels = [override, *override.groups(b"listlevel")]
    stated = (one.value(b"levelstartat") for one in levels)
    return _clamped(next((start for start in stated if start is not None), 1))


def _level(group: Group, setting: Setting) -> Level:
    texts = (one.items for one in group.groups(b"leveltext"))
    return Level(
        start=_clamped(group.value(b"levelstartat", 1) or 0),
        form=form_name(group.value(b"levelnfc", group.value(b"levelnfcn")) or 0),
        text=_level_text(next(texts, []), setting),
        legal=bool(group.value(b"levellegal")),
        restart=0 if group.value(b"levelnorestart") else None,
        style="",
        digits=0,
    )


def _clamped(start: int) -> int:
    return max(0, min(MAX_START, start))


def _level_text(items: Iterable[Item], setting: Setting) -> str:
    """The pattern of a number: a length, then text in which the bytes 0–8 stand for levels."""
    items = [item for item in items if not isinstance(item, Group)]
    first = next((at for at, item in enumerate(items) if isinstance(item, bytes)), len(items))
    if first < len(items) and isinstance(length := items[first], bytes):
        items[first] = length[1:]
    return _text(_with_places(items), setting).removesuffix(";")


def _with_places(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, bytes):
            yield re.sub(rb"[\x00-\x08]", lambda found: b"%%%d" % (found[0][0] + 1), item)
        else:
            yield item


def _text(items: Iterable[Item], setting: Setting) -> str:
    """The text among the items; the fallback of ``\\u`` is as long as ``\\uc`` says."""
    pieces: list[str] = []
    raw, font, uc, skip = b"", Font(), 1, 0
    for item in (*items, Word(b"", None)):
        if isinstance(item, bytes):
            raw, skip = raw + item[skip:], max(0, skip - len(item))
            continue
        pieces.append(decode(raw, font, setting.codec))
        raw, skip = b"", 0
        if isinstance(item, str):
            pieces.append(item)
            skip = uc
        elif isinstance(item, Word) and item.name == b"f":
            font = setting.fonts.get(item.value or 0, font)
        elif isinstance(item, Word) and item.name == b"uc":
            uc = max(0, min(9, item.value or 0))
    return "".join(pieces)
