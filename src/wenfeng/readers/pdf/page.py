"""One page of a PDF as characters and rules, or as a scan (扫描页) that OCR has to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import pypdfium2 as pdfium

from wenfeng.domain import Unread
from wenfeng.errors import InputError
from wenfeng.readers.pages import Char, Page, Rule
from wenfeng.readers.pages.grids import find_grids, strokes
from wenfeng.readers.pages.sideways import cell_at, written_level
from wenfeng.readers.pdf.frame import Frame, frame_of
from wenfeng.readers.pdf.objects import Drawn, drawn_on
from wenfeng.readers.pdf.text import UNREADABLE, Glyph, lettering

_SNIPPET = 30
_FEW = 40  # characters: a page of one picture with no more is a scan with a mark on it
_SCAN_COVER = 0.7
_LEAST_COVER = 0.05
_OUTLINES = 3_000  # drawn segments on a page without text: letters turned into curves (转曲)
_GARBAGE = 0.3
_TURNED_PAGE = 20  # characters that must stand sideways before the page is turned for them
_ROOM = 2.0  # points a character may stick out of the page


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was found on a page; ``scanned`` where its text can only be recognised."""

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]
    unread: tuple[Unread, ...]
    scanned: bool

    def page(self, unread: tuple[Unread, ...]) -> Page:
        """The page for the layout, with all that was not read."""
        return Page(self.number, self.width, self.height, self.chars, self.rules, unread)


def read_sheet(page: pdfium.PdfPage, number: int, allowed: int) -> Sheet:
    """Read a page that may hold so many characters more."""
    drawn = drawn_on(page)
    glyphs, clipped = lettering(page, drawn.clips, allowed + 1)
    if len(glyphs) > allowed:
        raise InputError("文字太多，超过读取上限", "请拆成几个文件再试。")
    natural = frame_of(page)
    scanned = _is_scan(glyphs, drawn, natural)
    frame = natural if scanned else _upright(natural, glyphs)
    found: Counter[str] = Counter({"图片": len(drawn.pictures), "被裁去的文字": clipped})
    found["读不出的字"] = sum(glyph.text == UNREADABLE for glyph in glyphs)
    seen = _searchable(glyphs, bool(drawn.pictures), found)
    rules = tuple(Rule(*frame.box(*box)) for box in drawn.rules)
    turned: list[tuple[Glyph, Char]] = []
    chars = [*_level(seen, frame, turned), *_in_cells(turned, rules, found)]
    width, height = frame.size
    words = tuple(_words(found, f"第{number}页"))
    return Sheet(number, width, height, tuple(chars), rules, words, scanned)


def _is_scan(glyphs: Sequence[Glyph], drawn: Drawn, frame: Frame) -> bool:
    marks = [glyph.text for glyph in glyphs if not glyph.text.isspace()]
    bad = sum(map(_is_bad, marks))
    if marks and bad > _GARBAGE * len(marks):
        return True
    area = (frame.right - frame.left) * (frame.top - frame.bottom)
    cover = max(((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in drawn.pictures), default=0.0) / area
    if not marks:
        return cover >= _LEAST_COVER or drawn.segments > _OUTLINES
    layer = any(glyph.hidden for glyph in glyphs)
    return len(marks) < _FEW and cover >= _SCAN_COVER and not layer


def _is_bad(text: str) -> bool:
    return text == UNREADABLE or "\ue000" <= text[0] <= "\uf8ff"


def _upright(frame: Frame, glyphs: Sequence[Glyph]) -> Frame:
    """The frame turned so that most of the text stands upright."""
    turns = Counter(glyph.turns for glyph in glyphs if glyph.turns is not None)
    most, count = max(turns.items(), key=lambda item: item[1], default=(frame.turns, 0))
    if count < _TURNED_PAGE or 2 * count < len(glyphs):
        return frame
    return frame.turned(most - frame.turns)


def _searchable(glyphs: Sequence[Glyph], pictures: bool, found: Counter[str]) -> Iterable[Glyph]:
    """The characters that count: unseen ones only where they are the text of a scan."""
    hidden = sum(glyph.hidden for glyph in glyphs)
    if not hidden:
        return glyphs
    if pictures or hidden == len(glyphs):
        found["识别层"] = hidden
        return glyphs
    found["隐藏文字"] = hidden
    return [glyph for glyph in glyphs if not glyph.hidden]


def _level(
    glyphs: Iterable[Glyph], frame: Frame, turned: list[tuple[Glyph, Char]]
) -> Iterator[Char]:
    """The upright characters on the page; the others are put aside."""
    width, height = frame.size
    for same, group in groupby(glyphs, key=lambda glyph: (glyph.box, glyph.turns)):
        members = list(group)
        left, top, right, bottom = frame.box(*same[0])
        x, y = (left + right) / 2, (top + bottom) / 2
        if not (-_ROOM <= x <= width + _ROOM and -_ROOM <= y <= height + _ROOM):
            continue
        # One glyph can stand for several characters (ligatures): each gets its share of the box.
        share = (right - left) / len(members)
        for i, glyph in enumerate(members):
            start = left + i * share
            char = Char(glyph.text, start, top, start + share, bottom)
            if glyph.turns == frame.turns:
                yield char
            else:
                turned.append((glyph, char))


def _in_cells(
    turned: Sequence[tuple[Glyph, Char]], rules: Sequence[Rule], found: Counter[str]
) -> Iterator[Char]:
    """Sideways text in tables is written level, where it stands; the rest is put on record."""
    grids = find_grids(*strokes(rules)) if turned else []
    for turns, group in groupby(turned, key=lambda pair: (pair[0].turns, cell_at(grids, pair[1]))):
        chars = [char for _, char in group]
        words = "".join(char.text for char in chars).strip()
        if turns[0] is not None and turns[1] is not None:
            yield from written_level(chars)
        elif words:
            found[f"斜排的文字（如水印：“{words[:_SNIPPET]}”）"] += 1


_WORDED = {
    "图片": "图片（{}张）",
    "被裁去的文字": "显示区域以外的文字（{}字）",
    "读不出的字": "读不出的字（{}个，字体没有文字编码）",
    "隐藏文字": "隐藏文字（{}字）",
    "识别层": "文字取自扫描时的识别层，可能有误",
}


def _words(found: Counter[str], place: str) -> Iterator[Unread]:
    for what, count in found.items():
        if count:
            # Only our own words are a pattern; a watermark's may hold braces.
            worded = _WORDED[what].format(count) if what in _WORDED else what
            yield Unread(worded, place)
