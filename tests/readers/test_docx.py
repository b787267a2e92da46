"""The docx reader, seen from outside: hand-made parts in, blocks and unread things out."""

from __future__ import annotations

import gc
import io
import struct
import zipfile
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenfeng.domain import Block, Cell, Unread
from wenfeng.errors import InputError
from wenfeng.readers import docx
from wenfeng.readers.ooxml import check_package, open_package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "r": RELATION,
    }.items()
)
KINDS = ("styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer")


def part(root: str, content: str) -> str:
    return f'<w:{root} xmlns:w="{W}" {SPACES}>{content}</w:{root}>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relations(targets: dict[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="r{kind}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>'


def word(body: str, **parts: str) -> bytes:
    """A docx file: body XML and the content of further parts by their kind."""
    files: dict[str, str | bytes] = {
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": part("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": relations({kind: f"{kind}.xml" for kind in parts}),
    }
    roots = {"header": "hdr", "footer": "ftr"}
    for kind, content in parts.items():
        files[f"word/{kind}.xml"] = part(roots.get(kind, kind), content)
    return zipped(files)


def r(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, properties: str = "") -> str:
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{inner}</w:p>"


def tc(*content: str, properties: str = "") -> str:
    inner = "".join(one if one.startswith("<") else p(one) for one in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner or '<w:p/>'}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    inner = "".join(one if one.startswith("<") else tc(one) for one in cells)
    return f"<w:tr>{properties and f'<w:trPr>{properties}</w:trPr>'}{inner}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def box(*content: str) -> str:
    """A text box as Word writes it: a drawing, and the same again for old programs."""
    inner = f"<w:txbxContent>{''.join(content)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{inner}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(*pieces: str) -> str:
    marks = {"{": "begin", "|": "separate", "}": "end"}
    return "".join(
        f'<w:r><w:fldChar w:fldCharType="{marks[one]}"/></w:r>' if one in marks else one
        for one in pieces
    )


def blocks(body: str, **parts: str) -> tuple[Block, ...]:
    return docx.read(word(body, **parts))[0]


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in blocks(body, **parts)]


def unread(body: str, **parts: str) -> tuple[Unread, ...]:
    return docx.read(word(body, **parts))[1]


def cells(body: str, **parts: str) -> list[tuple[str, str]]:
    """Each cell as row,column+rows,columns and its text."""
    return [
        (f"{c.row},{c.column}+{c.rows},{c.columns}", block.text)
        for block in blocks(body, **parts)
        if (c := block.cell) is not None
    ]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%2."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def numbered(depth: int, of: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{of}"/></w:numPr>'


# Paragraphs


def test_paragraphs_and_tables_come_in_reading_order_with_places() -> None:
    found = blocks(p("甲县整改方案") + "<w:p/>" + p(" 　") + tbl(tr("序号", "")) + p("　　末段"))
    assert [(one.kind, one.text, one.where, one.anchor) for one in found] == [
        ("paragraph", "甲县整改方案", "第1段", "p:0"),
        ("cell", "序号", "表1第1行第1列", "tc:0"),
        ("cell", "", "表1第1行第2列", "tc:1"),
        ("paragraph", "　　末段", "第2段", "p:5"),
    ]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>", "甲\n乙\n丙"),
        ('<w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r>', "甲\n乙"),
        ('<w:r><w:t>甲</w:t><w:br w:type="column"/><w:lastRenderedPageBreak/></w:r>', "甲"),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/></w:r>", "A-B"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>', "☑是"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/><w:t>是</w:t></w:r>', "是"),
        ("<w:r><w:t>  外侧空格 </w:t></w:r>", "外侧空格"),
        ('<w:r><w:t xml:space="preserve"> 甲\n乙 </w:t></w:r>', " 甲 乙 "),
        ("<w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink>", "甲"),
        ("<w:smartTag><w:smartTag>" + r("甲") + "</w:smartTag></w:smartTag>", "甲"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + r("张某") + "</w:sdtContent></w:sdt>", "张某"),
        ("<w:ins>" + r("新") + "</w:ins><w:moveTo>" + r("来") + "</w:moveTo>", "新来"),
        ("<w:fldSimple w:instr='DATE'>" + r("5月31日") + "</w:fldSimple>", "5月31日"),
        (
            "<w:r><w:ruby><w:rt>"
            + r("xī")
            + "</w:rt><w:rubyBase>"
            + r("溪")
            + "</w:rubyBase></w:ruby></w:r>",
            "溪",
        ),
        ("<m:oMathPara><m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath></m:oMathPara>", "x+1"),
        (
            "<w:r><mc:AlternateContent><mc:Choice Requires='w14'><w:t>新</w:t></mc:Choice>"
            "<mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:r>",
            "新",
        ),
        (
            "<mc:AlternateContent><mc:Fallback>" + r("旧") + "</mc:Fallback></mc:AlternateContent>",
            "旧",
        ),
    ],
)
def test_what_counts_as_text(runs: str, expected: str) -> None:
    assert texts(p("起", "<w:r/>") + f"<w:p>{runs}</w:p>") == ["起", expected]


