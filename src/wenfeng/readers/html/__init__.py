"""Web pages (HTML, MHT): paragraphs and tables as a browser shows them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from wenfeng.domain import Unread
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers.html import mht as html_mht
from wenfeng.readers.html import office as html_office
from wenfeng.readers.html.mht import Page as Source
from wenfeng.readers.html.office import Selector
from wenfeng.readers.html.page import KEPT_TAB, Page, named
from wenfeng.readers.layout import Content, Item, Paragraph, number

if TYPE_CHECKING:
    from lxml.etree import _Element

_DROPPED = {
    *("script", "style", "noscript", "noframes", "template", "head", "xml", "colgroup", "param"),
}
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
_LOOKS = re.compile(r"</?(?:font|b|i|u|strong|em|big|small)(?:\s[^<>]{0,500})?>", re.I)

Event = tuple[str, "_Element | str | tuple[str, int] | Page"]


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Blocks of a page; what is hidden or not text is listed as unread."""
    return _content([Source(html_mht.decoded(data))])


def read_mht(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """The pages inside a single-file web page; pictures count where a page shows them."""
    return _content(html_mht.pages(data))


def _content(sources: Sequence[Source]) -> Content:
    items: list[Item] = []
    notes: list[Item] = []
    unread: list[Unread] = []
    found: Counter[str] = Counter()
    for source in sources:
        page = _page(source.text)
        if source.hidden:
            unread.append(Unread("隐藏的工作表", f"工作表“{source.sheet}”"))
            continue
        if source.sheet and page.items:
            items.append(Paragraph(source.sheet, where=f"工作表“{source.sheet}”"))
        items += page.items
        notes += page.notes
        found += page.unread
    if not items and html_office.sheets(sources[0].text):
        raise InputError(
            "这个网页只是工作簿的外壳，各个工作表在旁边的 .files 文件夹里",
            "请用 Excel 或 WPS 打开，另存为 xlsx 再试。",
        )
    if not any(source.sheet for source in sources):
        found["嵌入网页"] -= len(sources) - 1
    unread += (Unread(f"{what}{count}处", "网页") for what, count in found.items() if count > 0)
    return tuple(named(number((*items, *notes)))), tuple(unread)


def _page(text: str) -> Page:
    page = Page()
    root = _parse(text)
    if root is None:
        return page
    for event, item in _events(root, html_office.hidden_classes(root)):
        getattr(page, event)(item)
    page.finish(" ".join((root.findtext(".//head/title") or "").split()))
    return page


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


def _events(root: _Element, classes: frozenset[Selector]) -> Iterator[Event]:
    """The tree as a stream, without recursion: pages that never close a tag nest very deep."""
    pending: list[Event] = [("visit", root)]
    drawn = False  # a text box was read, the picture in its stead is to come
    while pending:
        event, item = pending.pop()
        if event != "visit" or isinstance(item, str | tuple | Page):
            yield event, item
            continue
        if item.tail and item is not root:
            pending.append(("text", item.tail))
        if not isinstance(item.tag, str):
            boxes = [_page(box) for box in html_office.text_boxes(item.text or "")]
            drawn = drawn or bool(boxes)
            yield from (("box", box) for box in boxes if box.items)
        elif drawn and html_office.is_fallback(item):
            drawn = False
        elif item.tag not in _DROPPED:
            instead = _instead(item, classes)
            if instead is not None:
                yield instead
                continue
            yield "open", item
            pending.append(("close", item))
            pending.extend(("visit", child) for child in reversed(item))
            if item.text:
                pending.append(("text", item.text))


def _instead(element: _Element, classes: frozenset[Selector]) -> Event | None:
    """What stands for an element whose content is not read as it is."""
    if html_office.is_mark(element):
        return "text", ""
    for_office = "mso-" in element.get("style", "").lower()
    if for_office and (listed := html_office.comments(element)):
        return "count", ("批注", listed)
    if what := _left_out(element, classes):
        return "count", (what, int(bool(what.strip())))
    if for_office and html_office.is_number(element):
        return "number", element
    if for_office and (tabs := html_office.tabs(element)):
        return "text", KEPT_TAB * tabs
    return None


def _left_out(element: _Element, classes: frozenset[Selector]) -> str:
    """What is not read here: pictures and the like, and what the page does not show."""
    if element.tag in _UNREAD and not (element.tag == "object" and _text(element)):
        return _UNREAD[element.tag] if element.tag != "del" or _text(element) else " "
    if element.tag == "input":
        typed = element.get("type", "text").lower() not in ("hidden", "button", "submit")
        return "表单控件" if typed and element.get("value") else " "
    if html_office.is_hidden(element, classes):
        return "隐藏的文字" if _text(element) else " "
    return ""


def _text(element: _Element) -> str:
    return str(element.xpath("string()")).strip()
