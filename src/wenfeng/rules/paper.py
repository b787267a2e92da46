"""What stands where in a paper (公文要素): title, recipient, body, signature, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wenfeng.domain import Block, Document, Page, Reading, Span
from wenfeng.rules.rule import Case

DATE = re.compile(
    r"[（(]?(?P<year>[0-9０-９]{2,4}|[一二三四五六七八九〇零○Oo]{2,4})\s*年\s*"
    r"(?P<month>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*"
    r"(?P<day>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*日[）)]?"
)
_NUMBER = re.compile(
    r"(?P<code>[一-鿿]{1,14})\s*(?P<open>[〔﹝\[［（(【])\s*"
    r"(?P<year>[0-9０-９]{2}|[0-9０-９]{4})\s*年?\s*(?P<close>[〕﹞\]］）)】])\s*"
    r"(?P<nth>第)?\s*(?P<serial>[0-9０-９]{1,5})\s*(?P<end>号)?(?:\s+签发人.*)?"
)
_NO_CODE = re.compile(r"附件|图|表|注|第|日|月|共|计$")
LABEL = re.compile(r"附\s*件\s*(?P<number>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})?\s*[:：]?")
LISTED = re.compile(r"\s*附\s*件\s*[:：]\s*(?P<rest>\S.*)", re.DOTALL)
_NUMBERED = re.compile(r"\s*[0-9０-９]{1,2}\s*[.．、]\s*\S")
_RECIPIENT = re.compile(r"(?:各|本|县|市|省|区|州|乡|镇|局|委|办|院|校|公司|部|厅|司|处|会)")
_NO_RECIPIENT = re.compile(
    r"如下|以下|附\s*件|[。；？！]|^\s*[一二三四五六七八九十0-9（(]{1,3}[、.．）)]"
)
# what a web page says of itself between title and text: 发布日期:… 来源:
_PUBLISHED = re.compile(
    r"[【\[]?(?:发布|发文|公开|成文|信息来?源|来\s*源|作\s*者|编\s*辑|责任编辑|浏览|点击|阅读|访问|字\s*[号体]"
    r"|索\s*引|文\s*号|日\s*期|时\s*间|打印|分享|主题词|有效性)[^，。；]{0,12}?[:：]"
)
# A title is looked for among so many paragraphs, and has at most so many lines.
_HEAD = 40
_LINES = 4
_LONGEST_LABEL = 40
_LEAST = 60

Place = tuple[int, Block]


@dataclass(frozen=True, slots=True)
class Paper:
    """The paragraphs of a document by what they are; each with its number in the document.

    ``text`` is all that stands between recipient (or title) and the signature or the first
    attachment. ``flows``: it is a paper that runs as text, no form and no ledger.
    """

    head: tuple[Place, ...] = ()
    title: tuple[Place, ...] = ()
    recipient: Place | None = None
    text: tuple[Place, ...] = ()
    listed: tuple[Place, ...] = ()
    dates: tuple[Place, ...] = ()
    labels: tuple[Place, ...] = ()
    page: Page | None = None
    flows: bool = False


# The last one made: a dozen rules ask for it in turn, and hashing a document costs more than it.
_last: list[tuple[Document, Reading, Paper]] = []


def paper(case: Case) -> Paper:
    """The document as a paper."""
    for document, reading, found in _last:
        if document is case.document and reading is case.reading:
            return found
    found = _paper(case.document, case.reading)
    _last[:] = [(case.document, case.reading, found)]
    return found


def _paper(document: Document, reading: Reading) -> Paper:
    places = tuple(_paragraphs(document))
    start, end = _title(places, reading.header.title)
    # A number that is not written as it should be passes for the first line of the title.
    while start < end and paper_number(places[start][1].text):
        start += 1
    labels = tuple(_labels(places, end))
    stop = next((n for n, one in enumerate(places) if labels and one == labels[0]), len(places))
    main = places[end:stop]
    recipient = next(iter(_recipient(main[:4])), None)
    listed = tuple(_listed(main))
    dates = tuple(_dates(main, listed))
    known = {index for index, _ in (*listed, *dates, *([recipient] if recipient else []))}
    last = min((index for index, _ in (*listed, *dates)), default=len(document.blocks))
    text = tuple(one for one in main if one[0] < last and one[0] not in known)
    page = _page(document, text[0][0] if text else 0)
    return Paper(
        head=places[:start],
        title=places[start:end],
        recipient=recipient,
        text=text,
        listed=listed,
        dates=dates,
        labels=labels,
        page=page,
        flows=bool(end) and _flows(document, text, page),
    )


def _paragraphs(document: Document) -> Iterator[Place]:
    for index, block in enumerate(document.blocks):
        if block.kind == "paragraph" and block.text.strip() and block.style != "sheet name":
            yield index, block


def _title(places: tuple[Place, ...], title: str) -> tuple[int, int]:
    """First and last of the paragraphs that make up the title; 0, 0 without one."""
    wanted = _bare(title)
    for start in range(min(len(places), _HEAD)) if wanted else ():
        words = ""
        for end in range(start, min(len(places), start + _LINES)):
            words += _bare(places[end][1].text)
            if words == wanted:
                return start, end + 1
            if not wanted.startswith(words):
                break
    return 0, 0


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _labels(places: tuple[Place, ...], end: int) -> Iterator[Place]:
    """Lines that say 附件1 and no more, each at the head of an attachment."""
    for number, (index, block) in enumerate(places):
        following = places[number + 1][1].text if number + 1 < len(places) else ""
        alone = LABEL.fullmatch(block.text.strip())
        if alone and number >= max(end, 1) and not _NUMBERED.match(following):
            yield index, block


def _recipient(places: tuple[Place, ...]) -> Iterator[Place]:
    for index, block in places:
        text = block.text.strip()
        if _PUBLISHED.match(text):
            continue
        if text.endswith(("：", ":")) and len(text) < 200 and not _NO_RECIPIENT.search(text):
            if _RECIPIENT.search(text) and not block.label:
                yield index, block
            return
        if len(text) > 60:
            return


def _listed(places: tuple[Place, ...]) -> Iterator[Place]:
    """附件：1.… and the lines below it, where nothing but the signature follows."""
    for number, (index, block) in enumerate(places):
        if not LISTED.fullmatch(block.text) or "。" in block.text.strip()[:-1]:
            continue
        end = number + 1
        while end < len(places) and _continues(places[end][1]):
            end += 1
        if end < len(places) and not _signs(places[end][1].text):
            continue
        yield index, block
        yield from places[number + 1 : end]
        return


def _continues(block: Block) -> bool:
    return bool(block.label or _NUMBERED.match(block.text)) and len(block.text) < 80


def _signs(text: str) -> bool:
    """Whether a line may stand below the list: who signs, the date, a note in parentheses."""
    text = text.strip()
    closed = re.fullmatch(r"[（(].*[）)]", text) or DATE.fullmatch(text)
    return bool(closed) or (len(text) <= _LONGEST_LABEL and not re.search(r"[。，；：:、]", text))


def _dates(places: tuple[Place, ...], listed: tuple[Place, ...]) -> Iterator[Place]:
    """Dates that stand alone below the text, with a signature above them."""
    behind = {index for index, _ in listed}
    for number, (index, block) in enumerate(places):
        if not DATE.fullmatch(block.text.strip()) or block.text.strip()[0] in "（(":
            continue
        above = places[number - 1] if number else None
        if number >= 2 and above and (above[0] in behind or _signs(above[1].text)):
            yield index, block


def _page(document: Document, block: int) -> Page | None:
    found = [page for page in document.pages if page.block <= block]
    return found[-1] if found else None


def _flows(document: Document, text: tuple[Place, ...], page: Page | None) -> bool:
    after = [one.block for one in document.pages if page and one.block > page.block]
    section = document.blocks[page.block if page else 0 : min(after, default=None)]
    cells = sum(len(block.text) for block in section if block.cell)
    said = sum(len(block.text) for _, block in text)
    return said >= _LEAST and said > cells


def paper_number(text: str) -> re.Match[str] | None:
    """The number of a paper (发文字号), however it is written, where a line says nothing else."""
    match = _NUMBER.fullmatch(text.strip())
    return None if match is None or _NO_CODE.search(match["code"]) else match


def whole(place: Place) -> Span:
    """All of a paragraph."""
    index, block = place
    return Span(index, 0, len(block.text))
