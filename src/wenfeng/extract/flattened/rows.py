"""Tables that were flattened to one row a line (一行一段): tabs, wide spaces or bars between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wenfeng.extract.flattened.building import Row
from wenfeng.extract.flattened.fitting import cell_cost, fit
from wenfeng.extract.flattened.headers import NUMBER, Holds, names_columns
from wenfeng.extract.flattened.units import Kind, Unit, is_heading, kind_of
from wenfeng.lang.forms import compiled

_SEPARATORS = (r"[|｜]", r"\t", r"[ \u3000\xa0]{2,}")
_CLASS = "类别"
_LONGEST_ROW = 2000  # characters; a cell is its block, all before it blanked

Cells = tuple[Unit, ...]


def row_header(unit: Unit) -> tuple[Cells, str] | None:
    """The column names that stand on one line, and what stands between them."""
    for separator in _SEPARATORS:
        if compiled(separator).search(unit.block.text.strip()) is None:
            continue
        head = cells_of(unit, separator)
        while head and not head[-1].words:
            head = head[:-1]
        if len(head) > 1 and all(map(is_heading, head)) and names_columns(head):
            return head, separator
    return None


def widened(head: Cells, first: Unit | None, separator: str) -> Cells:
    """The header, with a column before it where the first row has one cell more: the header cell
    of two columns was one."""
    filled = [cell for cell in cells_of(first, separator) if cell.words] if first else []
    if len(filled) != len(head) + 1 or NUMBER.fullmatch(filled[0].words):
        return head
    unnamed = replace(head[0], words=_CLASS, block=replace(head[0].block, text=_CLASS))
    return (unnamed, *head)


def cells_of(unit: Unit, separator: str) -> Cells:
    """A line cut into its cells; an offset in a cell is an offset in the paragraph."""
    text = unit.block.text
    if len(text) > _LONGEST_ROW:
        return ()
    return tuple(_cell(unit, start, end) for start, end in _cuts(text, separator))


def _cuts(text: str, separator: str) -> Iterator[tuple[int, int]]:
    start = len(text) - len(text.lstrip(" \u3000\xa0"))
    if separator == _SEPARATORS[0] and text[start : start + 1] in ("|", "｜"):
        start += 1
    end = len(text.rstrip())
    for match in compiled(separator).finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _cell(unit: Unit, start: int, end: int) -> Unit:
    text = unit.block.text
    block = replace(unit.block, text=" " * start + text[start:end])
    return replace(unit, block=block, words=text[start:end].strip())


def laid_row(cells: Cells, kept: tuple[Holds, ...]) -> tuple[Row, float]:
    """A row, and what its cells cost: place by place, or where it lacks some, where they fit."""
    if len(cells) == len(kept):
        pairs = [(c, h) for c, h in zip(cells, kept, strict=True) if c.words]
        cost = sum(cell_cost(_kind(c.words, kept), h) for c, h in pairs)
        return (*(((c,) if c.words else ()) for c in cells), ()), cost
    filled = [cell for cell in cells if cell.words]
    found = fit(((i, _kind(cell.words, kept)) for i, cell in enumerate(filled)), kept)
    whole = found is not None and len(found.places) == len(filled)
    if found is None or not whole or any(place.opens for place in found.places[1:]):
        return (), 0.0
    row: list[Cells] = [() for _ in (*kept, "banner")]
    for place, cell in zip(found.places, filled, strict=True):
        row[place.column] += (cell,)
    return tuple(row), found.cost * len(filled)


def _kind(words: str, kept: tuple[Holds, ...]) -> Kind:
    return "number" if "number" in kept and NUMBER.fullmatch(words) else kind_of(words)