def test_deleted_and_moved_away_text_is_not_read() -> None:
    gone = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom>" + r("走")
    assert texts(p("留", gone + "</w:moveFrom>")) == ["留"]


def test_a_deleted_paragraph_mark_joins_with_the_next_paragraph() -> None:
    mark = "<w:rPr><w:del w:id='1'/></w:rPr>"
    joined = p("前", properties=mark) + p("后", properties=numbered(0)) + p("另")
    found = blocks(joined, numbering=NUMBERING)
    assert [(one.text, one.label, one.where) for one in found] == [
        ("前后", "一、", "第1段"),
        ("另", "", "第2段"),
    ]
    assert texts(p("前", properties=mark) + tbl(tr("表"))) == ["前", "表"]
    assert texts(p("前", properties=mark.replace("del", "moveFrom")) + p("后")) == ["前后"]


def test_a_field_can_run_through_a_deleted_paragraph_mark() -> None:
    mark = "<w:rPr><w:del w:id='1'/></w:rPr>"
    body = p("前", field("{", r("条件")), properties=mark) + p(field("|", r("结果"), "}"))
    assert texts(body) == ["前结果"]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (("{", "<w:r><w:instrText>PAGE</w:instrText></w:r>", "|", r("3"), "}"), "前3后"),
        (("{", r("条件"), "{", r("甲"), "|", r("乙"), "}", "|", r("结果"), "}"), "前结果后"),
        (("{", r("无结果"), "}"), "前后"),
        (("|", r("多余"), "}", "}"), "前多余后"),
        (("{", r("未结束")), "前未结束后"),
    ],
)
def test_of_fields_only_the_result_counts(pieces: tuple[str, ...], expected: str) -> None:
    assert texts(p("前", field(*pieces), "后")) == [expected]


def test_hidden_text_is_left_out_and_listed() -> None:
    style = (
        '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="S"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = (
        p("明", r("暗暗", "<w:rPr><w:vanish/></w:rPr>"))
        + p(r("样式", "<w:rPr><w:rStyle w:val='H'/></w:rPr>"))
        + p(
            "整段",
            r("现", "<w:rPr><w:vanish w:val='0'/></w:rPr>"),
            properties="<w:pStyle w:val='S'/>",
        )
    )
    found, missed = docx.read(word(body, styles=style))
    assert [one.text for one in found] == ["明", "现"]
    assert missed == (
        Unread("隐藏文字（2字）", "第1段"),
        Unread("隐藏文字（2字）", "第1段之后"),
        Unread("隐藏文字（2字）", "第2段"),
    )


def test_prompts_of_empty_content_controls_are_not_text() -> None:
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = p("责任人：", control.format(r("单击此处"))) + control.format(p("单击此处"))
    found, missed = docx.read(word(body))
    assert [one.text for one in found] == ["责任人："]
    assert [(one.what, one.where) for one in missed] == [
        ("未填写的内容控件（1个）", "第1段"),
        ("未填写的内容控件（1个）", "第1段之后"),
    ]


def test_block_level_content_controls_are_looked_through() -> None:
    wrapped = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    row = wrapped.format(tr(wrapped.format(tc("格")), "二"))
    body = wrapped.format(p("段") + wrapped.format(tbl(row)))
    assert texts(body) == ["段", "格", "二"]


