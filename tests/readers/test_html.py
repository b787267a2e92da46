"""Web pages are read as a browser shows them."""

from __future__ import annotations

import re
from base64 import b64encode
from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenfeng.domain import Block
from wenfeng.errors import InputError
from wenfeng.readers import html


def blocks(source: str) -> tuple[Block, ...]:
    return html.read(f"<html><body>{source}</body></html>".encode())[0]


def texts(source: str) -> list[str]:
    return [block.text for block in blocks(source)]


def unread(source: str) -> list[str]:
    return [item.what for item in html.read(f"<body>{source}</body>".encode())[1]]


def cells(source: str) -> dict[str, tuple[int, int, int, int, int]]:
    found = [(b.text, b.cell) for b in blocks(source) if b.cell]
    return {text: (c.table, c.row, c.column, c.rows, c.columns) for text, c in found}


def test_blocks_of_every_kind_are_paragraphs() -> None:
    source = "<h2>标<b>题</b></h2>前<p>甲<br>乙</p><div>丙<p>丁</p>戊</div><dl><dt>己<dd>庚</dl>"
    assert texts(source) == ["标题", "前", "甲", "乙", "丙", "丁", "戊", "己", "庚"]
    assert [b.level for b in blocks(source)][:2] == [2, 0]
    assert blocks(source)[2].where == "第3段"


def test_white_space_collapses_as_in_a_browser() -> None:
    assert texts("<p>\n  5 \t 月<i> 底</i>&nbsp;前 \n</p>") == ["5 月 底\xa0前"]
    assert texts("<p>青禾县住房\n  和城乡建设局</p>") == ["青禾县住房和城乡建设局"]
    assert texts("<pre>甲  乙\n 丙</pre>") == ["甲  乙", " 丙"]


def test_what_is_not_text_of_the_page_is_dropped() -> None:
    source = "<script>x</script><style>p{}</style><!-- 注 --><noscript>y</noscript><p>甲</p>"
    assert texts(source + "<!--[if gte mso 9]><p>z</p><![endif]-->") == ["甲"]


def test_hidden_text_and_pictures_are_listed() -> None:
    source = (
        "<p>甲</p><p style='DISPLAY: none'>乙</p><div hidden>丙</div><img src=a><iframe></iframe>"
    )
    assert texts(source) == ["甲"]
    assert unread(source) == ["隐藏的文字2处", "图片1处", "嵌入网页1处"]


def test_ordered_lists_number_their_items() -> None:
    source = (
        "<ol start=3><li>甲<li value=7><p>乙</p><p>续</p></ol><ol type=a><li>丙"
        "<ol type=I><li>丁</ol><li>戊</ol><ul><li>己</ul>"
        "<ol style='list-style-type: cjk-ideographic'><li>庚</ol><ol reversed><li>辛<li>壬</ol>"
    )
    assert [(b.label, b.text) for b in blocks(source)] == [
        ("3.", "甲"),
        ("7.", "乙"),
        ("", "续"),
        ("a.", "丙"),
        ("I.", "丁"),
        ("b.", "戊"),
        ("", "己"),
        ("一、", "庚"),
        ("2.", "辛"),
        ("1.", "壬"),
    ]


def numbered(number: str, font: str = "宋体") -> str:
    """An automatic number as Word and WPS write it into a page."""
    pad = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span>"
    return (
        f"<![if !supportLists]><span style='font-family:{font}'>"
        f"<span style='mso-list:Ignore'>{number}{pad}</span></span><![endif]>"
    )


def test_numbers_that_word_writes_are_labels() -> None:
    source = (
        f"<p style='mso-list:l0 level1 lfo1'>{numbered('一、')}加强<o:p></o:p></p>"
        f"<p>{numbered('1)')}<br>甲</p><p>{numbered('2)')}<o:p>&nbsp;</o:p></p><p>乙</p>"
        f"<p>{numbered('l', 'Wingdings')}丙</p><p>{numbered('o', 'Courier New')}丁</p>"
    )
    assert [(b.label, b.text) for b in blocks(source)] == [
        ("一、", "加强"),
        ("1)", "甲"),
        ("", "乙"),
        ("", "丙"),
        ("", "丁"),
    ]
    cell = f"<table><tr><td><p>{numbered('1.')}甲</p><p>{numbered('2.')}乙</p><td>丙</table>"
    assert texts(cell)[0] == "1.甲\n2.乙"


