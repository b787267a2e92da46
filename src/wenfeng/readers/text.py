"""Plain text and Markdown: a non-blank line is a paragraph; tables drawn in text become tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from wenfeng.domain import Unread
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers import text_tables
from wenfeng.readers.encoding import decode
from wenfeng.readers.layout import Content, Item, Paragraph, Slot, Table, blank, number
from wenfeng.readers.wrapping import unwrap

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t\u3000]+(.*?)[ \t]*#*[ \t]*")
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|`{3,}.*|~{3,}.*)")
_BULLET = re.compile(r"([ \t]*)(?:[-*+][ \t]+|>[ \t]?)")
# Every repetition has an end: an unclosed mark must not cost a search to the end of the file.
_IMAGE = re.compile(r"!\[([^\]\[\n]{0,200})\]\([^()\n]{0,500}\)")
_INLINE = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # an escaped mark
    r"|\[([^\]\[\n]{1,200})\]\([^()\n]{0,500}\)"  # a link
    r"|`([^`\n]{1,500})`"
    r"|\*\*(?=\S)([^\n]{1,500}?)(?<=\S)\*\*"
    r"|__(?=\S)([^\n]{1,500}?)(?<=\S)__"
    r"|(?<![\w*])\*(?=[^\s*])([^*\n]{1,500}?)(?<=\S)\*(?![\d*])"
)


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Plain text (txt), with the tables that people paste or draw into it."""
    finders = (text_tables.pipe_table, text_tables.drawn_table, text_tables.tab_table)
    lines = unwrap(_LINE_END.split(decode(data)))
    return number(_items(lines, finders, lambda line: Paragraph(line))), ()


def read_markdown(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Markdown (md): headings give levels, marks of emphasis go, pipe tables are tables."""
    text = _without_comments(decode(data))
    images = len(_IMAGE.findall(text))
    lines = _LINE_END.split(_IMAGE.sub("", text))
    items = _items(lines, (text_tables.pipe_table,), _markdown_paragraph)
    plain = (_unmarked(item) for item in items)
    blocks = number(p for p in plain if isinstance(p, Table) or not blank(p.text))
    return blocks, (Unread(f"图片{images}张", "全文"),) if images else ()


def _without_comments(text: str) -> str:
    """Only closed comments go; one that never ends would swallow the rest."""
    head, end, rest = text.rpartition("-->")
    return re.sub(r"<!--.*?-->", "", head + end, flags=re.S) + rest


def _items(
    lines: list[str],
    finders: tuple[Callable[[list[str], int], tuple[Table, int] | None], ...],
    paragraph: Callable[[str], Paragraph],
) -> Iterator[Item]:
    at = 0
    while at < len(lines):
        found = next((hit for find in finders if (hit := find(lines, at))), None)
        if found:
            table, at = found
            yield table
            continue
        if not blank(lines[at]):
            yield paragraph(lines[at])
        at += 1


def _markdown_paragraph(line: str) -> Paragraph:
    if heading := _HEADING.fullmatch(line):
        return Paragraph(heading[2], len(heading[1]))
    if _RULE.fullmatch(line):
        return Paragraph("")
    while bullet := _BULLET.match(line):
        line = bullet[1] + line[bullet.end() :]
    return Paragraph(line)


def _unmarked(item: Item) -> Item:
    if isinstance(item, Paragraph):
        return Paragraph(_plain(item.text), item.level)
    slots = (Slot(_plain(s.text.replace("<br>", "\n")), s.row, s.column) for s in item.slots)
    return Table(tuple(slots))


def _plain(text: str) -> str:
    """Without Markdown's marks; what stands between a pair may hold further pairs."""
    return _INLINE.sub(_content, text)


def _content(match: re.Match[str]) -> str:
    inner = match[match.lastindex or 0]
    return inner if match.lastindex in (1, 3) else _plain(inner)
