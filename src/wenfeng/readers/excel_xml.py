"""Excel 2003 XML workbooks (SpreadsheetML, “XML 电子表格 2003”); OA systems export them as .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from wenfeng.domain import Unread
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, MB, Limits
from wenfeng.readers import sheets
from wenfeng.readers.layout import Content, blank
from wenfeng.readers.ooxml import parse_xml
from wenfeng.readers.sheets import Place, Stored
from wenfeng.readers.xlsx.values import display

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EPOCH = datetime(1899, 12, 30)
_MAX_ROWS = 1_048_576
_MAX_COLUMNS = 16_384
# Formats that SpreadsheetML knows by name, as Chinese Excel shows them.
_NAMED_FORMATS = {
    "General Date": "yyyy/m/d h:mm",
    "Long Date": "yyyy年m月d日",
    "Medium Date": "yyyy-m-d",
    "Short Date": "yyyy/m/d",
    "Long Time": "h:mm:ss",
    "Medium Time": "h:mm",
    "Short Time": "h:mm",
    "Currency": "¥#,##0.00",
    "Euro Currency": "€#,##0.00",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
}
_LEADING = b" \t\r\n\0"


@dataclass(slots=True)
class _Grid:
    """A worksheet under construction; ``row`` and ``column`` are the place last filled."""

    formats: Mapping[str, str]
    texts: dict[Place, str] = field(default_factory=dict)
    merged: dict[Place, Place] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    comments: int = 0
    row: int = 0
    column: int = 0

    def add_column(self, element: etree._Element) -> None:
        """Take in a Column, which may stand for several."""
        first = self.column = _index(element, self.column, _MAX_COLUMNS)
        self.column = min(_MAX_COLUMNS, first + _number(element, "Span"))
        if _is_hidden(element, "Width"):
            self.hidden_columns.update(range(first, self.column + 1))

    def add_row(self, element: etree._Element) -> None:
        """Take in a Row and its cells; rows it spans are like it, but blank."""
        first = self.row = _index(element, self.row, _MAX_ROWS)
        self.column = 0
        for cell in _children(element, "Cell"):
            self._add_cell(cell)
        self.row = min(_MAX_ROWS, first + _number(element, "Span"))
        if _is_hidden(element, "Height"):
            self.hidden_rows.update(range(first, self.row + 1))

    def _add_cell(self, element: etree._Element) -> None:
        place = self.row, _index(element, self.column, _MAX_COLUMNS)
        right = min(_MAX_COLUMNS, place[1] + _number(element, "MergeAcross"))
        bottom = min(_MAX_ROWS, self.row + _number(element, "MergeDown"))
        self.column = right
        if (bottom, right) != place:
            self.merged[place] = bottom, right
        self.comments += len(list(_children(element, "Comment")))
        text = _text(element, self.formats)
        if not blank(text):
            self.texts[place] = text


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Blocks of all visible worksheets, one table a sheet."""
    if len(data) > limits.part_size * MB:
        raise InputError(
            f"文件太大（{len(data) / MB:.0f} MB，上限 {limits.part_size} MB）",
            "请用 Excel 或 WPS 打开，另存为 xlsx 再试。",
        )
    book = parse_xml(data.lstrip(_LEADING), "Excel 2003 XML")
    if _local(book) != "Workbook":
        raise InputError(
            "不是 Excel 2003 XML 表格：文件里没有工作簿",
            "请用 Excel 或 WPS 打开确认，另存为 xlsx 再试。",
        )
    formats = _formats(book)
    stored = [_stored(element, formats) for element in book if _local(element) == "Worksheet"]
    return sheets.content(stored, len(stored) == 1, limits)


def _formats(book: etree._Element) -> dict[str, str]:
    """The number format of each style; a style without one has that of its parent."""
    styles = {
        _attribute(style, "ID"): style
        for group in _children(book, "Styles")
        for style in _children(group, "Style")
    }
    return {name: _format(name, styles) for name in styles}


def _format(name: str, styles: Mapping[str, etree._Element]) -> str:
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        for form in _children(styles[name], "NumberFormat"):
            found = _attribute(form, "Format")
            return _NAMED_FORMATS.get(found, found) or "General"
        name = _attribute(styles[name], "Parent") or "Default"
    return "General"


def _stored(sheet: etree._Element, formats: Mapping[str, str]) -> Stored:
    grid = _Grid(formats)
    for table in _children(sheet, "Table"):
        for child in table:
            if _local(child) == "Column":
                grid.add_column(child)
            elif _local(child) == "Row":
                grid.add_row(child)
    title = _attribute(sheet, "Name")
    comments = (Unread(f"批注{grid.comments}处", f"工作表“{title}”"),) if grid.comments else ()
    return Stored(
        title=title,
        texts=dict(sorted(grid.texts.items())),
        merged=grid.merged,
        hidden_rows=frozenset(grid.hidden_rows),
        hidden_columns=frozenset(grid.hidden_columns),
        filtered=any(True for _ in _children(sheet, "AutoFilter")),
        hidden=_is_hidden_sheet(sheet),
        besides=comments,
    )


def _is_hidden_sheet(sheet: etree._Element) -> bool:
    return any(
        (visible.text or "").strip() in ("SheetHidden", "SheetVeryHidden")
        for options in _children(sheet, "WorksheetOptions")
        for visible in _children(options, "Visible")
    )


def _text(cell: etree._Element, formats: Mapping[str, str]) -> str:
    """What a cell shows: its Data under the number format of its style."""
    data = next(_children(cell, "Data"), None)
    if data is None:
        return ""
    text = "".join(str(piece) for piece in data.itertext())
    value = _value(text, _attribute(data, "Type"))
    return display(value, formats.get(_attribute(cell, "StyleID"), "General"), 0, _EPOCH)


def _value(text: str, kind: str) -> object:
    try:
        if kind == "Number":
            number = float(text)
            return int(number) if number.is_integer() and abs(number) < 1e15 else number
        if kind == "DateTime":
            return datetime.fromisoformat(text.strip())
    except (ValueError, OverflowError):
        return text
    return text.strip() in ("1", "true", "True") if kind == "Boolean" else text


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children by name in any namespace: some programs leave the namespaces out."""
    return (child for child in element if _local(child) == name)


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: etree._Element, name: str) -> str:
    found = element.get(f"{_SS}{name}")
    return (found if found is not None else element.get(name)) or ""


def _number(element: etree._Element, name: str) -> int:
    found = _attribute(element, name).strip()
    return int(found) if re.fullmatch(r"\d{1,9}", found, re.ASCII) else 0


def _index(element: etree._Element, last: int, most: int) -> int:
    """The place that ss:Index names, else the next one."""
    return min(most, _number(element, "Index") or last + 1)


def _is_hidden(element: etree._Element, size: str) -> bool:
    if _attribute(element, "Hidden") in ("1", "true"):
        return True
    return re.fullmatch(r"0+(?:\.0+)?", _attribute(element, size)) is not None