def test_what_word_marks_as_hidden_deleted_or_a_tab() -> None:
    source = (
        "<p>甲<span style='mso-hide:all'>藏</span><del cite='mailto:a'>旧</del><ins>新</ins>"
        "<span style='mso-tab-count:2'>&nbsp;&nbsp;&nbsp; </span>乙</p>"
        "<!--[if supportFields]><span>PAGE</span><![endif]-->"
    )
    assert texts(source) == ["甲新\t\t乙"]
    assert unread(source) == ["隐藏的文字1处", "标为删除的文字1处"]


def test_classes_that_the_style_sheet_hides() -> None:
    style = "<style><!-- .a, p.b {display:none} @media print {.c {display: none}} --></style>"
    source = f"{style}<p class='x a'>甲</p><p class=b>乙</p><div class=b>丙</div><p class=c>丁</p>"
    assert texts(source) == ["丙", "丁"]
    assert unread(source) == ["隐藏的文字2处"]


WORD_NOTE = (
    "<p>甲<a style='mso-footnote-id:ftn1' href='#_ftn1'><span>[1]</span></a>乙</p>"
    "<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1>"
    "<p><a style='mso-footnote-id:ftn1' href='#_ftnref1'>[1]</a>注文</p><p>续</p></div></div>"
)
LIBREOFFICE_NOTE = (
    "<p>甲<a class='sdfootnoteanc' href='#a'><sup>1</sup></a>乙</p>"
    "<div id='sdfootnote1'><p class='sdfootnote'><a class='sdfootnotesym'>1</a>注文</p>"
    "<p>续</p></div>"
)


@pytest.mark.parametrize("source", [WORD_NOTE, LIBREOFFICE_NOTE])
def test_notes_come_last_without_their_marks(source: str) -> None:
    assert [(b.kind, b.text, b.where) for b in blocks(source + "<p>末</p>")] == [
        ("paragraph", "甲乙", "第1段"),
        ("paragraph", "末", "第2段"),
        ("footnote", "注文", "脚注1"),
        ("footnote", "续", "脚注1第2段"),
    ]


def test_comments_of_word_are_listed() -> None:
    source = (
        "<p>甲<a class=msocomanchor href='#c'>[张1]</a>乙</p><div style='mso-element:comment-list'>"
        "<div style='mso-element:comment'><p>请核</p></div></div>"
    )
    assert texts(source) == ["甲乙"]
    assert unread(source) == ["批注1处"]


def test_text_boxes_of_word_are_read_from_the_drawing() -> None:
    source = (
        "<p>甲<!--[if gte vml 1]><v:shape><v:textbox><![if !mso]><table><tr><td><![endif]>"
        "<div><p>框一</p><p>框二</p></div><![if !mso]></td></tr></table><![endif]></v:textbox>"
        "</v:shape><![endif]--><![if !vml]><span style='mso-ignore:vglayout'>"
        "<img src=a.gif></span><![endif]>乙</p><p>丙<img src=b.gif></p>"
    )
    assert [(b.kind, b.text, b.where) for b in blocks(source)] == [
        ("paragraph", "甲乙", "第1段"),
        ("textbox", "框一", "文本框1"),
        ("textbox", "框二", "文本框1第2段"),
        ("paragraph", "丙", "第2段"),
    ]
    assert unread(source) == ["图片1处"]


def test_text_that_runs_over_blank_cells_in_excel_stays_in_its_own() -> None:
    source = (
        "<table><tr><td>任务<td>单位<td>时限<tr>"
        "<td colspan=2 style='mso-ignore:colspan'>很长的任务<td>5月底</table>"
    )
    assert texts(source) == ["任务", "单位", "时限", "很长的任务", "", "5月底"]
    assert cells(source)["很长的任务"] == (1, 2, 1, 1, 1)


def test_columns_that_excel_hides() -> None:
    source = (
        "<table><col width=72><col span=2 style='display:none;mso-width-alt:0'><col width=72>"
        "<tr><td>序号<td>旧<td>稿<td>任务<tr><td>1<td>a<td><td>甲</table>"
    )
    assert texts(source) == ["序号", "任务", "1", "甲"]
    assert unread(source) == ["隐藏的文字3处"]


def test_merged_cells_span_and_lines_stay_in_the_cell() -> None:
    head = "<tr><th rowspan=2>类<th colspan=2>任务"
    source = f"<table>{head}<tr><td>甲<br>乙<td><p>丙</p><p>丁</p></table>"
    assert cells(source) == {
        "类": (1, 1, 1, 2, 1),
        "任务": (1, 1, 2, 1, 2),
        "甲\n乙": (1, 2, 2, 1, 1),
        "丙\n丁": (1, 2, 3, 1, 1),
    }
    assert blocks(source)[2].where == "表1第2行第2列"


