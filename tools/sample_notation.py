"""The small notation in which the bodies of the sample plans (样例) are written.

A line is a paragraph; a mark at its beginning says which kind:

``# ``  title, ``^ `` centred, ``> `` right-aligned (落款), ``## ``/``### `` heading styles,
``@1 ``/``@2 ``… automatic number of that level, ``@2! `` the same, counting from one again,
``===`` page break, ``|…|`` a table row and ``|=…|`` a header row. A cell ``^`` belongs to the
cell above, ``<`` to the cell on its left; ``¶`` breaks the line inside a cell. A blank line
ends a table. A cell ``{d2025-06-30}`` is a day, which a workbook keeps as a number.

Inside a text: ``{+inserted+}``, ``{-deleted-}``, ``{[content control]}``, ``{~footnote~}``,
``{#text box#}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MARKED = re.compile(r"\{([+\-\[~#])(.*?)[+\-\]~#]\}")
DAY = re.compile(r"\{d(\d{4})-(\d\d)-(\d\d)\}")
STYLES = {"#": "title", "^": "centre", ">": "right", "##": "heading1", "###": "heading2"}
NAMES = {"+": "ins", "-": "del", "[": "control", "~": "footnote", "#": "box"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one kind: text, ins, del, control, footnote or box."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the body; ``level`` is the level of its automatic number, 0 for none."""

    style: str
    runs: tuple[Run, ...]
    level: int = 0
    restart: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its top left place; ``rows`` and ``columns`` say what it covers."""

    text: str
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; a place covered from above or from the left holds ``^`` or ``<``."""

    rows: tuple[tuple[str, ...], ...]
    headers: int

    def cell(self, row: int, column: int) -> Cell:
        """The cell that starts here, with what it covers."""
        columns = 1 + _count(self.rows[row][column + 1 :], "<")
        below = tuple(line[column] for line in self.rows[row + 1 :])
        return Cell(self.rows[row][column], 1 + _count(below, "^"), columns)


PAGE_BREAK = Paragraph("break", ())
Item = Paragraph | Table


def _count(places: tuple[str, ...], mark: str) -> int:
    found = 0
    for place in places:
        if place != mark:
            break
        found += 1
    return found


def runs(text: str) -> tuple[Run, ...]:
    """Cut a text at its inline marks."""
    out: list[Run] = []
    last = 0
    for match in MARKED.finditer(text):
        out.append(Run("text", text[last : match.start()]))
        out.append(Run(NAMES[match[1]], match[2]))
        last = match.end()
    out.append(Run("text", text[last:]))
    return tuple(run for run in out if run.text)


def shown(text: str) -> str:
    """The text as a reader sees it: insertions count, deletions and asides do not."""
    plain = visible(runs(text))
    return DAY.sub(lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日", plain)


def visible(pieces: tuple[Run, ...]) -> str:
    """The running text of a paragraph."""
    return "".join(r.text for r in pieces if r.kind in ("text", "ins", "control"))


def parse(body: str) -> tuple[Item, ...]:
    """Turn a body into paragraphs and tables, in order."""
    items: list[Item] = []
    rows: list[str] = []
    for line in [*body.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            items.append(_table(rows))
            rows = []
        if line.strip():
            items.append(_paragraph(line))
    return tuple(items)


def texts(items: tuple[Item, ...]) -> Iterator[str]:
    """Every paragraph, cell and text box as a reader sees it."""
    for item in items:
        if isinstance(item, Table):
            cells = (cell for row in item.rows for cell in row if cell not in ("^", "<"))
            yield from (shown(cell).replace("¶", "\n") for cell in cells)
            continue
        yield visible(item.runs)
        yield from (r.text for r in item.runs if r.kind == "box")


def _table(lines: list[str]) -> Table:
    headers = sum(line.startswith("|=") for line in lines)
    cut = [line.removeprefix("|=").removeprefix("|").rstrip().removesuffix("|") for line in lines]
    rows = tuple(tuple(cell.strip() for cell in line.split("|")) for line in cut)
    if len({len(row) for row in rows}) != 1:
        raise ValueError(f"表格各行列数不一致：{lines[0]}")
    return Table(rows, headers)


def _paragraph(line: str) -> Paragraph:
    if line.strip() == "===":
        return PAGE_BREAK
    if match := re.match(r"@(\d)(!?) ", line):
        return Paragraph("body", runs(line[match.end() :]), int(match[1]), bool(match[2]))
    mark, _, rest = line.partition(" ")
    if mark in STYLES:
        return Paragraph(STYLES[mark], runs(rest))
    return Paragraph("body", runs(line))
