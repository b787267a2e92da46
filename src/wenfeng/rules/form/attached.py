"""Rules about attachments (附件): how the text lists them, how each begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenfeng.domain import Span
from wenfeng.rules.form.fonts import font_class
from wenfeng.rules.form.plain import is_plain
from wenfeng.rules.paper import Place, paper
from wenfeng.rules.rule import Case, Remark, Rule, short

_SOURCE = "GB/T 9704—2012《党政机关公文格式》"
_HEAD = r"^\s*(?:附\s*件\s*[:：]\s*)?"
_ONE = r"[0-9０-９]{1,2}\s*"
_LISTS = (
    (
        re.compile(r"[。；;，,、.．]\s*$"),
        "附件名称后面加了标点",
        "附件名称后不加标点符号",
    ),
    (
        re.compile(rf"{_HEAD}(?:{_ONE}[.．、]\s*)?《[^》]*》\s*[。；;，,]?\s*$"),
        "附件名称加了书名号",
        "附件说明里直接写名称，如“附件：1.任务分解表”",
    ),
    (re.compile(rf"{_HEAD}{_ONE}、"), "附件顺序号写成了“1、”", "顺序号写成“1.”"),
    (re.compile(r"^\s*附\s*件\s*:"), "“附件”后面是半角冒号", "“附件”后标全角冒号"),
)
_BOLD = "黑体"


def _attachments(case: Case) -> Iterator[Remark]:
    found = paper(case)
    yield from _list_faults(found.listed)
    faults: dict[str, list[Place]] = {}
    for place in found.labels:
        for fault in _label_faults(place, found.flows and not is_plain(found)):
            faults.setdefault(fault, []).append(place)
    for fault, places in faults.items():
        index, block = places[0]
        count = f"等 {len(places)} 处" if len(places) > 1 else ""
        yield Remark(
            None,
            Span(index, 0, len(block.text)),
            f"“{block.text.strip()}”{count}{fault}",
            "附件另面编排，“附件”和顺序号用三号黑体字顶格写在左上角第一行，后面不加冒号",
        )


def _list_faults(listed: tuple[Place, ...]) -> Iterator[Remark]:
    for fault, said, advice in _LISTS:
        off = [one for one in listed if fault.search(one[1].text)]
        if off:
            index, block = off[0]
            span = Span(index, 0, len(block.text))
            count = f"（{len(off)} 处）" if len(off) > 1 else ""
            yield Remark(None, span, f"{said}{count}：“{short(block.text.strip())}”", advice)


def _label_faults(place: Place, laid: bool) -> Iterator[str]:
    block = place[1]
    if block.text.rstrip().endswith(("：", ":")):
        yield "后面加了冒号"
    look = block.look
    if look is None or not laid:
        return
    if look.new_page is False:
        yield "没有另起一页"
    if look.alignment in ("center", "right") or look.indent >= 1 or block.text[:1].isspace():
        yield "没有顶格"
    if look.font and font_class(look.font) != _BOLD:
        yield f"字体是{look.font}（应为黑体）"


_TASK = "1.清理淤塞沟渠。（责任单位：县水务局；完成时限：2025年6月底前）"
_START = f"关于整治田间沟渠的通知\n{_TASK}\n"
_FOOT = "\n清河县水务局\n2025年3月5日"

RULES = (
    Rule(
        id="form.attachments",
        title="附件的写法不合标准",
        level="info",
        why="附件说明和附件对得上、找得到，附件才算文件的一部分。",
        source=f"{_SOURCE} 7.3.4、7.3.7：附件名称后不加标点符号；附件应当另面编排，"
        "“附件”二字及顺序号用3号黑体字顶格编排在版心左上角第一行",
        flag=f"{_START}附件：1.沟渠登记表；\n2.联系人名单。{_FOOT}",
        ok=f"{_START}附件：1.沟渠登记表\n2.联系人名单{_FOOT}",
        check=_attachments,
    ),
)