def test_bogus_spans_are_clipped() -> None:
    source = (
        "<table><tr><td colspan=10000>题<tr><td rowspan=10000>甲<td rowspan=0>乙"
        "<tr><td colspan=x>丙</table>"
    )
    assert cells(source) == {
        "题": (1, 1, 1, 1, 3),
        "甲": (1, 2, 1, 2, 1),
        "乙": (1, 2, 2, 2, 1),
        "丙": (1, 3, 3, 1, 1),
    }


def test_foot_stands_last_and_the_caption_before() -> None:
    source = (
        "<table><caption>表名</caption><tfoot><tr><td>尾<td>末</tfoot>"
        "<tbody><tr><td>身<td>体</tbody><thead><tr><td>头<td>部</thead></table>"
    )
    assert texts(source) == ["表名", "头", "部", "身", "体", "尾", "末"]


def test_nested_tables_follow_the_outer_one() -> None:
    inner = "<table><tr><td>1<td>2</table>"
    source = f"<table><tr><td>前{inner}后<td>乙<tr><td>丙<td>丁{inner}</table>"
    found = [(b.cell.table, b.text) for b in blocks(source) if b.cell]
    assert found[:4] == [(1, "前\n后"), (1, "乙"), (1, "丙"), (1, "丁")]
    assert found[4:] == [(2, "1"), (2, "2"), (3, "1"), (3, "2")]


def test_a_table_of_one_column_is_only_layout() -> None:
    source = "<table><tr><td>版面<p>正文</p><table><tr><td>1<td>2</table>落款</table>"
    assert [(b.kind, b.text) for b in blocks(source)] == [
        ("paragraph", "版面"),
        ("paragraph", "正文"),
        ("cell", "1"),
        ("cell", "2"),
        ("paragraph", "落款"),
    ]


def test_the_title_only_stands_in_for_missing_paragraphs() -> None:
    table = "<table><tr><td>1<td>2</table>"
    page = "<head><title>台账</title></head><body>%s</body>"
    assert html.read((page % table).encode())[0][0].text == "台账"
    assert html.read((page % ("<p>甲</p>" + table)).encode())[0][0].text == "甲"


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "iso-8859-1", "utf-8"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_the_bytes_decide_the_encoding(declared: str, encoding: str) -> None:
    page = f"<meta charset={declared}><p>青禾县整改方案，责任人：王䶮</p>"
    assert html.read(page.encode(encoding))[0][0].text == "青禾县整改方案，责任人：王䶮"


def test_deep_and_wide_pages_are_read() -> None:
    assert texts("<font>" * 1500 + "底" + "</font>" * 1500) == ["底"]
    assert texts("<p><font face=宋体>甲" * 4000) == ["甲"] * 4000
    with pytest.raises(InputError, match="嵌套太深"):
        blocks("<div>" * 4000 + "底")
    wide = "<table>" + "<tr><td>甲<td>乙" * 3000 + "</table>"
    assert len(texts(wide)) == 6000


def test_bogus_spans_in_every_row_do_not_take_forever() -> None:
    started = process_time()
    blocks("<table>" + "<tr><td colspan=1000 rowspan=60000>乙<td>丙" * 1000 + "</table>")
    assert process_time() - started < 3


def test_single_file_pages_are_unpacked() -> None:
    source = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable"
        b"\r\n\r\n<p>=D5=FB=B8=C4=B7=BD=B0=B8</p>\r\n--x--\r\n"
    )
    assert html.read_mht(source)[0][0].text == "整改方案"
    with pytest.raises(InputError, match="没有网页正文"):
        html.read_mht(b"MIME-Version: 1.0\r\n\r\nx")


def mht(*parts: tuple[str, str], more: str = "") -> bytes:
    """A single-file page of several parts, each with its address."""
    inside = "".join(
        f"--x\r\nContent-Location: {address}\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Type: text/html; charset="gb2312"\r\n\r\n'
        f"{b64encode(page.encode('gb18030')).decode()}\r\n"
        for address, page in parts
    )
    head = f"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x{more}\r\n\r\n"
    return f"{head}{inside}--x--\r\n".encode()


