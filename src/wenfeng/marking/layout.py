"""How the files look that we make ourselves (版面): A4 across, 仿宋 and 黑体, a ruled table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell, _Row
    from docx.text.parfmt import ParagraphFormat

BODY, HEADINGS, LATIN = "仿宋", "黑体", "Times New Roman"
_BODY_SIZE, _CELL_SIZE, _TITLE_SIZE = 12, 10.5, 18
_CELL_SPACE = 2
_WIDE, _HIGH, _MARGIN = 297, 210, 20
# Millimetres; together the width between the margins.
_WIDTHS = (17, 62, 98, 45, 35)
_NARROW = (0, 3, 4)
_SHADE = "E7E6E6"


def new_document(title: str, date: datetime) -> Document:
    """An empty document with the page and the fonts set."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_WIDE), Mm(_HIGH)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)
    for name, font, size in (
        ("Normal", BODY, _BODY_SIZE),
        ("Title", HEADINGS, _TITLE_SIZE),
        ("Heading 1", HEADINGS, _BODY_SIZE + 2),
    ):
        _set_style(document.styles[name], font, size)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:255], "文风", ""
    properties.created = properties.modified = date.replace(microsecond=0, tzinfo=None)
    return document


def title(document: Document, text: str) -> BaseOxmlElement:
    """The title; answers its element."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.add_paragraph(text, "Title")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph._p


def heading(document: Document, text: str) -> BaseOxmlElement:
    """A heading above a list."""
    return document.add_paragraph(text, "Heading 1")._p


def line(document: Document, text: str) -> BaseOxmlElement:
    """A line of text."""
    paragraph = document.add_paragraph(text)
    paragraph.paragraph_format.space_after = 0
    return paragraph._p


def table(document: Document, columns: Sequence[str]) -> Table:
    """A ruled table whose header is repeated on each page."""
    from docx.shared import Mm

    made: Table = document.add_table(1, len(columns), "Table Grid")
    made.autofit = False
    for column, width in zip(made.columns, _WIDTHS, strict=True):
        column.width = Mm(width)
    for cell, text in zip(made.rows[0].cells, columns, strict=True):
        _fill(cell, text, HEADINGS, centred=True)
        _shade(cell)
    _set_widths(made)
    _set_row(made.rows[0], header=True)
    return made


def row(table: Table, texts: Sequence[str]) -> list[BaseOxmlElement]:
    """A row of the table; answers the elements of its cells."""
    cells = _new_row(table)
    for index, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        _fill(cell, text, BODY, centred=index in _NARROW)
    return [cell._tc for cell in cells]


def section_row(table: Table, text: str) -> None:
    """A row across the table that says where the next entries stand."""
    cells = _new_row(table)
    whole = cells[0].merge(cells[-1])
    _fill(whole, text, HEADINGS).keep_with_next = True


def _new_row(table: Table) -> tuple[_Cell, ...]:
    added: _Row = table.add_row()  # type: ignore[no-untyped-call] # python-docx leaves it bare
    _set_row(added)
    return added.cells


def _fill(cell: _Cell, text: str, font: str, *, centred: bool = False) -> ParagraphFormat:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.space_before = Pt(_CELL_SPACE)
    paragraph.paragraph_format.space_after = Pt(_CELL_SPACE)
    run = paragraph.add_run(text)
    run.font.size = Pt(_CELL_SIZE)
    if font != BODY:
        _set_fonts(run._r.get_or_add_rPr(), font)
    made: ParagraphFormat = paragraph.paragraph_format
    return made


def _set_widths(table: Table) -> None:
    """Rows added later take theirs from these."""
    from docx.shared import Mm

    for cell, width in zip(table.rows[0].cells, _WIDTHS, strict=True):
        cell.width = Mm(width)


def _set_row(row: _Row, header: bool = False) -> None:
    """Rows stay on one page; the header is repeated on each."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _shade(cell: _Cell) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _set_style(style: ParagraphStyle, font: str, size: float) -> None:
    from docx.shared import Pt, RGBColor

    style.font.size, style.font.bold = Pt(size), False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    _set_fonts(properties, font)
    for border in style.element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)


def _set_fonts(properties: BaseOxmlElement, font: str) -> None:
    """East Asian and Latin fonts by name; those of the theme would go before them."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for name, value in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", font), ("cs", LATIN)):
        fonts.set(qn(f"w:{name}"), value)
    properties.insert(0, fonts)
