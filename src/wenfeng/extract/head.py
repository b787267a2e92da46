"""The header of a document: its number, issuing units and date (发文字号、发文机关、成文日期)."""

from __future__ import annotations

import re
from datetime import date

from wenfeng.domain import Header
from wenfeng.extract.labels import is_label
from wenfeng.extract.lines import DATE, DAY, Element, Line
from wenfeng.extract.titles import DATE_ONLY, META, NUMBER, kind_of_title
from wenfeng.lang import numerals
from wenfeng.lang.names import is_specific_unit
from wenfeng.lang.patterns import lazy

_KINDS = "纪要|方案|通知|意见|计划|办法|清单|要点|报告|通报|细则|决定"
_META_DATE = lazy(
    rf"(?:成文日期|发布日期|发布时间|发文日期|填报日期|填报时间|填表日期|填表时间|制表日期|制表时间|编制日期|更新时间|更新日期|截止日期)\s*[:：]\s*(?P<date>{DATE}|[12][0-9]{{3}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}})"
)
# The line breaks around the number were lost: …会议纪要潞专纪〔2025〕3号时间：…
_GLUED = lazy(
    rf"[^《（(，。；]{{4,60}}?(?:{_KINDS})(?P<number>[一-鿿]{{1,10}}[〔\[［【][12][0-9]{{3}}[〕\]］】]\s*第?[0-9]{{1,4}}\s*号)"
)


# 填报单位（盖章）：清皋县水务局    填报日期：… : forms name their sender above or below the table
_SENDER = lazy(
    r"(?:^|[\s\u3000])(?:填报|报送|上报|填表|制表|编制|整改|申报)?(?:单位|部门|机关)"
    r"(?:名称)?(?:[（(](?:盖章|公章|签章|章)[）)]|盖章)?[\s\u3000]*[：:][\s\u3000]*"
    r"(?P<unit>[^\s\u3000，。；：:（()）_＿]{4,30})(?=$|[\s\u3000（(])"
)


def read_header(sequence: tuple[Element, ...], title: str) -> Header:
    """What the head and the foot of a document say about it; ``title`` is its body's."""
    lines = [e for e in sequence if isinstance(e, Line)]
    issuers, signed = _signature(lines, re.sub(r"\s", "", title))
    return Header(
        title=title,
        number=_document_number(lines),
        issuers=issuers or _sender(lines),
        date=signed or _dated(lines),
        kind=kind_of_title(title),
    )


def _document_number(lines: list[Line]) -> str:
    for line in [*lines[:15], *lines[-8:]]:
        text = re.sub(r"^发文字号\s*[:：]\s*", "", line.text.strip())
        match = NUMBER.match(text) or (NUMBER.search(text) if "发文字号" in text else None)
        if match and ("《" not in line.text or match.start() == 0):
            return _tidy(match[0])
    glued = _GLUED.match(lines[0].text) if lines else None
    return _tidy(glued["number"]) if glued else ""


def _tidy(number: str) -> str:
    return re.sub(r"[\[［（(【](\d{4})[\]］）)】]", r"〔\1〕", re.sub(r"\s+", "", number))


def _signature(lines: list[Line], title: str) -> tuple[tuple[str, ...], date | None]:
    """Issuing units and date at the foot of the first part that is signed (落款)."""
    for i, line in enumerate(lines):
        text = line.text.strip()
        match = DAY.search(text)
        if i < 1 or match is None or len(text) > 60 or line.mark or match.end() < len(text) - 4:
            continue
        if "印发" in text[match.end() :] or META.match(text):
            continue
        before = text[: match.start()].strip()
        if before:
            if re.search(r"[，。；：:]", before) or len(before) < 4 or is_label(before):
                continue
            return _units([before]), as_date(match[0])
        if not re.fullmatch(r"[（(]?.*?[）)]?", text) or text.startswith(("（", "(")):
            continue
        names = _names_above(lines, i, title)
        if names:
            return names, as_date(match[0])
    return (), None


def _sender(lines: list[Line]) -> tuple[str, ...]:
    """The unit that a form names as its own, where nobody signed it (填报单位)."""
    for line in [*lines[:8], *lines[-4:]]:
        if line.mark or len(line.text) > 100:
            continue
        match = _SENDER.search(line.text)
        if match and is_specific_unit(match["unit"]):
            return (match["unit"],)
    return ()


def _names_above(lines: list[Line], i: int, title: str) -> tuple[str, ...]:
    names: list[str] = []
    for line in reversed(lines[max(0, i - 4) : i]):
        text = line.text.strip()
        if is_label(text):  # the name behind it is its value
            return _units(names[1:])
        if (
            line.mark
            or len(text) > 60
            or (i <= 4 and re.sub(r"\s", "", text) in title)
            or re.search(r"[。，；：:！？、《》]", text)
            or DAY.search(text)
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
        if DATE_ONLY.fullmatch(line.text) and (match := DAY.search(line.text)):
            return as_date(match[0])
    for line in lines[-5:]:
        if (match := DAY.search(line.text)) and line.text[match.end() :].strip() == "印发":
            return as_date(match[0])
    return None


def as_date(text: str) -> date | None:
    """A full date in words or digits; None where that day does not exist."""
    plain = re.sub("[OoＯ]", "0", text)
    pieces = [p for p in re.split(r"[年月日\-/.\s]+", plain) if p]
    try:
        year, month, day = (numerals.parse(p) for p in pieces[:3])
        return date(year, month, day)
    except ValueError:
        return None
