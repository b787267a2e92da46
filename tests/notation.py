"""A small notation for test documents: ``doc("# 标题\\n正文\\n| 甲 | 乙 |")`` is a Document.

A line is a paragraph. ``# `` before it gives a heading level, ``{（一）}`` an automatic number.
Lines between ``|`` are rows of a table; a blank line ends the table, elsewhere it means nothing.
In a cell ``^`` is covered by the cell above, ``<`` by the cell to the left, ``⏎`` breaks the line.
``⟨0.62⟩`` at the end of a line or a cell: OCR read it, and was so sure. ``⟨仿宋 16磅 缩进2 另页⟩``
at the end of a line: how it looks. A line ``⟨页面：210×297 上37 下35 左28 右26⟩`` begins a section;
it may go on with its page number: ``页码宋体14磅外侧—``. ``⟪文风:忽略 …⟫`` at the end of a line or
a cell: a comment on it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from wenfeng.domain import (
    Alignment,
    Block,
    Cell,
    Comment,
    Document,
    Entry,
    Look,
    OwnerRole,
    Page,
    PageNumber,
    Reading,
    Recognised,
    Span,
)
from wenfeng.extract import extract

_COMMENT = re.compile(r"⟪([^⟪⟫]*)⟫$")
_SURE = re.compile(r"⟨(0\.\d+)⟩$")
_LOOK = re.compile(r"⟨(?!页面)([^⟨⟩0-9][^⟨⟩]*)⟩$")
_PAGE = re.compile(
    r"⟨页面：([\d.]+)×([\d.]+) 上([\d.]+) 下([\d.]+) 左([\d.]+) 右([\d.]+)(?: 页码(.+))?⟩"
)
_PAGE_NUMBER = re.compile(r"(\D+)([\d.]+)磅(左|右|外侧|居中)(.?)")
_SIDES: dict[str, Alignment] = {
    "居中": "center", "居右": "right", "两端": "justify", "居左": "left",
    "左": "left", "右": "right", "外侧": "outside",
}  # fmt: skip
_PARAGRAPH = re.compile(r"(?P<hashes>#{1,6} )?(?:\{(?P<label>[^{}]+)\})?(?P<text>.*)", re.DOTALL)


def doc(text: str, name: str = "方案.txt") -> Document:
    """The document that the notation describes, as a reader would give it."""
    blocks: list[Block] = []
    pages: list[Page] = []
    tables = 0
    for is_table, group in groupby(text.split("\n"), key=_is_row):
        lines = list(group)
        if is_table:
            tables += 1
            blocks += _table(tables, lines)
        else:
            for line in filter(str.strip, lines):
                if page := _PAGE.fullmatch(line):
                    pages.append(_page(page, len(blocks)))
                else:
                    blocks.append(_paragraph(line))
    numbered = (
        _recognised(b if b.cell else replace(b, where=f"第{i}段")) for i, b in enumerate(blocks, 1)
    )
    document = Document(name, "txt", "0" * 64, tuple(numbered), pages=tuple(pages))
    return _commented(document)


def _commented(document: Document) -> Document:
    """The document with its comments off the text."""
    whole: list[Block] = []
    comments: list[Comment] = []
    for number, block in enumerate(document.blocks):
        match = _COMMENT.search(block.text)
        text = block.text[: match.start()].rstrip() if match else block.text
        if match:
            comments.append(Comment("整改办", match[1], (Span(number, 0, len(text)),)))
        whole.append(replace(block, text=text))
    return replace(document, blocks=tuple(whole), comments=tuple(comments))


def _recognised(block: Block) -> Block:
    match = _SURE.search(block.text)
    if not match:
        return block
    text = block.text[: match.start()]
    return replace(block, text=text, recognised=(Recognised(0, len(text), float(match[1])),))


def read(text: str) -> Reading:
    """What extraction takes out of the document that the notation describes."""
    return extract(doc(text))


def only(text: str) -> Entry:
    """The one entry of the document."""
    (entry,) = read(text).entries
    return entry


def words(entry: Entry) -> str:
    """All that an entry says is to be done, its heading first."""
    return "".join([entry.heading, *(measure.text for measure in entry.measures)])


def names(entry: Entry, role: OwnerRole = "lead") -> list[str]:
    """The owners of an entry in that role, as written."""
    return [owner.name for owner in entry.owners if owner.role == role]


def end(entry: Entry) -> str | None:
    """The last day of an entry's deadline (ISO 8601), None without one."""
    day = entry.deadline.end if entry.deadline else None
    return day.isoformat() if day else None


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|")


def _paragraph(line: str) -> Block:
    look = _LOOK.search(line)
    match = _PARAGRAPH.fullmatch(line[: look.start()] if look else line)
    assert match is not None
    level = len(match["hashes"].strip()) if match["hashes"] else 0
    label = match["label"] or ""
    return Block(
        "paragraph", match["text"], "", level, label, look=_look(look[1]) if look else None
    )


def _look(words: str) -> Look:
    look = Look()
    for word in words.split():
        number = float(found[0]) if (found := re.search(r"[\d.]+", word)) else 0.0
        if word in _SIDES:
            look = replace(look, alignment=_SIDES[word])
        elif word.startswith("缩进"):
            look = replace(look, indent=number)
        elif word.startswith("行距"):
            look = replace(look, pitch=number)
        elif word.endswith("磅"):
            look = replace(look, size=number)
        elif word in ("另页", "或另页"):
            look = replace(look, new_page=True if word == "另页" else None)
        elif word == "加粗":
            look = replace(look, bold=True)
        else:
            look = replace(look, font=word, latin=word)
    return look


def _page(match: re.Match[str], block: int) -> Page:
    width, height, top, bottom, left, right = map(float, match.groups()[:6])
    found = _PAGE_NUMBER.findall(match[7] or "")
    numbers = tuple(
        PageNumber(font, float(size), _SIDES[side], dash.strip())
        for font, size, side, dash in found
    )
    return Page(block, width, height, top, bottom, left, right, 28.0, numbers=numbers)


def _table(number: int, lines: list[str]) -> list[Block]:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return [
        Block("cell", text.replace("⏎", "\n"), f"表{number}第{r}行第{c}列", cell=cell)
        for r, row in enumerate(rows, 1)
        for c, text in enumerate(row, 1)
        if text not in ("^", "<")
        for cell in [Cell(number, r, c, _down(rows, r, c), _right(row, c))]
    ]


def _down(rows: list[list[str]], row: int, column: int) -> int:
    below = [r[column - 1] if column <= len(r) else "" for r in rows[row:]]
    return 1 + _run(below, "^")


def _right(row: list[str], column: int) -> int:
    return 1 + _run(row[column:], "<")


def _run(cells: list[str], mark: str) -> int:
    return next((i for i, text in enumerate(cells) if text != mark), len(cells))
