"""What the space between characters means (字距), and where a line may break (避头尾)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from wenfeng.readers.pages import Char

# Shares of the character size (em).
_LATIN_GAP = 0.15
IDEOGRAPH_GAP = 0.22
_MIXED_GAP = 0.45
_OCR_GAP = 0.8
_QUARTER = 0.25  # between Chinese and Latin (四分空)
_STRETCHED = 0.12
_SPREAD = 0.2
_EVEN = 0.3
_NO_LINE_END = frozenset("（《【〔“‘「『([{")
_DASHES = frozenset("—…-.")
_QUOTES = frozenset("“”‘’\"'")
_NO_LINE_START = frozenset("，。、；：！？）》】〕”’」』…—,.;:!?)]}%％")


def is_latin(text: str) -> bool:
    """Letters and digits of words that need spaces between them."""
    return text < "\u2000" and (text.isalnum() or text in "%°")


def is_wide(text: str) -> bool:
    """Full-width characters: Chinese, and the signs used with it."""
    return text >= "\u2e80"


def size_of(chars: Sequence[Char]) -> float:
    """The size of the type: a full-width character is as wide as it is high."""
    wide = [char.right - char.left for char in chars if is_wide(char.text)]
    return median(wide or [char.bottom - char.top for char in chars] or [1.0]) or 1.0


def text_of(piece: Sequence[Char], size: float) -> str:
    """The characters, with a space where a gap stands for one."""
    if _evenly_spaced(piece, size):
        return "".join(char.text for char in piece)
    usual = max(0.0, median(_stretchable(piece, size) or [0.0]))
    out = [piece[0].text]
    for before, after in pairwise(piece):
        gap = after.left - before.right
        blank = before.text.isspace() or after.text.isspace()
        if not blank and gap > _word_gap(before, after, usual / size) * size:
            out.append(" ")
        out.append(after.text)
    return "".join(out)


def _word_gap(before: Char, after: Char, usual: float) -> float:
    """How wide (in sizes) a gap must be to stand for a space.

    Chinese is stretched to fill a line, and set apart from Latin a little (四分空); where OCR
    read, the places of single characters are not exact.
    """
    if before.text < "\u2000" and after.text < "\u2000":
        return _LATIN_GAP
    if before.confidence < 1:
        return _OCR_GAP
    return usual + (IDEOGRAPH_GAP if _is_ideograph(before) and _is_ideograph(after) else _MIXED_GAP)


def _is_ideograph(char: Char) -> bool:
    return "\u3400" <= char.text <= "\u9fff" or char.text > "\U00020000"


def _evenly_spaced(piece: Sequence[Char], size: float) -> bool:
    """Chinese spread over a line (分散对齐): every gap is as wide as the others."""
    if len(piece) < 3 or any(not is_wide(char.text) or char.text.isspace() for char in piece):
        return False
    gaps = [after.left - before.right for before, after in pairwise(piece)]
    return min(gaps) > _SPREAD * size and max(gaps) - min(gaps) < _EVEN * size


def head_of(piece: Sequence[Char]) -> float:
    """The width of what may not be broken off the beginning."""
    end = 1
    while end < len(piece) and holds(piece[end - 1].text, piece[end].text):
        end += 1
    return piece[end - 1].right - piece[0].left


def tail_of(piece: Sequence[Char]) -> float:
    """The width of what may not be broken off the end."""
    start = len(piece) - 1
    while start > 0 and holds(piece[start - 1].text, piece[start].text):
        start -= 1
    return piece[-1].right - piece[start].left


def stretch_of(piece: Sequence[Char], size: float) -> float:
    """How much wider than set solid the characters were made (两端对齐)."""
    gaps = _stretchable(piece, size)
    usual = median(gaps) if gaps else 0.0
    return usual * len(gaps) if usual > _STRETCHED * size else 0.0


def _stretchable(piece: Sequence[Char], size: float) -> list[float]:
    """The gaps that grow when a line is stretched: all but those inside Latin words."""
    return [
        after.left - before.right - _QUARTER * size * (is_wide(before.text) != is_wide(after.text))
        for before, after in pairwise(piece)
        if is_wide(before.text) or is_wide(after.text)
    ]


def holds(before: str, after: str) -> bool:
    """Whether no line may end between two characters (避头尾)."""
    return (
        after in _NO_LINE_START
        or before in _NO_LINE_END
        or after in _QUOTES
        or (is_latin(after) and (is_latin(before) or before in _NO_LINE_START))
    )


def may_begin(text: str) -> bool:
    """Whether a paragraph may open with these words: not with a sign that closes something."""
    return text[0] not in _NO_LINE_START or text[0] in _DASHES
