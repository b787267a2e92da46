"""One workbook for a whole batch (工作簿): filters, charts, fit to print; no formula in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from wenfeng.domain import Batch
from wenfeng.openxml import legal, package, unpacked
from wenfeng.reports import Page
from wenfeng.reports.excel_sheets import Row, Sheet, Value, sheets

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.chart import BarChart
    from openpyxl.worksheet.worksheet import Worksheet

# Excel counts UTF-16 units; a cell that holds more makes it offer to repair the file.
LONGEST = 32_767
CUT = "……（以下略，内容太长）"
# Excel keeps 1,048,576 rows, the header among them.
MOST_ROWS = 1_048_575
# What Excel would take for a formula if somebody typed it, or hides in front of one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What Excel reads as an escaped character wherever it stands: _x000D_.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# The first day that Excel counts right.
_FIRST_DAY = date(1900, 3, 1)
_MADE = datetime(2000, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_BARS = 15
_SERIES = ("3B6EA5", "A9C2DE")
_LINE = 13.0
_HEADER_HEIGHT = 22.0
_HIGHEST = 409.0
_COLOURS = {"错误": "B42318", "退回": "B42318", "没有回应": "B42318", "未能检查": "B42318"} | {
    "警告": "9A6700",
    "待核": "9A6700",
    "回应笼统": "9A6700",
    "提示": "1F5F99",
    "通过": "1A7F37",
    "已回应": "1A7F37",
}


def write(batch: Batch, page: Page) -> bytes:
    """The batch as a workbook; equal batches give equal bytes."""
    return workbook(sheets(batch, dict(page.titles)))


def workbook(contents: Iterable[Sheet]) -> bytes:
    """A workbook of these sheets."""
    from openpyxl import Workbook

    made = Workbook(write_only=True)
    made.properties.creator = ""
    made.properties.created = _MADE
    for content in contents:
        _Sheet(made, content).write()
    held = io.BytesIO()
    made.save(held)
    parts = unpacked(held.getvalue())
    core = "docProps/core.xml"
    stamp = b"%sZ" % _MADE.isoformat().encode()
    parts[core] = _MODIFIED.sub(rb"\g<1>" + stamp, parts[core])
    return package(parts)


@dataclass(slots=True)
class _Sheet:
    """A sheet on its way into the workbook. Rows are written one by one and not kept."""

    workbook: Workbook
    content: Sheet

    def write(self) -> None:
        sheet = self.workbook.create_sheet(self.content.name)
        _lay_out(sheet, self.content)
        looks = _Looks(sheet)
        sheet.row_dimensions[1].height = _HEADER_HEIGHT
        sheet.append(
            [looks.header(at, title) for at, (title, _) in enumerate(self.content.columns)]
        )
        widths = [width for _, width in self.content.columns]
        count = 0
        for row in _bounded(self.content.rows):
            count += 1
            sheet.row_dimensions[count + 1].height = _height(row, widths)
            sheet.append([looks.cell(at, value) for at, value in enumerate(row)])
            del sheet.row_dimensions[count + 1]  # it is written
        last = _letter(len(self.content.columns))
        sheet.auto_filter.ref = f"A1:{last}{count + 1}"
        if self.content.chart and count:
            sheet.add_chart(_chart(sheet, self.content, min(count, _BARS)), _beside(self.content))


def _height(row: Row, widths: list[int]) -> float:
    """Points that the longest of the cells needs; not every program sees to that itself.

    A Chinese character has three bytes and the width of two letters.
    """
    lines = 1
    for value, width in zip(row, widths, strict=False):
        if isinstance(value, str) and (len(value) * 2 >= width or "\n" in value):
            folded = (
                -(-(len(line) + len(line.encode("utf-8", "replace"))) // (2 * width))
                for line in value.split("\n")
            )
            lines = max(lines, sum(max(1, needed) for needed in folded))
    return min(lines * _LINE + 4, _HIGHEST)


def _bounded(rows: Iterable[Row]) -> Iterable[Row]:
    for count, row in enumerate(rows, start=1):
        if count == MOST_ROWS:
            yield ("……（以下略，行数太多）",)
            return
        yield row


def _lay_out(sheet: Worksheet, content: Sheet) -> None:
    """Everything that is written before the rows: panes, widths, how it prints."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.freeze_panes = "A2"
    for at, (_, width) in enumerate(content.columns, start=1):
        sheet.column_dimensions[_letter(at)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    for side in ("left", "right"):
        setattr(sheet.page_margins, side, 0.4)
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(center=_HeaderFooterPart("&A"))
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页，共 &N 页"))


class _Looks:
    """The cells of a sheet: one of each look in each column, filled again for every row.

    A row is written when it is added, and setting up a style takes longer than that.
    """

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._made: dict[tuple[int, str], Any] = {}

    def header(self, column: int, title: str) -> Any:
        return self._filled(column, "header", title)

    def cell(self, column: int, value: Value) -> Any:
        if value is None or value == "":
            return self._filled(column, "text", None)
        if isinstance(value, int):
            return self._filled(column, "number", value)
        if isinstance(value, date):
            if value >= _FIRST_DAY:
                return self._filled(column, "day", value)
            value = value.isoformat()
        words = _storable(value)
        if words in _COLOURS:
            return self._filled(column, words, words)
        return self._filled(column, "formula" if words.startswith(_FORMULA) else "text", words)

    def _filled(self, column: int, look: str, value: Value) -> Any:
        cell = self._made.get((column, look))
        if cell is None:
            cell = self._made[column, look] = _styled(self._sheet, look)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # whatever it looks like: "=1+1", "#N/A"
        return cell


def _styled(sheet: Worksheet, look: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell = WriteOnlyCell(sheet)
    line = Side(style="thin", color="D0D5DD")
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    centred = "center" if look in _COLOURS else None
    cell.alignment = Alignment(horizontal=centred, vertical="top", wrap_text=True)
    cell.font = Font(name="宋体", size=10, bold=look in _COLOURS, color=_COLOURS.get(look))
    if look == "header":
        cell.font = Font(name="宋体", size=10, bold=True)
        cell.fill = PatternFill("solid", fgColor="E4EAF3")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    elif look == "day":
        cell.number_format = "yyyy-mm-dd"
    elif look == "formula":
        cell.quotePrefix = True
    return cell


def _storable(words: str) -> str:
    """What a cell can hold: no characters that XML forbids, nothing that Excel unescapes."""
    words = _ESCAPE.sub("_x005F_", legal(words))
    if len(words) * 2 <= LONGEST or _units(words) <= LONGEST:
        return words
    kept = words.encode("utf-16-le")[: (LONGEST - len(CUT)) * 2]
    return kept.decode("utf-16-le", "ignore") + CUT


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def _chart(sheet: Worksheet, content: Sheet, count: int) -> BarChart:
    """Bars of the first rows, the longest on top."""
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.type = "bar"
    chart.title = f"{content.name}（前 {count} 个）"
    if len(content.chart) > 2:
        chart.grouping, chart.overlap = "stacked", 100
    for column in content.chart[1:]:
        data = Reference(sheet, min_col=column, min_row=1, max_row=count + 1)
        chart.add_data(data, titles_from_data=True)
    for series, colour in zip(chart.series, _SERIES, strict=False):
        series.graphicalProperties.solidFill = colour
    chart.set_categories(Reference(sheet, min_col=content.chart[0], min_row=2, max_row=count + 1))
    chart.legend.position = "b"
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines = None
    chart.y_axis.number_format = "0"
    chart.gapWidth = 60
    chart.width, chart.height = 18, 4 + 0.75 * count
    return chart


def _beside(content: Sheet) -> str:
    return f"{_letter(len(content.columns) + 2)}2"


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)
