"""One small plan in every format: a title, and a table of two entries.

Tests and the fuzzer (tools/fuzz.py) begin from these; each is what ``PLANS`` calls it by suffix.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage

import sample_docx
import sample_formats
import write_ofd
from sample_notation import Item, parse

from tests.readers import pdf_files, test_html, test_rtf, test_word_xml
from tests.readers import test_excel_xml as excel_xml
from tests.readers import test_xls as xls
from tests.readers import test_xlsb as xlsb
from tests.readers.opendocument_files import flat, packed
from tests.readers.word_files import row, word

TITLE = "青禾县供水问题整改方案"
ROWS = (
    ("序号", "存在问题", "整改措施", "责任单位", "完成时限"),
    ("1", "管网老化", "更换老旧管网3公里", "县水务局", "2025年5月底前"),
    ("2", "水费账目不清", "清理水费账目", "县财政局", "2025年9月30日"),
)
_XS = (30.0, 60.0, 140.0, 260.0, 360.0, 480.0)
_YS = (700.0, 670.0, 640.0, 610.0)


def _lines() -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (ROWS[0], ("---",) * 5, *ROWS[1:]))


def _items() -> tuple[Item, ...]:
    table = "\n".join(f"| {' | '.join(row)} |" for row in ROWS)
    return parse(f"# {TITLE}\n\n{table}\n")


def _csv() -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(ROWS)
    return out.getvalue().encode()


def archive(**files: bytes) -> bytes:
    """A zip archive; names of files may hold anything."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def mail(name: str, content: bytes) -> bytes:
    """A mail with words of its own and one attachment."""
    found = EmailMessage()
    found["From"], found["To"], found["Subject"] = "a@example.cn", "b@example.cn", "报送整改方案"
    found.set_content("现报送整改方案，请审阅。")
    found.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return found.as_bytes()


def _table(open_row: str, open_cell: str, close_cell: str, close_row: str) -> str:
    return "".join(
        open_row + "".join(f"{open_cell}{cell}{close_cell}" for cell in row) + close_row
        for row in ROWS
    )


def _opendocument_table() -> str:
    cell = '<table:table-cell office:value-type="string"><text:p>'
    inner = _table("<table:table-row>", cell, "</text:p></table:table-cell>", "</table:table-row>")
    return f'<table:table table:name="台账">{inner}</table:table>'


def _flat(kind: str, body: str) -> bytes:
    mimetype = f'office:mimetype="application/vnd.oasis.opendocument.{kind}"'.encode()
    return flat(kind, body).replace(b"<office:document ", b"<office:document " + mimetype + b" ", 1)


def _rtf() -> bytes:
    rows = "".join(test_rtf.row(*map(test_rtf.u, cells)) for cells in ROWS)
    return test_rtf.file(test_rtf.u(TITLE) + r"\par " + rows)


def _doc() -> bytes:
    return word(TITLE + "\r", *(par for cells in ROWS for par in row(*cells)))


def _xls() -> bytes:
    cells = [xls.label(r, c, text) for r, row in enumerate(ROWS) for c, text in enumerate(row)]
    return xls.workbook(xls.sheet(*cells))


def _xlsb() -> bytes:
    rows = (
        xlsb.row(r, *(xlsb.text(c, text) for c, text in enumerate(row)))
        for r, row in enumerate(ROWS)
    )
    # 145, 146: BrtBeginSheetData, BrtEndSheetData
    return xlsb.workbook(xlsb.record(145) + b"".join(rows) + xlsb.record(146))


def _word_table() -> str:
    opened, closed = "<w:tc><w:p><w:r><w:t>", "</w:t></w:r></w:p></w:tc>"
    return f"<w:tbl>{_table('<w:tr>', opened, closed, '</w:tr>')}</w:tbl>"


def _flat_opc() -> bytes:
    return test_word_xml.flat(
        document=f'<w:document xmlns:w="{test_word_xml.W}"><w:body><w:p><w:r><w:t>{TITLE}</w:t>'
        f"</w:r></w:p>{_word_table()}</w:body></w:document>"
    )


def _word_2003() -> bytes:
    return (
        f'{test_word_xml.HEAD}<?mso-application progid="Word.Document"?>'
        f"<w:wordDocument {test_word_xml.OLD}><w:body><w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p>"
        f"{_word_table()}</w:body></w:wordDocument>"
    ).encode()


def page(rows: Sequence[Sequence[str]] = ROWS) -> bytes:
    """A page of a PDF: the title and a ruled table."""
    content = pdf_files.words(TITLE, 200, 760) + pdf_files.rules(_XS, _YS)
    for cells, y in zip(rows, _YS, strict=False):
        content += b"".join(
            pdf_files.words(text, x + 2, y - 20, 10) for text, x in zip(cells, _XS, strict=False)
        )
    return content


def _ofd() -> bytes:
    xs = [x / 3 for x in _XS]
    ys = [40.0, 50.0, 60.0, 70.0]
    glyphs = [*write_ofd.text(TITLE, 60, 30, 6)]
    for cells, y in zip(ROWS, ys, strict=False):
        for text, x in zip(cells, xs, strict=False):
            glyphs += write_ofd.text(text, x + 1, y + 6, 2.5)
    return write_ofd.write([write_ofd.Paper(tuple(glyphs), tuple(write_ofd.grid(xs, ys)))])


_PAGE = sample_formats.page(_items(), "utf-8")
_DOCX = sample_docx.write(_items(), [])

PLANS: dict[str, bytes] = {
    ".docx": _DOCX,
    ".doc": _doc(),
    ".rtf": _rtf(),
    ".odt": packed("text", f"<text:h>{TITLE}</text:h>{_opendocument_table()}"),
    ".fodt": _flat("text", f"<text:h>{TITLE}</text:h>{_opendocument_table()}"),
    ".xlsx": sample_formats.workbook(_items(), "台账"),
    ".xls": _xls(),
    ".xlsb": _xlsb(),
    ".ods": packed("spreadsheet", _opendocument_table()),
    ".fods": _flat("spreadsheet", _opendocument_table()),
    ".pdf": pdf_files.pdf(page()),
    ".ofd": _ofd(),
    ".html": _PAGE,
    ".mht": test_html.mht(("file:///plan.htm", _PAGE.decode())),
    ".eml": mail("方案.docx", _DOCX),
    ".zip": archive(**{"报送材料/方案.docx": _DOCX}),
    ".csv": _csv(),
    ".md": f"# {TITLE}\n\n{_lines()}\n".encode(),
    ".txt": f"{TITLE}\n\n{_lines()}\n".encode("gb18030"),
}

XML_PLANS: dict[str, bytes] = {
    "word.xml": _flat_opc(),
    "word-2003.xml": _word_2003(),
    "excel-2003.xml": excel_xml.book(excel_xml.sheet(*(excel_xml.row(*cells) for cells in ROWS))),
}