# Styles and headings


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="章"/><w:basedOn w:val="2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="O"><w:name w:val="条"/><w:pPr><w:outlineLvl w:val="2"/>'
    '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="L1"><w:basedOn w:val="L2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="L2"><w:basedOn w:val="L1"/></w:style>'
    '<w:style w:type="table" w:styleId="G"><w:name w:val="Grid"/></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "level", "style"),
    [
        ("", 0, "Normal"),
        ('<w:pStyle w:val="1"/>', 1, "heading 1"),
        ('<w:pStyle w:val="X"/>', 2, "章"),
        ('<w:pStyle w:val="O"/>', 3, "条"),
        ('<w:pStyle w:val="T"/>', 0, "Title"),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', 0, "heading 1"),
        ('<w:outlineLvl w:val="3"/>', 4, "Normal"),
        ('<w:pStyle w:val="L1"/>', 0, "L1"),
        ('<w:pStyle w:val="unknown"/>', 0, "unknown"),
    ],
)
def test_heading_levels_and_style_names(properties: str, level: int, style: str) -> None:
    found = blocks(p("文", properties=properties), styles=STYLES)[0]
    assert (found.level, found.style) == (level, style)


def test_table_styles_between_others_do_not_disturb() -> None:
    many = STYLES.replace(
        '<w:style w:type="paragraph" w:styleId="T">',
        (
            '<w:style w:type="table" w:styleId="G0"><w:name w:val="X"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="T">'
        ),
    )
    found = blocks(p("文", properties='<w:pStyle w:val="T"/>'), styles=many)
    assert found[0].style == "Title"


# Automatic numbers


def test_numbers_are_labels_and_empty_numbered_paragraphs_count() -> None:
    body = (
        p("整改任务", properties=numbered(0))
        + p("一项", properties=numbered(1))
        + p(properties=numbered(1))
        + p("三项", properties=numbered(1))
        + p("保障", properties=numbered(0))
        + p("正文", properties=numbered(0, 0))
        + p("一项", properties=numbered(1))
    )
    found = blocks(body, numbering=NUMBERING)
    assert [one.label + one.text for one in found] == [
        "一、整改任务", "1.一项", "3.三项", "二、保障", "正文", "1.一项",
    ]  # fmt: skip
    assert found[1].text == "一项"


def test_an_empty_paragraph_whose_mark_is_hidden_takes_no_number() -> None:
    hidden = numbered(0) + "<w:rPr><w:vanish/></w:rPr>"
    body = p(properties=hidden) + p("首项", properties=numbered(0))
    assert blocks(body, numbering=NUMBERING)[0].label == "一、"


def test_numbers_in_cells_stand_in_the_text_even_alone() -> None:
    body = tbl(
        tr(tc(p(properties=numbered(0))), tc(p("甲", properties=numbered(1)), p("注"))),
        tr(tc(p(properties=numbered(0))), tc(p("乙", properties=numbered(1)))),
    )
    assert texts(body, numbering=NUMBERING) == ["一、", "1.甲\n注", "二、", "1.乙"]


def test_numbers_run_in_document_order_through_nested_tables() -> None:
    inner = tbl(tr(tc(p("内", properties=numbered(0)))))
    body = tbl(tr(tc(p("外", properties=numbered(0)), inner), tc(p("后", properties=numbered(0)))))
    assert texts(body, numbering=NUMBERING) == ["一、外", "三、后", "二、内"]


# Tables


def test_horizontal_and_vertical_merges() -> None:
    start, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(
        tr(tc("总", properties='<w:gridSpan w:val="3"/>')),
        tr(tc("问题", properties=start), "措施甲", "张某"),
        tr(tc(properties=go_on), "措施乙", "李某"),
        tr(tc(properties='<w:vMerge w:val="continue"/>'), "措施丙", "王某"),
        tr("另", "措施丁", ""),
    )
    assert cells(body) == [
        ("1,1+1,3", "总"),
        ("2,1+3,1", "问题"),
        ("2,2+1,1", "措施甲"),
        ("2,3+1,1", "张某"),
        ("3,2+1,1", "措施乙"),
        ("3,3+1,1", "李某"),
        ("4,2+1,1", "措施丙"),
        ("4,3+1,1", "王某"),
        ("5,1+1,1", "另"),
        ("5,2+1,1", "措施丁"),
        ("5,3+1,1", ""),
    ]


