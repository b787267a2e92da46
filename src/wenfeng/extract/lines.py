"""A document as a sequence of logical lines and tables, lost line breaks restored.

A line is a stretch of one block. Where a file was flattened (a whole document in one paragraph),
one block gives many lines: at item numbers, before 附件, and around the signature.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from wenfeng.domain import Block, Document, Span, Text
from wenfeng.extract.labels import segments
from wenfeng.extract.marks import Mark, cuts, leading
from wenfeng.lang.patterns import lazy

DATE = (
    r"[12１２][0-9０-９OoＯ]{3}\s*年\s*[0-9０-９OoＯ]{1,2}\s*月\s*[0-9０-９OoＯ]{1,2}\s*日"
    r"|二[〇零○O0][〇零○一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
DAY = lazy(DATE)
# unit and date run together at the end of a flattened document, and the 附件 after it
_TAIL = lazy(
    rf"(?<=[。！）)\s])(?P<unit>[^，。；：、\s“”（）]{{4,30}})[\s\u3000]*(?:{DATE})(?=\s(?!\s*(?:[之以]?前|止|内))|$|附件|抄送|（)"
)
_TITLE = lazy(
    r"[\s\u3000]*(?P<title>[^，。；：]{4,80}?(?:方案|意见|办法|细则|规定|计划|清单|措施|要点))[\s\u3000]+(?=[^\s）)])"
)
_MADE_ON = lazy(rf"[^，。；]{{0,30}}?(?:{DATE})[）)]?")
_ATTACHMENT = lazy(
    r"(?<=[\s。）])附[\s\u3000]?件[\s\u3000]*[0-9一二三四五六七八九十]{0,2}[\s\u3000]*[:：]"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch ``start:end`` of block number ``block``; ``mark`` is the number it opens with."""

    block: int
    start: int
    text: str
    mark: Mark | None = None
    level: int = 0

    @property
    def body_start(self) -> int:
        """Offset in ``text`` behind the number."""
        return self.mark.end if self.mark else len(self.text) - len(self.text.lstrip())

    @property
    def body(self) -> str:
        return self.text[self.body_start :]

    def span(self, start: int, end: int) -> Span:
        """The span of ``text[start:end]``."""
        return Span(self.block, self.start + start, self.start + end)

    def words(self, start: int, end: int) -> Text | None:
        """``text[start:end]`` without surrounding space, or None where nothing is left."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        return Text(self.text[start:end], self.span(start, end)) if start < end else None


@dataclass(frozen=True, slots=True)
class TableCells:
    """The cells of one table, as blocks with their numbers."""

    cells: tuple[tuple[int, Block], ...]


Element = Line | TableCells


def elements(document: Document) -> tuple[Element, ...]:
    """The document in reading order: lines, and tables that have more than one column."""
    out: list[Element] = []
    blocks = list(enumerate(document.blocks))
    i = 0
    while i < len(blocks):
        index, block = blocks[i]
        if block.cell is None:
            if block.kind != "footnote" and block.style != "sheet name":
                out.extend(_lines(index, block))
            i += 1
            continue
        end = i
        while (
            end < len(blocks) and (cell := blocks[end][1].cell) and cell.table == block.cell.table
        ):
            end += 1
        out.extend(_table(blocks[i:end]))
        i = end
    out = _told_apart(out)
    from wenfeng.extract.flattened import restored  # which takes its types from here

    return tuple(e for e in restored(out, document.blocks) if not _is_number_alone(e))


def _is_number_alone(element: Element) -> bool:
    """A number on a line of its own, of a page or a record: it says nothing of what is done."""
    return isinstance(element, Line) and re.fullmatch(r"\s*[0-9]{1,3}\s*", element.text) is not None


def _told_apart(elements: list[Element]) -> list[Element]:
    """Typed and automatic numbers of one style are two lists: the later kind stands below."""
    kinds: dict[str, list[bool]] = {}
    for element in elements:
        if isinstance(element, Line) and element.mark:
            kinds.setdefault(element.mark.style, []).append(element.mark.automatic)
    mixed = {style: not seen[0] for style, seen in kinds.items() if len(set(seen)) > 1}
    return [
        replace(e, mark=replace(e.mark, depth=e.mark.depth + 1))
        if isinstance(e, Line) and e.mark and mixed.get(e.mark.style) is e.mark.automatic
        else e
        for e in elements
    ]


def _table(cells: list[tuple[int, Block]]) -> list[Element]:
    """A table of one column only lays out text: its cells are read as paragraphs."""
    columns = {block.cell.column for _, block in cells if block.cell}
    if len(columns) > 1:
        lines, rest = _banners(cells)
        rest, foot = _foot(rest)
        return [*lines, *([TableCells(tuple(rest))] if rest else []), *foot]
    return [line for index, block in cells for line in _lines(index, block)]


def _banners(cells: list[tuple[int, Block]]) -> tuple[list[Line], list[tuple[int, Block]]]:
    """Rows at the top that hold one text only are words above the table: its title, its date."""
    lines: list[Line] = []
    rest = cells
    for _, cells_of_row in groupby(cells, key=_row):
        row = list(cells_of_row)
        filled = [(i, b) for i, b in row if b.text.strip()]
        dated = len(lines) < 4 and len(filled) <= 3 and any(_dates(b) for _, b in filled)
        single = len(filled) <= 1 and not any(
            b.cell and (b.cell.rows > 1 or b.cell.column > 1) for _, b in filled
        )
        if not (single or dated):
            break
        lines += [line for i, b in filled for line in _lines(i, b)]
        rest = rest[len(row) :]
    return lines, rest


def _row(placed: tuple[int, Block]) -> int | None:
    cell = placed[1].cell
    return cell.row if cell else None


def _dates(block: Block) -> bool:
    """Whether a cell says on what day the table was made (填表时间：2017年8月13日)."""
    return _MADE_ON.fullmatch(block.text.strip()) is not None


def _foot(cells: list[tuple[int, Block]]) -> tuple[list[tuple[int, Block]], list[Line]]:
    """The last row, if all it holds is the day the table was made (填表日期：2017年8月13日)."""
    last = max((b.cell.row for _, b in cells if b.cell), default=0)
    row = [(i, b) for i, b in cells if b.cell and b.cell.row == last]
    filled = [(i, b) for i, b in row if b.text.strip()]
    if len(filled) != 1 or not _MADE_ON.fullmatch(filled[0][1].text.strip()):
        return cells, []
    return cells[: -len(row)], [line for i, b in filled for line in _lines(i, b)]


def _lines(index: int, block: Block) -> list[Line]:
    places = [0]
    for match in re.finditer(r"\n+", block.text):
        places.append(match.end())
    places.append(len(block.text))
    out: list[Line] = []
    for start, end in pairwise(places):
        text = block.text[start:end].rstrip("\n")
        for at, piece in _pieces(text):
            if piece.strip():
                out.append(_line(index, block, start + at, piece, first=not out))
    return out


def _line(index: int, block: Block, start: int, text: str, first: bool) -> Line:
    mark = leading(text)
    if first and block.label:
        label = leading(block.label + " ")
        if label is not None:
            skip = len(text) - len(text.lstrip())
            depth = max(0, block.depth - 1)
            mark = Mark(label.style, label.value, label.number, skip, depth, automatic=True)
    return Line(index, start, text.rstrip(), mark, block.level if first else 0)


def _pieces(text: str) -> list[tuple[int, str]]:
    places = {0, *_behind_label(text)}
    if len(text) < 30:
        ordered = [*sorted(places), len(text)]
        return [(a, text[a:b]) for a, b in pairwise(ordered)]
    places |= set(cuts(text))
    for match in _TAIL.finditer(text):
        places |= {match.start("unit"), match.end()}
        if title := _TITLE.match(text, match.end()):
            places |= {title.start("title"), title.end()}
    if len(places) > 1:
        places |= {m.start() for m in _ATTACHMENT.finditer(text)}
    ordered = [*sorted(places), len(text)]
    return [(a, text[a:b]) for a, b in pairwise(ordered)]


def _behind_label(text: str) -> tuple[int, ...]:
    """Where the first item begins that stands on the line of its label: 整改措施：1.…"""
    found = segments(text)
    if not found or text[: found[0].label_start].strip("【[〔 \u3000"):
        return ()
    first = found[0]
    listed = first.fields[0] in ("measure", "problem") and leading(text[first.start :]) is not None
    return (first.start,) if listed else ()
