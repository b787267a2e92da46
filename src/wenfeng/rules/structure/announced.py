"""Numbers that a text promises and does not keep: so many items, so many points (总数对不上)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from wenfeng.domain import Heading, Span
from wenfeng.lang import numerals
from wenfeng.lang.patterns import lazy
from wenfeng.rules.rule import Case, Remark, Rule, short
from wenfeng.rules.structure.passages import COLUMN, TITLE, pieces

_NUMBER = r"(?P<number>[两二三四五六七八九]|十[一二三四五六七八九]?|[2-9]|1[0-9])"
# not 行动, not 大: 五大行动 is more often the name of something than a count of what follows
_THINGS = "任务|措施|举措|阶段|步骤|环节|问题|工作|方面|内容|要求|事项"
# 八项规定方面 counts nothing: only such words may stand between the number and what it counts
_ADJECTIVES = "主要|重点|具体|专项|突出|集中|整治|整改|基本|关键|重大|工作|方面的"
_ANNOUNCED = lazy(
    rf"(?<![0-9一二三四五六七八九十第前后上近每“‘《]){_NUMBER}(?P<unit>个|项|条|大|类|种|点|步)"
    rf"(?P<what>[^，。；：:、“”（）()0-9两二三四五六七八九十]{{0,8}})"
)
_THIS_LIST = lazy(
    "以下|如下|下列|下面|分为|分成|共分|分[^，。]{1,3}(?:阶段|步骤|环节|步)|包括|具体(?:是|为)"
)
_GIVEN = lazy(r"(?:提|提出|作出|下设|分设)$")  # 现提三点要求, 领导小组下设四个工作组
_HEADING = lazy(
    rf"(?:{_NUMBER}(?:个|项|条)(?:{_ADJECTIVES})?(?:{_THINGS})"
    r"|[（(](?:共)?(?P<noted>[一两二三四五六七八九十]|[0-9]{1,2})(?:项|条)[）)])$"
)
_TOTAL = lazy(
    r"(?:总分|满分|总计|共计|合计)(?:值|数)?(?:为|是|共|：|:)?\s*(?P<total>[0-9]{2,4})分"
    r"[，,。；;（(：:]?(?P<rest>[^。\n]*)"
)
_SHARE = lazy(r"(?P<points>[0-9]{1,4}(?:\.[0-9]+)?)分(?![钟之为以管内])")
_NESTED = lazy(r"[（(][^（）()]*[）)]")
_NO_SHARE = lazy(
    "包括|含|扣|加分|附加|奖励|以上|以下|不低于|不足|低于|高于|每次|每项|每个|每有|最高|最多|各[0-9]|得分|计分|合格|优秀"
)


def count(case: Case) -> Iterator[Remark]:
    """A heading, or the sentence that leads to a list, says how many items follow."""
    headings = case.reading.headings
    for i, heading in enumerate(headings):
        items = _items(headings, i)
        if len(items) < 2 or any(case.document.blocks[h.span.block].recognised for h in items):
            continue
        told = _in_heading(heading) or _in_sentence(case, heading, items[0])
        if told is None or told[1] == len(items):
            continue
        words, number = told
        yield Remark(
            None,
            heading.span,
            f"写明“{words}”（{number}项），下面列了{len(items)}项",
            "请核对是数写错了，还是少写、多写了内容",
        )


def _items(headings: tuple[Heading, ...], i: int) -> list[Heading]:
    """The list right below a heading: one style, numbered from 1 without a gap; or nothing."""
    below: list[Heading] = []
    for later in headings[i + 1 :]:
        if later.depth <= headings[i].depth:
            break
        if later.depth == headings[i].depth + 1:
            below.append(later)
    styles = {h.style for h in below}
    in_order = all(h.value == n for n, h in enumerate(below, 1))
    return below if len(styles) == 1 and COLUMN not in styles and in_order else []


def _in_heading(heading: Heading) -> tuple[str, int] | None:
    """三、抓好三项任务 with nothing behind it but the list."""
    text = heading.text.strip()
    found = _HEADING.search(text) if heading.style != TITLE and len(text) <= 24 else None
    if not found or "“" in text:
        return None
    return found[0].strip("（）()"), numerals.parse(found["number"] or found["noted"])


def _in_sentence(case: Case, heading: Heading, first: Heading) -> tuple[str, int] | None:
    """The last sentence before the list: 重点抓好以下三项任务：."""
    lead = [words for _, words in pieces(case.document, heading.span, first.span)]
    sentence = re.split(r"[。！？!?；;\n]", "\n".join(lead).rstrip("：:。\n\u3000 "))[-1]
    found = list(_ANNOUNCED.finditer(sentence))
    if len(found) != 1 or not sentence.endswith(found[0][0]):
        return None
    this = _THIS_LIST.search(sentence) or _GIVEN.search(sentence[: found[0].start()])
    return (found[0][0], numerals.parse(found[0]["number"])) if this else None


def points(case: Case) -> Iterator[Remark]:
    """总分100分，其中甲60分，乙30分: what the parts add up to."""
    for index, block in enumerate(case.document.blocks):
        for found in _TOTAL.finditer(block.text) if not block.recognised else ():
            rest = _NESTED.sub("", found["rest"])  # what a share consists of itself
            shares = [Fraction(m["points"]) for m in _SHARE.finditer(rest)]
            if "其中" not in rest or len(shares) < 2 or _NO_SHARE.search(rest):
                continue
            total, added = Fraction(found["total"]), sum(shares, Fraction())
            if total != added:
                yield Remark(
                    None,
                    Span(index, found.start(), found.end()),
                    f"“{short(found[0])}”各项相加是{float(added):g}分，不是{found['total']}分",
                    "请核对总分和各项分值",
                )


COUNT = Rule(
    id="structure.count",
    title="说的项数与列的不符",
    level="warning",
    why="前面说三项任务，后面列了四项，分工和督办时各数各的；也可能漏印了一项。",
    source="文风的约定：标题或引出下文的一句写明几项，下面就列几项",
    flag="""一、抓好三项任务
1.压减会议。全年减少三分之一。（责任单位：县委办公室；完成时限：2025年6月底前）
2.压减文件。全年减少三分之一。（责任单位：县委办公室；完成时限：2025年6月底前）""",
    ok="""一、抓好两项任务
1.压减会议。全年减少三分之一。（责任单位：县委办公室；完成时限：2025年6月底前）
2.压减文件。全年减少三分之一。（责任单位：县委办公室；完成时限：2025年6月底前）""",
    check=count,
)

POINTS = Rule(
    id="structure.points",
    title="分值相加不等于总分",
    level="warning",
    why="考核办法里各项分值加起来不是总分，就没法照着打分。",
    source="滨湖区区级机关2015年度作风效能建设考核办法第三条：总分100分，其中评估考核90分，评议考核10分",
    flag="""一、考核方法
采用百分制，总分100分，其中日常评估80分，年底评议30分。
二、组织实施
1.组织评议。召开评议大会。（责任单位：县委办公室；完成时限：2025年6月底前）""",
    ok="""一、考核方法
采用百分制，总分100分，其中日常评估80分，年底评议20分。
二、组织实施
1.组织评议。召开评议大会。（责任单位：县委办公室；完成时限：2025年6月底前）""",
    check=points,
)
