"""Reads RTF files (RTF 1.9.1) of Word, WPS, LibreOffice and WordPad: paragraphs, tables, notes."""

from __future__ import annotations

from collections.abc import Iterator

from wenfeng.domain import Unread
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers.layout import Content
from wenfeng.readers.rtf.parse import Parser, parse
from wenfeng.readers.telling import Teller, edges, texts

_NOTES = {"footnote": "脚注", "endnote": "尾注"}
_BLANK = b" \t\r\n\0\xef\xbb\xbf"


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """The blocks of an RTF file in reading order, and what the file holds that was not read."""
    data = data.lstrip(_BLANK)
    if not data.startswith(b"{\\rtf"):
        raise InputError(
            "不是 RTF 文件：开头没有 RTF 标记", "请用 Word 或 WPS 打开确认，另存为 docx 再试。"
        )
    parser = parse(data, limits)
    teller = Teller()
    teller.body(parser.body)
    for kind, word in _NOTES.items():
        for number, items in enumerate(parser.file.parts.get(kind, ()), start=1):
            teller.part(items, "footnote", f"{word}{number}")
    teller.unread.extend(_besides(parser, teller))
    return tuple(teller.blocks), tuple(teller.unread)


def _besides(parser: Parser, teller: Teller) -> Iterator[Unread]:
    yield from edges(text for items in parser.file.parts.get("edge", ()) for text in texts(items))
    yield from teller.comments(parser.file.comments)
    if parser.cut_off:
        yield Unread("缺少的内容：文件没有结束标记，可能不完整", "文件末尾")
    if b"\\par" in parser.file.tokens.rest():
        yield Unread("结束标记之后的内容", "文件末尾")
