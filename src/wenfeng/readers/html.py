"""Web pages (HTML, MHT): paragraphs and tables as a browser shows them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wenfeng.domain import Unread
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers.encoding import decode
from wenfeng.readers.html_lists import list_start, marker
from wenfeng.readers.html_tables import RawCell, RawTable, place
from wenfeng.readers.layout import Content, Item, Paragraph, blank, number

if TYPE_CHECKING:
    from lxml.etree import _Element

_DROPPED = {"script", "style", "noscript", "template", "head", "xml", "colgroup", "param"}
_UNREAD = {
    "img": "图片",
    "svg": "图片",
    "canvas": "图片",
    "picture": "图片",
    "iframe": "嵌入网页",
    "frame": "嵌入网页",
    "object": "嵌入对象",
    "embed": "嵌入对象",
    "video": "音频或视频",
    "audio": "音频或视频",
    "select": "表单控件",
    "del": "标为删除的文字",
}
_BLOCKS = frozenset(
    """
    html body address article aside blockquote caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p
    pre section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905 – a list of fifty quoted words is harder to read
)
_SECTIONS = {"thead": 0, "tbody": 1, "tfoot": 2}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]*encoding=[\"']([\w-]+)", re.I)
# Marks inside the collected text: a line break, and white space that pre keeps.
_BREAK, _KEPT_SPACE, _KEPT_TAB = "\0", "\1", "\2"
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
# As CSS has it, a line end of the source between two Chinese characters is no space.
_WRAP = re.compile(rf"(?<=[{_WIDE}])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])")
_LOOKS = re.compile(r"</?(?:font|b|i|u|strong|em|big|small)(?:\s[^<>]{0,500})?>", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Blocks of a page; what is hidden or not text is listed as unread."""
    named = _CHARSET.search(data[:4096])
    return _read_text(decode(data, (named[1] or named[2]).decode("ascii") if named else ""))


def read_mht(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """The page inside a single-file web page; its pictures count where the page shows them."""
    from email import message_from_bytes

    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page:
                return _read_text(decode(page, part.get_content_charset() or ""))
    raise InputError("单个文件网页（mht）里没有网页正文", "请用浏览器打开，另存为网页再试。")


def _parse(text: str) -> _Element | None:
    from lxml import etree

    # No character but these can mean a break or kept space further down.
    clean = re.sub(r"[\0-\x08\x0b\x0e-\x1f]", "", text)
    # libxml2 drops what nests too deep without a word; tags of mere looks are the usual cause.
    for source in (clean, _LOOKS.sub("", clean)):
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
        try:
            root = etree.fromstring(source.encode("utf-8"), parser)
        except (etree.LxmlError, UnicodeError, ValueError) as error:
            raise InputError("网页内容已损坏，无法读取", "请用浏览器打开，另存后再试。") from error
        if not any("depth" in entry.message for entry in parser.error_log):
            return root
    raise InputError("网页的标签嵌套太深，无法完整读取", "请用 WPS 打开网页，另存为 docx 再试。")


def _read_text(text: str) -> Content:
    root = _parse(text)
    if root is None:
        return (), ()
    page = _Page()
    for event, item in _events(root):
        getattr(page, event)(item)
    page.flush()
    items = page.items
    title = " ".join((root.findtext(".//head/title") or "").split())
    if title and not any(isinstance(item, Paragraph) for item in items):
        items.insert(0, Paragraph(title, where="网页标题"))
    unread = (Unread(f"{what}{count}处", "网页") for what, count in page.unread.items())
    return number(items), tuple(unread)


def _events(root: _Element) -> Iterator[tuple[str, _Element | str]]:
    """The tree as a stream, without recursion: pages that never close a tag nest very deep."""
    pending: list[tuple[str, _Element | str]] = [("visit", root)]
    while pending:
        event, item = pending.pop()
        if event != "visit" or isinstance(item, str):
            yield event, item
            continue
        if item.tail and item is not root:
            pending.append(("text", item.tail))
        if not isinstance(item.tag, str) or item.tag in _DROPPED:
            continue
        if what := _left_out(item):
            yield "leave", what
            continue
        yield "open", item
        pending.append(("close", item))
        pending.extend(("visit", child) for child in reversed(item))
        if item.text:
            pending.append(("text", item.text))


def _left_out(element: _Element) -> str:
    """What is not read here: pictures and the like, and what the page does not show."""
    if element.tag in _UNREAD and not (element.tag == "object" and _text(element)):
        return _UNREAD[element.tag] if element.tag != "del" or _text(element) else " "
    if element.tag == "input":
        typed = element.get("type", "text").lower() not in ("hidden", "button", "submit")
        return "表单控件" if typed and element.get("value") else " "
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        return "隐藏的文字" if _text(element) else " "
    return ""


def _text(element: _Element) -> str:
    return str(element.xpath("string()")).strip()


@dataclass(slots=True)
class _Flow:
    """Where text is being collected: the page itself, or a table cell."""

    parts: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    label: str = ""
    level: int = 0
    kept: int = 0  # how many pre elements are open
    cell: RawCell | None = None


class _Page:
    """Puts the stream together; `flows` and `tables` hold what is still open."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.unread: Counter[str] = Counter()
        self.flows = [_Flow()]
        self.tables: list[RawTable | None] = []  # None: a table that only lays the page out
        self.group: list[RawTable] = []
        self.counters: list[tuple[str, int, int]] = []

    def text(self, text: str) -> None:
        flow = self.flows[-1]
        if flow.kept:
            text = re.sub(r"\r\n?|\n", _BREAK, text)
            text = text.replace(" ", _KEPT_SPACE).replace("\t", _KEPT_TAB)
        flow.parts.append(text)

    def leave(self, what: str) -> None:
        if what.strip():
            self.unread[what] += 1

    def open(self, element: _Element) -> None:
        tag = element.tag
        if tag == "br":
            self.flows[-1].parts.append(_BREAK)
        if tag not in _BLOCKS:
            return
        self.flush()
        if tag == "table":
            self._open_table(element)
        elif tag in ("tr", "td", "th"):
            self._open_in_table(element)
        elif tag == "pre":
            self.flows[-1].kept += 1
        elif tag in ("ol", "ul", "menu"):
            self.counters.append(list_start(element))
        elif tag == "li":
            self._open_item(element)
        elif tag[0] == "h" and tag[1:].isdigit():
            self.flows[-1].level = int(tag[1:])

    def close(self, element: _Element) -> None:
        tag = element.tag
        if tag not in _BLOCKS:
            return
        self.flush()
        flow = self.flows[-1]
        if tag == "table":
            self._close_table()
        elif tag in ("td", "th") and flow.cell and flow.cell.element is element:
            flow.cell.text = "\n".join(flow.lines)
            self.flows.pop()
        elif tag == "pre":
            flow.kept -= 1
        elif tag in ("ol", "ul", "menu"):
            self.counters.pop()
        elif tag == "li" and not flow.cell:
            flow.label = ""
        elif tag[0] == "h" and tag[1:].isdigit():
            flow.level = 0

    def flush(self) -> None:
        """End the paragraph: what was collected becomes lines, empty ones go."""
        flow = self.flows[-1]
        if not flow.parts:
            return
        raw = _WRAP.sub("", "".join(flow.parts))
        flow.parts = []
        lines = [_SPACE.sub(" ", line).strip(" ") for line in raw.split(_BREAK)]
        lines = [s.replace(_KEPT_SPACE, " ").replace(_KEPT_TAB, "\t") for s in lines]
        lines = [line for line in lines if not blank(line)]
        if flow.cell:
            flow.cell.label = flow.cell.label or (flow.label if not flow.lines else "")
            flow.lines += lines
            return
        for line in lines:
            self.items.append(Paragraph(line, flow.level, flow.label))
            flow.label = ""

    def _open_table(self, element: _Element) -> None:
        table = None if _is_frame(element) else RawTable()
        self.tables.append(table)
        if table:
            self.group.append(table)

    def _open_in_table(self, element: _Element) -> None:
        table = self.tables[-1] if self.tables else None
        if table is None:
            return
        if element.tag == "tr" or not table.rows:
            parent = element.getparent()
            section = _SECTIONS.get(str(parent.tag), 1) if parent is not None else 1
            table.rows.append((section, []))
        if element.tag != "tr":
            cell = RawCell(element)
            table.rows[-1][1].append(cell)
            self.flows.append(_Flow(cell=cell))

    def _open_item(self, element: _Element) -> None:
        style, value, step = self.counters[-1] if self.counters else ("", 1, 1)
        given = element.get("value", "")
        value = int(given) if re.fullmatch(r"-?\d{1,6}", given, re.A) else value
        if self.counters:
            self.counters[-1] = (style, value + step, step)
        self.flows[-1].label = marker(element, style, value)

    def _close_table(self) -> None:
        """A table ends; those inside it follow it, in the order in which they began."""
        self.tables.pop()
        if any(self.tables):
            return
        placed = map(place, self.group)
        self.items += [table for table in placed if any(not blank(s.text) for s in table.slots)]
        self.group = []


def _is_frame(table: _Element) -> bool:
    """A table of a single column only lays the page out: its content is running text."""
    rows = [row for part in table.iterchildren(*_SECTIONS) for row in part.iterchildren("tr")]
    rows += table.iterchildren("tr")
    return all(sum(1 for _ in row.iterchildren("td", "th")) < 2 for row in rows)
