"""Single-file web pages (MHT, RFC 2557): the parts of a page in one mail-like file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from urllib.parse import unquote

from wenfeng.errors import InputError
from wenfeng.readers.encoding import decode
from wenfeng.readers.html import office as html_office

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]*encoding=[\"']([\w-]+)", re.I)
_FRAME = re.compile(r"<i?frame\b[^<>]{0,500}?\bsrc\s*=\s*[\"']?([^\"'>\s]+)", re.I)
_MAX_PARTS = 2_000


@dataclass(frozen=True, slots=True)
class Page:
    """One page to be read; ``sheet`` names it where it is a worksheet, else ``""``."""

    text: str
    sheet: str = ""
    hidden: bool = False


def decoded(page: bytes, charset: str = "") -> str:
    """The text of a page, by what it says of itself where its bytes leave a doubt."""
    named = _CHARSET.search(page[:4096])
    said = (named[1] or named[2]).decode("ascii") if named else charset
    return decode(page, said)


def pages(data: bytes) -> tuple[Page, ...]:
    """The pages of the file in the order in which they are seen: sheets, or main page and frames.

    Only the main page where it is no frame around others.
    """
    try:
        parts = _parts(data)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        # The mail parser lets whatever it trips over through.
        raise InputError(
            "单个文件网页（mht）已损坏，无法读取", "请用浏览器打开，另存为网页再试。"
        ) from error
    if not parts:
        raise InputError("单个文件网页（mht）里没有网页正文", "请用浏览器打开，另存为网页再试。")
    main = decoded(*parts[0][1])
    by_name = {name: page for names, page in reversed(parts[1:]) for name in names if name}
    return (*_sheets(main, by_name),) or (Page(main), *_frames(main, by_name))


_Part = tuple[tuple[str, ...], tuple[bytes, str]]


def _parts(data: bytes) -> list[_Part]:
    """The pages, the main one first: by what names others call them, bytes, stated charset."""
    message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
    found: list[_Part] = []
    for part in message.walk():
        if len(found) >= _MAX_PARTS:
            break
        page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(page, bytes) and page:
            found.append((_names(part), (page, part.get_content_charset() or "")))
    start = str(message.get_param("start") or "").strip("<>")
    return sorted(found, key=lambda one: start not in one[0]) if start else found


def _names(part: Message) -> tuple[str, ...]:
    location = str(part.get("Content-Location", ""))
    return str(part.get("Content-ID", "")).strip(" <>"), _file(location)


def _file(address: str) -> str:
    """The file name an address ends in; what follows cid: is a name of its own."""
    address = unquote(address.strip()).removeprefix("cid:").partition("#")[0]
    return address.replace("\\", "/").rpartition("/")[2].lower() if "@" not in address else address


def _sheets(main: str, by_name: dict[str, tuple[bytes, str]]) -> list[Page]:
    found = []
    for name, source, hidden in html_office.sheets(main):
        page = by_name.get(_file(source))
        if page is not None:
            text = decoded(*page)
            found.append(Page(text, name, hidden or html_office.hides_itself(text)))
    return found


def _frames(main: str, by_name: dict[str, tuple[bytes, str]]) -> list[Page]:
    sources = dict.fromkeys(_file(source) for source in _FRAME.findall(main))
    return [Page(decoded(*by_name[source])) for source in sources if source in by_name]
