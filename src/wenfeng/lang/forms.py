"""The forms that points of the calendar take (时间写法): patterns over normalised text.

``ONE_FORM`` is the normalisation: it maps every character to one character, so that offsets stay.
The patterns are verbose regular expressions for ``compiled``.
"""

from __future__ import annotations

import re
from functools import cache

ONE_FORM = {
    **{ord("0") + 0xFEE0 + n: str(n) for n in range(10)},
    **dict.fromkeys(map(ord, "—–－―‐‑‒─━~～〜∼﹣−"), "-"),
    **dict.fromkeys(map(ord, "○◯零"), "〇"),
    **dict.fromkeys(map(ord, "\r\x0b\x0c\u2028\u2029"), "\n"),
    **dict.fromkeys(map(ord, "\t\u3000\xa0\u2002\u2003\u2009\u200b"), " "),
    **{ord(wide): narrow for wide, narrow in zip("．／：（），", "./:(),", strict=True)},
}
# Characters that OCR and hasty typing put for others, where only the others make sense:
# 2021年l1月, 6月3O日, 3一6月, 8月低前, 5月31曰.
MISREAD = r"""
(?<=[\d年月lI])[lI](?=[\dlI月日])|(?<![A-Za-z])[lI](?=\d?月)|(?<=\d)[Oo](?=[\dOo年月日号])|(?<=[\d月日号])一(?=\d)
|(?<=[年月])低(?=[ ]?(?:[之以]?前|$))|(?<=\d)曰
"""
MEANT = {"l": "1", "I": "1", "O": "0", "o": "0", "一": "-", "低": "底", "曰": "日"}

S = r"[ \n]{0,3}"
NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
YEAR = r"[12一二][ ]?[09九〇Oo](?:[ ]?[\d一二三四五六七八九〇Oo]){2}"
TO = rf"{S}(?:-+|至|到){S}"
# 6月内部… and 5月底数… are not "within June" and "end of May".
WITHIN = r"内(?![部容控审设涵外科网蒙])"
_END = r"底(?![数线子])|末(?!端|梢|位)"
_START = r"初(?![步级期心衷审核定具中])"
_BEFORE = r"(?=前|之前|以前)"
_MIDDLE = r"(?=前|之前|以前|[ \n]*(?:完成|[;)\n]|$))"

_YEAR_PART = rf"""
(?:(?:(?P<y0>{YEAR}){S}年?{TO})?(?P<y>{YEAR})(?:{S}年度?|[./-](?=\d{{1,2}}{S}月))
 |(?P<yy>\d\d){S}年(?={S}\d{{1,2}}{S}月|底|末)
 |(?P<word>今年|本年度?|当年度?|明年|次年|翌年|来年|去年|上一年度?|上年度?|后年|同年))?
"""
_MONTH_PART = rf"""
(?:(?:(?P<m0>{NUMBER})(?:{S}月份?)?(?:{S}(?P<sep>-+|至|到|、){S}|(?<=[月份])[ ]?))?
   (?P<m>{NUMBER}|元){S}月份?(?![龄薪租均嫂球饼票刊])
 |(?P<relm>本月|当月|下个?月|次月|上个?月|月(?=[底末初])|(?<![个数几整每全满])月(?=内))
)
(?:{S}(?:
   (?:(?P<d0>{NUMBER}){S}[日号]?{S}(?:-+|至|到|、){S})?(?P<d>{NUMBER}){S}
      (?:日|号(?![楼线文院店机井桥令公])|(?=(?:之?前|以前|止|[,。;)]|$)))
  |(?:(?P<p0>[上中下])旬{TO})?(?P<p>[上中下]{{1,2}})旬
  |第(?P<week>[一二三四五六1-6])个?(?:周|星期)|(?P<final>最后一?个?(?:周|星期))
  |(?P<me>{_END}|{_START}|{WITHIN}|中{_MIDDLE})))?
"""
_PERIOD_PART = rf"""
(?:(?P<half>[上下]半年)
 |前(?P<cum>[二三两23])个?季度
 |(?:第?(?P<q0>[一二三四1-4])(?:季度)?{S}(?:-+|至|到|、){S})?第?(?P<q>[一二三四1-4]){S}季度
 |Q(?P<qq>[1-4])(?![\dA-Za-z])
 |(?P<relq>本季度?|当季度?|下个?季度)
 |(?P<whole>全年)
)(?P<pe>{_END}|{WITHIN})?
"""
POINT = rf"""
(?<![\d〇一二三四五六七八九十百千])
{_YEAR_PART}{S}
(?:(?P<edge>年?(?:{_END}|{_START}|{WITHIN}|终{_BEFORE}|中{_MIDDLE}))|{_MONTH_PART}|{_PERIOD_PART}
  |(?P<only>{NUMBER}){S}[日号](?![楼线文院店机井桥令公]))?
"""
ISO = r"""
(?<![\dA-Za-z.])(?P<y>(?:19|20)\d\d)
(?:(?P<s>[-./])(?P<m>\d{1,2})
   (?:(?P=s)(?P<d>\d{1,2})[ ]?日?
     |(?P<me>[底末])|(?=[ \n]*(?:[,。;、)】\]至到前止起以之内-]|$)))
 |(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01]))(?!\d)
"""
CELL_DAY = r"(?P<m>\d{1,2})[./](?P<d>\d{1,2})日?(?![\d.%])"
# Only where nothing else can be meant: 202106 and 23.12.31 in a deadline cell, 7.15前 in a text.
CELL_MONTH = r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?!\d)"
CELL_YEARS = rf"(?P<y0>(?:19|20)\d\d){TO}(?P<y>(?:19|20)\d\d)(?!\d)"
CELL_DATE = r"(?P<yy>[0-3]\d)(?P<s>[./-])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})日?(?![\d./-])"
PLAN = r"[“\"]?十(?P<n>[一二三四五六])五[”\"]?(?:规划)?(?P<what>期?末|时?期间?|期间|收官)"


@cache
def compiled(source: str) -> re.Pattern[str]:
    """A verbose pattern, compiled when first needed: that costs more than a small document."""
    return re.compile(source, re.VERBOSE)
