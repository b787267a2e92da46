"""The parts a document consists of (分件): the body and each 附件.

A new part begins at a line 附件N, and with the title of a further document behind a signature or
where the numbering starts anew under a title of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from wenfeng.domain import Span
from wenfeng.extract.labels import is_label
from wenfeng.extract.lines import DATE, DAY, Element, Line, TableCells
from wenfeng.extract.titles import (
    ATTACHMENT,
    DATE_ONLY,
    find_title,
    is_beside_title,
    is_short,
    title_run,
)
from wenfeng.lang.patterns import lazy

_TAIL_LINE = lazy(
    r"^\s*[（(【]?(?:此件|抄\s*送|抄报|报送?\s*[:：]|送\s*[:：]|主题词|(?:特此|专此)(?:报告|通知|函告|函复|汇报|通报|说明|公告)|联系人|扫一扫|【?打印|共印|印发"
    r"|(?:参加(?:人员?)?|(?:出席|列席|缺席|请假|记录|主持|分送|印送)(?:人员?|单位)?)\s*[:：]|填报人|审核人|填表人|制表人|填报单位|(?:主要)?(?:负责人|领导)签[字名])"
)
_SIGNED = lazy(rf"[（(]?(?P<unit>[^，。；：:]{{2,40}}?)[\s\u3000]*(?:{DATE})(?:印发)?[）)]?")
# 2025年  月  日, 2025年X月XX日: a draft leaves open when it will be signed
_OPEN = r"[xXＸ×_＿\s\u3000]{0,8}"
_UNDATED = lazy(
    rf"[\s\u3000（(]*(?:[12][0-9]{{3}}|20[xXＸ×]{{2}}|{_OPEN})\s*年\s*(?:[0-9]{{1,2}}|{_OPEN})\s*月{_OPEN}日[\s\u3000）)]*"
)
_CONTACT = lazy(
    r".{0,60}?(?:(?:监督|联系|举报|咨询|投诉)电话(?:为|是)?[：:\s]|电子邮箱[：:]|邮政信箱[：:])"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the document that inherits nothing from others (分件).

    ``place`` is the empty span before its first words.
    """

    name: str
    title: str
    elements: tuple[Element, ...]
    place: Span


def read_parts(sequence: tuple[Element, ...]) -> tuple[Part, ...]:
    """The parts of a document, in order; the first is the body."""
    bounds = [*_starts(sequence), len(sequence)]
    return tuple(_part(sequence[a:b], first=a == 0) for a, b in pairwise(bounds))


def _part(sequence: tuple[Element, ...], first: bool) -> Part:
    name = ""
    skip = 0
    head = sequence[0] if sequence else None
    if not first and isinstance(head, Line) and (match := ATTACHMENT.match(head.text)):
        name = "附件" + match["no"]
        skip = 0 if match["rest"] else 1
    title, end = find_title(sequence, skip, limit=30 if first else 4)
    return Part(name, title, _without_foot(sequence[end:]), _place(sequence))


def _place(sequence: tuple[Element, ...]) -> Span:
    head = sequence[0] if sequence else None
    if isinstance(head, Line):
        return head.span(0, 0)
    return Span(head.cells[0][0], 0, 0) if head else Span(0, 0, 0)


def _without_foot(sequence: tuple[Element, ...]) -> tuple[Element, ...]:
    """The part without its list of attachments, signature, and what is printed below it."""
    out: list[Element] = []
    foot = False
    for i, element in enumerate(sequence):
        if isinstance(element, TableCells):
            out.append(element)
            continue
        if _is_signature(sequence, i, -3):
            foot = foot or any(_is_body(e) for e in out)
            while foot and out and _is_issuer(out):
                out.pop()
            continue
        elif _lists_attachments(sequence, i):
            foot = True
        elif foot and element.mark and element.mark.style.startswith("chinese"):
            foot = element.mark.value != 1
        elif _TAIL_LINE.match(element.text) or _CONTACT.match(element.text):
            continue
        if not foot:
            out.append(element)
    return tuple(out)


def _is_body(element: Element) -> bool:
    """Whether the body has begun: what stands before is the title and the date under it."""
    return isinstance(element, TableCells) or element.mark is not None or len(element.text) > 50