def test_merge_over_rows_and_columns_at_once() -> None:
    both = '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'
    more = '<w:gridSpan w:val="2"/><w:vMerge/>'
    body = tbl(
        tr(tc("大", properties=both), "右"), tr(tc(properties=more), "下"), tr("a", "b", "c")
    )
    assert cells(body)[:3] == [("1,1+2,2", "大"), ("1,3+1,1", "右"), ("2,3+1,1", "下")]


def test_old_horizontal_merge() -> None:
    body = tbl(
        tr(tc("宽", properties='<w:hMerge w:val="restart"/>'), tc(properties="<w:hMerge/>"), "右"),
        tr("一", "二", "三"),
    )
    assert cells(body)[:3] == [("1,1+1,2", "宽"), ("1,3+1,1", "右"), ("2,1+1,1", "一")]


def test_a_continued_merge_without_a_beginning_is_a_cell() -> None:
    assert cells(tbl(tr(tc("孤", properties="<w:vMerge/>"), "乙"))) == [
        ("1,1+1,1", "孤"),
        ("1,2+1,1", "乙"),
    ]


def test_a_merge_does_not_jump_over_a_row() -> None:
    start, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(tr(tc("上", properties=start)), tr("中"), tr(tc("下", properties=go_on)))
    assert [text for _, text in cells(body)] == ["上", "中", "下"]


def test_text_under_a_merge_is_listed() -> None:
    body = tbl(
        tr(tc("见", properties='<w:vMerge w:val="restart"/>')),
        tr(tc("遮住", properties="<w:vMerge/>")),
    )
    assert unread(body) == (Unread("被合并单元格遮住的文字（2字）", "表1第1行第1列"),)


def test_grid_before_and_ragged_rows() -> None:
    body = tbl(
        tr("甲", "乙", "丙"),
        tr("丁", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        tr("戊"),
    )
    assert cells(body)[3:] == [("2,2+1,1", "丁"), ("3,1+1,1", "戊")]


def test_columns_count_as_people_see_them() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    body = tbl(tr(tc("一", properties=wide), tc("二", properties=wide), "三"))
    assert cells(body) == [("1,1+1,1", "一"), ("1,2+1,1", "二"), ("1,3+1,1", "三")]


def test_edges_dragged_slightly_apart_are_one_edge() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    body = tbl(
        tr("序号", tc("措施", properties=wide)),
        tr(tc("1", properties=wide), "清淤"),
        widths=(900, 30, 5000),
    )
    assert cells(body) == [
        ("1,1+1,1", "序号"),
        ("1,2+1,1", "措施"),
        ("2,1+1,1", "1"),
        ("2,2+1,1", "清淤"),
    ]


def test_narrow_columns_that_hold_cells_stay() -> None:
    assert [place for place, _ in cells(tbl(tr("a", "b", "c"), widths=(50, 50, 50)))] == [
        "1,1+1,1", "1,2+1,1", "1,3+1,1",
    ]  # fmt: skip


def test_deleted_rows_are_gone_and_inserted_ones_stay() -> None:
    body = tbl(tr("旧", properties="<w:del w:id='1'/>"), tr("新", properties="<w:ins w:id='2'/>"))
    gone = tbl(tr("删", properties="<w:del w:id='1'/>"))
    assert cells(body) == [("1,1+1,1", "新")]
    assert [one.where for one in blocks(gone + body)] == ["表1第1行第1列"]


def test_nested_tables_follow_the_table_that_holds_them() -> None:
    inner = tbl(tr("内甲", "内乙"))
    found = blocks(tbl(tr(tc("外", inner), "邻")) + tbl(tr("后")))
    assert [(one.text, one.where) for one in found] == [
        ("外", "表1第1行第1列"),
        ("邻", "表1第1行第2列"),
        ("内甲", "表2第1行第1列"),
        ("内乙", "表2第1行第2列"),
        ("后", "表3第1行第1列"),
    ]
    assert found[2].cell == Cell(2, 1, 1)


def test_paragraphs_of_a_cell_are_joined() -> None:
    assert texts(tbl(tr(tc("一是甲", "<w:p/>", "二是乙", "<w:p/>")))) == ["一是甲\n二是乙"]


# Text boxes, notes, what is not read


def test_text_boxes_come_once_after_their_paragraph() -> None:
    body = (
        p("正文", box(p("框一"), p("框二"))) + tbl(tr(tc(p("格", box(p("格框")))), "邻")) + p("末")
    )
    found = blocks(body)
    assert [(one.kind, one.text, one.where) for one in found] == [
        ("paragraph", "正文", "第1段"),
        ("textbox", "框一", "文本框1"),
        ("textbox", "框二", "文本框1第2段"),
        ("cell", "格", "表1第1行第1列"),
        ("cell", "邻", "表1第1行第2列"),
        ("textbox", "格框", "文本框2"),
        ("paragraph", "末", "第2段"),
    ]


def test_old_text_boxes_are_read() -> None:
    old = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox>"
    assert texts(p("正", (old + "</v:shape></w:pict></w:r>").format(p("旧框")))) == ["正", "旧框"]


def test_notes_come_last_in_the_order_of_their_references() -> None:
    note = '<w:footnote w:id="{}"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>'
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/><w:t>线</w:t></w:r></w:p>'
        "</w:footnote>" + note.format(1, r("后引")) + note.format(2, r("先引"))
    )
    endnotes = f'<w:endnote w:id="1">{p("尾")}</w:endnote>'
    body = p("甲", '<w:r><w:footnoteReference w:id="2"/></w:r>') + p(
        "乙", '<w:r><w:footnoteReference w:id="1"/><w:endnoteReference w:id="1"/></w:r>'
    )
    found = blocks(body, footnotes=notes, endnotes=endnotes)
    assert [(one.kind, one.text, one.where) for one in found] == [
        ("paragraph", "甲", "第1段"),
        ("paragraph", "乙", "第2段"),
        ("footnote", "先引", "脚注1"),
        ("footnote", "后引", "脚注2"),
        ("footnote", "尾", "尾注1"),
    ]


