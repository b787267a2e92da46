"""Where the characters of an OFD text object stand (GB/T 33190-2016 §11).

A TextCode gives the point where its first character stands on the base line and the steps from
character to character. The fonts are not read, so widths are those usual for the character.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from unicodedata import east_asian_width

from lxml import etree

from wenfeng.readers.ofd.fonts import Glyphs, readable
from wenfeng.readers.ofd.matrix import Matrix, turning
from wenfeng.readers.ofd.package import child, children, number, numbers, said
from wenfeng.readers.pages import Char

Ink = Literal["full", "outline", "none"]
"""How a run is drawn: filled, neither filled nor stroked (the words behind a scan), invisible."""

_ASCENT, _DESCENT = 0.88, 0.12
_WIDTHS = dict.fromkeys("iIjl.,:;'!|`", 0.28) | dict.fromkeys("mwMW@%&", 0.85)
_INDENTATION = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_SNAP = 8.0


@dataclass(frozen=True, slots=True)
class Run:
    """The characters of one TextCode; ``angle`` is 0, 90, 180 or 270, None for any other."""

    chars: tuple[Char, ...]
    angle: int | None
    ink: Ink

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)


@dataclass(frozen=True, slots=True)
class _Style:
    """What all TextCodes of an object share: lengths are the object's own."""

    size: float
    stretch: float
    reading: int
    turned: float
    upright: bool


@dataclass(frozen=True, slots=True)
class _Steps:
    """The ways from each character to the next, and whether the file gives them."""

    across: tuple[float, ...] | None
    down: tuple[float, ...] | None


def read_text(
    element: etree._Element, matrix: Matrix, hidden: bool, fonts: Callable[[str], Glyphs]
) -> Iterator[Run]:
    """The runs of a TextObject; ``matrix`` leads from its coordinates to the page."""
    style = _style(element)
    ink = "none" if hidden else _ink(element)
    angle = _right_angle(matrix.angle + style.turned)
    x = y = 0.0
    before = 0
    for code in children(element, "TextCode"):
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        text = _INDENTATION.sub("", said(code))
        text, before = readable(element, text, before, fonts), before + len(text)
        steps = _Steps(_deltas(code.get("DeltaX"), text), _deltas(code.get("DeltaY"), text))
        if chars := tuple(_placed(text, _way(text, x, y, steps, style), style, matrix)):
            yield Run(chars, angle, ink)


def _style(element: etree._Element) -> _Style:
    reading = int(number(element.get("ReadDirection"))) % 360
    box = (numbers(element.get("Boundary"), 4) if reading else None) or (0, 0, 0, 0)
    return _Style(
        size=abs(number(element.get("Size"))) or 1.0,
        stretch=abs(number(element.get("HScale"), 1.0)) or 1.0,
        reading=reading,
        turned=number(element.get("CharDirection")),
        upright=box[3] > box[2],
    )


def _ink(element: etree._Element) -> Ink:
    color = child(element, "FillColor")
    alphas = (element.get("Alpha"), None if color is None else color.get("Alpha"))
    if any(number(alpha, 255) <= 0 for alpha in alphas):
        return "none"
    unfilled = (element.get("Fill") or "").strip().lower() in ("false", "0")
    stroked = (element.get("Stroke") or "").strip().lower() in ("true", "1")
    return "outline" if unfilled and not stroked else "full"


def _right_angle(degrees: float) -> int | None:
    near = round(degrees / 90)
    return near * 90 % 360 if abs(degrees - near * 90) <= _SNAP else None


def _deltas(text: str | None, line: str) -> tuple[float, ...] | None:
    """A DeltaX or DeltaY list; ``g 3 5`` in it stands for three times 5 (§11.3)."""
    if text is None or not text.strip():
        return None
    tokens = iter(text.replace(",", " ").split())
    found: list[float] = []
    for token in tokens:
        times = 1.0
        if token.lower() == "g":
            times, token = number(next(tokens, "")), next(tokens, "")
        step = number(token, math.nan)
        if math.isnan(step):
            break
        found += [step] * int(max(0, min(times, 2 * len(line) - len(found))))
    return tuple(_by_character(found, line))


def _by_character(steps: Sequence[float], line: str) -> Iterator[float]:
    """One step a character, where rare characters (beyond U+FFFF) were counted as two."""
    units = sum(1 + (char > "\uffff") for char in line)
    if len(steps) < len(line) or units - 1 > len(steps):
        yield from steps
        return
    at = 0
    for char in line:
        width = 1 + (char > "\uffff")
        yield sum(steps[at : at + width])
        at += width


def _way(
    text: str, x: float, y: float, steps: _Steps, style: _Style
) -> Iterator[tuple[float, float, float]]:
    """Where each character stands, and the step from it to the next (0 where none is given)."""
    across, down = steps.across, steps.down
    if style.reading in (90, 270) and down is None and across is not None and style.upright:
        # Steps along the reading direction: an object higher than wide has no room for others.
        across, down = None, across
    given = across is not None or down is not None
    for index, char in enumerate(text):
        step = _step(across, index), _step(down, index)
        yield x, y, (step[0] or 0.0) if given else 0.0
        if not given or (step[0] is None and step[1] is None):
            step = _natural_step(_width(char) * style.size * style.stretch, style)
        x, y = x + (step[0] or 0.0), y + (step[1] or 0.0)


def _step(steps: Sequence[float] | None, index: int) -> float | None:
    return steps[index] if steps is not None and index < len(steps) else None


def _natural_step(width: float, style: _Style) -> tuple[float, float]:
    upright = style.size if style.turned % 180 == 0 else width
    ways = {90: (0.0, upright), 180: (-width, 0.0), 270: (0.0, -upright)}
    return ways.get(style.reading, (width, 0.0))


def _placed(
    text: str, way: Iterator[tuple[float, float, float]], style: _Style, matrix: Matrix
) -> Iterator[Char]:
    glyph = Matrix(matrix.a, matrix.b, matrix.c, matrix.d, 0, 0)
    if style.turned:
        glyph = turning(style.turned).then(glyph)
    boxes: dict[float, tuple[float, float, float, float]] = {}
    for char, (x, y, step) in zip(text, way, strict=True):
        width = _width(char) * style.size * style.stretch
        if 0 < step < width and style.turned % 180 == 0:
            width = step
        box = boxes.get(width)
        if box is None:
            box = glyph.box(0, -_ASCENT * style.size, width, _DESCENT * style.size)
            boxes[width] = box
        at, base = matrix.point(x, y)
        yield Char(char, at + box[0], base + box[1], at + box[2], base + box[3])


def _width(char: str) -> float:
    """The usual width of a character in units of its size."""
    if east_asian_width(char) in "WFA":
        return 1.0
    return _WIDTHS.get(char) or (0.68 if char.isupper() else 0.5)
