"""From what an OFD page draws to a Page: what people see of it, and what else it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from wenfeng.domain import Unread
from wenfeng.readers.ofd.fonts import unreadable
from wenfeng.readers.ofd.matrix import Place
from wenfeng.readers.ofd.objects import Drawing, Picture
from wenfeng.readers.ofd.sideways import Turn, level_in_cells, main_angle
from wenfeng.readers.ofd.text import Run
from wenfeng.readers.pages import Char, Page, Rule

_SNIPPET = 30
_LARGE = 0.5
_OPAQUE = (".jpg", ".jpeg", ".jpe", ".jb2", ".jbig2", ".tif", ".tiff", ".bmp")
# A page is a scan if it has no words and some picture, or few words and a picture all over it.
_LEAST_COVER, _FULL_COVER, _FEW_WORDS = 0.05, 0.7, 40
_LAYER = 10
_MOST_PICTURES = 200
_OUTLINES = 3_000
_LEVEL, _STEP = 0.1, 0.2
_SHAPELESS = "\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page as a piece of paper: its number in the file and its size in points."""

    number: int
    width: float
    height: float

    @property
    def where(self) -> str:
        return f"第{self.number}页"

    def holds(self, one: Char | Rule | Place) -> bool:
        """Whether any of a thing lies on the paper."""
        left, top, right, bottom = one if isinstance(one, tuple) else _place(one)
        return left < self.width and right > 0 and top < self.height and bottom > 0

    def share(self, picture: Picture) -> float:
        """How much of the paper a picture covers, 0–1."""
        left, top, right, bottom = picture.place
        width = min(right, self.width) - max(left, 0)
        height = min(bottom, self.height) - max(top, 0)
        return max(width, 0) * max(height, 0) / (self.width * self.height)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The runs of a page by what people make of them."""

    shown: Sequence[Run]
    hidden: Sequence[Run]
    scanned: bool


def page_of(drawing: Drawing, sheet: Sheet, suffix: Callable[[Picture], str]) -> Page:
    """The page that a drawing makes; ``suffix`` tells the kind of file of a picture."""
    found = _sort(drawing, sheet, suffix)
    runs, beyond = _on_paper(found.shown, sheet)
    turn = Turn(main_angle(runs), sheet.width, sheet.height)
    rules = tuple(turn.rule(rule) for rule in drawing.rules if sheet.holds(rule))
    level = [turn.char(char) for run in runs if run.angle == turn.angle for char in run.chars]
    across = [
        replace(run, chars=tuple(map(turn.char, run.chars)))
        for run in runs
        if run.angle != turn.angle
    ]
    more, slanting = level_in_cells(across, rules)
    unread = (*_unread(drawing, found, sheet), *_left_out(slanting, beyond, sheet))
    return Page(sheet.number, *turn.size, (*_in_line(level), *more), rules, unread)


def scans_of(drawing: Drawing, sheet: Sheet) -> list[Picture]:
    """The pictures to be recognised: those of a page that holds next to nothing else."""
    words = sum(len(run.text.strip()) for run in drawing.runs)
    behind = sum(len(run.text.strip()) for run in drawing.runs if run.ink != "full")
    if words >= _FEW_WORDS or behind >= _LAYER:
        return []
    pictures = sorted(drawing.pictures, key=sheet.share, reverse=True)[:_MOST_PICTURES]
    pictures = [one for one in pictures if sheet.share(one) > 0]
    least = _FULL_COVER if words else _LEAST_COVER
    return pictures if sum(map(sheet.share, pictures)) >= least else []


def _sort(drawing: Drawing, sheet: Sheet, suffix: Callable[[Picture], str]) -> _Sorted:
    """Which runs people see: behind a scan they see none, but may mark and copy them."""
    large = [one for one in drawing.pictures if sheet.share(one) >= _LARGE]
    if large and not any(run.ink == "full" and run.text.strip() for run in drawing.runs):
        return _Sorted(drawing.runs, (), any(run.text.strip() for run in drawing.runs))
    covering = max((one.above for one in large if suffix(one) in _OPAQUE), default=0)
    shown = [run for run in drawing.runs if run.ink != "none"]
    hidden = [run for run in drawing.runs if run.ink == "none"]
    under = any(run.ink == "full" and run.text.strip() for run in drawing.runs[:covering])
    return _Sorted(shown, hidden, under)


def _on_paper(runs: Iterable[Run], sheet: Sheet) -> tuple[list[Run], int]:
    """The runs without what lies beside the paper, and how many characters that is."""
    kept: list[Run] = []
    beyond = 0
    for run in runs:
        chars = tuple(char for char in run.chars if sheet.holds(char))
        beyond += len(run.chars) - len(chars)
        if chars := tuple(char for char in chars if _has_shape(char.text)):
            kept.append(run if len(chars) == len(run.chars) else replace(run, chars=chars))
    return kept, beyond


def _in_line(chars: Sequence[Char]) -> Iterator[Char]:
    """The characters, none of them wider than the way to the next one in its line.

    Widths are only the usual ones where each character is an object of its own.
    """
    for char, after in pairwise(chars):
        level = abs(after.bottom - char.bottom) < _LEVEL * (char.bottom - char.top)
        step = after.left - char.left
        if level and _STEP * (char.right - char.left) < step < char.right - char.left:
            char = replace(char, right=after.left)
        yield char
    yield from chars[-1:]


def _unread(drawing: Drawing, found: _Sorted, sheet: Sheet) -> Iterator[Unread]:
    count = sum(sheet.holds(one.place) for one in drawing.pictures)
    hidden = sum(len(run.text.strip()) for run in found.hidden)
    doubtful = sum(unreadable(char.text) for run in found.shown for char in run.chars)
    outlines = not drawing.runs and not count and drawing.points > _OUTLINES
    notes = (
        (count, f"图片（{count}张）"),
        (found.scanned, "文字取自扫描时的识别层，可能有误"),
        (hidden, f"隐藏文字（{hidden}字）"),
        (doubtful, f"读不出的字（{doubtful}个，字体没有文字编码）"),
        (outlines, "以图形绘出的文字"),
    )
    yield from (Unread(what, sheet.where) for seen, what in notes if seen)


def _left_out(slanting: Iterable[str], beyond: int, sheet: Sheet) -> Iterator[Unread]:
    if words := "".join(dict.fromkeys(slanting))[:_SNIPPET]:
        yield Unread(f"斜排的文字（如水印：“{words}”）", sheet.where)
    if beyond:
        yield Unread(f"显示区域以外的文字（{beyond}字）", sheet.where)


def _has_shape(text: str) -> bool:
    """Whether a character is neither a control character nor one of no width."""
    return text >= " " and not "\x7f" <= text <= "\x9f" and text not in _SHAPELESS


def _place(one: Char | Rule) -> Place:
    return one.left, one.top, one.right, one.bottom
