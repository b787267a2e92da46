"""Where recognised characters stand: each in a square as large as its type (em), as in print.

A line's type is as large as its Chinese characters stand apart; where it has too few of them, the
height of its box tells. Sizes nearly alike on a page are one size, so that lines can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

from wenfeng.readers.ocr.engine import Glyph
from wenfeng.readers.ocr.pixels import Box
from wenfeng.readers.ocr.punctuation import dashed, widened
from wenfeng.readers.pages import Char

_WIDE = "\u2e80"
_OPENING = frozenset("（【〔《〈「『［｛“‘")
_CLOSING = frozenset("）】〕》〉」』］｝”’，、。；：！？．")
_QUOTES = "“‘”’"
_ASIDE = 0.25
_WORD = 0.8
_OVERLAP = 0.3
_TELLING = 2
_ODD = 0.5
_USUAL_SHARE = 0.75
_TRUSTED = 0.3
_ALIKE = 0.08
_SNAP = 0.35
_SMALLEST = 4.0


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line as recognised: its box and its characters, the blanks between words left out."""

    box: Box
    texts: tuple[str, ...]
    middles: tuple[float, ...]
    confidences: tuple[float, ...]


def text_line(box: Box, glyphs: Sequence[Glyph]) -> TextLine:
    shown = [glyph for index, glyph in enumerate(glyphs) if _shown(glyphs, index)]
    return TextLine(
        box,
        tuple(dashed(widened([glyph.text for glyph in shown]))),
        tuple(box.left + glyph.middle * box.width for glyph in shown),
        tuple(glyph.confidence for glyph in shown),
    )


def _shown(glyphs: Sequence[Glyph], index: int) -> bool:
    """A blank counts only between two Latin words or numbers; elsewhere it is the model's mood."""
    if glyphs[index].text.strip():
        return True
    beside = [
        glyph.text for glyph in (*glyphs[max(index - 1, 0) : index], *glyphs[index + 1 : index + 2])
    ]
    return len(beside) == 2 and all(text.isascii() and text.isalnum() for text in beside)


def placed(lines: Sequence[TextLine], scale: float) -> Iterator[Char]:
    """The characters of a page in points, ``scale`` pixels each; what is tiny is a speck."""
    said = [line for line in lines if line.texts]
    for line, size in zip(said, _sizes(said), strict=True):
        if size >= _SMALLEST * scale:
            yield from _chars(line, size, scale)


def _sizes(lines: Sequence[TextLine]) -> list[float]:
    """The size of each line's type: measured, or the commonest that its height allows."""
    pitches = [_pitch(line) for line in lines]
    shares = [pitch / line.box.height for line, pitch in zip(lines, pitches, strict=True) if pitch]
    share = median(shares) if shares else _USUAL_SHARE
    guesses = [share * line.box.height for line in lines]
    measured = [
        abs(pitch - guess) <= _TRUSTED * guess
        for pitch, guess in zip(pitches, guesses, strict=True)
    ]
    known = _kinds(
        [
            (pitch, len(line.texts))
            for line, pitch, sure in zip(lines, pitches, measured, strict=True)
            if sure
        ]
    )
    return [
        _nearest(pitch, known) if sure else _commonest(guess, known)
        for pitch, guess, sure in zip(pitches, guesses, measured, strict=True)
    ]


def _kinds(told: Sequence[tuple[float, int]]) -> list[float]:
    """The sizes of type on the page: measures nearly alike are one, that of most text first."""
    kinds = []
    left = sorted(told, key=lambda one: -one[1])
    while left:
        first = left[0][0]
        kinds.append(median(size for size, _ in left if abs(size - first) <= _ALIKE * first))
        left = [one for one in left if abs(one[0] - first) > _ALIKE * first]
    return kinds


def _nearest(size: float, known: Sequence[float]) -> float:
    return min(known, key=lambda kind: abs(kind - size))


def _commonest(guess: float, known: Sequence[float]) -> float:
    """The size of most text on the page that a line as high as this may have."""
    return next((kind for kind in known if abs(kind - guess) <= _SNAP * guess), guess)


def _pitch(line: TextLine) -> float:
    """How far apart neighbouring Chinese characters stand; 0 where there are too few.

    The mean, since recognition tells places only by a sixth of a line's height.
    """
    steps = [
        after[1] - before[1]
        for before, after in pairwise(zip(line.texts, line.middles, strict=True))
        if _letter(before[0]) and _letter(after[0])
    ]
    if len(steps) < _TELLING:
        return 0.0
    usual = median(steps)
    return fmean(step for step in steps if abs(step - usual) <= _ODD * usual)


def _letter(text: str) -> bool:
    return text >= _WIDE and text not in _OPENING and text not in _CLOSING


def _chars(line: TextLine, size: float, scale: float) -> Iterator[Char]:
    """Each character in its square; the squares of neighbours may overlap a little."""
    middle = (line.box.top + line.box.bottom) / 2
    top, bottom = (middle - size / 2) / scale, (middle + size / 2) / scale
    squares = [_square(*one, size) for one in zip(line.texts, line.middles, strict=True)]
    for index in range(len(squares) - 1):
        if _touch(line.texts[index : index + 2], squares[index : index + 2], size):
            border = (squares[index][1] + squares[index + 1][0]) / 2
            squares[index] = (squares[index][0], border)
            squares[index + 1] = (border, squares[index + 1][1])
    for text, (left, right), sure in zip(line.texts, squares, line.confidences, strict=True):
        right = max(right, left + 1)
        yield Char(text, left / scale, top, right / scale, bottom, confidence=sure)


def _square(text: str, middle: float, size: float) -> tuple[float, float]:
    """The place of a character whose ink stands about ``middle``: marks fill half their square."""
    if text < _WIDE and text not in _QUOTES:
        return middle - size / 4, middle + size / 4
    aside = -_ASIDE if text in _OPENING else _ASIDE if text in _CLOSING else 0.0
    return middle + (aside - 0.5) * size, middle + (aside + 0.5) * size


def _touch(texts: Sequence[str], squares: Sequence[tuple[float, float]], size: float) -> bool:
    """Whether neighbours overlap much, or are letters of one word, which no gap must part."""
    gap = squares[1][0] - squares[0][1]
    narrow = all(text < _WIDE for text in texts)
    return gap < -_OVERLAP * size or (narrow and gap < _WORD * size)
