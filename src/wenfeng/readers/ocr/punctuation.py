"""Full-width punctuation among Chinese characters (GB/T 15834—2011, 标点符号用法).

A picture hardly shows whether a bracket or colon is of the wide or the narrow form; which one a
writer uses beside a Chinese character is a rule, not a guess.
"""

from __future__ import annotations

_WIDE = dict(zip("(),:;?!", "（），：；？！", strict=True))
_FIRST_CHINESE = "\u2e80"
_DASH = "—"
_DIGITS = frozenset("0123456789")
_BEFORE_DASH = _DIGITS | frozenset("年月日")


def widened(text: list[str]) -> list[str]:
    """Narrow marks beside a Chinese character made wide; both brackets of a pair alike."""
    wide = [mark in _WIDE and _chinese_beside(text, index) for index, mark in enumerate(text)]
    for opening, closing in _pairs(text):
        wide[opening] = wide[closing] = wide[opening] or wide[closing]
    return [_WIDE.get(mark, mark) if wide[index] else mark for index, mark in enumerate(text)]


def dashed(text: list[str]) -> list[str]:
    """A stroke before a digit and behind one, or behind 年 or 月, is a dash (3月—5月), not 一."""
    return [_DASH if _is_dash(text, index) else mark for index, mark in enumerate(text)]


def _is_dash(text: list[str], index: int) -> bool:
    if text[index] != "一" or not 0 < index < len(text) - 1:
        return False
    return text[index - 1] in _BEFORE_DASH and text[index + 1] in _DIGITS


def _chinese_beside(text: list[str], index: int) -> bool:
    return any(mark >= _FIRST_CHINESE for mark in text[max(index - 1, 0) : index + 2])


def _pairs(text: list[str]) -> list[tuple[int, int]]:
    """Where brackets open and close; a wide bracket may close a narrow one."""
    opened: list[int] = []
    found = []
    for index, mark in enumerate(text):
        if mark in "(（":
            opened.append(index)
        elif mark in ")）" and opened:
            found.append((opened.pop(), index))
    return found
