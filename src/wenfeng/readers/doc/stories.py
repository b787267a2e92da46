"""Stories ([MS-DOC] 2.3: main text, notes, headers, text boxes) as WordprocessingML."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wenfeng.readers.doc import markup
from wenfeng.readers.doc.fib import too_much
from wenfeng.readers.doc.fields import Fields, read_fields
from wenfeng.readers.doc.formats import Formats, ParagraphFormat, RunFormat
from wenfeng.readers.doc.pages import PropertyMap
from wenfeng.readers.doc.pieces import Text
from wenfeng.readers.doc.tables import TableBuilder, row_layout

_ENDS = re.compile("[\r\x07\x0c]")
_SHOWN = re.compile(b"\0+")
_CELL, _PAGE, _PICTURE, _SYMBOL = "\x07", "\x0c", "\x01", "("
# What is not simply a character: picture, tab, breaks, end of a field, hyphen. In some runs "("
# stands for a symbol, or private characters for the codes of a symbol font.
_SPECIAL = re.compile("([\x01\t\x0b\x0c\x15\x1e])")
_SYMBOLIC = re.compile("([\x01\t\x0b\x0c\x15\x1e(\uf000-\uf0ff])")
_DRAWN = ("\x0c", "\x15")
_SIGNS = {"\t": markup.TAB, "\x0b": markup.BREAK, "\x1e": markup.HYPHEN}


@dataclass(slots=True)
class Stories:
    """Writes stretches of the text; ``marks`` is what stands at single positions of it."""

    text: Text
    characters: PropertyMap
    paragraphs: PropertyMap
    formats: Formats
    sections: frozenset[int]
    room: int
    paragraphs_left: int = 300_000
    marks: Mapping[int, str] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)

    def mark(self, marks: Mapping[int, str]) -> None:
        """Say what stands at single positions: references, shapes."""
        self.marks, self.places = marks, sorted(marks)

    def write(self, start: int, end: int) -> str:
        """The paragraphs and tables from one position to another."""
        written: list[str] = []
        tables: list[TableBuilder] = []
        for first, last in self._paragraphs(start, min(end, len(self.text.characters))):
            form = self._format(last)
            depth = max(form.depth, int(form.row_end))
            _fit(tables, depth, written)
            if not depth:
                written.append(self._paragraph(first, last, form))
            elif form.row_end:
                deleted = self._run_format(last, form.style).deleted
                tables[-1].end_row(row_layout(form.changes), deleted)
            else:
                tables[-1].content.append(self._paragraph(first, last, form))
                if form.cell_end or self.text.characters[last] == _CELL:
                    tables[-1].end_cell()
        _fit(tables, 0, written)
        return "".join(written)

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """First and last character of each; a page break ends one only where a section ends."""
        for match in _ENDS.finditer(self.text.characters, start, end):
            last = match.start()
            if match[0] != _PAGE or last + 1 in self.sections:
                yield start, last
                start = last + 1
        if start < end:
            yield start, end - 1

    def _format(self, position: int) -> ParagraphFormat:
        piece = self.text.piece(position)
        stored = self.paragraphs.at(piece.place(position))
        return self.formats.paragraph(stored, piece.changes)

    def _run_format(self, position: int, style: int) -> RunFormat:
        piece = self.text.piece(position)
        stored = self.characters.at(piece.place(position))
        return self.formats.run(stored, piece.changes, style)

    def _paragraph(self, first: int, last: int, form: ParagraphFormat) -> str:
        fields = read_fields(self.text.characters[first : last + 1], first)
        runs = "".join(
            self._run(start, end, one, fields)
            for start, end, one in self._runs(first, last + 1, form.style, fields.hidden)
            if not one.deleted
        )
        written = f"<w:p>{_properties(form, self._run_format(last, form.style))}{runs}</w:p>"
        self.room -= len(written)
        self.paragraphs_left -= 1
        if min(self.room, self.paragraphs_left) < 0:
            raise too_much()
        return written

    def _runs(
        self, first: int, end: int, style: int, hidden: bytes
    ) -> Iterator[tuple[int, int, RunFormat]]:
        """The stretches of a paragraph that are alike and not hidden by a field."""
        for start, stop, form in self._alike(first, end, style):
            if not hidden:
                yield start, stop, form
                continue
            for shown in _SHOWN.finditer(hidden, start - first, stop - first):
                yield first + shown.start(), first + shown.end(), form

    def _alike(self, start: int, end: int, style: int) -> Iterator[tuple[int, int, RunFormat]]:
        while start < end:
            piece = self.text.piece(start)
            stop = min(end, piece.end)
            for offset, stored in self.characters.within(piece.place(start), piece.place(stop)):
                after = min(stop, piece.start + (offset - piece.offset) // piece.width)
                if after > start:
                    yield start, after, self.formats.run(stored, piece.changes, style)
                start = max(start, after)
            start = stop

    def _run(self, start: int, end: int, form: RunFormat, fields: Fields) -> str:
        parts: list[str] = []
        place = start
        special = _SYMBOLIC if form.symbol or form.symbol_font else _SPECIAL
        for one in special.split(self.text.characters[start:end]):
            if one == _PICTURE:
                drawn = fields.drawn.get(place, markup.PICTURE)
                parts.append("" if form.data else drawn)
            elif one in _DRAWN:
                parts.append(fields.drawn.get(place, ""))
            else:
                parts.append(_written(one, form))
            place += len(one)
        parts.extend(self._marked(start, end))
        return markup.run("".join(parts), form.hidden) if any(parts) else ""

    def _marked(self, start: int, end: int) -> Iterator[str]:
        at = bisect_left(self.places, start)
        while at < len(self.places) and self.places[at] < end:
            yield self.marks[self.places[at]]
            at += 1


def _written(characters: str, form: RunFormat) -> str:
    if characters == _SYMBOL and form.symbol is not None:
        return markup.symbol(*form.symbol)
    if form.symbol_font and len(characters) == 1 and "\uf000" <= characters <= "\uf0ff":
        return markup.symbol(form.symbol_font, ord(characters))
    return _SIGNS.get(characters) or markup.text(characters)


def _fit(tables: list[TableBuilder], depth: int, written: list[str]) -> None:
    """Open or close tables until so many are open; a closed one stands in the cell around it."""
    while len(tables) > depth:
        closed = tables.pop().markup()
        (tables[-1].content if tables else written).append(closed)
    while len(tables) < depth:
        tables.append(TableBuilder())


def _properties(form: ParagraphFormat, mark: RunFormat) -> str:
    inside = markup.value("pStyle", form.style) if form.style else ""
    if form.list:
        level = markup.value("ilvl", form.list_level) + markup.value("numId", form.list)
        inside += f"<w:numPr>{level}</w:numPr>"
    if form.outline is not None:
        inside += markup.value("outlineLvl", form.outline)
    if mark.deleted or mark.hidden:
        flags = ("<w:del/>" if mark.deleted else "") + ("<w:vanish/>" if mark.hidden else "")
        inside += f"<w:rPr>{flags}</w:rPr>"
    return f"<w:pPr>{inside}</w:pPr>" if inside else ""
