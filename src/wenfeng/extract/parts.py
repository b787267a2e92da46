"""The head of a document, and the parts it consists of: the body and each 附件.

A new part begins at a line 附件N, and with the title of a further document behind a signature or
where the numbering starts anew under a title of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from wenfeng.domain import Document, Header
from wenfeng.extract.lines import DATE, Element, Line, TableCells
from wenfeng.lang import numerals
from wenfeng.lang.names import is_specific_unit
from wenfeng.resources import lexicon

_NUMBER = re.compile(
    r"(?<![^\s　：:（(])[一-鿿]{1,12}[〔\[［（(【][12][0-9]{3}[〕\]］）)】]\s*[0-9]{1,4}\s*号"
)
_DATE = re.compile(DATE)
_DATE_ONLY = re.compile(rf"[\s\u3000（(]*(?:{DATE})[\s\u3000）)]*(?:印发)?")
_ATTACHMENT = re.compile(
    r"[\s\u3000【（(]*附[\s\u3000]?(?:件|表|录)?[\s\u3000]*(?P<no>[0-9０-９一二三四五六七八九十]{0,2})(?:[-－—][0-9]+)?[\s\u3000】）)]*(?P<colon>[:：]?)[\s\u3000]*(?P<rest>.*)",
    re.DOTALL,
)
_META = re.compile(
    r"^(?:索\s*引\s*号|主题分类|发文机关|成文日期|发布日期|发布时间|来源|标\s*题|发文字号|主\s*题\s*词|信息来源|浏览次数|文号|有效性|公开方式|公文种类|作者|责任编辑)\s*[:：]"
)
_META_TITLE = re.compile(r"^标\s*题\s*[:：]\s*(?P<title>\S.*)$")
_META_DATE = re.compile(
    rf"(?:成文日期|发布日期|发布时间|发文日期|填报日期|填报时间|填表日期|填表时间|制表日期|制表时间|编制日期|更新时间|更新日期|截止日期)\s*[:：]\s*(?P<date>{DATE}|[12][0-9]{{3}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}})"
)
_TAIL_LINE = re.compile(
    r"^\s*[（(【]?(?:此件|抄\s*送|抄报|报送?\s*[:：]|送\s*[:：]|主题词|联系人|扫一扫|【?打印|共印|印发"
    r"|(?:出席|列席|缺席|请假|参加|记录|主持|分送|印送)(?:人员?|单位)?\s*[:：]|填报人|审核人|填表人|制表人|填报单位|(?:主要)?(?:负责人|领导)签[字名])"
)
_CONTACT = re.compile(
    r".{0,60}?(?:(?:监督|联系|举报|咨询|投诉)电话(?:为|是)?[：:\s]|电子邮箱[：:]|邮政信箱[：:])"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the document that inherits nothing from others (分件)."""

    name: str
    title: str
    elements: tuple[Element, ...]


def read_parts(
    document: Document, sequence: tuple[Element, ...]
) -> tuple[Header, tuple[Part, ...]]:
    """The header of the document and its parts, in order; the first is the body."""
    starts = _starts(sequence)
    bounds = [*starts, len(sequence)]
    parts = tuple(
        _part(sequence[a:b], first=i == 0)
        for i, (a, b) in enumerate(zip(bounds, bounds[1:], strict=False))
    )
    return _header(document, sequence, parts), parts


def _part(sequence: tuple[Element, ...], first: bool) -> Part:
    name = ""
    skip = 0
    head = sequence[0] if sequence else None
    if not first and isinstance(head, Line) and (match := _ATTACHMENT.match(head.text)):
        name = "附件" + match["no"]
        skip = 0 if match["rest"] else 1
    title, end = _title(sequence, skip, limit=30 if first else 4)
    return Part(name, title, _without_foot(sequence[end:]))


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
            while foot and out and isinstance(last := out[-1], Line) and _is_issuer(last):
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
    match = _ATTACHMENT.fullmatch(line.text.strip())
    return bool(match and match["rest"] and match["colon"]) and "。" not in line.text


def _is_issuer(line: Line) -> bool:
    text = line.text.strip()
    return not line.mark and len(text) <= 40 and not re.search(r"[。，；：:！？]", text)


# --- titles ---------------------------------------------------------------------------------


@cache
def _kind_regex() -> re.Pattern[str]:
    kinds = sorted(lexicon("sections")["titles"]["kinds"], key=len, reverse=True)
    return re.compile(
        r"(?P<kind>"
        + "|".join(kinds)
        + r")[》”\"]?(?:[\s\u3000]*[（(〔\[][^（()）]{1,30}[）)〕\]]){0,2}$"
    )


