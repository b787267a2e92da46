"""What happens where a group of RTF turns out to be a table, a picture, a note … (destinations)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from wenfeng.readers.rtf.lists import Setting, read_lists, read_styles
from wenfeng.readers.rtf.state import State
from wenfeng.readers.rtf.story import Book, Story
from wenfeng.readers.rtf.text import Font, read_fonts
from wenfeng.readers.rtf.tokens import Group, Tokens
from wenfeng.readers.symbols import symbol
from wenfeng.readers.telling import COMMENT, PICTURE, Item, texts

_MAX_STORIES = 30
_SYMBOL_FIELD = re.compile(rb'\s*SYMBOL\s+(\d{1,5})\b[^\\]*\\f\s*"?([\w ]+)', re.I)


@dataclass(slots=True)
class File:
    """A file under reading: its tokens, the state of the group we are in, what was found.

    ``parts`` gathers the footnotes, the endnotes and the headers and footers (edge).
    """

    tokens: Tokens
    codec: str
    book: Book
    state: State
    parts: dict[str, list[tuple[Item, ...]]] = field(default_factory=dict)
    comments: int = 0
    fonts: dict[int, Font] = field(default_factory=dict)
    tables: dict[bytes, Group] = field(default_factory=dict)

    def begin(self, kind: str) -> None:
        """Begin a story of its own with this group."""
        outer = self.state.story
        if outer.depth >= _MAX_STORIES:
            self.tokens.skip_group()
        else:
            self.state.begin(Story(self.book, kind, outer.depth + 1))

    def finish(self, inner: State) -> None:
        """Give a story that has ended to the one it stands in."""
        story, outer = inner.story, self.state.story
        items = story.finish(inner.layout)
        if story.kind == "label":
            outer.shown = "".join(texts(items))
        elif story.kind == "box":
            outer.boxes.append(items)
        else:
            self.parts.setdefault(story.kind, []).append(items)


def _table(file: File, name: bytes) -> None:
    """A table at the head of the file; only the first of each kind counts."""
    if name in file.tables:
        file.tokens.skip_group()
        return
    group = file.tables[name] = file.tokens.group()
    setting = Setting(file.fonts, file.codec)
    if name == b"fonttbl":
        file.fonts = read_fonts(group)
    elif name == b"stylesheet":
        file.book.styles = read_styles(group, setting)
    else:
        lists = file.tables.get(b"listtable", Group())
        overrides = file.tables.get(b"listoverridetable", Group())
        file.book.counters = read_lists(lists, overrides, setting)


def _endnote(file: File, _: bytes) -> None:
    file.state.story.kind = "endnote"


def _audible(file: File, _: bytes) -> None:
    file.state.muted = False


def _nested_row(file: File, _: bytes) -> None:
    file.state.nested_row = True


def _picture(file: File, _: bytes) -> None:
    if file.state.drawn and not file.state.gone:
        file.state.story.count(PICTURE)
    file.tokens.skip_group()


def _object(file: File, _: bytes) -> None:
    file.state.story.count("嵌入对象")
    file.state.muted, file.state.drawn = True, False


def _comment(file: File, _: bytes) -> None:
    file.comments += 1
    file.state.story.count(COMMENT)
    file.tokens.skip_group()


def _shape_property(file: File, _: bytes) -> None:
    if file.tokens.group().plain().strip() == b"gtextUNICODE":
        file.state.story.count("艺术字")


def _instruction(file: File, _: bytes) -> None:
    """The instruction of a field is no text, but a SYMBOL field shows nothing else."""
    found = _SYMBOL_FIELD.match(file.tokens.group().plain())
    if found:
        file.state.emit(symbol(found[2].decode("latin-1").strip(), int(found[1])))


DESTINATIONS: dict[bytes, Callable[[File, bytes], None]] = {
    b"fonttbl": _table,
    b"stylesheet": _table,
    b"listtable": _table,
    b"listoverridetable": _table,
    b"ftnalt": _endnote,
    b"ud": _audible,
    b"result": _audible,
    b"nesttableprops": _nested_row,
    b"pict": _picture,
    b"object": _object,
    b"annotation": _comment,
    b"sn": _shape_property,
    b"fldinst": _instruction,
}
