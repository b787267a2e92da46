"""Word documents in one XML file: flat OPC and WordprocessingML 2003, seen from outside."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenfeng.domain import Block, Unread
from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers import word_xml

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLD = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.microsoft.com/office/word/2003/wordml",
        "wx": "http://schemas.microsoft.com/office/word/2003/auxHint",
        "aml": "http://schemas.microsoft.com/aml/2001/core",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def flat(**parts: str) -> bytes:
    """A flat OPC package as Word saves it (Word XML 文档)."""
    links = "".join(
        f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{kind}.xml"/>' for kind in parts
    )
    main = f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    files = {
        "_rels/.rels": relations(main),
        "word/_rels/document.xml.rels": relations(links),
        **{f"word/{kind}.xml": content for kind, content in parts.items()},
    }
    inner = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>'
        for name, content in files.items()
    )
    picture = (
        '<pkg:part pkg:name="/word/media/image1.png" pkg:compression="store">'
        f"<pkg:binaryData>{'iVBORw0KGgo' * 100}</pkg:binaryData></pkg:part>"
        '<pkg:part pkg:name="/word/vbaProject.bin"><pkg:binaryData>0M8R</pkg:binaryData></pkg:part>'
    )
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    body = f'<pkg:package xmlns:pkg="{space}">{inner}{picture}</pkg:package>'
    return f'{HEAD}\r\n<?mso-application progid="Word.Document"?>\r\n{body}'.encode()


def relations(links: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{links}</Relationships>'


def part(name: str, content: str) -> str:
    return f'<w:{name} xmlns:w="{W}">{content}</w:{name}>'


def old(body: str, tables: str = "", attributes: str = "") -> bytes:
    """A document of Word 2003 (Word 2003 XML 文档)."""
    inner = f"{tables}<w:body><wx:sect>{body}</wx:sect></w:body>"
    root = f'<w:wordDocument {OLD} xml:space="preserve" {attributes}>{inner}</w:wordDocument>'
    return f'{HEAD}<?mso-application progid="Word.Document"?>{root}'.encode()


def p(text: str, properties: str = "") -> str:
    inner = text if text.startswith("<") else f"<w:r><w:t>{text}</w:t></w:r>"
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{inner}</w:p>"


def change(kind: str, content: str) -> str:
    return (
        f'<aml:annotation aml:id="1" w:type="Word.{kind}" aml:author="x">'
        f"<aml:content>{content}</aml:content></aml:annotation>"
    )


def blocks(body: str, tables: str = "") -> tuple[Block, ...]:
    return word_xml.read(old(body, tables))[0]


def texts(body: str, tables: str = "") -> list[str]:
    return [block.label + block.text for block in blocks(body, tables)]


# Flat OPC


def test_a_flat_package_reads_like_a_docx_file() -> None:
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    cell = "<w:tc><w:tcPr/><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    body = (
        f"<w:body><w:p>{numbered}<w:r><w:t>总体要求</w:t></w:r></w:p>"
        f"<w:tbl><w:tr>{cell.format('序号')}{cell.format('')}</w:tr></w:tbl></w:body>"
    )
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl>'
    )
    lists = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    footer = '<w:p><w:r><w:t xml:space="preserve">县水务局</w:t></w:r></w:p>'
    found, missed = word_xml.read(
        flat(
            document=part("document", body),
            numbering=part("numbering", lists),
            footer=part("ftr", footer),
        )
    )
    assert [(one.label, one.text, one.where) for one in found] == [
        ("一、", "总体要求", "第1段"),
        ("", "序号", "表1第1行第1列"),
        ("", "", "表1第1行第2列"),
    ]
    assert missed == (Unread("页眉页脚", "各页（县水务局）"), Unread("宏", "整个文件"))


# Word 2003


def test_paragraphs_styles_and_sections() -> None:
    styles = (
        '<w:styles><w:style w:type="paragraph" w:default="on" w:styleId="a">'
        '<w:name w:val="Normal"/><wx:uiName wx:val="正文"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    body = (
        "<wx:sub-section>" + p("章", '<w:pStyle w:val="1"/>')
        + "<wx:sub-section>"
        + p("<w:r><w:t> 甲 </w:t><w:br w:type='text-wrapping'/><w:t>乙</w:t></w:r>")
        + "</wx:sub-section></wx:sub-section>"
        + p("<w:hlink w:dest='x'><w:r><w:t>链接</w:t></w:r></w:hlink>")
    )  # fmt: skip
    assert [(one.text, one.level, one.where) for one in blocks(body, styles)] == [
        ("章", 1, "第1段"),
        (" 甲 \n乙", 0, "第2段"),
        ("链接", 0, "第3段"),
    ]


def test_the_number_that_word_showed_is_the_label() -> None:
    def shown(text: str, font: str = "宋体") -> str:
        hint = f'<wx:t wx:val="{text}" wx:wTabBefore="0"/><wx:font wx:val="{font}"/>'
        return f'<w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/>{hint}</w:listPr>'

    body = (
        p("甲", shown("（一） ")) + p("乙", shown("（一）")) + p("丙", shown("·", "Symbol"))
        + "<w:tbl><w:tr><w:tc>" + p("丁", shown("1．")) + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    assert texts(body) == ["（一）甲", "（一）乙", "丙", "1．丁"]


def test_numbers_are_counted_where_none_is_shown() -> None:
    lists = (
        '<w:lists><w:listDef w:listDefId="3"><w:lvl w:ilvl="0"><w:start w:val="2"/>'
        '<w:nfc w:val="37"/><w:lvlText w:val="%1、"/></w:lvl></w:listDef>'
        '<w:list w:ilfo="1"><w:ilst w:val="3"/></w:list></w:lists>'
    )
    place = '<w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/></w:listPr>'
    assert texts(p("甲", place) + p("乙", place), lists) == ["二、甲", "三、乙"]


def test_merged_cells() -> None:
    def tc(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text) if text else '<w:p/>'}</w:tc>"

    body = (
        "<w:tbl><w:tr>" + tc("宽", '<w:gridSpan w:val="2"/>') + "</w:tr><w:tr>"
        + tc("高", '<w:vmerge w:val="restart"/>') + tc("甲") + "</w:tr><w:tr>"
        + tc("", "<w:vmerge/>") + tc("乙") + "</w:tr></w:tbl>"
    )  # fmt: skip
    places = [(one.text, one.cell.rows, one.cell.columns) for one in blocks(body) if one.cell]
    assert places == [("宽", 1, 2), ("高", 2, 1), ("甲", 1, 1), ("乙", 1, 1)]


def test_tracked_changes_are_read_as_accepted() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    gone = "<w:r><w:delText>旧</w:delText></w:r>"
    mark = "<w:rPr>" + change("Deletion", "") + "</w:rPr>"
    removed = "<w:tr><w:trPr>" + change("Deletion", "") + "</w:trPr><w:tc><w:p/></w:tc></w:tr>"
    body = (
        p(change("Insertion", run.format("新")) + change("Deletion", gone) + run.format("文"))
        + p("前", mark) + p("后") + p(change("Bookmark.Start", "") + run.format("末"))
        + f"<w:tbl>{removed}</w:tbl>"
    )  # fmt: skip
    assert texts(body) == ["新文", "前后", "末"]


def test_notes_boxes_comments_headers_pictures_and_macros() -> None:
    footnote = f"<w:r><w:footnote>{p('注一')}</w:footnote></w:r>"
    endnote = f"<w:r><w:endnote>{p('尾')}</w:endnote></w:r>"
    comment = f"<w:r>{change('Comment', p('意见'))}</w:r>"
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" + p("框")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )  # fmt: skip
    picture = (
        "<w:r><w:pict><w:binData w:name='wordml://1.png'>aGVsbG8=</w:binData>"
        "<v:shape><v:imagedata src='wordml://1.png'/></v:shape></w:pict></w:r>"
    )
    section = f"<w:sectPr><w:hdr w:type='odd'>{p('水务局')}</w:hdr></w:sectPr>"
    properties = (
        f"<w:docPr><w:footnotePr><w:footnote>{p('分隔')}</w:footnote></w:footnotePr></w:docPr>"
    )
    body = p(f"<w:r><w:t>正文</w:t></w:r>{footnote}{endnote}{comment}{box}{picture}") + section
    found, missed = word_xml.read(old(body, properties, 'w:macrosPresent="yes"'))
    assert [(one.kind, one.text, one.where) for one in found] == [
        ("paragraph", "正文", "第1段"),
        ("textbox", "框", "文本框1"),
        ("footnote", "注一", "脚注1"),
        ("footnote", "尾", "尾注1"),
    ]
    assert missed == (
        Unread("图片（1张）", "第1段"),
        Unread("页眉页脚", "各页（水务局）"),
        Unread("批注（1条）", "第1段"),
        Unread("宏", "整个文件"),
    )


def test_utf_16_is_read() -> None:
    data = old(p("整改")).decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert [one.text for one in word_xml.read(data.encode("utf-16"))[0]] == ["整改"]


# Bad files


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "损坏"),
        (b"<a>", "损坏"),
        (b"<a/>", "不是 Word XML"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DTD"),
        (flat(numbering=part("numbering", "")), "没有正文"),
        (old("<wx:sub-section>" * 500), "损坏"),
    ],
)
def test_bad_files_are_input_errors_with_a_hint(data: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        word_xml.read(data)
    assert words in caught.value.message
    assert caught.value.hint


def test_huge_files_are_refused_but_pictures_do_not_count() -> None:
    picture = f"<w:r><w:pict><w:binData>{'A' * 2_000_000}</w:binData></w:pict></w:r>"
    assert word_xml.read(old(p("文") + p(picture)), Limits(part_size=1))[0][0].text == "文"
    with pytest.raises(InputError, match="太大"):
        word_xml.read(old(p("文" * 400_000)), Limits(part_size=1))


WHOLE = old(p("甲", "<w:listPr><wx:t wx:val='1.'/></w:listPr>") + p(change("Insertion", "<w:r/>")))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=4))
def test_mutated_files_raise_only_input_errors(place: int, piece: bytes) -> None:
    with contextlib.suppress(InputError):
        word_xml.read(WHOLE[:place] + piece + WHOLE[place + 2 :])
