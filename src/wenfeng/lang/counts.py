"""Lengths within which something must be done (期限): 15个工作日内, 三个月内, 收到反馈后1至2周内.

Everything works on text from ``points.normalise``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from wenfeng.lang import numerals
from wenfeng.lang.forms import WITHIN, S, compiled

_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十两百]{1,4})"
_NOT_BEFORE = r"(?<![\d.第近一二三四五六七八九十百千])(?<!过去)(?<!最近)"
_NUMBERS = rf"(?:{_NUMBER}{S}(?:个月|[天日周年])?{S}(?:-|至|到){S})?(?P<n>{_NUMBER}|半)"
_INSIDE = rf"""
{_NOT_BEFORE}{_NUMBERS}{S}
(?P<unit>个?{S}工作日|个?{S}自然日|日历[日天]|日|天|周|个?{S}星期|个{S}半?月|(?<=半)月|年半?|个?季度|个?小时)
{S}(?:时间)?(?:之|以)?{WITHIN}
"""
# Alone in a deadline cell 三个月 says within three months; 15日 would be a day, and 21年 a year.
_BARE = rf"""
{_NOT_BEFORE}{_NUMBERS}{S}
(?P<unit>个{S}工作日|工作日|个?{S}自然日|日历[日天]|天|周|个?{S}星期|个{S}半?月|(?<=半)月
 |(?<!\d\d)年半?|个{S}季度)
(?:{S}左右)?{S}(?=[,。;)\n]|(?:完成|整改|办结)|$)
"""
_OPENS = r"(?:^|[\n:,;(]|[后起为限]|左右|预计|力争|原则上)[ ]?$"
SINCE_NOW = r"(?:自|从)?(?:即日|现在)起,?[ ]?$"
_BASE_END = r"(?:之?日起|(?<!即日)起|(?<![今此最随然])(?:之后|以后|后)),?[ \n]{0,2}的?$"
_BASE = rf"""(?:(?<!各)自(?![然身己行查觉治])|从|收到|接(?=[^，。；,;\n]{{0,8}}通知)|接到|收悉
 |会(?=后))[^，。；,;\n]{{0,24}}?{_BASE_END}"""
# Of several such nouns the last is the base: 决定信息要在执法[决定作出之日起].
_BASE_NOUN = rf"""^.*(?P<noun>(?:会议|反馈|印发|下发|发布|公布|公示|通知|通报|交办|送达|接受
 |签订|发现|批准|决定|验收|立案|受理)[^，。；,;\n]{{0,12}}?{_BASE_END})"""


class Count(NamedTuple):
    """So many units within which something must be done (30日内); of a range the longer."""

    end: int
    number: int
    unit: str


def count(text: str, at: int) -> Count | None:
    """A number of days, weeks, months … that ends in 内."""
    hit = compiled(_INSIDE).match(text, at)
    return _read(hit) if hit else None


def length(text: str, at: int) -> Count | None:
    """A number of days, weeks, months … that is all a deadline cell says (三个月)."""
    if not compiled(_OPENS).search(text[max(0, at - 4) : at]):
        return None
    hit = compiled(_BARE).match(text, at)
    return _read(hit) if hit else None


def _read(hit: re.Match[str]) -> Count | None:
    unit = hit["unit"].replace(" ", "").replace("\n", "").removeprefix("个")
    if hit["n"] == "半":
        return Count(hit.end(), *_half(unit))
    try:
        number = numerals.parse(hit["n"])
    except ValueError:
        return None
    if unit == "半月":  # 一个半月内
        return Count(hit.end(), 30 * number + 15, "日")
    if unit == "年半":
        return Count(hit.end(), 12 * number + 6, "月")
    return Count(hit.end(), number, unit)


def _half(unit: str) -> tuple[int, str]:
    """半年 is six months, 半个月 fifteen days, 半天 still a day."""
    return {"年": (6, "月"), "月": (15, "日"), "小时": (1, "小时")}.get(unit, (1, "日"))


def base(text: str, low: int, at: int) -> tuple[int, bool]:
    """Where 收到反馈后, 自印发之日起 before a count begins, and whether such words stand there."""
    before = text[max(low, at - 32) : at]
    if now := compiled(SINCE_NOW).search(before):
        return at - len(before) + now.start(), True
    if not compiled(_BASE_END).search(before[-8:]):
        return at, False
    low = at - len(before)
    if hit := compiled(_BASE).search(before):
        return low + hit.start(), True
    hit = compiled(_BASE_NOUN).search(before)
    return (low + hit.start("noun") if hit else at), True
