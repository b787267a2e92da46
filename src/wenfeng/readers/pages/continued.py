"""Tables that go on over a page break (跨页表格) become one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from wenfeng.readers.pages.joining import STOPPED, fits
from wenfeng.readers.pages.tables import Field, Piece

_EDGE = 6.0  # points by which one column edge may differ from page to page
_MOST_PADDING = 8.0
_HEADER_ROWS = 4
_HEADER_BEGINS = 3
_ALIKE = 0.85
_LONGEST_HEADER = 80
_MOSTLY = 0.8
_RECENT = 400  # cells that are looked at, so that a table of a thousand pages takes no longer
_NUMBER = re.compile(r"[（(]?(?:[0-9０-９]+(?:[.．-][0-9]+)*|[一二三四五六七八九十百]+)[）)、.．]?")


@dataclass(slots=True)
class Whole:
    """A table while its pieces are added; ``page`` is the last one it has reached."""

    page: int
    bottom: float
    xs: tuple[float, ...]
    rows: int
    fields: list[Field]
    last: dict[tuple[int, int], int]
    loose: bool = False

    def goes_on(self, piece: Piece) -> bool:
        """Whether a piece on the next page belongs to it: equally wide, and the edges of the one
        with fewer columns are edges of the other.
        """
        if self.loose or piece.loose:
            return self.loose == piece.loose and _beside(self.xs, piece.xs)
        few, many = sorted((self.xs, piece.xs), key=len)
        if abs((few[-1] - few[0]) - (many[-1] - many[0])) > _EDGE:
            return False
        shift = (few[0] + few[-1] - many[0] - many[-1]) / 2
        return all(any(abs(x - shift - y) <= _EDGE for y in many) for x in few)

    def add(self, piece: Piece) -> None:
        """Add the next page's piece: header dropped, a row cut by the page break put together."""
        self.page, self.bottom = piece.page, piece.bottom
        rows, fields = piece.rows, self._aligned(piece)
        header = self._header(rows, fields)
        fields = [replace(f, row=f.row - header) for f in fields if f.row >= header]
        rows -= header
        if rows > 0:
            self._append(rows, fields)

    def _aligned(self, piece: Piece) -> list[Field]:
        """The piece's fields in columns shared with this table, which gains those it lacks."""
        if self.loose:
            return list(piece.fields)
        shift = (self.xs[0] + self.xs[-1] - piece.xs[0] - piece.xs[-1]) / 2
        theirs = tuple(x + shift for x in piece.xs)
        new = [x for x in theirs if all(abs(x - y) > _EDGE for y in self.xs)]
        xs = tuple(sorted((*self.xs, *new)))
        if new:
            self.fields = _in_columns(self.fields, self.xs, xs)
            self.xs = xs
            touched = [number for number in self.last.values()]
            self.last = _bottoms(self.fields, touched, self.rows)
        return _in_columns(piece.fields, theirs, xs)

    def _header(self, rows: int, fields: Sequence[Field]) -> int:
        """How many rows of the piece repeat rows at the head of this table."""
        theirs = _row_texts(fields, min(rows - 1, _HEADER_ROWS))
        ours = _row_texts(self.fields[:_RECENT], _HEADER_ROWS + _HEADER_BEGINS)
        read = any(line.confidence < 1 for f in fields for line in f.lines)
        least = _ALIKE if read else 1.0
        for start in range(_HEADER_BEGINS):
            count = 0
            while count < len(theirs) and _alike(theirs[count], ours[start + count], least):
                count += 1
            while any(f.row < count < f.row + f.rows for f in fields):
                count -= 1
            if count:
                return count
        return 0

    def _append(self, rows: int, fields: list[Field]) -> None:
        cut = self._is_cut(fields)
        start = self.rows - cut
        touched: list[int] = []
        for field in fields:
            above = self.last.get((field.column, field.columns)) if field.row == 0 else None
            if above is not None and (cut or self._spans(field, self.fields[above])):
                self._stretch(above, field, field.rows - cut)
                touched.append(above)
            else:
                touched.append(len(self.fields))
                self.fields.append(replace(field, row=field.row + start))
        self.rows = start + rows
        self.last = _bottoms(self.fields, touched, self.rows)

    def _stretch(self, number: int, more: Field, rows: int) -> None:
        above = self.fields[number]
        lines = above.lines if _same_words(above, more) else above.lines + more.lines
        self.fields[number] = replace(above, rows=above.rows + rows, lines=lines)

    def _is_cut(self, fields: Sequence[Field]) -> bool:
        """Whether the first row of a piece is the rest of the last row here.

        It is where a column that is filled in nearly every row is blank there, or where every
        text stops in full width and without a stop.
        """
        tops = [f for f in fields if f.row == 0]
        if not any(f.text for f in tops) or any(
            (f.column, f.columns) not in self.last for f in tops
        ):
            return False
        pairs = [(self.fields[self.last[f.column, f.columns]], f) for f in tops]
        for above, field in pairs:
            if _NUMBER.fullmatch(field.text) and self._is_numbered(field.column):
                # The number of a cut row may stand in its middle, behind the break.
                return not above.text and self._is_steady(field.column)
        return self._goes_blank(pairs) or self._goes_on_in_full(pairs)

    def _goes_blank(self, pairs: Sequence[tuple[Field, Field]]) -> bool:
        return any(
            above.text and not f.text and self._is_steady(f.column) and self._is_single(f.column)
            for above, f in pairs
        )

    def _goes_on_in_full(self, pairs: Sequence[tuple[Field, Field]]) -> bool:
        steady = [pair for pair in pairs if self._is_steady(pair[1].column)]
        filled = [pair for pair in pairs if pair[1].text]
        return any(self._is_unfinished(*pair) for pair in steady) or (
            all(self._is_full(*pair) for pair in filled) and (len(filled) > 1 or not steady)
        )

    def _column(self, column: int) -> list[Field]:
        """The fields of a column without the first row, as long as there are others."""
        found = [f for f in self.fields[-_RECENT:] if f.column == column]
        alone = [f for f in found if f.columns == 1] or found  # a title reaches over all columns
        return [f for f in alone if f.row > 0] or alone

    def _is_single(self, column: int) -> bool:
        """A column without merged cells, or of numbers: what is blank there is no merged cell."""
        return self._is_numbered(column) or all(f.rows == 1 for f in self._column(column))

    def _is_steady(self, column: int) -> bool:
        fields = self._column(column)
        return sum(f.rows == 1 and bool(f.text) for f in fields) >= _MOSTLY * len(fields)

    def _is_numbered(self, column: int) -> bool:
        """A column of numbers, once its head is left behind."""
        numeric = [_NUMBER.fullmatch(f.text) is not None for f in self._column(column)]
        below = numeric[numeric.index(True) :] if True in numeric else numeric
        return sum(below) >= max(1, _MOSTLY * len(below))

    def _is_unfinished(self, above: Field, field: Field) -> bool:
        """Whether a text stops in mid-sentence where the others of its column do not."""
        fields = self._column(field.column)
        stopped = sum(STOPPED.search(f.text) is not None for f in fields if f is not above)
        usual = len(fields) > 2 and stopped >= _MOSTLY * (len(fields) - 1)
        return usual and not STOPPED.search(above.text) and bool(field.text)

    def _is_full(self, above: Field, field: Field) -> bool:
        """Whether a text may go on: its last line has no room for what follows."""
        if not above.lines or not field.lines or STOPPED.search(above.lines[-1].text):
            return False
        left, right = self.xs[above.column], self.xs[above.column + above.columns]
        room = right - left - 2 * self.padding() - above.lines[-1].width
        return not fits(above.lines[-1], field.lines[0].head, room)

    def padding(self) -> float:
        """The space that cells leave free at each side."""
        some = self.fields[:_RECENT]
        gaps = [line.left - self.xs[f.column] for f in some for line in f.lines]
        return min(max(0.0, min(gaps, default=0.0)), _MOST_PADDING)

    def widths(self) -> dict[tuple[int, int], float]:
        """How wide text can be, by the first column of a cell and the number it covers."""
        free = 0.0 if self.loose else 2 * self.padding()
        out: dict[tuple[int, int], float] = {}
        for f in self.fields:
            key = (f.column, f.columns)
            if self.loose:
                out[key] = max([out.get(key, 0.0), *(line.width for line in f.lines)])
            elif key not in out:
                out[key] = self.xs[f.column + f.columns] - self.xs[f.column] - free
        return out

    def _spans(self, field: Field, above: Field) -> bool:
        """Whether a cell is the rest of a merged one that the page break cut."""
        return max(field.rows, above.rows) > 1 and not field.lines


