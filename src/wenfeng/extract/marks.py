"""Numbers that open an item (编号): 一、 （一） 1. （1） ① 第一、 一是, at a line's head or in it.

``leading`` reads the number a line starts with. ``cuts`` finds where line breaks were lost: the
places inside a line where items of one sequence begin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wenfeng.lang import numerals
from wenfeng.lang.patterns import lazy

# rank: how high a style usually stands (公文结构层次序数, GB/T 9704-2012 7.3.3); lower is higher up
RANKS: dict[str, float] = {
    "part": 0,
    "chapter": 1,
    "section": 1.5,
    "chinese": 2,
    "chinese_paren": 3,
    "step": 3.5,
    "item": 3.6,
    "arabic": 4,
    "article": 4.1,
    "dotted2": 4.3,
    "dotted3": 4.6,
    "arabic_paren": 5,
    "arabic_half": 5.5,
    "circled": 6,
    "letter": 6.5,
    "ordinal": 7,
    "shi": 8,
}

_ITEMS = "(?:任务|措施|问题|事项|举措|行动)"
_CN = "[一二三四五六七八九十百〇零]"
# 2.57种: no decimal counts whole things, nor does one stand before 年 or 月
_THINGS = (
    "种(?!植|养)|名(?!称|单)|户(?!厕|籍)|家(?!庭|长)|处(?!理|置|罚)|台(?!账|帐)|具(?!体)|辆|件|座(?!谈)"
    "|栋|幢|份|册|批(?!准)|宗|笔|口(?!径)|眼|盏|头|只|条(?!件|例)|项(?!目)|所(?!有|属)|间(?!接)|起(?!草)"
)
_WHOLE = rf"[0-9]{{0,3}}[年月]|[0-9]{{1,3}}[余多]?(?:{_THINGS})"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LEADING = lazy(
    rf"[\s\u3000\xa0]*(?:"
    rf"第(?P<part>{_CN}+|[0-9]+)(?:部分|板块|版块|块|篇|编)[、：:，\s\u3000]*"
    rf"|第(?P<chapter>{_CN}+|[0-9]+)章[、：:，\s\u3000]*"
    rf"|第(?P<section>{_CN}+|[0-9]+)节[、：:，\s\u3000]*"
    rf"|第(?P<article>{_CN}+|[0-9]+)条[、：:，\s\u3000]+"
    rf"|(?P<step>第{_CN}(?:阶段|步|环节|批次))(?=[：:，、。（(\s\u3000—-]|[一-鿿])"
    rf"|(?P<item>{_ITEMS}[ ]?(?:{_CN}{{1,3}}|[0-9０-９]{{1,2}}))[：:、.．\s\u3000]+"
    rf"|(?P<chinese>{_CN}{{1,4}})[ \u3000]*(?:、|[.．](?![0-9]))[ \u3000]*"
    rf"|[（(〔][ \u3000]*(?P<chinese_paren>{_CN}{{1,4}})[ \u3000]*[）)〕][、.．]?[ \u3000]*"
    rf"|(?P<chinese_sign>[㈠-㈩])[ \u3000]*"
    rf"|(?P<stem>[{_STEMS}])、[ \u3000]*(?![{_STEMS}][双两方])"
    rf"|[（(](?P<stem_paren>[{_STEMS}])[）)][ \u3000]*"
    rf"|(?P<dotted3>[0-9]{{1,2}}(?:[.．][0-9]{{1,2}}){{2,3}})(?![0-9]|[.．]?[0-9]*[%％元万亿])[、.．\s\u3000]*(?=[^0-9\s])"
    rf"|(?P<dotted2>[0-9]{{1,2}}[.．][0-9]{{1,2}})(?![0-9.．%％])[、\s\u3000]+(?=[^0-9\s])"
    rf"|(?P<arabic>[0-9０-９]{{1,3}})[ \u3000]*"
    rf"(?:、|[.．](?![0-9０-９](?!{_WHOLE})))[ \u3000]*"
    rf"|(?P<arabic_space>[0-9０-９]{{1,2}})(?:\u3000|[ ]{{2,}})[ \u3000]*(?=[一-鿿])"
    rf"|(?P<arabic_sign>[⒈-⒛])[ \u3000]*"
    rf"|【[ \u3000]*(?P<arabic_lens>[0-9０-９]{{1,2}})[ \u3000]*】[ \u3000]*"
    rf"|[（(][ \u3000]*(?P<arabic_paren>[0-9０-９]{{1,2}})[ \u3000]*[）)][、.．]?[ \u3000]*"
    rf"|(?P<paren_sign>[⑴-⒇])[ \u3000]*"
    rf"|(?P<arabic_half>[0-9０-９]{{1,2}})[）)][、.．]?[ \u3000]*"
    rf"|(?P<circled>[①-⑳])[、.．]?[ \u3000]*"
    rf"|第(?P<ordinal>{_CN})[，、,：:][ \u3000]*"
    rf"|(?P<shi>{_CN})[是要](?=[^一-鿿]?[一-鿿“《])[，、,：:]?[ \u3000]*"
    rf"|(?P<letter>[A-H])[、.．][ \u3000]*"
    rf")"
)
_MONTHS = lazy(r"\s*(?:1、2|2、3|3、4|4、5|5、6|6、7|7、8|8、9|9、10|10、11|11、12)月")  # 3、4月
_SIGNS = {
    "chinese_sign": "chinese_paren",
    "arabic_sign": "arabic",
    "arabic_space": "arabic",
    "paren_sign": "arabic_paren",
    "arabic_lens": "arabic",
    "stem": "chinese",
    "stem_paren": "chinese_paren",
}
_KEPT = frozenset({"step"})  # the words are part of the heading


@dataclass(frozen=True, slots=True)
class Mark:
    """An item number: style, value, as written without punctuation, where the text starts.

    ``depth`` counts the lists around the one it numbers, where a file nests lists of one style.
    ``automatic``: the program that wrote the file counts it, it is not part of the text.
    """

    style: str
    value: int
    number: str
    end: int
    depth: int = 0
    automatic: bool = False

    @property
    def rank(self) -> float:
        # Below a label of the list around it (outline._climb_label), above the next style.
        return RANKS[self.style] + 0.03 * min(self.depth, 3)


def leading(text: str) -> Mark | None:
    """The number a line starts with, or None."""
    match = _LEADING.match(text)
    if match is None or match.lastgroup is None or _MONTHS.match(text):
        return None
    return _mark(match, match.lastgroup)


def _mark(match: re.Match[str], group: str) -> Mark | None:
    written = match[group]
    digits = re.sub(
        r"^(?:任务|措施|问题|事项|举措|行动|第)[ ]?|(?:阶段|步|环节|批次)$", "", written
    )
    try:
        value = int(re.split(r"[.．]", digits)[-1]) if "dotted" in group else _value(digits)
    except ValueError:
        return None
    end = match.start() if group in _KEPT else match.end()
    return Mark(_SIGNS.get(group, group), value, written, end)


def _value(digits: str) -> int:
    if len(digits) == 1 and digits in "ABCDEFGH":
        return ord(digits) - ord("A") + 1
    if len(digits) == 1 and digits in _STEMS:
        return _STEMS.index(digits) + 1
    return numerals.parse(digits)


# --- lost line breaks -----------------------------------------------------------------------

_INSIDE = lazy(
    rf"(?:问题|任务|事项)(?P<item>{_CN}{{1,3}}|[0-9０-９]{{1,2}})(?=[：:])"
    rf"|(?P<chinese>{_CN}{{1,3}})、(?!{_CN}[、期层楼组号区线队级类])"
    rf"|[（(](?P<chinese_paren>{_CN}{{1,3}})[）)]"
    rf"|(?<![0-9０-９.．年月第〔-])(?P<arabic>[0-9０-９]{{1,3}})(?:、(?![0-9０-９])|[.．](?![0-9０-９](?!{_WHOLE})))"
    rf"|[（(](?P<arabic_paren>[0-9０-９]{{1,2}})[）)]"
    rf"|(?P<circled>[①-⑳])"
    rf"|(?P<shi>{_CN})[是要](?=[一-鿿“《])"
    rf"|第(?P<ordinal>{_CN})[，、](?=[一-鿿“《])"
    rf"|第(?P<step>{_CN})阶段(?=[：:（(、])"
)
# …完成时限：2021年9月底前（二）…: who and by when close the item before
_NOTED = lazy(
    r"(?:时限|期限|时间|进度|节点|单位|部门|领导|科室|处室|责任人|主体)[:：][^。；：:]{0,50}$"
)
_LABEL_END = lazy(r"(?:措施|任务|问题|举措)[：:]\s*$")
_ENDED = lazy(r"[。；;！？!?：:”）)】》\s\u3000]$")


@dataclass(frozen=True, slots=True)
class _Candidate:
    style: str
    value: int
    at: int


def cuts(text: str) -> tuple[int, ...]:
    """Where items begin inside a line whose line breaks were lost; () for an ordinary line.

    A number counts when it opens or continues a sequence of its style and stands behind an end
    of sentence or a short heading.
    """
    found = [c for c in map(_candidate, _INSIDE.finditer(text)) if c is not None]
    return tuple(c.at for c in _sequences(text, found) if c.at > 0)


def _candidate(match: re.Match[str]) -> _Candidate | None:
    assert match.lastgroup is not None
    try:
        return _Candidate(match.lastgroup, numerals.parse(match[match.lastgroup]), match.start())
    except ValueError:
        return None


def _sequences(text: str, found: list[_Candidate]) -> list[_Candidate]:
    """Keeps what opens (with a follower) or continues a sequence; higher styles end lower ones."""
    kept: list[_Candidate] = []
    last: dict[str, int] = {}
    reached: dict[str, int] = {}  # where a style stood before a higher one opened (通篇连编)
    first = leading(text)
    if first is not None and first.style in RANKS:
        last[first.style] = first.value
    for i, one in enumerate(found):
        if first is not None and one.at < first.end:
            continue
        labelled = _LABEL_END.search(text[max(0, one.at - 6) : one.at]) is not None
        opens = (one.value == 1 or labelled) and _followed(found, i)
        continues = one.value == last.get(one.style, reached.get(one.style, -1)) + 1
        if not (opens or continues) or not _boundary(text, one, kept):
            continue
        kept.append(one)
        last = {s: v for s, v in last.items() if RANKS[s] < RANKS[one.style]}
        last[one.style] = reached[one.style] = one.value
    substantial = {style: _substantial(text, style, kept) for style in {c.style for c in kept}}
    return [c for c in kept if substantial[c.style]]


def _followed(found: list[_Candidate], i: int) -> bool:
    """Whether the next number of the style comes before a higher style ends the sequence."""
    for later in found[i + 1 :]:
        if later.style == found[i].style:
            return later.value == found[i].value + 1
        if RANKS[later.style] < RANKS[found[i].style]:
            return False
    return False


def _boundary(text: str, one: _Candidate, kept: list[_Candidate]) -> bool:
    if (
        one.at == 0
        or one.style in ("circled", "item")
        or _ENDED.search(text[max(0, one.at - 2) : one.at])
    ):
        return True
    if one.value > 1 and _NOTED.search(text[: one.at][-60:]):
        return True
    previous = kept[-1].at if kept else 0
    gap = text[previous : one.at]
    opens_below = not kept or RANKS[kept[-1].style] < RANKS[one.style]
    return opens_below and len(gap) <= 40 and not re.search(r"[，。；]", gap)


def _substantial(text: str, style: str, kept: list[_Candidate]) -> bool:
    """Sequences of a few words each (1、笔 2、纸) are lists inside a sentence, not items."""
    if any(RANKS[c.style] > RANKS[style] for c in kept):
        return True
    ends = [*(c.at for c in kept[1:]), len(text)]
    lengths = [e - c.at for c, e in zip(kept, ends, strict=True) if c.style == style]
    return sum(lengths) >= 12 * len(lengths)
