"""Review findings as comments in a Word file (批注): the sender's own, or one made for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count

from lxml import etree

from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.marking.comments import Hand, marker, words
from wenfeng.marking.note import Note
from wenfeng.marking.packing import repack
from wenfeng.marking.parts import Part, read_part, space_of
from wenfeng.marking.places import Ground, Place, find_place
from wenfeng.marking.refusing import refuse_protected
from wenfeng.marking.registering import open_comments
from wenfeng.marking.runs import annotation_id, annotation_ids
from wenfeng.readers.docx.origins import trace
from wenfeng.readers.docx.parts import main_part, part_name, related_parts
from wenfeng.readers.ooxml import Package, open_package
from wenfeng.readers.wordml import attribute, both, local

__all__ = ["Note", "comment"]

# Word does not open a file with more comments.
_MOST_COMMENTS = 32_767


def comment(
    data: bytes,
    notes: Sequence[Note],
    *,
    author: str = "文风",
    initials: str = "文",
    date: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> bytes:
    """The Word file with a comment for every note; all else in it stays as it is."""
    package = open_package(data, limits)
    try:
        return _commented(data, package, notes, Hand(author, initials, date))
    except RecursionError as error:
        raise InputError(
            "文件结构嵌套过深，不能加批注", "请用 Word 或 WPS 打开后另存一份再试。"
        ) from error


def _commented(data: bytes, package: Package, notes: Sequence[Note], hand: Hand) -> bytes:
    name = main_part(package)
    main = read_part(package, name)
    if main is None:
        raise InputError(
            "不是 Word 文档：文件中没有正文部件", "请用 Word 或 WPS 另存为 docx 再试。"
        )
    refuse_protected(package, name)
    if not notes:
        return data
    space = space_of(main.root)
    comments = open_comments(package, name, space)
    keys = _free_keys(main.root, comments.part.root, len(notes))
    ground = _ground(package, name, main.root)
    hand_marker = marker(space, ground.ids)
    for key, note in zip(keys, notes, strict=False):
        place = find_place(note, ground)
        hand_marker.mark(place, key)
        text = _with_aside(note.text, place)
        comments.part.root.append(words(comments.space, key, hand, text, note.level))
    changed = {name: main.serialised(), comments.name: comments.part.serialised()}
    return repack(data, package, {**changed, **comments.changed})


def _with_aside(text: str, place: Place) -> str:
    head, newline, rest = text.partition("\n")
    return f"{head}{place.aside}{newline}{rest}"


def _ground(package: Package, name: str, main: etree._Element) -> Ground:
    related = related_parts(package, name)
    notes: dict[str, Part] = {}
    for kind in ("footnotes", "endnotes"):
        target = part_name(related, kind)
        if target is not None and (part := read_part(package, target)) is not None:
            notes[kind] = part
    roots = {kind: part.root for kind, part in notes.items()}
    calls: dict[tuple[str, str], etree._Element] = {}
    for call in main.iter(*both("footnoteReference", "endnoteReference")):
        kind = local(call).replace("Reference", "s")
        calls.setdefault((kind, attribute(call, "id") or ""), call)
    return Ground(trace(package, name, main, roots), calls, annotation_ids(main))


def _free_keys(main: etree._Element, comments: etree._Element, wanted: int) -> Iterator[int]:
    """Numbers that no comment has."""
    edges = both("commentRangeStart", "commentRangeEnd", "commentReference")
    used = {annotation_id(one) for one in (*main.iter(*edges), *comments.iterchildren("*"))}
    if len(used) + wanted > _MOST_COMMENTS:
        raise InputError(
            f"批注太多：连同原有的超过 {_MOST_COMMENTS} 条，Word 打不开",
            "请拆成几个文件再查，或改用其他结果格式。",
        )
    highest = max((key for key in used if key is not None and key < 1_000_000_000), default=-1)
    return (key for key in count(highest + 1) if key not in used)