def _lists_attachments(sequence: tuple[Element, ...], i: int) -> bool:
    """附件：1．… at the end of the body (附件说明)."""
    line = sequence[i]
    if not isinstance(line, Line) or len(line.text) > 80:
        return False
    match = ATTACHMENT.fullmatch(line.text.strip())
    return bool(match and match["rest"] and match["colon"]) and "。" not in line.text


def _is_issuer(lines: list[Element]) -> bool:
    """Whether the last line above a date is the unit that signs, not the value of a label."""
    line, above = lines[-1], lines[-2] if len(lines) > 1 else None
    if not isinstance(line, Line) or (isinstance(above, Line) and is_label(above.text)):
        return False
    text = line.text.strip()
    return not line.mark and len(text) <= 40 and not re.search(r"[。，；：:！？【】]", text)


# --- where parts begin ----------------------------------------------------------------------


def _starts(sequence: tuple[Element, ...]) -> list[int]:
    starts = [0]
    signed = False
    top = 0  # the last 一、二、三 seen in this part
    for i, element in enumerate(sequence):
        if not isinstance(element, Line):
            continue
        attached = i > 0 and _opens_attachment(sequence, i, signed)
        if attached or (
            i - starts[-1] > (0 if signed else 2) and _opens_document(sequence, i, signed, top)
        ):
            starts.append(i)
            signed, top = False, 0
        elif _is_signature(sequence, i, starts[-1]):
            signed = True
        elif element.mark and element.mark.style == "chinese":
            top = element.mark.value
    return starts


def _opens_attachment(sequence: tuple[Element, ...], i: int, signed: bool) -> bool:
    line = sequence[i]
    assert isinstance(line, Line)
    if not re.match(r"[\s\u3000【（(]*附", line.text) or len(line.text) > 60:
        return False
    match = ATTACHMENT.fullmatch(line.text)
    if match is None or re.search(r"[。；，]", match["rest"]):
        return False
    if not match["rest"]:
        return bool(match["no"]) or "件" in line.text or "表" in line.text
    if not (match["no"] or match["colon"]):
        return False
    following = sequence[i + 1] if i + 1 < len(sequence) else None
    listed = re.match(r"\s*1[.．、]", match["rest"]) and isinstance(following, Line)
    if listed and following.mark and following.mark.value == 2:  # type: ignore[union-attr]
        return False  # 附件：1.…  2.… is a list of attachments
    if signed:
        return True
    return not _signature_follows(sequence, i)


def _signature_follows(sequence: tuple[Element, ...], i: int) -> bool:
    """Whether the lines behind a list of attachments end in a signature."""
    for j in range(i + 1, min(len(sequence), i + 16)):
        line = sequence[j]
        if not isinstance(line, Line):
            return False
        if DAY.search(line.text) and len(line.text.strip()) <= 50:
            return True
        if len(line.text) > 60:
            return False
    return i + 1 >= len(sequence)


def _opens_document(sequence: tuple[Element, ...], i: int, signed: bool, top: int) -> bool:
    line = sequence[i]
    assert isinstance(line, Line)
    if line.mark or not is_short(line) or is_beside_title(line.text) or _TAIL_LINE.match(line.text):
        return False
    if not signed and top < 2:
        return False
    run = title_run(sequence, i)
    if run is None or len(run[0]) < 5:
        return False
    if signed:
        return run[1] < len(sequence)
    return _restarts(sequence, run[1])


def _restarts(sequence: tuple[Element, ...], start: int) -> bool:
    for element in sequence[start : start + 8]:
        if isinstance(element, Line) and element.mark:
            return element.mark.style == "chinese" and element.mark.value == 1
    return False


def _is_signature(sequence: tuple[Element, ...], i: int, part_start: int) -> bool:
    line = sequence[i]
    assert isinstance(line, Line)
    text = line.text.strip()
    early = i - part_start < 3 and not (i > part_start and _is_body(sequence[i - 1]))
    undated = _UNDATED.fullmatch(text) is not None
    if early or len(text) > 60 or not (undated or DAY.search(text)):
        return False
    if undated or DATE_ONLY.fullmatch(text):
        before = sequence[i - 1]
        if not isinstance(before, Line) or is_label(before.text):
            return False
        return len(before.text.strip()) <= 40
    signed = _SIGNED.fullmatch(text)
    return signed is not None and not is_label(signed["unit"])