PICTURE = "<w:r><w:drawing><a:graphic><pic:pic/></a:graphic></w:drawing></w:r>"


def test_pictures_charts_and_objects_are_listed_with_their_place() -> None:
    chart = "<w:r><w:drawing><a:graphic><c:chart/></a:graphic></w:drawing></w:r>"
    ole = "<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object></w:r>"
    body = (
        p(PICTURE)
        + p("文", PICTURE, PICTURE, chart)
        + tbl(tr("甲", tc(p("乙", ole))))
        + "<w:altChunk r:id='x'/>"
    )
    assert unread(body) == (
        Unread("图片（1张）", "文件开头"),
        Unread("图片（2张）", "第1段"),
        Unread("图表（1个）", "第1段"),
        Unread("嵌入对象（1个）", "表1第1行第2列"),
        Unread("插入的外部文档（1个）", "第1段之后"),
    )


def test_comments_are_counted_and_placed() -> None:
    comments = "".join(f'<w:comment w:id="{key}">{p("意见")}</w:comment>' for key in (1, 2))
    body = p("甲", '<w:r><w:commentReference w:id="1"/></w:r>') + p("乙")
    assert unread(body, comments=comments) == (Unread("批注（2条）", "第1段"),)
    assert unread(p("甲"), comments=comments) == (Unread("批注（2条）", "全文"),)


def test_macros_are_listed() -> None:
    data = zipped(
        {
            "word/document.xml": part("document", f"<w:body>{p('文')}</w:body>"),
            "word/vbaProject.bin": b"x",
        }
    )
    assert docx.read(data)[1] == (Unread("宏", "整个文件"),)


@pytest.mark.parametrize(
    ("footer", "listed"),
    [
        (p("— ", field("{", r("PAGE"), "|", r("3"), "}"), " —"), False),
        (p("第3页 共10页"), False),
        (p("清皋县水务局"), True),
    ],
)
def test_headers_and_footers_are_listed_unless_page_numbers(footer: str, listed: bool) -> None:
    found, missed = docx.read(word(p("文"), footer=footer, header=p("")))
    assert [one.text for one in found] == ["文"]
    assert [one.what for one in missed] == (["页眉页脚"] if listed else [])


# Packages


def test_strict_namespaces_read_the_same() -> None:
    body = p("题", properties=numbered(0)) + tbl(tr(tc("格", properties='<w:gridSpan w:val="2"/>')))
    loose = word(body, numbering=NUMBERING)
    strict = {
        name: content.decode().replace(W, STRICT) for name, content in _unzipped(loose).items()
    }
    assert docx.read(zipped(strict)) == docx.read(loose)
    assert docx.read(loose)[0][0].label == "一、"