def sheet_entry(name: str, file: str) -> str:
    return (
        f"<x:ExcelWorksheet><x:Name>{name}</x:Name>"
        f'<x:WorksheetSource HRef="{file}"/></x:ExcelWorksheet>'
    )


WORKBOOK = (
    "<html><head><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>"
    + sheet_entry("台账", "a.files/sheet001.htm")
    + sheet_entry("A&amp;B", "a.files/sheet002.htm")
    + sheet_entry("草稿", "a.files/sheet003.htm")
    + "</x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--></head><frameset><frame "
    "src='a.files/sheet001.htm'><frame src='a.files/tabstrip.htm'><noframes><p>此页使用了框架"
    "</p></noframes></frameset></html>"
)


def test_workbooks_saved_as_a_page_are_read_sheet_by_sheet() -> None:
    base = "file:///C:/12/a.files/"
    table = "<table><tr><td>{}<td>{}</table>"
    hidden = "<!--[if gte mso 9]><xml><x:Visible>SheetHidden</x:Visible></xml><![endif]-->"
    found, unread = html.read_mht(
        mht(
            ("file:///C:/12/a.htm", WORKBOOK),
            (f"{base}tabstrip.htm", "<p>台账</p>"),
            (f"{base}sheet002.htm", table.format("丙", "丁")),
            (f"{base}sheet001.htm", table.format("甲", "乙")),
            (f"{base}sheet003.htm", hidden + table.format("戊", "己")),
        )
    )
    assert [(b.text, b.where, b.style) for b in found] == [
        ("台账", "工作表“台账”", "sheet name"),
        ("甲", "表1第1行第1列", ""),
        ("乙", "表1第1行第2列", ""),
        ("A&B", "工作表“A&B”", "sheet name"),
        ("丙", "表2第1行第1列", ""),
        ("丁", "表2第1行第2列", ""),
    ]
    assert [(one.what, one.where) for one in unread] == [("隐藏的工作表", "工作表“草稿”")]
    with pytest.raises(InputError, match="外壳"):
        html.read(WORKBOOK.encode())


def test_frames_of_a_single_file_page_are_read() -> None:
    main = "<p>甲</p><iframe src='cid:f1@mhtml.blink'></iframe><iframe src='http://x'></iframe>"
    data = mht(("http://a/b.html", main), ("cid:f1@mhtml.blink", "<p>乙</p>"), ("c.html", "<p>丙"))
    found, unread = html.read_mht(b"\r\n" + data)
    assert [(b.text, b.where) for b in found] == [("甲", "第1段"), ("乙", "第2段")]
    assert [one.what for one in unread] == ["嵌入网页1处"]


@pytest.mark.parametrize(
    "source",
    [
        "<!--[if gte vml 1]>" + "<v:textbox>" * 100_000 + "-->甲",
        "<style>" + "a" * 300_000 + "</style>甲",
        "<style>" + "@media{a{}" * 50_000 + "</style>甲",
        "<!--" + "<x:ExcelWorksheet><x:Name>" * 50_000 + "-->甲",
        "<iframe " * 50_000 + ">甲",
    ],
)
def test_endless_marks_do_not_take_forever(source: str) -> None:
    started = process_time()
    with suppress(InputError):
        html.read(source.encode())
        html.read_mht(mht(("a", source)))
    assert process_time() - started < 3


TAGS = st.sampled_from(
    re.findall(
        "<[^>]*>?|甲|&nbsp;|]]>",
        "<p></p><table></table><tr><td rowspan=2><td colspan=0></td><ol><li></li></ol><br><pre>"
        "<![if !vml]><!--[if gte vml 1]><v:textbox></v:textbox>--><span style=mso-list:Ignore>"
        "<div style=mso-element:footnote><col style=display:none><h1></h1><caption>"
        "<thead>甲<!-->]]><del><body></html>&nbsp;<div hidden><td",
    )
)


@given(
    st.binary(max_size=200) | st.lists(TAGS, max_size=30).map(lambda tags: "".join(tags).encode())
)
def test_random_input_is_read_or_refused(data: bytes) -> None:
    for read in (html.read, html.read_mht):
        with suppress(InputError):
            read(data)


def test_lists_inside_lists_say_how_deep_they_are() -> None:
    page = "<ol><li>甲<ol><li>乙</ol><li>丙</ol><p>丁</p><ol><ol><ol><li>戊</ol></ol></ol>"
    depths = {block.text: block.depth for block in html.read(page.encode())[0]}
    assert depths == {"甲": 1, "乙": 2, "丙": 1, "丁": 0, "戊": 3}
