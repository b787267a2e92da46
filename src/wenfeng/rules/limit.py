"""Rules about how much is allowed (限度): lengths, hours, persons, as the profile bounds them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenfeng.domain import Bound, Document, Span
from wenfeng.lang import numerals
from wenfeng.rules.rule import Case, Remark, Rule, short

_HALF = "半"


def _exceeded(case: Case) -> Iterator[Remark]:
    title = case.reading.header.title
    for bound in case.profile.bounds:
        if bound.titles and not any(re.search(one, title) for one in bound.titles):
            continue
        yield from _said(case.document, bound) if bound.words else _length(case, bound)


def _said(document: Document, bound: Bound) -> Iterator[Remark]:
    """What the text itself says: 会期2天."""
    for index, block in enumerate(document.blocks):
        for words in bound.words:
            for found in re.finditer(words, block.text):
                number = _number(found[1])
                if number is not None and number > bound.most:
                    span = Span(index, found.start(), found.end())
                    said = f"“{short(found[0])}”，{bound.name}超过{_most(bound)}"
                    yield _remark(bound, span, said)


def _number(written: str) -> float | None:
    if written == _HALF:
        return 0.5
    try:
        return float(written) if "." in written else float(numerals.parse(written))
    except ValueError:
        return None


def _length(case: Case, bound: Bound) -> Iterator[Remark]:
    """How long the body is: all that stands below the title, without spaces."""
    title = "".join(case.reading.header.title.split())
    texts = ["".join(block.text.split()) for block in case.document.blocks]
    counted = sum(len(text) for text in texts if text and text not in title)
    if counted > bound.most:
        said = f"全文{counted}字，{bound.name}超过{_most(bound)}"
        yield _remark(bound, Span(0, 0, 0), said)


def _remark(bound: Bound, span: Span, said: str) -> Remark:
    return Remark(None, span, said, f"请压减到{_most(bound)}以内", source=bound.source)


def _most(bound: Bound) -> str:
    return f"{'半' if bound.most == 0.5 else format(bound.most, 'g')}{bound.unit}"


_SOURCE = "中共金乡县委常委会关于改进工作作风、密切联系群众的实施办法"

RULES = (
    Rule(
        id="limit.exceeded",
        title="超过规定的限度",
        level="warning",
        why="规定了会期、字数、人数的上限，写在文件里就超了的，执行时更控制不住。",
        source=f"{_SOURCE}第三条（控制会议规模和时间）",
        flag="清河县水务局关于召开节水工作会议的通知\n定于3月20日召开节水工作会议，会期2天。",
        ok="清河县水务局关于召开节水工作会议的通知\n定于3月20日召开节水工作会议，会期半天。",
        check=_exceeded,
        profile="jinxiang-2013-documents",
    ),
)