def test_the_main_part_is_found_through_the_package_relationships() -> None:
    data = zipped(
        {
            "_rels/.rels": relations({"officeDocument": "/Word/document2.xml"}),
            "word/Document2.xml": part("document", f"<w:body>{p('正')}</w:body>"),
            "word/document.xml": part("document", f"<w:body>{p('误')}</w:body>"),
        }
    )
    assert [one.text for one in docx.read(data)[0]] == ["正"]


def test_an_empty_document_has_no_blocks() -> None:
    assert docx.read(word("")) == ((), ())


def test_a_file_of_python_docx_reads_as_python_docx_reads_it() -> None:
    library = pytest.importorskip("docx")
    document = library.Document()
    document.add_heading("整改方案", 0)
    document.add_heading("总体要求", 2)
    document.add_paragraph("责任单位：县水务局")
    table = document.add_table(3, 2)
    for index, cell in enumerate(table._cells):
        cell.text = f"格{index}"
    table.cell(0, 0).merge(table.cell(1, 0))
    buffer = io.BytesIO()
    document.save(buffer)
    found, missed = docx.read(buffer.getvalue())
    assert [(one.text, one.level, one.style) for one in found[:3]] == [
        ("整改方案", 0, "Title"),
        ("总体要求", 2, "heading 2"),
        ("责任单位：县水务局", 0, "Normal"),
    ]
    assert [one.text for one in found[3:]] == ["格0\n格2", "格1", "格3", "格4", "格5"]
    assert found[3].cell == Cell(1, 1, 1, 2, 1)
    assert missed == ()


def _unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
BOMB = '<!DOCTYPE x [<!ENTITY a "整改">]>' + part("document", f"<w:body>{p('&a;')}</w:body>")


