"""Rules about fonts, sizes, indents and lines (字体字号、缩进、行距) of what the file lays out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from wenfeng.domain import Alignment, Block, Look, Span
from wenfeng.rules.form.fonts import font_class, is_size, size_name
from wenfeng.rules.form.plain import is_plain
from wenfeng.rules.paper import Paper, Place, paper, whole
from wenfeng.rules.rule import Ask, Case, Remark, Rule, short

_SOURCE = "GB/T 9704—2012《党政机关公文格式》"
_TITLE_SIZE = 22.0
_BODY_SIZE = 16.0
_ALIGNED: dict[Alignment, str] = {
    "left": "左对齐",
    "justify": "两端对齐",
    "center": "居中",
    "right": "右对齐",
    "outside": "靠外",
}
_LEVELS = (
    ("一、", "黑体", re.compile(r"\s*[一二三四五六七八九十]{1,3}、")),
    ("（一）", "楷体", re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]")),
)
_LEADING = re.compile(r"[ \u3000\xa0\t]*")
# Of a heading that runs on into its text the file says no more than how most of it looks.
_LONGEST_HEADING = 50
_SHORTEST_TEXT = 20
_INDENT = (1.5, 3.0)


def _title(case: Case) -> Iterator[Remark]:
    found = paper(case)
    for place in found.title[:1] if found.flows and not is_plain(found) else ():
        look = place[1].look
        if look is None or not look.font:
            continue
        wrong = []
        if font_class(look.font) != "小标宋":
            wrong.append(f"字体是{look.font}（应为小标宋一类）")
        if not is_size(look.size, _TITLE_SIZE):
            wrong.append(f"字号是{size_name(look.size)}（应为二号）")
        if look.alignment != "center":
            wrong.append(f"{_ALIGNED[look.alignment]}（应居中）")
        if wrong:
            advice = "标题用二号小标宋体字居中排布，回行时词意完整、排列对称"
            yield Remark(None, whole(place), "标题" + "，".join(wrong), advice)


def _body(case: Case) -> Iterator[Remark]:
    """Each kind of fault once, with its first place."""
    size = case.profile.setting("form.font-body", "size", _BODY_SIZE)
    text = [one for one in _laid(paper(case)) if _level(one[1]) is None]
    yield from _grouped(
        text,
        lambda look: "" if font_class(look.font) == "仿宋" else look.font,
        "正文有 {count} 段不是仿宋体，用的是{what}",
        "正文一般用三号仿宋体字（仿宋、仿宋_GB2312、方正仿宋等都可以）",
    )
    yield from _grouped(
        text,
        lambda look: "" if is_size(look.size, size) else size_name(look.size),
        f"正文有 {{count}} 段不是{size_name(size)}字，用的是{{what}}",
        f"正文一般用{size_name(size)}字",
    )


def _levels(case: Case) -> Iterator[Remark]:
    text = _laid(paper(case), shortest=0)
    for name, wanted, _ in _LEVELS:
        heads = [
            one
            for one in text
            if _level(one[1]) == name and len(one[1].text) <= _LONGEST_HEADING and _alone(one[1])
        ]
        yield from _grouped(
            heads,
            lambda look, wanted=wanted: "" if font_class(look.font) == wanted else look.font,  # type: ignore[misc]
            f"“{name}”这一层标题有 {{count}} 处不是{wanted}，用的是{{what}}",
            f"“{name}”这一层一般用三号{wanted}字",
        )


def _indent(case: Case) -> Iterator[Remark]:
    text = [
        one
        for one in _laid(paper(case))
        if one[1].look is not None and one[1].look.alignment in ("left", "justify")
    ]
    off = [one for one in text if not _indented(one[1])]
    if off:
        first = off[0]
        yield Remark(
            None,
            Span(first[0], 0, 0),
            f"正文有 {len(off)} 段首行没有空两个字，最早在{first[1].where}",
            "每个自然段左空二字，回行顶格：选中正文，段落里设首行缩进 2 字符",
        )


def _pitch(case: Case) -> Iterator[Remark]:
    least = case.profile.setting("form.pitch", "least", 27.0)
    most = case.profile.setting("form.pitch", "most", 32.0)
    yield from _grouped(
        _laid(paper(case)),
        lambda look: (
            "" if look.pitch is None or least <= look.pitch <= most else f"{look.pitch:g} 磅"
        ),
        "正文有 {count} 段行距是{what}，一页排不成 22 行左右",
        f"行距设为固定值 28 至 29 磅左右（本口径接受 {least:g} 至 {most:g} 磅）",
    )


def _laid(found: Paper, shortest: int = _SHORTEST_TEXT) -> list[Place]:
    """The paragraphs of the text of which the file says how they look."""
    if not found.flows or is_plain(found):
        return []
    return [
        one
        for one in found.text
        if one[1].look and one[1].look.font and len(one[1].text.strip()) > shortest
    ]


def _level(block: Block) -> str | None:
    text = block.label + block.text
    return next((name for name, _, mark in _LEVELS if mark.match(text)), None)


def _alone(block: Block) -> bool:
    """Whether the heading stands alone: no sentence ends in it but at its end."""
    return not re.search(r"[。；：！？]", block.text.strip()[:-1])


def _indented(block: Block) -> bool:
    look = block.look
    typed = _LEADING.match(block.text)
    if look is None or typed is None or "\t" in typed[0]:
        return True
    blank = typed[0].count("\u3000") + (len(typed[0]) - typed[0].count("\u3000")) / 2
    return _INDENT[0] <= look.indent + blank <= _INDENT[1]


def _grouped(
    text: Sequence[Place], fault: Callable[[Look], str], message: str, advice: str
) -> Iterator[Remark]:
    off = [(one, what) for one in text if one[1].look and (what := fault(one[1].look))]
    if not off:
        return
    first = off[0][0]
    used = "、".join(what for what, _ in Counter(what for _, what in off).most_common(3))
    said = message.format(count=len(off), what=used)
    place = f"，最早在{first[1].where}（{short(first[1].text.strip(), 12)}）"
    yield Remark(None, whole(first), said + place, advice)


_TEXT = "县水务局牵头，对全县四十八条沟渠逐条登记、逐条疏通，登记表一沟一页，存县水务局备查。"
_TASK = "1.清理淤塞沟渠，逐条登记、逐条疏通。（责任单位：县水务局；完成时限：2025年6月底前）"
_GOOD = "⟨仿宋_GB2312 16磅 缩进2⟩"
_HEAD = f"关于整治田间沟渠的通知⟨方正小标宋简体 22磅 居中⟩\n{_TEXT}{_GOOD}"
_OK = f"{_HEAD}\n{_TASK}{_GOOD}"

RULES = (
    Rule(
        id="form.font-title",
        title="标题的字体字号不合标准",
        level="info",
        why="标题用什么字、多大、在哪里，标准有一般的写法；例子里 ⟨⟩ 中写的是版式。",
        source=f"{_SOURCE} 7.3.1：标题一般用2号小标宋体字，分一行或多行居中排布",
        flag=_OK.replace("方正小标宋简体 22磅 居中", "宋体 18磅 居中"),
        ok=_OK,
        check=_title,
    ),
    Rule(
        id="form.font-body",
        title="正文的字体字号不合标准",
        level="info",
        why="一份文件里字体不一，多半是从别处贴来的。标准写的是“一般”，所以只作提示。",
        source=f"{_SOURCE} 7.3.3：正文一般用3号仿宋体字",
        flag=f"{_HEAD}\n{_TASK}⟨微软雅黑 16磅 缩进2⟩",
        ok=_OK,
        check=_body,
        asks=(Ask("size", _BODY_SIZE, "正文的字号（磅）"),),
    ),
    Rule(
        id="form.font-level",
        title="各层标题的字体不合标准",
        level="info",
        why="层次靠字体分得清楚：第一层黑体，第二层楷体。",
        source=f"{_SOURCE} 7.3.3：一般第一层用黑体字、第二层用楷体字、第三层和第四层用仿宋体字标注",
        flag=f"{_HEAD}\n一、主要任务⟨仿宋_GB2312 16磅 缩进2⟩\n{_TASK}{_GOOD}",
        ok=f"{_HEAD}\n一、主要任务⟨黑体 16磅 缩进2⟩\n{_TASK}{_GOOD}",
        check=_levels,
    ),
    Rule(
        id="form.indent",
        title="段落首行没有空两字",
        level="info",
        why="自然段左空二字，回行顶格；用空格顶的和设了缩进的都算。",
        source=f"{_SOURCE} 7.3.3：每个自然段左空二字，回行顶格",
        flag=f"{_HEAD}\n{_TASK}⟨仿宋_GB2312 16磅⟩",
        ok=f"{_HEAD}\n　　{_TASK}⟨仿宋_GB2312 16磅⟩",
        check=_indent,
    ),
    Rule(
        id="form.pitch",
        title="行距太密或太疏",
        level="info",
        why="标准定的是每页行数，没有定行距的磅数；固定行距离得太远，一页就排不成 22 行左右。",
        source=f"{_SOURCE} 5.2.3：一般每面排 22 行，每行排 28 个字",
        flag=f"{_HEAD}\n{_TASK}⟨仿宋_GB2312 16磅 缩进2 行距20磅⟩",
        ok=f"{_HEAD}\n{_TASK}⟨仿宋_GB2312 16磅 缩进2 行距28磅⟩",
        check=_pitch,
        asks=(
            Ask("least", 27.0, "固定行距最少几磅"),
            Ask("most", 32.0, "固定行距最多几磅"),
        ),
    ),
)
