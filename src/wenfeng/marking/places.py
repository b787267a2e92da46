"""Finds the elements of a Word file that a comment is to cover (批注位置)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from wenfeng.errors import InputError
from wenfeng.marking.fields import field_around
from wenfeng.marking.note import Note
from wenfeng.marking.track import Track, track
from wenfeng.readers.docx.origins import Origin
from wenfeng.readers.docx.parse import PARAGRAPHS
from wenfeng.readers.wordml import attribute, both, local, unwrapped
from wenfeng.reports.remarks import clip

_BOXES = both("txbxContent")
_NOTES = both("footnote", "endnote")
_BREAK = re.compile(r"[。；;！？!?，,\n]")
_MARKS = "。；;！？!?，,：:、 \u3000\t\n"
_QUOTED = 30


@dataclass(frozen=True, slots=True)
class Place:
    """From which element to which a comment goes; None where the paragraph shows nothing.

    ``aside`` says which words are meant where a comment cannot stand on them.
    """

    paragraph: etree._Element
    first: etree._Element | None
    last: etree._Element | None
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """A Word file in which places are looked for.

    ``calls`` are the references to notes, by kind (footnotes) and number; ``tracks`` those
    blocks that have been cut already.
    """

    origins: Mapping[str, Origin]
    calls: Mapping[tuple[str, str], etree._Element]
    ids: Iterator[int]
    tracks: dict[str, Track] = field(default_factory=dict)


def find_place(note: Note, ground: Ground) -> Place:
    """Where the note stands; runs are split so that it begins and ends between two of them."""
    origin = ground.origins.get(note.anchor)
    if origin is None:
        raise InputError(
            "找不到批注的位置：文件与检查时的不一样", "请重新检查这份文件，再生成带批注的文件。"
        )
    way = ground.tracks.get(note.anchor)
    if way is None:
        way = ground.tracks[note.anchor] = track(origin.pieces)
    start, end = stretch(way.text, note.start, note.end)
    hosted = _hosted(origin, clip(way.text[start:end], _QUOTED), ground)
    if hosted is not None:
        return hosted
    way.cut(start, ground.ids)
    way.cut(end, ground.ids)
    covered = way.between(start, end)
    if not covered:
        return Place(_paragraph(origin.element), None, None)
    first, last = field_around(covered[0]), field_around(covered[-1])
    return Place(
        _paragraph(origin.element),
        first[0] if first else covered[0],
        last[1] if last else covered[-1],
    )


def stretch(text: str, start: int, end: int) -> tuple[int, int]:
    """What to mark: the stretch itself, or the last words before a place where there are none."""
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    if text[start:end].strip():
        return start, end
    before, after = text[:start].rstrip(), text[start:]
    if before:
        body = before.rstrip(_MARKS)
        breaks = [match.end() for match in _BREAK.finditer(body)]
        begin = next((at for at in reversed(breaks) if body[at:].strip()), 0)
        return begin + _lead(before[begin:]), len(before)
    if not after.strip():
        return start, start
    begin = start + _lead(after)
    match = _BREAK.search(text, begin)
    return begin, match.start() if match and match.start() > begin else len(text.rstrip())


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip())


def _hosted(origin: Origin, words: str, ground: Ground) -> Place | None:
    """The place for a text box or note, in which Word shows no comments: where it is anchored."""
    element, kind = origin.element, ""
    note = next(element.iterancestors(*_NOTES), None)
    if note is not None:
        key = (f"{local(note)}s", attribute(note, "id") or "")
        kind = "脚注" if key[0] == "footnotes" else "尾注"
        called = ground.calls.get(key)
        if called is None:
            return _first_paragraph(ground, _aside(kind, words))
        element = called
    boxes = list(element.iterancestors(*_BOXES))
    if boxes:
        element, kind = boxes[-1], kind or "文本框"
    if not kind:
        return None
    return Place(_paragraph(element), element, element, _aside(kind, words))


def _aside(kind: str, words: str) -> str:
    return f"（指{kind}里的“{words}”）" if words else f"（指{kind}）"


def _paragraph(element: etree._Element) -> etree._Element:
    """The paragraph itself, the one around the element, or the last one in a cell."""
    if element.tag in PARAGRAPHS:
        return element
    around = next(element.iterancestors(*PARAGRAPHS), None)
    if around is not None and element.tag not in both("tc"):
        return around
    own = [child for child in unwrapped(element) if child.tag in PARAGRAPHS]
    found = own[-1] if own else next(element.iter(*PARAGRAPHS), None)
    if found is None:
        raise _nowhere()
    return found


def _first_paragraph(ground: Ground, aside: str) -> Place:
    """The whole first paragraph, for words that stand nowhere in the body."""
    for origin in ground.origins.values():
        element = origin.element
        if element.tag in PARAGRAPHS and not any(element.iterancestors(*_BOXES, *_NOTES)):
            found = [piece.element for piece in origin.pieces if piece.element is not None]
            if not found:
                return Place(element, None, None, aside)
            return Place(element, found[0], found[-1], aside)
    raise _nowhere()


def _nowhere() -> InputError:
    return InputError(
        "文件里没有可以加批注的段落",
        "请用 Word 或 WPS 打开后另存为 docx 再试，或改用其他结果格式。",
    )