def _with_document(content: str | bytes) -> bytes:
    return zipped({"word/document.xml": content})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "损坏"),
        (b"PK\x03\x04garbage", "损坏"),
        (word(p("文"))[:-40], "损坏"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "加密"),
        (OLE + "WordDocument".encode("utf-16-le"), "旧版"),
        (zipped({"xl/workbook.xml": "<a/>"}), "不是 Word 文档"),
        (_with_document("<a>"), "损坏"),
        (_with_document(""), "损坏"),
        (_with_document(BOMB), "DTD"),
        (_with_document(BOMB.encode("utf-16")), "DTD"),
        (_with_document(part("document", "")), "不是 Word 文档"),
        (_with_document(part("document", "<w:body>" + "<w:sdt>" * 5_000)), "损坏"),
        (_with_document(b" " * 30_000_000), "膨胀"),
    ],
)
def test_bad_files_are_input_errors_with_a_hint(data: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        docx.read(data)
    assert words in caught.value.message
    assert caught.value.hint


def test_tables_nested_as_deep_as_xml_allows_do_not_overflow() -> None:
    deep = p("底")
    for _ in range(70):
        deep = tbl(tr(tc(deep)))
    try:
        found, _ = docx.read(word(deep))
    except InputError:
        return
    assert len(found) == 70


def test_too_many_members_are_refused() -> None:
    many = zipped({f"p{number}": "" for number in range(10_001)})
    with pytest.raises(InputError, match="部件太多"):
        check_package(many)


def _forged(size: int, flags: int = 0) -> bytes:
    """A member that unpacks to 40 MB while its headers state another size."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(40_000_000)) + packer.flush()
    name = b"word/document.xml"
    fields = (20, flags, 8, 0, 33, 0, len(packed), size, len(name), 0)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", *fields) + name + packed
    central = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


@pytest.mark.parametrize(
    ("size", "words"), [(10, "无法解压"), (200_000_000, "膨胀"), (2**32 - 2, "过大")]
)
def test_sizes_that_lie_are_caught(size: int, words: str) -> None:
    for open_file in (docx.read, check_package):
        with pytest.raises(InputError, match=words):
            open_file(_forged(size))


def test_members_with_a_password_are_refused() -> None:
    with pytest.raises(InputError, match="加密"):
        check_package(_forged(10, flags=1))


def test_a_sound_package_passes_and_names_ignore_case() -> None:
    data = word(p("文"))
    check_package(data)
    package = open_package(data)
    assert package.read("/Word/Document.XML") == _unzipped(data)["word/document.xml"]
    assert package.xml("word/none.xml") is None


SAMPLE = word(
    p("题", PICTURE, box(p("框")), properties=numbered(0))
    + tbl(tr(tc("甲", tbl(tr("内"))), tc("乙", properties="<w:vMerge/>"))),
    numbering=NUMBERING,
    styles=STYLES,
    footnotes=f'<w:footnote w:id="1">{p("注")}</w:footnote>',
)
EDIT = st.tuples(st.integers(0, 10**6), st.binary(max_size=6))


def _mutated(data: bytes, edits: list[tuple[int, bytes]], cut: int) -> bytes:
    changed = bytearray(data)
    for place, new in edits:
        at = place % len(changed)
        changed[at : at + len(new)] = new
    return bytes(changed[: len(changed) - cut % len(changed)] if cut else changed)


def _read_or_refuse(data: bytes) -> Any:
    try:
        return docx.read(data)
    except InputError as error:
        assert error.message and error.hint
        return None


@settings(max_examples=150, deadline=None)
@given(st.lists(EDIT, max_size=4), st.one_of(st.just(0), st.integers(0, 10**6)))
def test_mutated_packages_raise_only_input_errors(edits: list[tuple[int, bytes]], cut: int) -> None:
    _read_or_refuse(_mutated(SAMPLE, edits, cut))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(_unzipped(SAMPLE))), st.lists(EDIT, min_size=1, max_size=4))
def test_mutated_parts_raise_only_input_errors(name: str, edits: list[tuple[int, bytes]]) -> None:
    files: dict[str, str | bytes] = dict(_unzipped(SAMPLE))
    files[name] = _mutated(_unzipped(SAMPLE)[name], edits, 0)
    _read_or_refuse(zipped(files))


ATTRIBUTE = st.sampled_from(["", "-1", "0", "3", "9" * 11, "9" * 5000, "一", "restart", "1.5"])


@settings(max_examples=80, deadline=None)
@given(ATTRIBUTE, ATTRIBUTE, ATTRIBUTE)
def test_odd_attribute_values_do_no_harm(first: str, second: str, third: str) -> None:
    spans = f'<w:gridSpan w:val="{first}"/><w:vMerge w:val="{second}"/>'
    body = tbl(
        tr(tc("甲", properties=spans), properties=f'<w:gridBefore w:val="{third}"/>'), tr("乙")
    ) + p(
        "丙",
        properties=f'<w:outlineLvl w:val="{first}"/><w:numPr><w:ilvl w:val="{second}"/>'
        f'<w:numId w:val="{third}"/></w:numPr>',
    )
    lists = NUMBERING.replace('w:start w:val="1"', f'w:start w:val="{first}"')
    assert texts(body, numbering=lists) == ["甲", "乙", "丙"]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_raise_input_errors(data: bytes) -> None:
    with pytest.raises(InputError):
        docx.read(b"PK\x03\x04" + data)


@pytest.mark.parametrize("body", ["<w:p/>" * 300_001, tbl(tr("<w:tc/>" * 300_001))])
def test_paragraphs_and_cells_without_end_are_refused(body: str) -> None:
    with pytest.raises(InputError, match="段落和单元格超过"):
        docx.read(word(body))


def test_a_header_that_many_sections_share_is_read_once() -> None:
    header = part("hdr", p(r("内部资料")) * 3_000)
    links = "".join(
        f'<Relationship Id="r{n}" Type="{RELATION}/header" Target="header.xml"/>'
        for n in range(3_000)
    )
    data = zipped(
        {
            "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
            "word/document.xml": part("document", f"<w:body>{p(r('甲'))}</w:body>"),
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}'
            "</Relationships>",
            "word/header.xml": header,
        }
    )
    assert docx.read(data)[1] == (Unread("页眉页脚", "各页（内部资料）"),)


def test_reading_leaves_garbage_collection_as_it_was() -> None:
    assert gc.isenabled()
    docx.read(word(p("文")))
    with pytest.raises(InputError):
        docx.read(zipped({"word/document.xml": b"<w:x/>"}))
    assert gc.isenabled()
