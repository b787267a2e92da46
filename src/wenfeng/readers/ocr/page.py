"""One picture of a page, step by step: bring it upright and level, find rules and lines, read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import cv2
import numpy as np
from numpy.typing import NDArray

from wenfeng.domain import Unread
from wenfeng.readers.ocr import engine
from wenfeng.readers.ocr.ink import ink, levelled, slope
from wenfeng.readers.ocr.lines import cores, line_boxes
from wenfeng.readers.ocr.pixels import Box, Pixels
from wenfeng.readers.ocr.placing import placed, text_line
from wenfeng.readers.ocr.rules import flat_rules, painted, upright_rules
from wenfeng.readers.ocr.seals import seals, without_seals
from wenfeng.readers.ocr.upright import quarter_turns
from wenfeng.readers.pages import Char, Page, Rule

_FULL_SCALE = 200 / 72
_MAP_SCALE = 1.52
_LEAST_MAP, _MOST_MAP = 960, 1600
_MOST_PIXELS = 24_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as seen, with the map of its text; ``scale`` is pixels for a point."""

    picture: Pixels
    chance: NDArray[np.float32]
    scale: float

    @property
    def ratio(self) -> float:
        """Pixels of the map for a pixel of the picture."""
        return float(self.chance.shape[1] / self.picture.shape[1])


def read_page(pixels: Pixels, number: int, width: float, height: float) -> Page:
    """The text lines and ruled lines of one page; seals are taken off first."""
    scale = min(_FULL_SCALE, pixels.shape[1] / width, sqrt(_MOST_PIXELS / (width * height)))
    picture = _scaled(pixels, round(width * scale), round(height * scale))
    found = seals(picture, scale)
    sheet = _levelled(_upright(_mapped(without_seals(picture, found, scale), scale)))
    mask = ink(sheet.picture)
    flat = flat_rules(mask, scale)
    rules = [*flat, *upright_rules(mask, scale, flat)]
    down, across = sheet.picture.shape[:2]
    return Page(
        number,
        across / scale,
        down / scale,
        tuple(_read(sheet, mask, rules)),
        tuple(_rule(box, scale) for box in rules),
        (Unread(f"印章（{len(found)}枚）", f"第{number}页"),) if found else (),
    )


def _scaled(pixels: Pixels, width: int, height: int) -> Pixels:
    if pixels.shape[:2] == (height, width):
        return pixels
    size = (max(width, 1), max(height, 1))
    scaled: Pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(
        np.uint8, copy=False
    )
    return scaled


def _mapped(picture: Pixels, scale: float) -> Sheet:
    longest = max(picture.shape) / scale
    side = int(min(max(longest * _MAP_SCALE, _LEAST_MAP), _MOST_MAP))
    return Sheet(picture, engine.text_map(picture, side), scale)


def _upright(sheet: Sheet) -> Sheet:
    found = [core.times(1 / sheet.ratio) for core in cores(sheet.chance)]
    return _turned(sheet, quarter_turns(sheet.picture, found))


def _turned(sheet: Sheet, quarters: int) -> Sheet:
    if not quarters:
        return sheet
    picture = np.ascontiguousarray(np.rot90(sheet.picture, quarters))
    return Sheet(picture, np.ascontiguousarray(np.rot90(sheet.chance, quarters)), sheet.scale)


def _levelled(sheet: Sheet) -> Sheet:
    angle = slope(ink(sheet.picture))
    return Sheet(levelled(sheet.picture, angle), levelled(sheet.chance, angle), sheet.scale)


def _read(sheet: Sheet, mask: Pixels, rules: list[Box]) -> Iterator[Char]:
    clean = painted(sheet.picture, rules, _paper(sheet.picture))
    boxes = line_boxes(sheet.chance, painted(mask, rules, 0), rules, sheet.ratio)
    lines = [text_line(box, engine.recognise(box.of(clean))) for box in boxes if box.of(clean).size]
    return placed(lines, sheet.scale)


def _paper(picture: Pixels) -> Pixels:
    """The colour of most of the page."""
    sample = picture[::8, ::8].reshape(-1, picture.shape[2])
    return np.asarray(np.median(sample, axis=0), np.uint8)


def _rule(box: Box, scale: float) -> Rule:
    return Rule(box.left / scale, box.top / scale, box.right / scale, box.bottom / scale)
