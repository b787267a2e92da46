"""Titles (标题): where one stands, what kind of document it names, what stands beside it."""

from __future__ import annotations

import re
from functools import cache

from wenfeng.extract.lines import DATE, Element, Line, TableCells
from wenfeng.lang.patterns import lazy
from wenfeng.resources import lexicon

NUMBER = lazy(
    r"(?<![^\s　：:（(])[一-鿿]{1,12}[〔\[［（(【][12１２][0-9０-９]{3}[〕\]］）)】]"
    r"\s*[0-9０-９]{1,4}\s*号"
)
DATE_ONLY = lazy(rf"[\s\u3000（(]*(?:{DATE})[\s\u3000）)]*(?:印发)?")
ATTACHMENT = lazy(
    r"[\s\u3000【（(]*附[\s\u3000]?(?:件|表|录)?[\s\u3000]*(?P<no>[0-9０-９一二三四五六七八九十]{0,2})(?:[-－—][0-9]+)?[\s\u3000】）)]*(?P<colon>[:：]?)[\s\u3000]*(?P<rest>(?s:.*))"
)
META = lazy(
    r"^(?:索\s*引\s*号|主题分类|发文机关|成文日期|发布日期|发布时间|来源|标\s*题|发文字号|主\s*题\s*词|信息来源|浏览次数|文号|有效性|公开方式|公文种类|作者|责任编辑)\s*[:：]"
)
_BREADCRUMB = lazy(r"^(?:首页|当前位置|(?:您|你)(?:现在|所在|当前)?(?:所在)?的?位置)|\s[>＞»]\s*\S")
_PREAMBLE = lazy(r"\s*(?:为|根据|按照|依据|结合|经|现将|近年来|针对)[^，]{4,60}，")
_ATTACHED = lazy(r"附[\s\u3000]?件[\s\u3000]?[0-9０-９一二三四五六七八九十]{0,2}[:：]?")
_META_TITLE = lazy(r"^标\s*题\s*[:：]\s*(?P<title>\S.*)$")


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


def find_title(sequence: tuple[Element, ...], start: int, limit: int) -> tuple[str, int]:
    """The title that begins near ``start`` and the index behind it; ('', start) without one."""
    meta = ""
    for i in range(start, min(len(sequence), start + limit)):
        element = sequence[i]
        if isinstance(element, TableCells):
            break
        if found := _META_TITLE.match(element.text):
            meta = found["title"].strip()
        if is_beside_title(element.text):
            continue
        run = title_run(sequence, i)
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
    if isinstance(first, Line) and not meta and is_short(first) and not first.mark:
        return first.text.strip(), start + 1
    return meta, start


def _flat_title(text: str) -> str:
    """…〔2015〕188号某某管委会关于…的报告某某办公室：… : the title inside a flattened head."""
    head = text[:200]
    number = NUMBER.search(head)
    rest = head[number.end() :] if number else head
    match = re.match(
        r"\s*(?P<title>[^。；]{0,40}?关于[^。；]{4,80}?的(?:通知|报告|意见|方案|函|通报|决定|请示|批复))",
        rest,
    )
    return re.sub(r"\s+", "", match["title"]) if match else ""


def title_run(sequence: tuple[Element, ...], start: int) -> tuple[str, int] | None:
    """The longest run of up to four short lines from here whose words end like a title."""
    words = ""
    best: tuple[str, int] | None = None
    for i in range(start, min(len(sequence), start + 4)):
        line = sequence[i]
        if not isinstance(line, Line) or not is_short(line) or DATE_ONLY.fullmatch(line.text):
            break
        if "：" in line.text or ":" in line.text or (words and _PREAMBLE.match(line.text)):
            break
        if line.mark and line.mark.style not in ("shi",) and line.mark.end > 0:
            break
        if line.mark and line.mark.automatic and words:
            break  # the first heading below it
        if NUMBER.fullmatch(line.text.strip()) or (
            words and ATTACHMENT.fullmatch(line.text) and line.text.strip().startswith("附")
        ):
            break
        words += re.sub(r"[\s\u3000]+", " ", line.text).strip()
        if _kind_regex().search(words):
            best = (words, i + 1)
    return best


def is_short(line: Line) -> bool:
    text = line.text.strip()
    return 2 <= len(text) <= 70 and not re.search(r"[。；：，,;:]$", text)


def is_beside_title(text: str) -> bool:
    stripped = text.strip()
    return bool(
        META.match(stripped)
        or NUMBER.fullmatch(stripped)
        or not re.search(r"[一-鿿]", stripped)
        or re.search(r"文件$", stripped)
        or DATE_ONLY.fullmatch(stripped)
        or _BREADCRUMB.search(stripped)
        or _ATTACHED.fullmatch(stripped)
    )
