"""Rules about how long a document may be (篇幅)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenfeng.domain import Span
from wenfeng.rules.paper import paper
from wenfeng.rules.rule import Ask, Case, Remark, Rule

_KINDS = ("意见", "决定", "通知")
_ISSUERS = re.compile("委员会|[省市州县区]委|党[委组]|工委|人民政府|办公[室厅]|办事处")
_COMPREHENSIVE = 5_000
_SPECIAL = 4_000
_ADVICE = "删去重复的背景和要求，能用表格、附件说清的移到附件"


def _document(case: Case) -> Iterator[Remark]:
    most = case.profile.setting("length.document", "most", 0)
    if not most and not _is_policy(case):
        return
    count = sum(len("".join(block.text.split())) for _, block in paper(case).text)
    if count > (most or _SPECIAL):
        index = paper(case).title[0][0]
        said = f"正文约 {count} 字，{_ceiling(count, most)}"
        yield Remark(None, Span(index, 0, 0), said, _ADVICE)


def _is_policy(case: Case) -> bool:
    header = case.reading.header
    said = "".join((*header.issuers, header.title))
    return header.kind in _KINDS and _ISSUERS.search(said) is not None


def _ceiling(count: int, most: int) -> str:
    if most:
        return f"超过本口径规定的 {most} 字"
    if count > _COMPREHENSIVE:
        return f"超过综合性文件 {_COMPREHENSIVE} 字、专项文件 {_SPECIAL} 字的上限"
    return f"超过专项文件 {_SPECIAL} 字的上限（综合性文件可到 {_COMPREHENSIVE} 字）"


_TITLE = "清河县人民政府关于整治田间沟渠的意见\n"
_TASK = "1.清理淤塞沟渠。（责任单位：县水务局；完成时限：2025年6月底前）"
_LONG = "各乡镇要把沟渠整治摆上日程。" * 300

RULES = (
    Rule(
        id="length.document",
        title="文件太长",
        level="info",
        why="文件短了才有人看完。只查党委、政府的意见、决定、通知，附件不算在内。",
        source="《整治形式主义为基层减负若干规定》（2024年）：综合性文件不超过5000字，专项文件不超过4000字",
        flag=f"{_TITLE}{_LONG}\n{_TASK}",
        ok=f"{_TITLE}各乡镇要把沟渠整治摆上日程。\n{_TASK}",
        check=_document,
        asks=(Ask("most", 0, "正文最多几字；0 为按规定查意见、决定、通知"),),
    ),
)
