"""Fonts by class (字体种类): 仿宋_GB2312, FangSong and CESI仿宋 are all 仿宋."""

from __future__ import annotations

import re
from functools import cache

from wenfeng.resources import lexicon

# Points and their names in Chinese typesetting.
_SIZES = {
    42: "初号", 36: "小初", 26: "一号", 24: "小一", 22: "二号", 18: "小二", 16: "三号",
    15: "小三", 14: "四号", 12: "小四", 10.5: "五号", 9: "小五",
}  # fmt: skip
_NEAR = 0.25


@cache
def font_class(font: str) -> str:
    """The class of a font by its product name; ``""`` for one of no known class."""
    name = re.sub(r"[\s@]", "", font)
    for one in lexicon("fonts")["classes"]:
        if any(re.match(pattern, name, re.IGNORECASE) for pattern in one["fonts"]):
            return str(one["name"])
    return ""


def size_name(points: float) -> str:
    """A size as clerks call it (三号), in points where it has no name."""
    for size, name in _SIZES.items():
        if abs(size - points) <= _NEAR:
            return name
    return f"{points:g}磅"


def is_size(points: float, wanted: float) -> bool:
    """Whether a size is the one wanted."""
    return abs(points - wanted) <= _NEAR
