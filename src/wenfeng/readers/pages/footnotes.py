"""Footnotes (脚注): small print under a short line at the foot of a page, and their marks above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from wenfeng.readers.pages import Char
from wenfeng.readers.pages.grids import Stroke
from wenfeng.readers.pages.lines import Line, merged, rows_of

_SHORTEST, _LONGEST = 0.08, 0.5
_LOWEST = 0.4
_SMALLER = 0.92
_APART = 1.2
# Shares of the size of the character that a reference mark stands behind.
_SMALL, _LIFT, _NEAR = 0.75, 0.15, 2.0
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_MARK = re.compile(r"[\s\[〔（(]*([0-9]{1,3}|[①-⑳㊀-㊉*＊†‡])[\]〕）)]?")


@dataclass(frozen=True, slots=True)
class Notes:
    """The lines of each note on a page, and the characters that are left without them."""

    notes: tuple[tuple[Line, ...], ...]
    rest: tuple[Char, ...]


def take_notes(
    chars: Sequence[Char],
    flat: Iterable[Stroke],
    upright: Sequence[Stroke],
    size: tuple[float, float],
) -> Notes:
    """Tell the notes of a page apart; ``size`` is its width and height."""
    line = _separator(list(flat), upright, *size)
    if line is None:
        return Notes((), tuple(chars))
    below = [c for c in chars if c.top + c.bottom > 2 * line.at]
    above = [c for c in chars if c.top + c.bottom <= 2 * line.at]
    notes = _notes(_together([merged(row) for row in rows_of(below)])) if above else ()
    marks = {match[1] for note in notes if (match := _MARK.match(note[0].text))}
    text = tuple(_without_marks(above, marks))
    # Small print is a note; print of the usual size is one where something refers to it.
    if not notes or (len(text) == len(above) and _height(below) > _SMALLER * _height(above)):
        return Notes((), tuple(chars))
    last = max(one.bottom for note in notes for one in note)
    return Notes(notes, (*text, *(c for c in below if c.top >= last)))


def _separator(
    flat: Sequence[Stroke], upright: Sequence[Stroke], width: float, height: float
) -> Stroke | None:
    """The lowest line, if it is short, stands in the lower part, and no table is below it."""
    last = max(flat, key=lambda stroke: stroke.at, default=None)
    if last is None or last.at < _LOWEST * height:
        return None
    if not _SHORTEST * width <= last.end - last.start <= _LONGEST * width:
        return None
    return None if any(stroke.end > last.at + 1 for stroke in upright) else last


def _height(chars: Iterable[Char]) -> float:
    return median(char.bottom - char.top for char in chars)


def _together(lines: Sequence[Line]) -> list[Line]:
    """The lines that follow each other closely: a page number further down is no note."""
    found: list[Line] = []
    for line in lines:
        if found and line.top - found[-1].bottom > _APART * line.size:
            break
        found.append(line)
    return found


def _notes(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """Each note from its mark to the next; none at all where the first line has no mark."""
    notes: list[list[Line]] = []
    for line in lines:
        if _MARK.match(line.text):
            notes.append([line])
        elif notes:
            notes[-1].append(line)
        else:
            return ()
    return tuple(map(tuple, notes))


def _without_marks(chars: Sequence[Char], marks: set[str]) -> Iterator[Char]:
    """Without the small raised marks that refer to the notes."""
    run: list[Char] = []
    before: Char | None = None
    for char in chars:
        if char.text in _SUPERSCRIPTS or (before is not None and _raised(char, before)):
            run.append(char)
            continue
        yield from _unless_mark(run, marks)
        run, before = [], char
        yield char
    yield from _unless_mark(run, marks)


def _raised(char: Char, before: Char) -> bool:
    """Whether a character is set small and high behind one of the usual size."""
    size = before.bottom - before.top
    beside = before.top - size < char.top and abs(char.left - before.right) < size * _NEAR
    return (
        beside
        and char.bottom - char.top <= _SMALL * size
        and char.bottom <= before.bottom - _LIFT * size
    )


def _unless_mark(run: Sequence[Char], marks: set[str]) -> Iterable[Char]:
    text = "".join(_SUPERSCRIPTS.get(char.text, char.text) for char in run)
    return () if text.strip("[]〔〕()（） ") in marks else run
