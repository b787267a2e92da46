"""Texts as they are compared (归一): without what a copier changes in any case.

Left out are spaces, punctuation, numerals of every script (dates and item numbers among them) and
the two characters before a word that ends the name of a place or an office (县, 局 …): 清河县 and
云岭县 become one. That last step looks at nothing but the characters beside it, so both of two
texts lose the same, even where 县 ends no name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint16]
Places = NDArray[np.int64]

BREAK = 1
"""The code between two texts. Zero stands for what is left out."""

_SEPARATOR = "\uffff"
_PLANE = 0x10000
_NUMERALS = "〇零一二三四五六七八九十百千万两廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
ENDINGS = "省市县区州旗镇乡村局厅委院校站"
_NAME = 2
"""How many characters before an ending are left out."""


@dataclass(frozen=True, slots=True)
class Neutral:
    """Texts as one row of codes; ``places`` are the offsets of each in all texts put together.

    ``codes`` holds ``BREAK`` between two texts, whose offsets are one further apart for it.
    """

    codes: Codes
    places: Places


def neutral(texts: Sequence[str]) -> Neutral:
    """The codes of texts, in their order."""
    joined = _SEPARATOR.join(text.replace(_SEPARATOR, " ") for text in texts)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if points.size and points.max() >= _PLANE:
        points = np.where(points < _PLANE, points, 0)
    codes = _fold()[points]
    places = np.flatnonzero(codes)
    kept = codes[places]
    named = _named(kept)
    return Neutral(kept[~named], places[~named])


def _named(codes: Codes) -> NDArray[np.bool_]:
    """Which codes stand right before the ending of a name, in the same text."""
    ends = _endings()[codes]
    apart = codes == BREAK
    named = np.zeros(len(codes), dtype=np.bool_)
    reach = ends
    for _ in range(_NAME):
        reach = np.append(reach[1:], False) & ~apart
        named |= reach
    return named & ~ends


@cache
def _fold() -> Codes:
    """The code of every character: letters in one case and width, nothing for the rest."""
    table = np.zeros(_PLANE, dtype=np.uint16)
    for point in range(_PLANE):
        folded = unicodedata.normalize("NFKC", chr(point)) if point > 0x2E7F else chr(point)
        folded = folded.lower()
        if len(folded) == 1 and folded.isalpha() and folded not in _NUMERALS:
            table[point] = ord(folded) % _PLANE
    table[ord(_SEPARATOR)] = BREAK
    return table


def inked(text: str) -> NDArray[np.int64]:
    """How many of the first 0, 1, 2 … characters of a text are no spaces."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    dark = ~_spaces()[np.minimum(points, _PLANE - 1)]
    return np.concatenate(([0], np.cumsum(dark)))


@cache
def _spaces() -> NDArray[np.bool_]:
    return np.array([chr(point).isspace() for point in range(_PLANE)])


@cache
def _endings() -> NDArray[np.bool_]:
    table = np.zeros(_PLANE, dtype=np.bool_)
    table[[ord(ending) for ending in ENDINGS]] = True
    return table
