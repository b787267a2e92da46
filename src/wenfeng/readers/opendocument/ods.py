"""OpenDocument spreadsheets (ods, ots, fods): each visible sheet is a table, as in xlsx."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from wenfeng.domain import Unread
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers import sheets
from wenfeng.readers.layout import Content, blank
from wenfeng.readers.opendocument.ods_values import display, is_uncomputed
from wenfeng.readers.opendocument.package import attribute, count, name, names, open_document
from wenfeng.readers.opendocument.styles import Styles, read_styles
from wenfeng.readers.opendocument.text import SHAPES, Gathered
from wenfeng.readers.sheets import Place, Stored
from wenfeng.readers.telling import COVERED

_TABLE = name("table:table")
_ROW = name("table:table-row")
_COLUMN = name("table:table-column")
_CELL = name("table:table-cell")
_COVERED = name("table:covered-table-cell")
_SHAPES = name("table:shapes")
_ANNOTATION = name("office:annotation")
_GROUPS = names(
    "table:table-rows",
    "table:table-header-rows",
    "table:table-row-group",
    "table:table-columns",
    "table:table-header-columns",
    "table:table-column-group",
)
# One of these stands in every cell that is not blank, or it holds paragraphs.
_FILLED = names(
    "office:value-type",
    "table:formula",
    "table:number-rows-spanned",
    "table:number-columns-spanned",
)
# The largest sheet that any program makes.
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_WORDS = {"图表": "图表或图示", "公式": "嵌入对象"}


@dataclass(slots=True)
class _Gathering:
    """A sheet as read so far; hidden rows and columns as ranges, which may be endless."""

    styles: Styles
    objects: dict[str, str]
    limits: Limits
    texts: dict[Place, str] = field(default_factory=dict)
    merged: dict[Place, Place] = field(default_factory=dict)
    rows: list[range] = field(default_factory=list)
    columns: list[range] = field(default_factory=list)
    filtered: bool = False
    uncomputed: list[str] = field(default_factory=list)
    besides: Counter[str] = field(default_factory=Counter)

    def table(self, table: etree._Element) -> None:
        """Add everything in a table:table."""
        row = column = 1
        for child in _ungrouped(table):
            if child.tag == _COLUMN:
                repeat = count(child, "table:number-columns-repeated", 1, _LAST_COLUMN)
                if self._is_hidden(child, "column"):
                    self.columns.append(range(column, min(column + repeat, _LAST_COLUMN + 1)))
                column += repeat
            elif child.tag == _ROW and row <= _LAST_ROW:
                repeat = count(child, "table:number-rows-repeated", 1, _LAST_ROW + 1 - row)
                if self._is_hidden(child, "row"):
                    self.rows.append(range(row, row + repeat))
                self._row(child, range(row, row + repeat))
                row += repeat
            elif child.tag == _SHAPES:
                self._drawn(child)

    def _row(self, element: etree._Element, rows: range) -> None:
        column = 1
        for cell in element.iterchildren(_CELL, _COVERED):
            if column > _LAST_COLUMN:
                return
            repeat = count(cell, "table:number-columns-repeated", 1, _LAST_COLUMN + 1 - column)
            if len(cell) or any(cell.get(key) for key in _FILLED):
                self._cell(cell, rows, range(column, column + repeat))
            column += repeat

    def _cell(self, cell: etree._Element, rows: range, columns: range) -> None:
        self._drawn(cell)
        self.besides["批注"] += len(cell.findall(_ANNOTATION))
        text = display(cell, "\n".join(self._lines(cell)))
        if cell.tag == _COVERED:
            self.besides[COVERED] += not blank(text)
            return
        if is_uncomputed(cell, text):
            self.uncomputed.append(f"{sheets.column_letters(columns[0])}{rows[0]}")
        down = count(cell, "table:number-rows-spanned", 1, _LAST_ROW)
        across = count(cell, "table:number-columns-spanned", 1, _LAST_COLUMN)
        if not blank(text):
            self._fill(text, rows, columns)
        if (down, across) != (1, 1):
            last = (
                min(rows[0] + down - 1, _LAST_ROW),
                min(columns[0] + across - 1, _LAST_COLUMN),
            )
            self.merged[rows[0], columns[0]] = last

    def _fill(self, text: str, rows: range, columns: range) -> None:
        if len(self.texts) + len(rows) * len(columns) > self.limits.cells:
            raise sheets.too_many(self.limits)
        self.texts.update(((row, column), text) for row in rows for column in columns)

    def _lines(self, cell: etree._Element) -> Iterator[str]:
        for paragraph in cell.iterchildren(name("text:p"), name("text:h")):
            gathered = Gathered(self.styles, self.objects)
            gathered.paragraph(paragraph)
            self._note(gathered)
            yield gathered.text

    def _drawn(self, parent: etree._Element) -> None:
        gathered = Gathered(self.styles, self.objects)
        for shape in parent:
            if shape.tag in SHAPES:
                gathered.drawing(shape)
        self._note(gathered)

    def _note(self, gathered: Gathered) -> None:
        for what, found in gathered.found.items():
            self.besides[_WORDS.get(what, what)] += found
        self.besides["文本框"] += len(gathered.boxes)

    def _is_hidden(self, element: etree._Element, kind: str) -> bool:
        visibility = attribute(element, "table:visibility", "visible")
        self.filtered |= visibility == "filter"
        return visibility != "visible"

    def stored(self, title: str, hidden: bool) -> Stored:
        """The sheet in the form all workbooks share."""
        where = f"工作表“{title}”"
        besides = [Unread(f"{what}{n}处", where) for what, n in self.besides.items() if n]
        if self.uncomputed:
            listed = sheets.listed(self.uncomputed)
            what = f"没有计算结果的公式{len(self.uncomputed)}处：{listed}"
            besides.append(Unread(what, where))
        shown = [self.merged.get(place, place) for place in self.texts]
        return Stored(
            title=title,
            texts=dict(sorted(self.texts.items())),
            merged=self.merged,
            hidden_rows=_numbers(self.rows, max((row for row, _ in shown), default=0)),
            hidden_columns=_numbers(self.columns, max((col for _, col in shown), default=0)),
            filtered=self.filtered,
            hidden=hidden,
            besides=tuple(besides),
        )


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Blocks of all visible sheets, one table a sheet; what is hidden is listed as unread."""
    source = open_document(data, "office:spreadsheet", limits)
    styles = read_styles(source.styles)
    tables = list(source.body.iterchildren(_TABLE))

    def stored() -> Iterator[Stored]:
        for table in tables:
            gathering = _Gathering(styles, dict(source.objects), limits)
            gathering.table(table)
            yield gathering.stored(attribute(table, "table:name"), _hides(styles, table))

    try:
        blocks, unread = sheets.content(stored(), len(tables) == 1, limits)
    except RecursionError as error:
        raise InputError(
            "文件结构嵌套过深，无法读取", "请用 LibreOffice 或 WPS 打开后另存一份再试。"
        ) from error
    return blocks, (*unread, *((Unread("宏", "整个文件"),) if source.macros else ()))


def _hides(styles: Styles, table: etree._Element) -> bool:
    style = attribute(table, "table:style-name")
    return styles.property("table", style, "style:table-properties", "table:display") == "false"


def _ungrouped(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag in _GROUPS:
            yield from _ungrouped(child)
        else:
            yield child


def _numbers(ranges: list[range], last: int) -> frozenset[int]:
    """The numbers in these ranges up to the last that matters."""
    return frozenset(n for one in ranges for n in range(one.start, min(one.stop, last + 1)))
