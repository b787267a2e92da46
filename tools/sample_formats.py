"""Writes a sample as plain text, as a web page or as a workbook."""

from __future__ import annotations

import html
from datetime import date

from sample_notation import DAY, PAGE_BREAK, Item, Paragraph, Table, visible
from sample_package import DECLARATION, OFFICE_RELATIONS, package

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TAGS = {"title": "h1", "heading1": "h2", "heading2": "h3"}
ALIGN = {"centre": ' align="center"', "right": ' align="right"'}

BOOK_STYLES = (
    f'{DECLARATION}<styleSheet xmlns="{SHEET}"><numFmts count="1"><numFmt numFmtId="176"'
    ' formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf numFmtId="176" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def text(body: str, encoding: str) -> bytes:
    """The body as it stands, with the line ends of Windows."""
    return body.strip("\n").replace("\n", "\r\n").encode(encoding)


def page(items: tuple[Item, ...], encoding: str) -> bytes:
    """A web page as an office system (OA) shows it."""
    title = next(visible(i.runs) for i in items if isinstance(i, Paragraph) and i.style == "title")
    content = "\n".join(
        _html_table(item) if isinstance(item, Table) else _html_paragraph(item)
        for item in items
        if item is not PAGE_BREAK
    )
    out = (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="{encoding}">\n'
        f"<title>{html.escape(title)}</title>\n</head>\n<body>\n{content}\n</body>\n</html>\n"
    )
    return out.encode(encoding)


def _html_paragraph(item: Paragraph) -> str:
    tag = TAGS.get(item.style, "p")
    return f"<{tag}{ALIGN.get(item.style, '')}>{html.escape(visible(item.runs))}</{tag}>"


def _html_table(table: Table) -> str:
    rows = []
    for number, row in enumerate(table.rows):
        tag = "th" if number < table.headers else "td"
        cells = (
            _html_cell(table, number, c, tag) for c, t in enumerate(row) if t not in ("^", "<")
        )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return '<table border="1">\n' + "\n".join(rows) + "\n</table>"


def _html_cell(table: Table, row: int, column: int, tag: str) -> str:
    cell = table.cell(row, column)
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    return f"<{tag}{spans}>{html.escape(cell.text).replace('¶', '<br>')}</{tag}>"


def workbook(items: tuple[Item, ...], sheet: str) -> bytes:
    """A workbook of one sheet; every paragraph is a row merged over the table's width."""
    width = max(len(item.rows[0]) for item in items if isinstance(item, Table))
    rows: list[str] = []
    merges: list[str] = []
    for item in items:
        if isinstance(item, Paragraph):
            merges.append(_area(len(rows), 0, 1, width))
            rows.append(_row(len(rows), (visible(item.runs),)))
            continue
        first = len(rows)
        rows += [_row(first + n, row) for n, row in enumerate(item.rows)]
        merges += _table_merges(item, first)
    content = {
        "xl/workbook.xml": (f"{MAIN}.sheet.main+xml", _book(sheet)),
        "xl/worksheets/sheet1.xml": (f"{MAIN}.worksheet+xml", _sheet(rows, merges)),
        "xl/styles.xml": (f"{MAIN}.styles+xml", BOOK_STYLES),
    }
    relations = [
        (f"{OFFICE_RELATIONS}/worksheet", "worksheets/sheet1.xml"),
        (f"{OFFICE_RELATIONS}/styles", "styles.xml"),
    ]
    return package("xl/workbook.xml", content, relations)


def _table_merges(table: Table, first: int) -> list[str]:
    out = []
    for r, row in enumerate(table.rows):
        for c, text_ in enumerate(row):
            cell = table.cell(r, c)
            if text_ not in ("^", "<") and (cell.rows > 1 or cell.columns > 1):
                out.append(_area(first + r, c, cell.rows, cell.columns))
    return out


def _area(row: int, column: int, rows: int, columns: int) -> str:
    last = f"{_letter(column + columns - 1)}{row + rows}"
    return f'<mergeCell ref="{_letter(column)}{row + 1}:{last}"/>'


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def _row(row: int, cells: tuple[str, ...]) -> str:
    inner = "".join(
        _value(f"{_letter(c)}{row + 1}", t) for c, t in enumerate(cells) if t not in ("", "^", "<")
    )
    return f'<row r="{row + 1}">{inner}</row>'


def _value(place: str, text_: str) -> str:
    if match := DAY.fullmatch(text_):
        serial = (date(*map(int, match.groups())) - date(1899, 12, 30)).days
        return f'<c r="{place}" s="1"><v>{serial}</v></c>'
    if text_.isdigit():
        return f'<c r="{place}"><v>{text_}</v></c>'
    inner = html.escape(text_, quote=False).replace("¶", "\n")
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{inner}</t></is></c>'


def _book(sheet: str) -> str:
    return (
        f'{DECLARATION}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE_RELATIONS}"><sheets>'
        f'<sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _sheet(rows: list[str], merges: list[str]) -> str:
    merged = f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>' if merges else ""
    return (
        f'{DECLARATION}<worksheet xmlns="{SHEET}"><sheetData>{"".join(rows)}</sheetData>'
        f"{merged}</worksheet>"
    )
