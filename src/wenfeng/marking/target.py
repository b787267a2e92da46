"""A Word file opened for writing comments into it (待批注的文件)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from lxml import etree

from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.marking.comments import Hand, marker, words
from wenfeng.marking.note import Note
from wenfeng.marking.packing import repack
from wenfeng.marking.parts import Part, read_part, space_of
from wenfeng.marking.places import Ground, find_place
from wenfeng.marking.refusing import refuse_protected
from wenfeng.marking.registering import open_comments
from wenfeng.marking.runs import annotation_id, annotation_ids
from wenfeng.readers.docx.origins import trace
from wenfeng.readers.docx.parts import main_part, part_name, related_parts
from wenfeng.readers.ooxml import Package, open_package
from wenfeng.readers.wordml import attribute, both, local

# Word does not open a file with more comments.
_MOST_COMMENTS = 32_767


@dataclass(frozen=True, slots=True)
class Target:
    """A Word file, its main part as a tree, and where in it each block stands."""

    data: bytes
    package: Package
    name: str
    main: Part
    space: str
    ground: Ground

    def text(self, anchor: str) -> str | None:
        """What the block with that anchor says; None where there is no such block."""
        origin = self.ground.origins.get(anchor)
        return None if origin is None else "".join([piece.text for piece in origin.pieces])


def open_target(data: bytes, limits: Limits) -> Target:
    """Open a Word file. Raises InputError where it cannot be read."""
    package = open_package(data, limits)
    name = main_part(package)
    main = read_part(package, name)
    body = None if main is None else next(main.root.iterchildren(*both("body")), None)
    if main is None or body is None:
        raise InputError(
            "不是 Word 文档：文件中没有正文部件", "请用 Word 或 WPS 另存为 docx 再试。"
        )
    try:
        ground = _ground(package, name, main.root)
        return Target(data, package, name, main, space_of(body), ground)
    except RecursionError as error:
        raise InputError(
            "文件结构嵌套过深，不能加批注", "请用 Word 或 WPS 打开后另存一份再试。"
        ) from error


def write_notes(target: Target, notes: Sequence[Note], hand: Hand) -> bytes:
    """The file with a comment for every note. Raises InputError where it must not be changed."""
    if not notes:
        return target.data
    refuse_protected(target.package, target.name)
    main = target.main.root
    comments = open_comments(target.package, target.name, target.space)
    keys = _free_keys(main, comments.part.root, len(notes))
    mark = marker(target.space, target.ground.ids).mark
    for note, key in zip(notes, keys, strict=False):
        place = find_place(note, target.ground)
        mark(place, key)
        text = _with_aside(note.text, place.aside)
        comments.part.root.append(words(comments.space, key, hand, text, note.level))
    written = {target.name: target.main.serialised(), comments.name: comments.part.serialised()}
    return repack(target.data, target.package, {**written, **comments.changed})


def _with_aside(text: str, aside: str) -> str:
    head, newline, rest = text.partition("\n")
    return f"{head}{aside}{newline}{rest}"


def _ground(package: Package, name: str, main: etree._Element) -> Ground:
    related = related_parts(package, name)
    notes: dict[str, etree._Element] = {}
    for kind in ("footnotes", "endnotes"):
        target = part_name(related, kind)
        if target is not None and (part := read_part(package, target)) is not None:
            notes[kind] = part.root
    calls: dict[tuple[str, str], etree._Element] = {}
    for call in main.iter(*both("footnoteReference", "endnoteReference")):
        kind = local(call).replace("Reference", "s")
        calls.setdefault((kind, attribute(call, "id") or ""), call)
    return Ground(trace(package, name, main, notes), calls, annotation_ids(main))


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
