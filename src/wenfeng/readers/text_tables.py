"""Tables inside plain text: drawn with pipes or box characters, or pasted with tabs.

Each finder looks at one place: ``(lines, at)`` → the table that starts there and the line after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile

from wenfeng.readers.layout import Slot, Table, blank, grid

_BARS = "│┃║"
_BORDER = re.compile(r"[\s─━═┄┅┈┉│┃║┌-╋╒-╬╭-╰+=\-|]+")
_DRAWN = re.compile(r"[─━═┄┅┈┉│┃║┌-╋╒-╬╭-╰]")
_RULE_CELL = re.compile(r"\s*:?-+:?\s*")
_PIPE = re.compile(r"(?<!\\)[|｜]")
_SENTENCE = re.compile(r"[。；！？:：]\s*$")
_LABEL = re.compile(r"[:：]\s*$")
_HEADER_LENGTH = 12
_SERIAL = re.compile(r"\s*[（(]?\d{1,4}[）).．、]?\s*")

Found = tuple[Table, int] | None


def pipe_table(lines: list[str], at: int) -> Found:
    """``| 甲 | 乙 |`` on two lines or more, or rows under a Markdown separator row."""
    if not _PIPE.search(lines[at]) or len(_pipe_cells(lines[at])) < 2:
        return None
    ruled = at + 1 < len(lines) and "-" in lines[at + 1] and _is_rule(_pipe_cells(lines[at + 1]))
    belongs = _PIPE.search if ruled else _is_framed
    rows = [_pipe_cells(line) for line in takewhile(belongs, islice(lines, at, None))]
    if len(rows) < 2:
        return None
    return grid([row for row in rows if not _is_rule(row)]), at + len(rows)


def _is_framed(line: str) -> bool:
    bare = line.strip()
    return len(bare) > 1 and bare.startswith(("|", "｜")) and bare.endswith(("|", "｜"))


def _pipe_cells(line: str) -> list[str]:
    bare = line.strip()
    bare = bare[1:] if bare[:1] in ("|", "｜") else bare
    bare = bare[:-1] if bare[-1:] in ("|", "｜") and bare[-2:-1] != "\\" else bare
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(bare)]


def _is_rule(row: Sequence[str]) -> bool:
    return all(map(_RULE_CELL.fullmatch, row))


def tab_table(lines: list[str], at: int) -> Found:
    """Rows pasted from a spreadsheet or a page: a header line, then lines of no more columns.

    Pages drop the cells that a merged cell covers, so a row may lack its first columns; it is then
    set to the right and the cells above reach down. A row that starts with a serial number is
    whole on the left and lacks its last columns.
    """
    header = lines[at].split("\t")
    if len(header) < 2 or blank(lines[at]):
        return None
    following = (line.split("\t") for line in islice(lines, at + 1, None))
    second = lines[at + 1].split("\t") if at + 1 < len(lines) else []
    if not _is_header(header) or len(second) != len(header):
        return _headless(header, following, at)
    if len(header) == 2:
        # A label and its value look the same; only several even rows tell a table.
        rows = [header, *takewhile(lambda row: len(row) == 2, following)]
        return (grid(rows), at + len(rows)) if len(rows) > 2 else None
    rows = [header, *takewhile(lambda row: 2 <= len(row) <= len(header), following)]
    return Table(tuple(_reaching_down(rows))), at + len(rows)


def _headless(first: list[str], following: Iterable[list[str]], at: int) -> Found:
    """Even rows of three columns and more, each with something in most of them."""

    def belongs(row: list[str]) -> bool:
        filled = sum(not blank(cell) for cell in row) * 2 > len(row)
        return len(row) == len(first) and filled and not any(map(_LABEL.search, row))

    if len(first) < 3 or not belongs(first):
        return None
    rows = [first, *takewhile(belongs, following)]
    return (grid(rows), at + len(rows)) if len(rows) > 1 else None


def _is_header(cells: list[str]) -> bool:
    """Short names, all different; ``发文机关：`` is a label before its value, not a column."""
    names = [cell.strip() for cell in cells]
    while len(names) > 2 and not names[-1]:
        names.pop()
    short = all(0 < len(name) <= _HEADER_LENGTH and not _SENTENCE.search(name) for name in names)
    return short and len(set(names)) == len(names) and not any(map(_SERIAL.fullmatch, names))


def _reaching_down(rows: list[list[str]]) -> list[Slot]:
    width = len(rows[0])
    slots: list[Slot] = []
    above: dict[int, int] = {}
    for r, row in enumerate(rows, 1):
        lacking = width - len(row)
        left = bool(_SERIAL.fullmatch(row[0])) and bool(_SERIAL.fullmatch(rows[1][0]))
        cells = row + [""] * lacking if left else row
        for column in range(1, width - len(cells) + 1):
            old = slots[above[column]]
            slots[above[column]] = Slot(old.text, old.row, column, r - old.row + 1)
        for column, text in enumerate(cells, width - len(cells) + 1):
            above[column] = len(slots)
            slots.append(Slot(text, r, column))
    return slots


def drawn_table(lines: list[str], at: int) -> Found:
    """A table drawn with │ and ─ (制表符)."""
    if at and _is_drawn(lines[at - 1]):
        return None  # part of a drawing that was found to be no table
    end = at
    while end < len(lines) and _is_drawn(lines[end]):
        end += 1
    body = [None if _BORDER.fullmatch(line) else _drawn_cells(line) for line in lines[at:end]]
    rows = [cells for cells in body if cells is not None]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    return grid(_drawn_rows(body)), end


def _is_drawn(line: str) -> bool:
    bars = any(bar in line for bar in _BARS)
    return bars or bool(_DRAWN.search(line) and _BORDER.fullmatch(line))


def _drawn_cells(line: str) -> list[str]:
    cells = re.split(f"[{_BARS}├┤┣┫╠╣]", line.strip())
    cells = cells[1:] if cells and blank(cells[0]) else cells
    cells = cells[:-1] if len(cells) > 1 and blank(cells[-1]) else cells
    return ["" if _BORDER.fullmatch(cell) else cell.strip() for cell in cells]


def _drawn_rows(body: list[list[str] | None]) -> list[list[str]]:
    """Between two borders stands one row; under a header alone, each line is one.

    A line whose first cell is blank carries the row above it on.
    """
    groups: list[list[list[str]]] = [[]]
    for cells in body:
        if cells is None:
            groups.append([])
        else:
            groups[-1].append(cells)
    filled = [group for group in groups if group]
    if len(filled) > 2:
        return [_joined(group) for group in filled]
    rows: list[list[str]] = []
    for cells in (cells for group in filled for cells in group):
        if rows and cells and not cells[0]:
            rows[-1] = _joined([rows[-1], cells])
        else:
            rows.append(cells)
    return rows


def _joined(lines: list[list[str]]) -> list[str]:
    width = max(map(len, lines))
    padded = [line + [""] * (width - len(line)) for line in lines]
    return ["\n".join(filter(None, column)) for column in zip(*padded, strict=True)]
