"""Rules about what a plan shares with other plans (照搬照抄), boilerplate aside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenfeng.domain import Copy, Shared, Span
from wenfeng.rules.rule import Ask, Case, Remark, Rule, short

_FAMILY = "雷同的一组"
_LEAST = 150
_OTHERS = 5
_PASSAGES = 3
_NAMES = 3
_TITLE = 40
_WORDS = 20

# A day, a time, a count: what differs between any two plans.
_DATED = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千]+(?:[年月日号时点]|余?[一-鿿]{0,2}$)")
# The end of a sentence that differs at its beginning.
_TAIL = re.compile(r"^[^。；：，、]{0,7}[。；：，、](?=.{10})")

_WHOSE = (
    "请核对是谁照搬。上级统一要求的话写明引自哪份文件；问题和措施照本单位查摆的情况、实际的做法重写"
)
_OWN = "请核对两处的说法、责任和时限是否一致；重复的只在一处写，另一处注明见哪份文件"
_TWICE = "请确认以哪一份为准，另一份撤回；本来是两份不同文件的，核对是不是发错了文件"


def _verbatim(case: Case) -> Iterator[Remark]:
    least = case.profile.setting("copy.verbatim", "least", _LEAST)
    copies = sorted((c for c in case.copies or () if _same(c) or _length(c) >= least), key=_rank)
    told = copies[:_OTHERS]
    more = _more(case, told, copies)
    for number, copy in enumerate(told):
        yield Remark(
            None,
            _place(case, copy),
            _said(case, copy) + ("" if number else more),
            _advice(copy),
            mild=_mild(copy),
            about=_FAMILY if more else copy.header.title or copy.name.rpartition("/")[2],
        )


def _more(case: Case, told: list[Copy], copies: list[Copy]) -> str:
    """How many there are beyond those told of, and the first few names."""
    names = dict.fromkeys((*(c.name for c in copies), *(n for c in copies for n in c.family)))
    known = {case.document.name, *(copy.name for copy in told)}
    others = [name for name in names if name not in known]
    if not others:
        return ""
    listed = "、".join(others[:_NAMES]) + (" 等" if len(others) > _NAMES else "")
    count = len(others) + len(told)
    return f"；与本文雷同的一共 {count} 份，另外 {len(others)} 份是 {listed}"


def _rank(copy: Copy) -> tuple[bool, float, int, str]:
    """What may be copied goes before what was sent twice, then the largest first."""
    return _mild(copy), -copy.similarity, -_length(copy), copy.name


def _same(copy: Copy) -> bool:
    """Whether the two are one paper (同一份文件); what another unit sends in is none's version."""
    return copy.kind == "identical" or (copy.kind == "revision" and copy.own is not False)


def _mild(copy: Copy) -> bool:
    """Whether nobody has copied from anybody else."""
    return _same(copy) or bool(copy.own)


def _length(copy: Copy) -> int:
    return sum(passage.length for passage in copy.passages)


def _place(case: Case, copy: Copy) -> Span:
    """The longest passage; of one paper sent twice its beginning."""
    if copy.passages and not _same(copy):
        return copy.passages[0].span
    blocks = case.document.blocks
    first = next((n for n, block in enumerate(blocks) if block.text.strip()), 0)
    return Span(first, 0, len(blocks[first].text) if blocks else 0)


def _advice(copy: Copy) -> str:
    if _same(copy):
        return _TWICE
    return _OWN if copy.own else _WHOSE


def _said(case: Case, copy: Copy) -> str:
    other = _named(copy)
    if copy.kind == "identical":
        return f"与{other}的文字完全相同，同一份文件报了两次"
    if _same(copy):
        return f"与{other}是同一份文件的两稿，{_share(copy)}的实质内容相同{_dates(case, copy)}"
    passages = _passages(case, copy)
    if copy.kind != "partial":
        only = "，只是换了名称" if copy.exchanges and copy.similarity >= 0.95 else ""
        what = f"有 {_share(copy)}的实质内容相同{only}{_names(copy)}{_dates(case, copy)}"
        return f"与{other}{what}{f'。相同的有：{passages}' if passages else ''}"
    return f"与{other}有 {len(copy.passages)} 处相同{_names(copy)}{_dates(case, copy)}：{passages}"