def kind_of_title(title: str) -> str:
    """The kind of document a title ends with (文种), or ''. 印发…方案的通知 is a 方案."""
    inner = re.search(r"印发[^《]*《(?P<inner>[^》]+)》", title)
    outer = _kind_regex().search(title)
    if inner and (match := _kind_regex().search(inner["inner"])):
        return match["kind"]
    sent = re.search(r"印发(?P<inner>.+)的通知", title)
    if sent and (match := _kind_regex().search(sent["inner"])):
        return match["kind"]
    return outer["kind"] if outer else ""


def _title(sequence: tuple[Element, ...], start: int, limit: int) -> tuple[str, int]:
    """The title that begins near ``start`` and the index behind it; ('', start) without one."""
    meta = ""
    for i in range(start, min(len(sequence), start + limit)):
        element = sequence[i]
        if isinstance(element, TableCells):
            break
        if found := _META_TITLE.match(element.text):
            meta = found["title"].strip()
        if _skippable(element.text):
            continue
        run = _title_run(sequence, i)
        if run is not None:
            return run
        if len(element.text.strip()) < 10 and not element.mark:
            continue
        if element.mark or len(element.text) > 80 or element.text.rstrip().endswith(("：", ":")):
            flat = _flat_title(element.text)
            if flat:
                return flat, i
            break
    first = sequence[start] if start < len(sequence) else None
    if isinstance(first, Line) and not meta and _short(first) and not first.mark:
        return first.text.strip(), start + 1
    return meta, start


def _flat_title(text: str) -> str:
    """…〔2015〕188号某某管委会关于…的报告某某办公室：… : the title inside a flattened head."""
    head = text[:200]
    number = _NUMBER.search(head)
    rest = head[number.end() :] if number else head
    match = re.match(
        r"\s*(?P<title>[^。；]{0,40}?关于[^。；]{4,80}?的(?:通知|报告|意见|方案|函|通报|决定|请示|批复))",
        rest,
    )
    return re.sub(r"\s+", "", match["title"]) if match else ""


def _title_run(sequence: tuple[Element, ...], start: int) -> tuple[str, int] | None:
    """The longest run of up to four short lines from here whose words end like a title."""
    words = ""
    best: tuple[str, int] | None = None
    for i in range(start, min(len(sequence), start + 4)):
        line = sequence[i]
        if not isinstance(line, Line) or not _short(line) or _DATE_ONLY.fullmatch(line.text):
            break
        if line.mark and line.mark.style not in ("shi",) and line.mark.end > 0:
            break
        if _NUMBER.fullmatch(line.text.strip()) or (
            words and _ATTACHMENT.fullmatch(line.text) and line.text.strip().startswith("附")
        ):
            break
        words += re.sub(r"[\s\u3000]+", " ", line.text).strip()
        if _kind_regex().search(words):
            best = (words, i + 1)
    return best


def _short(line: Line) -> bool:
    text = line.text.strip()
    return 2 <= len(text) <= 70 and not re.search(r"[。；：，,;:]$", text)


def _skippable(text: str) -> bool:
    stripped = text.strip()
    return bool(
        _META.match(stripped)
        or _NUMBER.fullmatch(stripped)
        or not re.search(r"[一-鿿]", stripped)
        or re.search(r"文件$", stripped)
        or _DATE_ONLY.fullmatch(stripped)
    )


# --- where parts begin ----------------------------------------------------------------------


def _starts(sequence: tuple[Element, ...]) -> list[int]:
    starts = [0]
    signed = False
    top = 0  # the last 一、二、三 seen in this part
    for i, element in enumerate(sequence):
        if not isinstance(element, Line):
            continue
        if i > 0 and _opens_attachment(sequence, i, signed):
            starts.append(i)
            signed, top = False, 0
        elif i - starts[-1] > 2 and _opens_document(sequence, i, signed, top):
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
    match = _ATTACHMENT.fullmatch(line.text)
    if match is None or re.search(r"[。；，]", match["rest"]):
        return False
    if not match["rest"]:
        return bool(match["no"]) or "件" in line.text or "表" in line.text
    if not (match["no"] or match["colon"]):
        return False
    if signed:
        return True
    return not _signature_follows(sequence, i)


def _signature_follows(sequence: tuple[Element, ...], i: int) -> bool:
    """Whether the lines behind a list of attachments end in a signature."""
    for j in range(i + 1, min(len(sequence), i + 16)):
        line = sequence[j]
        if not isinstance(line, Line):
            return False
        if _DATE.search(line.text) and len(line.text.strip()) <= 50:
            return True
        if len(line.text) > 60:
            return False
    return i + 1 >= len(sequence)


