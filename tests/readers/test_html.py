"""Web pages are read as a browser shows them."""

from __future__ import annotations

import re
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


def test_numbers_that_word_writes_as_text_stay() -> None:
    number = "<![if !supportLists]><span style='mso-list:Ignore'>一、</span><![endif]>"
    source = f"<p>{number}加强<o:p></o:p></p>"
    assert texts(source) == ["一、加强"]


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


TAGS = st.sampled_from(
    re.findall(
        "<[^>]*>?|甲|&nbsp;|]]>",
        "<p></p><table></table><tr><td rowspan=2><td colspan=0></td><ol><li></li></ol><br><pre>"
        "<h1></h1><caption><thead>甲<!-->]]><del><body></html>&nbsp;<div hidden><td",
    )
)


@given(
    st.binary(max_size=200) | st.lists(TAGS, max_size=30).map(lambda tags: "".join(tags).encode())
)
def test_random_input_is_read_or_refused(data: bytes) -> None:
    for read in (html.read, html.read_mht):
        with suppress(InputError):
            read(data)
