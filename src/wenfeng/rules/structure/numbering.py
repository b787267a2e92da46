"""Numbers that skip or come twice (编号): 一、三、 and 二、二、."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from wenfeng.domain import Document, Heading
from wenfeng.lang import numerals
from wenfeng.rules.rule import Case, Remark, Rule
from wenfeng.rules.structure.passages import lists, text_between

_SHAPES = {
    "part": "第{c}部分",
    "chapter": "第{c}章",
    "section": "第{c}节",
    "article": "第{c}条",
    "step": "第{c}阶段",
    "chinese": "{c}、",
    "chinese_paren": "（{c}）",
    "arabic": "{a}.",
    "arabic_paren": "（{a}）",
    "arabic_half": "{a}）",
    "ordinal": "第{c}，",
    "circled": "{o}",
}
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_MOST_SKIPPED = 2  # a wider gap is rather a number that was no number


def check(case: Case) -> Iterator[Remark]:
    """Within one list of siblings only; a list may begin and begin again anywhere."""
    for run in lists(case.reading.headings):
        late = 0  # by how many the numbers lag since one came twice
        for place, (first, second) in enumerate(pairwise(run), start=1):
            step = second.value - first.value - late
            late = 0
            if step == 1 or not _counted(case.document, first, second):
                continue
            if step == 0 and (second.value > 1 or _one_list(run, place)):
                late = 1 if _goes_on(run, place) else 0
                yield _repeated(second)
            elif 1 < step <= _MOST_SKIPPED + 1:
                between = text_between(case.document, first.span, second.span)
                missing = range(first.value + 1, second.value)
                elsewhere = {heading.value for heading in run}  # lines may be read out of order
                if not any(n in elsewhere or _stands(first.style, n, between) for n in missing):
                    yield _skipped(first, second)


def _goes_on(run: list[Heading], place: int) -> bool:
    """11, 11, 13: the number after one that came twice is right again."""
    return place + 1 < len(run) and run[place + 1].value == run[place].value + 2


def _one_list(run: list[Heading], place: int) -> bool:
    """一、 一、 二、: one list with a slip, where 1. may well begin another of its own."""
    chinese = run[place].style.startswith("chinese")
    return chinese and place + 1 < len(run) and run[place + 1].value == 2


def _counted(document: Document, first: Heading, second: Heading) -> bool:
    """Whether a person typed both numbers, and the file itself says which they are."""
    if first.style not in _SHAPES or first.automatic or second.automatic:
        return False
    return not any(document.blocks[h.span.block].recognised for h in (first, second))


def _stands(style: str, number: int, text: str) -> bool:
    """Whether a number of that style stands somewhere inside a text: a line break was lost."""
    chinese, arabic = numerals.chinese(number), f"(?:{number}|{str(number).translate(_WIDE)})"
    shapes = {
        "chinese": rf"(?<![一二三四五六七八九十百第]){chinese}\s*[、.．，,：:]",
        "chinese_paren": rf"[（(〔]\s*{chinese}\s*[）)〕]",
        "arabic": rf"(?<![0-9０-９.．第]){arabic}\s*[、.．，,：:]",
        "arabic_paren": rf"[（(]\s*{arabic}\s*[）)]",
        "arabic_half": rf"(?<![0-9０-９]){arabic}\s*[）)]",
        "circled": re.escape(_circled(number)),
    }
    return re.search(shapes.get(style, f"第{chinese}"), text) is not None


def _repeated(second: Heading) -> Remark:
    written = _written(second.style, second.value)
    return Remark(
        None,
        second.span,
        f"序号“{written}”重复，上一条已经是“{written}”",
        "请顺次改正序号，并核对文中“见第几条”之类的引用",
    )


def _skipped(first: Heading, second: Heading) -> Remark:
    before, after = (_written(h.style, h.value) for h in (first, second))
    missing = "、".join(
        f"“{_written(first.style, n)}”" for n in range(first.value + 1, second.value)
    )
    return Remark(
        None,
        second.span,
        f"序号从“{before}”跳到“{after}”，中间缺{missing}",
        "请核对是漏了内容还是编错了序号",
    )


def _written(style: str, value: int) -> str:
    return _SHAPES[style].format(c=numerals.chinese(value), a=value, o=_circled(value))


def _circled(value: int) -> str:
    return chr(ord("①") + value - 1) if 1 <= value <= 20 else f"({value})"


RULE = Rule(
    id="structure.numbering",
    title="序号跳号或重号",
    level="warning",
    why="序号断了，不知道是少了一条还是写错了；按序号分解任务、汇报进度时会对不上。",
    source="GB/T 9704—2012 第7.3.3条：文中结构层次序数依次可以用“一、”“（一）”“1.”“（1）”标注",
    flag="""一、整治会议
1.压减会议。全年减少三分之一。（责任单位：县委办公室；完成时限：2025年6月底前）
二、整治文件
1.压减文件。全年减少三分之一。（责任单位：县委办公室；完成时限：2025年6月底前）
四、整治检查
1.压减检查。全年减少三分之一。（责任单位：县委办公室；完成时限：2025年6月底前）""",
    ok="""一、整治会议
1.压减会议。全年减少三分之一。（责任单位：县委办公室；完成时限：2025年6月底前）
二、整治文件
1.压减文件。全年减少三分之一。（责任单位：县委办公室；完成时限：2025年6月底前）
三、整治检查
1.压减检查。全年减少三分之一。（责任单位：县委办公室；完成时限：2025年6月底前）""",
    check=check,
)