def whole(piece: Piece) -> Whole:
    """A table that begins with this piece."""
    fields = list(piece.fields)
    last = _bottoms(fields, range(len(fields)), piece.rows)
    return Whole(piece.page, piece.bottom, piece.xs, piece.rows, fields, last, piece.loose)


def _bottoms(
    fields: Sequence[Field], numbers: Iterable[int], rows: int
) -> dict[tuple[int, int], int]:
    """Which fields reach the last row, by their columns."""
    return {
        (fields[n].column, fields[n].columns): n
        for n in numbers
        if fields[n].row + fields[n].rows == rows
    }


def _beside(ours: Sequence[float], theirs: Sequence[float]) -> bool:
    """Whether two tables have as many columns, at the same places."""
    middles = ((left + right) / 2 for left, right in pairwise(theirs))
    return len(ours) == len(theirs) and all(
        left < middle < right for (left, right), middle in zip(pairwise(ours), middles, strict=True)
    )


def _in_columns(fields: Sequence[Field], old: Sequence[float], new: Sequence[float]) -> list[Field]:
    """Fields counted in old column edges, counted in new ones that contain them."""
    at = [min(range(len(new)), key=lambda i: abs(new[i] - x)) for x in old]
    return [
        replace(f, column=at[f.column], columns=at[f.column + f.columns] - at[f.column])
        for f in fields
    ]


def _same_words(one: Field, other: Field) -> bool:
    return len(one.lines) == len(other.lines) and one.text == other.text


def _row_texts(fields: Sequence[Field], count: int) -> list[str]:
    """The words of the first rows; cells are set apart by a line break."""
    rows: list[list[Field]] = [[] for _ in range(count)]
    for field in fields:
        if field.row < count:
            rows[field.row].append(field)
    return ["\n".join(f.text for f in sorted(row, key=lambda f: f.column)) for row in rows]


def _alike(one: str, other: str, least: float) -> bool:
    """Whether two rows are one header; OCR may have read it differently, numbered rows are none."""
    if not one.strip() or _NUMBER.fullmatch(one.partition("\n")[0]):
        return False
    if one == other or least == 1:
        return one == other
    if max(len(one), len(other)) > _LONGEST_HEADER:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= least
