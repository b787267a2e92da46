"""Excel workbooks (xlsx): each visible sheet is a table; what is hidden is listed, not read."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

from wenfeng.domain import Unread
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers import ooxml, sheets
from wenfeng.readers.layout import Content, blank
from wenfeng.readers.ooxml import Package
from wenfeng.readers.sheets import Place, Stored
from wenfeng.readers.xlsx import parts as xlsx_parts
from wenfeng.readers.xlsx.parts import SheetPart
from wenfeng.readers.xlsx.plain import plain
from wenfeng.readers.xlsx.values import display

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_LAST_COLUMN = 16_384


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Blocks of all visible sheets, one table a sheet."""
    ooxml.check_package(data, limits)
    package = ooxml.open_package(data, limits)
    parts = xlsx_parts.sheet_parts(package)
    book, faulty = _load(xlsx_parts.slim(data, package, parts), limits)
    stored = (_stored(book, title, package, parts.get(title)) for title in book.sheetnames)
    blocks, unread = sheets.content(stored, len(parts) == 1, limits)
    return blocks, (
        Unread("工作簿里不合规范的样式或附加内容", "整个文件"),
        *unread,
    ) if faulty else unread


def _load(data: bytes, limits: Limits) -> tuple[Workbook, bool]:
    """The workbook, and whether it had to be cut down to its cells first."""
    try:
        return _opened(data), False
    except InputError:
        return _opened(plain(ooxml.open_package(data, limits))), True


def _opened(data: bytes) -> Workbook:
    from openpyxl import load_workbook

    try:
        # It warns of extensions that hold no text, and prints what it thinks of some styles.
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:
        # openpyxl lets whatever its XML trips over through: no narrower class holds them all.
        raise InputError(
            "工作簿已损坏，无法读取", "请用 Excel 或 WPS 打开确认，另存为 xlsx 再试。"
        ) from error


def _stored(book: Workbook, title: str, package: Package, part: SheetPart | None) -> Stored:
    if part is None or part.kind != "worksheet":
        return Stored(title, {}, besides=(Unread("图表工作表", f"工作表“{title}”"),))
    sheet = book[title]
    return Stored(
        title=title,
        texts=dict(_texts(sheet, package.limits)),
        merged=_merged(sheet),
        hidden_rows=frozenset(
            r for r, d in sheet.row_dimensions.items() if d.hidden or d.height == 0
        ),
        hidden_columns=frozenset(_hidden_columns(sheet)),
        filtered=bool(sheet.auto_filter.ref) or any(t.autoFilter for t in sheet.tables.values()),
        hidden=part.hidden,
        besides=tuple(xlsx_parts.beside_cells(package, part, title)),
    )


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    last = 0
    for dimension in sorted(sheet.column_dimensions.values(), key=lambda one: one.min or 0):
        if dimension.hidden or dimension.width == 0:
            first, last = max(dimension.min or 0, last + 1), min(dimension.max or 0, _LAST_COLUMN)
            yield from range(first, last + 1)


def _texts(sheet: Worksheet, limits: Limits) -> Iterator[tuple[Place, str]]:
    """Non-blank texts by place. Only stored cells: the rectangle around them may be endless."""
    epoch = sheet.parent.epoch if sheet.parent else None
    characters = 0
    for place, cell in sorted(sheet._cells.items()):
        value = cell.value
        if value is None or epoch is None:
            continue
        # openpyxl keeps the id of a format nowhere in public, and turns unknown ones to General.
        form = cell._style.numFmtId  # type: ignore[union-attr]
        text = display(value, _format(cell), form, epoch)
        characters += len(text)
        if characters > limits.characters:
            raise sheets.too_long(limits)
        if not blank(text):
            yield place, text


def _format(cell: Cell | MergedCell) -> str:
    try:
        return cell.number_format
    except IndexError:  # the workbook does not say what the format is
        return "General"


def _merged(sheet: Worksheet) -> dict[Place, Place]:
    return {(m.min_row, m.min_col): (m.max_row, m.max_col) for m in sheet.merged_cells.ranges}
