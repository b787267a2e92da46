"""Writes a sample as a Word file from plain XML parts, byte for byte the same each time.

python-docx cannot write vertical merges, Chinese automatic numbers, tracked changes, text boxes
or content controls without reaching into the XML anyway, so the parts are written directly.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from sample_notation import PAGE_BREAK, Item, Paragraph, Run, Table, runs
from sample_package import DECLARATION, OFFICE_RELATIONS, package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CHANGE = 'w:author="办公室" w:date="2025-01-01T00:00:00Z"'
STYLE_IDS = {"title": "Title", "heading1": "1", "heading2": "2"}
# As GB/T 9704-2012 sets them: 一、 in 黑体, （一） in 楷体, paragraphs begin two characters in.
LEVELS = (
    ("Level1", re.compile(r"[一二三四五六七八九十]{1,3}、[^。；]*")),
    ("Level2", re.compile(r"（[一二三四五六七八九十]{1,3}）[^。；]*")),
    ("Attachment", re.compile(r"附件[0-9]*")),
    ("a", re.compile(r"(?:各[^。]*|[^。：]*(?:常委会|政府))：")),
)
ALIGN = {"title": "center", "centre": "center", "right": "right"}

STYLES = (
    f'{DECLARATION}<w:styles xmlns:w="{W}">'
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"'
    ' w:hAnsi="Times New Roman" w:eastAsia="仿宋"/><w:sz w:val="32"/></w:rPr></w:rPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a">'
    '<w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="a"/>'
    '<w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/>'
    '<w:outlineLvl w:val="0"/></w:pPr>'
    '<w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/>'
    '<w:outlineLvl w:val="1"/></w:pPr>'
    '<w:rPr><w:rFonts w:eastAsia="楷体"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Text"><w:name w:val="公文正文"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Level1"><w:name w:val="第一层"/>'
    '<w:basedOn w:val="Text"/><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Level2"><w:name w:val="第二层"/>'
    '<w:basedOn w:val="Text"/><w:rPr><w:rFonts w:eastAsia="楷体"/></w:rPr></w:style>'
    # Words in tables are smaller, as people set them: 小四.
    '<w:style w:type="paragraph" w:styleId="Cell"><w:name w:val="表格文字"/><w:basedOn w:val="a"/>'
    '<w:rPr><w:sz w:val="24"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Attachment"><w:name w:val="附件号"/>'
    '<w:basedOn w:val="a"/><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style></w:styles>'
)


class Parts:
    """What the body text leaves behind for other parts: footnotes and list restarts."""

    def __init__(self, levels: list[list[str]]) -> None:
        self.levels = levels
        self.footnotes: list[str] = []
        self.restarts: list[int] = []
        self.changes = 0

    def number(self, level: int, restart: bool) -> int:
        """The w:num that a paragraph of this level uses; a restart opens a new one."""
        if restart:
            self.restarts.append(level)
        return 1 + len(self.restarts)

    def change(self) -> str:
        """The attributes of the next tracked change."""
        self.changes += 1
        return f'w:id="{self.changes}" {CHANGE}'


def _text(text: str, tag: str = "w:t") -> str:
    return f'<w:r><{tag} xml:space="preserve">{escape(text)}</{tag}></w:r>'


def _box(text: str) -> str:
    return (
        '<w:r><w:pict><v:rect style="width:180pt;height:40pt"><v:textbox>'
        f"<w:txbxContent><w:p>{_text(text)}</w:p></w:txbxContent></v:textbox></v:rect>"
        "</w:pict></w:r>"
    )


def _run(run: Run, parts: Parts) -> str:
    match run.kind:
        case "ins":
            return f"<w:ins {parts.change()}>{_text(run.text)}</w:ins>"
        case "del":
            return f"<w:del {parts.change()}>{_text(run.text, 'w:delText')}</w:del>"
        case "control":
            inner = f"<w:sdtContent>{_text(run.text)}</w:sdtContent>"
            return f'<w:sdt><w:sdtPr><w:alias w:val="填写"/><w:text/></w:sdtPr>{inner}</w:sdt>'
        case "footnote":
            parts.footnotes.append(run.text)
            return f'<w:r><w:footnoteReference w:id="{len(parts.footnotes)}"/></w:r>'
        case "box":
            return _box(run.text)
    return _text(run.text)


def _style(item: Paragraph, parts: Parts) -> str:
    """The style of a line outside of tables, by its mark or by the number it begins with."""
    if item.style in ALIGN or item.style in STYLE_IDS:
        return STYLE_IDS.get(item.style, "")
    number = parts.levels[item.level - 1][1].replace("%1", "一") if item.level else ""
    text = number + "".join(run.text for run in item.runs)
    return next((style for style, mark in LEVELS if mark.fullmatch(text)), "Text")


def _paragraph(item: Paragraph, parts: Parts, style: str = "") -> str:
    if item is PAGE_BREAK:
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    properties = ""
    if style:
        properties += f'<w:pStyle w:val="{style}"/>'
    if item.level:
        number = parts.number(item.level, item.restart)
        properties += (
            f'<w:numPr><w:ilvl w:val="{item.level - 1}"/><w:numId w:val="{number}"/></w:numPr>'
        )
    if item.style in ALIGN:
        properties += f'<w:jc w:val="{ALIGN[item.style]}"/>'
    content = "".join(_run(run, parts) for run in item.runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def _cell(text: str, merge: str, columns: int, parts: Parts) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    lines = "".join(_paragraph(Paragraph("body", runs(t)), parts, "Cell") for t in text.split("¶"))
    return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/>{span}{merge}</w:tcPr>{lines}</w:tc>'


def _row(table: Table, row: int, parts: Parts) -> str:
    cells = []
    for column, text in enumerate(table.rows[row]):
        if text == "<":
            continue
        if text == "^":
            cells.append(_cell("", "<w:vMerge/>", _covering(table, row, column), parts))
            continue
        cell = table.cell(row, column)
        merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
        cells.append(_cell(text, merge, cell.columns, parts))
    head = "<w:trPr><w:tblHeader/></w:trPr>" if row < table.headers else ""
    return f"<w:tr>{head}{''.join(cells)}</w:tr>"


def _covering(table: Table, row: int, column: int) -> int:
    while table.rows[row][column] == "^":
        row -= 1
    return table.cell(row, column).columns


def _table(table: Table, parts: Parts) -> str:
    width = len(table.rows[0])
    grid = f'<w:gridCol w:w="{9000 // width}"/>' * width
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{e} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for e in edges)
    rows = "".join(_row(table, row, parts) for row in range(len(table.rows)))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders>'
        # Word joins two tables that have no paragraph between them.
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p/>"
    )


def _numbering(parts: Parts) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{escape(text)}"/></w:lvl>'
        for i, (form, text) in enumerate(parts.levels)
    )
    numbers = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    for number, level in enumerate(parts.restarts, 2):
        numbers += (
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>'
            f'<w:lvlOverride w:ilvl="{level - 1}"><w:startOverride w:val="1"/></w:lvlOverride>'
            "</w:num>"
        )
    return (
        f'{DECLARATION}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>{numbers}</w:numbering>'
    )


def _footnotes(parts: Parts) -> str:
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
        "<w:continuationSeparator/></w:r></w:p></w:footnote>"
    )
    for number, text in enumerate(parts.footnotes, 1):
        notes += (
            f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>{_text(text)}</w:p>'
            "</w:footnote>"
        )
    return f'{DECLARATION}<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'


def write(items: tuple[Item, ...], levels: list[list[str]]) -> bytes:
    """The Word file for a body; ``levels`` are (format, text) of each automatic number."""
    parts = Parts(levels)
    body = "".join(
        _table(item, parts)
        if isinstance(item, Table)
        else _paragraph(item, parts, _style(item, parts))
        for item in items
    )
    document = (
        f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml">'
        f'<w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body>'
        "</w:document>"
    )
    extra = {"styles": STYLES}
    if levels:
        extra["numbering"] = _numbering(parts)
    if parts.footnotes:
        extra["footnotes"] = _footnotes(parts)
    relations = [(f"{OFFICE_RELATIONS}/{name}", f"{name}.xml") for name in extra]
    content = {"word/document.xml": (f"{MAIN}.document.main+xml", document)}
    for name, xml in extra.items():
        content[f"word/{name}.xml"] = (f"{MAIN}.{name}+xml", xml)
    return package("word/document.xml", content, relations)
