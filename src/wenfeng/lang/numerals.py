"""Numbers as Chinese documents write them (数字): 二十三, 二〇一四, １５, 廿五, ㈠, ⑴, Ⅻ."""

from __future__ import annotations

import unicodedata

_DIGITS = "零一二三四五六七八九"
_PLACES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = ("", "万", "亿")
_LIMIT = 10 ** (4 * len(_GROUPS))
# One way of writing for everything that parse() accepts; formal digits are those of cheques.
_PLAIN = str.maketrans(
    "〇○◯两壹贰叁肆伍陆柒捌玖拾佰仟", "零零零二一二三四五六七八九十百千", " \t\u3000"
)


def parse(text: str) -> int:
    """The value of a number in any of the usual forms; ValueError for anything else."""
    plain = text.translate(_PLAIN).replace("廿", "二十").replace("卅", "三十")
    if plain.isdecimal():
        return int(plain)
    if plain and all(character in _DIGITS for character in plain):
        return int("".join(str(_DIGITS.index(character)) for character in plain))
    if len(plain) == 1 and plain not in _PLACES:
        return _single(plain)
    value = _positional(plain)
    if chinese(value) != _canonical(plain):
        raise ValueError(f"不是数字：{text!r}")
    return value


def chinese(number: int) -> str:
    """A number in Chinese words (一千零五十), the form that headings and parse() use."""
    if not 0 <= number < _LIMIT:
        raise ValueError(f"数字超出范围：{number}")
    written = ""
    for power in reversed(range(len(_GROUPS))):
        group = number // 10000**power % 10000
        if not group:
            continue
        gap = "零" if written and group < 1000 else ""
        written += gap + _group(group) + _GROUPS[power]
    return written.removeprefix("一") if written.startswith("一十") else written or "零"


def _single(character: str) -> int:
    """One enclosed or Roman character: ① ⑴ ⒈ ㈠ ㊀ Ⅻ."""
    value = unicodedata.numeric(character, -1.0)
    if value < 0 or value != int(value) or character in "万亿":
        raise ValueError(f"不是数字：{character!r}")
    return int(value)


def _positional(plain: str) -> int:
    total = group = digit = 0
    for character in plain:
        if character in _DIGITS:
            digit = _DIGITS.index(character)
        elif character in _PLACES:
            group += (digit or 1) * _PLACES[character]
            digit = 0
        elif character in "万亿":
            total += (group + digit) * 10000 ** _GROUPS.index(character)
            group = digit = 0
        else:
            raise ValueError(f"不是数字：{plain!r}")
    return total + group + digit


def _canonical(plain: str) -> str:
    """Spelled as chinese() spells it: 一百十五 and 一十五 are 一百一十五 and 十五."""
    for before in "零百千万亿":
        plain = plain.replace(before + "十", before + "一十")
    return plain.removeprefix("一") if plain.startswith("一十") else plain


def _group(group: int) -> str:
    """Four digits at most; a run of zeros inside is read as one 零."""
    written = ""
    for place, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = group // size % 10
        if digit:
            written += _DIGITS[digit] + place
        elif written and group % size and not written.endswith("零"):
            written += "零"
    return written