def _opens_document(sequence: tuple[Element, ...], i: int, signed: bool, top: int) -> bool:
    line = sequence[i]
    assert isinstance(line, Line)
    if line.mark or not _short(line) or _skippable(line.text) or _TAIL_LINE.match(line.text):
        return False
    if not signed and top < 2:
        return False
    run = _title_run(sequence, i)
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
    if i - part_start < 3 or len(text) > 60 or not _DATE.search(text):
        return False
    if _DATE_ONLY.fullmatch(text):
        before = sequence[i - 1]
        return isinstance(before, Line) and len(before.text.strip()) <= 40
    return bool(
        re.fullmatch(rf"[（(]?[^，。；：]{{2,40}}[\s\u3000]*(?:{DATE})(?:印发)?[）)]?", text)
    )


# --- the header -----------------------------------------------------------------------------


def _header(document: Document, sequence: tuple[Element, ...], parts: tuple[Part, ...]) -> Header:
    lines = [e for e in sequence if isinstance(e, Line)]
    title = parts[0].title if parts else ""
    issuers, signed = _signature(lines, re.sub(r"\s", "", title))
    return Header(
        title=title,
        number=_document_number(lines),
        issuers=issuers,
        date=signed or _dated(lines),
        kind=kind_of_title(title),
    )


def _document_number(lines: list[Line]) -> str:
    for line in [*lines[:15], *lines[-8:]]:
        text = re.sub(r"^发文字号\s*[:：]\s*", "", line.text.strip())
        match = _NUMBER.match(text) or (_NUMBER.search(text) if "发文字号" in text else None)
        if match and ("《" not in line.text or match.start() == 0):
            number = re.sub(r"\s+", "", match[0])
            return re.sub(r"[\[［（(【](\d{4})[\]］）)】]", r"〔\1〕", number)
    return ""


def _signature(lines: list[Line], title: str) -> tuple[tuple[str, ...], date | None]:
    """Issuing units and date at the foot of the first part that is signed (落款)."""
    for i, line in enumerate(lines):
        text = line.text.strip()
        match = _DATE.search(text)
        if i < 1 or match is None or len(text) > 60 or line.mark or match.end() < len(text) - 4:
            continue
        if "印发" in text[match.end() :] or _META.match(text):
            continue
        before = text[: match.start()].strip()
        if before:
            if re.search(r"[，。；：]", before) or len(before) < 4:
                continue
            return _units([before]), as_date(match[0])
        if not re.fullmatch(r"[（(]?.*?[）)]?", text) or text.startswith(("（", "(")):
            continue
        names = _names_above(lines, i, title)
        if names:
            return names, as_date(match[0])
    return (), None


def _names_above(lines: list[Line], i: int, title: str) -> tuple[str, ...]:
    names: list[str] = []
    for line in reversed(lines[max(0, i - 4) : i]):
        text = line.text.strip()
        if (
            line.mark
            or len(text) > 60
            or (i <= 4 and re.sub(r"\s", "", text) in title)
            or re.search(r"[。，；：:！？、《》]", text)
            or _DATE.search(text)
            or re.match(r"附\s*件", text)
        ):
            break
        names.insert(0, text)
    return _units(names)


def _units(names: list[str]) -> tuple[str, ...]:
    """Names as written on up to four lines; a name broken over two lines is put together."""
    out: list[str] = []
    for text in names:
        for piece in re.split(r"[\s\u3000]{2,}", text):
            piece = re.sub(r"[\s\u3000]+", "", piece)
            if out and not is_specific_unit(out[-1]):
                out[-1] += piece
            elif piece:
                out.append(piece)
    return tuple(out)


def _dated(lines: list[Line]) -> date | None:
    """The date under the title, or what the page says of it (成文日期)."""
    for line in lines[:12] + lines[-6:]:
        if match := _META_DATE.search(line.text):
            return as_date(match["date"])
    for line in lines[:8] + lines[-5:]:
        if _DATE_ONLY.fullmatch(line.text) and (match := _DATE.search(line.text)):
            return as_date(match[0])
    for line in lines[-5:]:
        if (match := _DATE.search(line.text)) and line.text[match.end() :].strip() == "印发":
            return as_date(match[0])
    return None


def as_date(text: str) -> date | None:
    """A full date in words or digits; None where that day does not exist."""
    pieces = [p for p in re.split(r"[年月日\-/.\s]+", text) if p]
    try:
        year, month, day = (numerals.parse(p) for p in pieces[:3])
        return date(year, month, day)
    except ValueError:
        return None
