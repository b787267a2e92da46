"""Blocks as a text file, a web page or a csv file."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable, Sequence

from corpus.dice import Dice
from corpus.model import Block, Cell, Line, Table
from corpus.pen import plain

WIDTH = 34
TAGS = {"title": "h1", "head": "h2", "group": "h3"}


def as_text(blocks: Sequence[Block], indent: str, dice: Dice) -> str:
    """Marked text, one paragraph a line."""
    gap = "\n" if dice.chance(0.5) else ""
    centred = dice.chance(0.3)
    right = dice.chance(0.6)
    lines = [
        _text_line(block, indent, centred, right) for block in blocks if isinstance(block, Line)
    ]
    out: list[str] = []
    for block, line in zip(blocks, lines, strict=True):
        title = isinstance(block, Line) and block.kind == "title"
        out.append(f"{gap}{line}{gap}" if title else line)
    return "\n".join(out).strip("\n") + "\n"


def _text_line(line: Line, indent: str, centred: bool, right: bool) -> str:
    room = max(0, WIDTH - len(plain(line.text)))
    if line.kind in ("title", "centre"):
        return "　" * (room // 2) + line.text if centred else line.text
    if line.kind == "right":
        return "　" * room + line.text if right else line.text
    return line.text if line.kind == "plain" else indent + line.text


def as_page(blocks: Iterable[Block], dice: Dice) -> str:
    """A web page as office systems put it out; marks are gone."""
    headings = dice.chance(0.5)
    blocks = list(blocks)
    title = next(plain(b.text) for b in blocks if isinstance(b, Line) and b.kind == "title")
    content = "\n".join(
        _paragraph(b, headings) if isinstance(b, Line) else _table(b) for b in blocks
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(title)}</title>\n</head>\n<body>\n{content}\n</body>\n</html>\n"
    )


def _paragraph(line: Line, headings: bool) -> str:
    text = html.escape(plain(line.text), quote=False)
    tag = TAGS.get(line.kind, "p") if headings or line.kind == "title" else "p"
    align = {"right": ' align="right"', "centre": ' align="center"'}.get(line.kind, "")
    indent = "　　" if tag == "p" and line.kind in ("para", "label") else ""
    return f"<{tag}{align}>{indent}{text}</{tag}>"


def _table(table: Table) -> str:
    rows = []
    for index, row in enumerate(table.rows):
        tag = "th" if index < table.headers else "td"
        cells = "".join(_cell(cell, tag) for cell in row if cell is not None)
        rows.append(f"<tr>{cells}</tr>")
    return '<table border="1">\n' + "\n".join(rows) + "\n</table>"


def _cell(cell: Cell, tag: str) -> str:
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    text = html.escape(plain(cell.text), quote=False).replace("\n", "<br>")
    return f"<{tag}{spans}>{text}</{tag}>"


def as_csv(blocks: Iterable[Block]) -> str:
    """A csv file as a spreadsheet saves it: lines above and below the table fill one cell."""
    blocks = list(blocks)
    width = max(len(row) for b in blocks if isinstance(b, Table) for row in b.rows)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for block in blocks:
        if isinstance(block, Line):
            writer.writerow([plain(block.text), *[""] * (width - 1)])
        else:
            writer.writerows(
                [plain(cell.text) if cell else "" for cell in row] for row in block.rows
            )
    return out.getvalue()


def visible(blocks: Iterable[Block]) -> str:
    """All marked text of the blocks, a line or cell each."""
    out: list[str] = []
    for block in blocks:
        if isinstance(block, Line):
            out.append(block.text)
        else:
            out += [cell.text for row in block.rows for cell in row if cell is not None]
    return "\n".join(out)
