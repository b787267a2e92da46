"""Numbers and bullets that open an opinion (编号): 一、 （一） 1. （1） ① 一是 ● ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from wenfeng.lang import numerals
from wenfeng.lang.patterns import lazy

_CN = "[一二三四五六七八九十]{1,3}"
_NOUN = "(?:问题|意见|建议|反馈|批评|事项|线索)"
_LEADING = lazy(
    r"[\s\u3000\xa0]*(?:"
    rf"第(?P<part>{_CN}|[0-9]{{1,2}})(?:部分|类|组|方面)[、：:，\s\u3000]*"
    rf"|{_NOUN}[ ]?(?P<named>{_CN}|[0-9０-９]{{1,3}})[：:、.．\s\u3000]+"
    rf"|第(?P<article>{_CN}|[0-9]{{1,3}})条[、：:，\s\u3000]*"
    rf"|(?P<chinese>{_CN})[ \u3000]*[、.．][ \u3000]*"
    rf"|[（(〔][ \u3000]*(?P<chinese_paren>{_CN})[ \u3000]*[）)〕][、.．]?[ \u3000]*"
    r"|(?P<arabic>[0-9０-９]{1,3})[ \u3000]*(?:、|[.．](?![0-9０-９]))[ \u3000]*"
    r"|(?P<arabic_close>[0-9０-９]{1,2})[.．](?=[0-9０-９])"
    r"|(?P<arabic_space>[0-9０-９]{1,3})(?:[\u3000\t]+|[ ]+)(?=[一-鿿“《])"
    r"|(?P<arabic_alone>[0-9０-９]{1,3})[\s\u3000]*$"
    r"|(?P<arabic_sign>[⒈-⒛])[ \u3000]*"
    r"|[（(][ \u3000]*(?P<arabic_paren>[0-9０-９]{1,3})[ \u3000]*[）)][、.．]?[ \u3000]*"
    r"|(?P<paren_sign>[⑴-⒇])[ \u3000]*"
    r"|(?P<arabic_half>[0-9０-９]{1,3})[）)][、.．]?[ \u3000]*"
    r"|(?P<circled>[①-⑳])[、.．]?[ \u3000]*"
    rf"|第(?P<ordinal>{_CN})[，、,：:][ \u3000]*"
    r"|(?P<shi>[一二三四五六七八九十])是(?=[^一-鿿]?[一-鿿“《])[，、,：:]?[ \u3000]*"
    r"|(?P<bullet>[●○•·◆◇■□★☆▲△➢➤✓√◎※]|[-—–*](?=[ \u3000一-鿿]))[ \u3000]*"
    r")"
)
_SAME = {
    "arabic_close": "arabic",
    "arabic_sign": "arabic",
    "arabic_space": "arabic",
    "arabic_alone": "arabic",
    "paren_sign": "arabic_paren",
}
_LOOSE = ("arabic_close", "arabic_space", "arabic_alone")
_INSIDE = lazy(
    rf"(?P<chinese_paren>[（(]{_CN}[）)])"
    r"|(?<![0-9０-９.．年月第〔-])(?P<arabic>[0-9]{1,3}(?:、(?![0-9])|[.．](?![0-9])))"
    r"|(?P<arabic_paren>[（(][0-9]{1,3}[）)])"
    r"|(?P<circled>[①-⑳])"
    r"|(?P<shi>[一二三四五六七八九十]是(?=[一-鿿“《]))"
)
_ENDED = lazy(r"[。；;！!？?：:\s\u3000]")


@dataclass(frozen=True, slots=True)
class Mark:
    """The number a line opens with: its style, its value (0 for a bullet), where the text starts.

    ``loose``: what looks like a number may belong to the words (7 路公交, 3.5 米的路); it is one
    where it continues the numbers before it.
    """

    style: str
    value: int
    end: int
    loose: bool = False


def leading(text: str) -> Mark | None:
    """The number or bullet at the head of a line, or None."""
    match = _LEADING.match(text)
    if match is None or match.lastgroup is None:
        return None
    if match.lastgroup == "bullet":
        return Mark("bullet", 0, match.end())
    try:
        value = numerals.parse(match[match.lastgroup])
    except ValueError:
        return None
    style = _SAME.get(match.lastgroup, match.lastgroup)
    return Mark(style, value, match.end(), match.lastgroup in _LOOSE)


def pieces(text: str) -> tuple[str, ...]:
    """A line taken apart where numbers of one style, 1 2 3 …, run on in it (一段里连写几条)."""
    for style in ("arabic", "arabic_paren", "chinese_paren", "circled", "shi"):
        at = _run(text, style)
        if len(at) > 1:
            ends = [0, *(place for place in at if place), len(text)]
            return tuple(text[a:b] for a, b in pairwise(ends) if text[a:b].strip())
    return (text,)


def _run(text: str, style: str) -> list[int]:
    found: list[int] = []
    for match in _INSIDE.finditer(text):
        if match.lastgroup != style:
            continue
        value = numerals.parse(re.sub(r"[（()）、.．是]", "", match[0]))
        at = match.start()
        if value == len(found) + 1 and (_ENDED.match(text, at - 1) or not text[:at].strip()):
            found.append(match.start())
    return found


def joined(text: str, last: Mapping[str, int]) -> tuple[str, ...]:
    """A line taken apart where the numbers before it go on in it (3.…4.…), breaks having been lost.

    ``last`` are the latest values by style. What counts is the very next number of a style.
    """
    first = leading(text)
    values = {**last, first.style: first.value} if first else dict(last)
    parts: list[str] = []
    begin, at = 0, first.end if first else 0
    while found := _next(text, at, values):
        style, match = found
        values[style] += 1
        if text[at : match.start()].strip():
            parts.append(text[begin : match.start()])
            begin = match.start()
        at = match.end()
    return (*parts, text[begin:])


_WRITTEN = {
    "arabic": r"(?<![0-9０-９.．第年月至到-]){number}[、.．]"
    r"(?=[^0-9０-９]|[0-9０-９]+[^0-9０-９.．%％年月日])",
    "arabic_paren": r"[（(]{number}[）)]",
    "chinese": r"(?<![一二三四五六七八九十第]){chinese}、",
    "chinese_paren": r"[（(]{chinese}[）)]",
}


def _next(text: str, start: int, values: Mapping[str, int]) -> tuple[str, re.Match[str]] | None:
    """The nearest number that is the very next of its style."""
    found = [
        (style, match)
        for style, written in _WRITTEN.items()
        if style in values and (match := _search(text, start, written, values[style] + 1))
    ]
    return min(found, key=lambda one: one[1].start(), default=None)


def _search(text: str, start: int, written: str, value: int) -> re.Match[str] | None:
    pattern = written.format(number=value, chinese=numerals.chinese(value))
    return re.compile(pattern).search(text, start)