def _named(copy: Copy) -> str:
    title = f"《{short(copy.header.title, _TITLE)}》（{copy.name}）"
    name = title if copy.header.title else f"“{copy.name}”"
    return f"{'以前存入的' if copy.stored else ''}{'本单位的' if copy.own else ''}{name}"


def _share(copy: Copy) -> str:
    """Never 100% of what is not all of it."""
    return f"{min(99, int(copy.similarity * 100 + 1e-6))}% "


def _names(copy: Copy) -> str:
    """Names exchanged, neither side called the first; that dates differ tells nothing."""
    names = (both for both in copy.exchanges if not all(map(_DATED.search, both)))
    listed = [f"本文“{short(here)}”、对方“{short(there)}”" for here, there in names]
    if not listed:
        return ""
    more = f"等 {len(listed)} 处" if len(listed) > _NAMES else ""
    return f"（{'；'.join(listed[:_NAMES])}{more}）"


def _dates(case: Case, copy: Copy) -> str:
    """Whose date is the earlier one, for those who are to find out who copied."""
    here, there = case.reading.header.date, copy.header.date
    if not here or not there or here == there:
        return ""
    day = f"{there.year}年{there.month}月{there.day}日"
    return f"，对方落款 {day}，{'早于' if there < here else '晚于'}本文"


def _passages(case: Case, copy: Copy) -> str:
    listed = "；".join(_passage(case, one) for one in copy.passages[:_PASSAGES])
    more = f"；等 {len(copy.passages)} 处" if len(copy.passages) > _PASSAGES else ""
    return listed + more


def _passage(case: Case, shared: Shared) -> str:
    span = shared.span
    words = case.document.blocks[span.block].text[span.start : span.end]
    words = short(_TAIL.sub("", words, count=1), _WORDS)
    there = f"，对方{shared.there}" if shared.there else ""
    return f"{shared.where}“{words}”（{shared.length} 字{there}）"


_PLAN = """清河县民政局殡葬领域问题整改方案
一、整改措施
1.公墓价格不透明。三处公墓在大门口挂出墓位价目牌，超出指导价的部分四月底前退还购墓人，由价格科逐户打电话核对退款到账情况。（责任单位：社会事务科；完成时限：2025年4月30日前）
2.祭扫道路拥堵。清明前一周把东山公墓便道拓宽到五米，新划临时停车位二百个，每天早上六点由志愿者在三个路口分流车辆。（责任单位：东山公墓管理所；完成时限：2025年4月1日前）
3.惠民补贴发放慢。把火化补贴改为在火化现场当场扣减，财务科每周五与火化场对账一次，积压的一百二十七户补贴一次结清。（责任单位：财务科；完成时限：2025年5月15日前）

清河县民政局
2025年3月10日"""
_COPY = (
    _PLAN.replace("清河县", "云岭县")
    .replace("东山", "西坪")
    .replace("2025年3月10日", "2025年3月24日")
)
_OTHER = """云岭县民政局殡葬领域问题整改方案
一、整改措施
1.公墓价格不透明。两处镇办公墓的价格一直没有报批，由镇长带队补报，批复下来之前一律停售，已售的九座逐座登记。（责任单位：社会事务股；完成时限：2025年6月30日前）
2.祭扫道路拥堵。后山只有一条机耕道，改为单行，东口进、西口出，农用车当天不上山。（责任单位：后山村委会；完成时限：2025年4月1日前）

云岭县民政局
2025年3月24日"""

RULES = (
    Rule(
        id="copy.verbatim",
        title="与别的方案雷同",
        level="warning",
        why="整改方案要写自己的问题和做法。换个名称照搬别人的，问题不是查出来的，措施也没有人真去做。",
        source=(
            "文风的约定：除各份都有的套话以外，与别的方案成段相同的，提醒核对；谁照搬谁由人判断，"
            "同一单位的、同一份报了两次的只作提示"
        ),
        flag=_COPY,
        ok=_OTHER,
        check=_verbatim,
        others=(_PLAN,),
        asks=(
            Ask("least", _LEAST, "与另一份相同的字数不到这么多，就不报（同一份报两次的不论字数）"),
        ),
    ),
)
