"""Files made to do harm, by name: what a reader must refuse, or read without harm.

``hostile`` gives the bytes and what must be said of the file: a word of the reason or the hint,
or the number of entries read. An empty word stands for any reason; ``None`` leaves open whether
the file is read or refused.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from tests.readers import pdf_files, test_rtf
from tests.readers import test_excel_xml as excel_xml
from tests.readers import test_xls as xls
from tests.readers.opendocument_files import SPACES, packed
from tests.readers.plan_files import PLANS, XML_PLANS, archive, mail, page
from tests.readers.test_word_xml import HEAD
from tests.readers.word_files import compound, word
from wenfeng.readers.sheets import column_letters

Said = str | int | None
PLAN = PLANS[".txt"]
_MANY = 1_000_000
_LAUGHS = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))
_LAUGHS = f'<!DOCTYPE a [<!ENTITY b0 "ha">{_LAUGHS}]>'


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def changed(suffix: str, part: str, content: bytes) -> bytes:
    """The plan with one part replaced or added."""
    return archive(**{**members(PLANS[suffix]), part: content})


def edited(suffix: str, part: str, old: str, new: str) -> bytes:
    """The plan with words of one part replaced, once."""
    content = members(PLANS[suffix])[part]
    assert old.encode() in content
    return changed(suffix, part, content.replace(old.encode(), new.encode(), 1))


def _with_declaration(xml: bytes, declaration: str, entity: str) -> bytes:
    """XML with a document type before its root, and an entity in its text."""
    start = xml.index(b"<?xml") if b"<?xml" in xml else 0
    end = xml.index(b"?>", start) + 2 if b"<?xml" in xml else 0
    body = xml[end:].replace("县水务局".encode(), f"&{entity};".encode(), 1)
    return xml[:end] + declaration.encode() + body


def bombs() -> Iterator[tuple[str, bytes, Said]]:
    """Little bytes that unpack to many, in every way a zip allows."""
    zeros = bytes(20 * 1024 * 1024)
    for suffix in (".docx", ".xlsx", ".odt", ".ofd", ".xlsb", ".zip"):
        yield f"炸弹{suffix}", changed(suffix, "word/huge.xml", zeros), "炸弹"
    lying = bytearray(changed(".docx", "word/styles.xml", bytes(17 * 1024 * 1024)))
    at = lying.rindex(b"PK\x01\x02", 0, lying.rindex(b"word/styles.xml"))
    struct.pack_into("<I", lying, at + 24, 100)
    yield "大小不实.docx", bytes(lying), "无法解压"
    nested = PLANS[".zip"]
    for _ in range(6):
        nested = archive(**{"里.zip": nested, "也在.zip": nested})
    yield "套娃.zip", nested, "太深"
    yield "重叠.zip", _overlapping(archive(**{"a.txt": zeros}), 20), "炸弹"


def _overlapping(data: bytes, times: int) -> bytes:
    """A directory that lists the same bytes many times."""
    start = data.rindex(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    entry = data[start:end] * times
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, times, times, len(entry), start, 0)
    return data[:start] + entry + tail


def declarations(secret: str, address: str) -> Iterator[tuple[str, bytes, Said]]:
    """Document types that expand without end, or fetch a file or an address."""
    kinds = {
        "笑": (_LAUGHS, "b9"),
        "外部文件": (f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]>', "x"),
        "外部地址": (f'<!DOCTYPE a SYSTEM "{address}" [<!ENTITY x SYSTEM "{address}">]>', "x"),
        "参数实体": (f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{address}">%p;]>', "x"),
    }
    parts = {".docx": "word/document.xml", ".odt": "content.xml", ".ods": "content.xml"}
    parts[".xlsx"] = "xl/worksheets/sheet1.xml"
    parts[".ofd"] = "Doc_0/Pages/Page_0/Content.xml"
    for kind, (declaration, entity) in kinds.items():
        for suffix, part in parts.items():
            bad = _with_declaration(members(PLANS[suffix])[part], declaration, entity)
            yield f"{kind}{suffix}", changed(suffix, part, bad), "DTD"
        for name, data in {**XML_PLANS, "plan.fodt": PLANS[".fodt"]}.items():
            yield f"{kind}-{name}", _with_declaration(data, declaration, entity), None
        yield f"{kind}.html", _with_declaration(PLANS[".html"], declaration, entity), None


def encodings() -> Iterator[tuple[str, bytes, Said]]:
    """A document type hidden in another encoding."""
    text = members(PLANS[".docx"])["word/document.xml"].decode().partition("?>")[2]
    evil = '<!DOCTYPE a [<!ENTITY x "y">]>' + text
    for code in ("utf-16", "utf-16-be", "utf-32", "utf-7"):
        head = f'<?xml version="1.0" encoding="{code.upper()}"?>'
        yield f"{code}.docx", changed(".docx", "word/document.xml", (head + evil).encode(code)), ""
    sly = HEAD.replace("UTF-8", "UTF-7").encode() + evil.encode("utf-7")
    yield "冒称utf-7.docx", changed(".docx", "word/document.xml", sly), ""


def nesting() -> Iterator[tuple[str, bytes, Said]]:
    """A hundred thousand levels of anything."""
    deep = 100_000
    yield "深.docx", edited(".docx", "word/document.xml", "<w:p>", "<w:sdt>" * deep + "<w:p>"), ""
    closed = "<w:sdt><w:sdtContent>" * 110 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 110
    yield "套控件.docx", edited(".docx", "word/document.xml", "<w:p>", closed + "<w:p>"), 2
    yield "深.html", b"<div>" * deep + PLANS[".html"], None
    table = b"<table><tr><td>" * 20_000
    yield "表套表.html", b"<html><body>" + table + PLANS[".html"], None
    yield "深.rtf", PLANS[".rtf"][:-1] + b"{\\b " * deep + b"}" * deep + b"}", None
    rows = r"\pard\intbl\itap{0} x\nestcell{{\*\nesttableprops\trowd\cellx900\nestrow}}"
    inner = "".join(rows.format(level) for level in range(2, 3000))
    yield "表套表.rtf", test_rtf.file(inner), None
    yield "深.pdf", pdf_files.pdf(page(), catalog=b"/X" + b"[" * deep + b"]" * deep), None
    yield "环.pdf", pdf_files.pdf(page(), forms=[b"/X0 Do"]), 2
    letter = PLAN
    for _ in range(60):
        letter = b"Content-Type: message/rfc822\r\n\r\n" + letter
    yield "深.eml", b"From: a\r\nTo: b\r\nMIME-Version: 1.0\r\n" + letter, None
    boxes = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(500)
    )
    yield "箱.eml", b"From: a\r\nTo: b\r\nMIME-Version: 1.0\r\n" + boxes.encode(), None


def sizes() -> Iterator[tuple[str, bytes, Said]]:
    """Rows, cells and spans without end."""
    yield "两万列.csv", "甲,".encode() * 20_000 + b"\n", None
    yield "二十万空格.csv", (b"," * 999 + b"\n") * 200 + PLANS[".csv"], None
    yield "两万列.html", b"<table><tr>" + b"<td>x" * 20_000 + b"</table>", None
    yield "百万空格.html", PLANS[".html"] + b"<table><tr>" + b"<td>" * _MANY, None
    for span in ("colspan", "rowspan"):
        many = f"<tr><td {span}=65534>甲".encode() * 500
        yield f"{span}.html", PLANS[".html"] + b"<table>" + many + b"</table>", None
    both = b'<table><tr><td colspan="999999999" rowspan="999999999">x</table>'
    yield "两向.html", PLANS[".html"] + both, 2
    span = '<w:tcPr><w:gridSpan w:val="2147483647"/>'
    yield "跨列.docx", edited(".docx", "word/document.xml", "<w:tcPr>", span), None
    blank = "".join(f'<c r="{column_letters(c)}#" s="0"/>' for c in range(1, 1001))
    rows = "".join(f'<row r="{r}">{blank.replace("#", str(r))}</row>' for r in range(5, 1005))
    data = members(PLANS[".xlsx"])["xl/worksheets/sheet1.xml"].decode()
    empty = data.replace("</sheetData>", f"{rows}</sheetData>", 1)
    yield "百万空格.xlsx", changed(".xlsx", "xl/worksheets/sheet1.xml", empty.encode()), None
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>远</t></is></c></row>'
    last = data.replace("</sheetData>", f"{far}</sheetData>", 1)
    yield "天边.xlsx", changed(".xlsx", "xl/worksheets/sheet1.xml", last.encode()), 2
    whole = data.replace('"A1:E1"', '"A1:XFD1048576"', 1)
    yield "全表合并.xlsx", changed(".xlsx", "xl/worksheets/sheet1.xml", whole.encode()), None
    yield from _opendocument_sizes()
    wide_row = excel_xml.cell("远", attributes='ss:Index="2147483647" ss:MergeAcross="2147483647"')
    yield "天边.xml", excel_xml.book(excel_xml.sheet(excel_xml.row(wide_row))), None
    edges = xls.record(0x00E5, struct.pack("<H4H", 1, 0, 65535, 0, 255))
    yield "全表合并.xls", xls.workbook(xls.sheet(xls.label(0, 0, "甲"), edges)), None


def _opendocument_sizes() -> Iterator[tuple[str, bytes, Said]]:
    text = '<table:table-cell office:value-type="string" {}><text:p>甲</text:p></table:table-cell>'
    lots = 'table:number-{}-repeated="2147483647"'
    across = text.format(lots.format("columns"))
    for name, row in {
        "重复列": f"<table:table-row>{across}</table:table-row>",
        "重复行": f"<table:table-row {lots.format('rows')}>{text.format('')}</table:table-row>",
        "两万列": f"<table:table-row>{text.format('') * 20_000}</table:table-row>",
        "百万空格": f"<table:table-row>{'<table:table-cell/>' * _MANY}</table:table-row>",
    }.items():
        yield f"{name}.ods", packed("spreadsheet", f"<table:table>{row}</table:table>"), None
        yield f"{name}.odt", packed("text", f"<table:table>{row}</table:table>"), None
    yield "重复空格.odt", packed("text", '<text:p>甲<text:s text:c="2147483647"/></text:p>'), None


def loops() -> Iterator[tuple[str, bytes, Said]]:
    """Chains of sectors, pages and parts that bite their tails."""
    plain = PLANS[".doc"]
    for sector in range(0, len(plain) // 512 - 2, 3):
        data = bytearray(plain)
        struct.pack_into("<I", data, len(data) - 512 + 4 * sector, sector)
        yield f"扇区{sector}.doc", bytes(data), None
    kids = PLANS[".pdf"].replace(b"/Kids[100 0 R ]", b"/Kids[2 0 R  ]")
    yield "页树.pdf", kids, ""
    self_styled = (
        '<style:style style:name="a" style:family="paragraph" style:parent-style-name="a"/>'
    )
    body = '<text:p text:style-name="a">甲</text:p>'
    yield "自继承.odt", packed("text", body, styles=self_styled), 0
    xml = f"<office:document-content {SPACES}/>"
    yield "没有正文.odt", packed("text", "", more={"content.xml": xml}), ""


def locked() -> Iterator[tuple[str, bytes, Said]]:
    """Files with a password."""
    sealed = compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y" * 100})
    yield from ((f"密{suffix}", sealed, "密码") for suffix in (".docx", ".xlsx", ".doc"))
    yield "密.xls", xls.workbook(xls.sheet(), extra=xls.record(0x2F, b"\0\0\1\2\3\4")), "密码"
    yield "旧密.doc", word("密\r", flags=0x0300), "密码"
    yield "密.pdf", pdf_files.pdf(page(), user=b"secret"), "密码"
    entry = "<manifest:encryption-data/>"
    yield "密.odt", packed("text", "", manifest=entry), "密码"
    yield "密.ods", packed("spreadsheet", "", manifest=entry), "密码"
    yield "密.ofd", changed(".ofd", "Encryptions.xml", b"<a/>"), "加密"
    data = bytearray(archive(**{"密.txt": PLAN}))
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + place] |= 1
    yield "密.zip", bytes(data), "密码"


def damaged() -> Iterator[tuple[str, bytes, Said]]:
    """Nothing, next to nothing, and every plan cut off."""
    for suffix, data in PLANS.items():
        yield f"空{suffix}", b"", "空的"
        for percent in (10, 50, 90):
            yield f"截断{percent}{suffix}", data[: len(data) * percent // 100], None
    yield "乱码.docx", bytes(range(256)) * 20, "损坏"


def disguised() -> Iterator[tuple[str, bytes, Said]]:
    """Two files in one; a program in a document; words that a spreadsheet would run."""
    yield "兼是压缩包.pdf", PLANS[".pdf"] + PLANS[".zip"], 2
    yield "兼是压缩包.html", PLANS[".html"] + PLANS[".zip"], None
    yield "兼是文档.zip", PLANS[".docx"] + PLANS[".pdf"], None
    yield "程序.docx", b"MZ\x90\0" + bytes(2000), "程序"
    yield "带宏.docm", changed(".docx", "word/vbaProject.bin", b"\xd0\xcf\x11\xe0" * 100), 2
    formula = '=HYPERLINK("http://example.invalid","看")'
    evil = PLANS[".csv"].decode().replace("更换老旧管网3公里", formula.replace('"', "'"))
    yield "公式.csv", evil.encode(), 2
    yield "二百页.pdf", pdf_files.pdf(*[page()] * 200), None
    yield "改后缀的邮件.docx", mail("方案.txt", PLAN), None


def hostile(secret: str, address: str) -> dict[str, tuple[bytes, Said]]:
    """All of them. ``secret`` is a file and ``address`` a server that nobody may ask."""
    groups = (bombs(), declarations(secret, address), encodings(), nesting(), sizes())
    groups += (loops(), locked(), damaged(), disguised())
    return {name: (data, said) for group in groups for name, data, said in group}
