"""Excel 2003 XML workbooks, seen from outside: hand-made XML in, blocks and unread things out."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenfeng.domain import Block, Cell, Unread
from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers import excel_xml

SS = "urn:schemas-microsoft-com:office:spreadsheet"
X = "urn:schemas-microsoft-com:office:excel"
STYLES = (
    '<Styles><Style ss:ID="Default"><NumberFormat/></Style>'
    '<Style ss:ID="day"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;;@"/></Style>'
    '<Style ss:ID="kid" ss:Parent="day"/><Style ss:ID="rate"><NumberFormat ss:Format="Percent"/>'
    '</Style><Style ss:ID="a" ss:Parent="b"/><Style ss:ID="b" ss:Parent="a"/></Styles>'
)


def book(*sheets: str) -> bytes:
    inner = STYLES + "".join(sheets)
    root = f'<Workbook xmlns="{SS}" xmlns:ss="{SS}" xmlns:x="{X}">{inner}</Workbook>'
    head = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    return (head + root).encode()


def sheet(*rows: str, name: str = "Sheet1", after: str = "") -> str:
    return f'<Worksheet ss:Name="{name}"><Table>{"".join(rows)}</Table>{after}</Worksheet>'


def row(*cells: str, attributes: str = "") -> str:
    inner = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<Row {attributes}>{inner}</Row>"


def cell(text: str, kind: str = "String", attributes: str = "", more: str = "") -> str:
    data = f'<Data ss:Type="{kind}">{text}</Data>' if text else ""
    return f"<Cell {attributes}>{data}{more}</Cell>"


def blocks(*rows: str) -> tuple[Block, ...]:
    return excel_xml.read(book(sheet(*rows)))[0]


def test_cells_come_with_their_places() -> None:
    found, missed = excel_xml.read(book(sheet(row("序号", "任务"), row("1", ""), name="清单")))
    assert [(one.text, one.where, one.cell) for one in found] == [
        ("清单", "工作表“清单”", None),
        ("序号", "工作表“清单”第1行A列", Cell(1, 1, 1)),
        ("任务", "工作表“清单”第1行B列", Cell(1, 1, 2)),
        ("1", "工作表“清单”第2行A列", Cell(1, 2, 1)),
        ("", "工作表“清单”第2行B列", Cell(1, 2, 2)),
    ]
    assert missed == ()


def test_index_and_span_leave_rows_and_columns_out() -> None:
    found = blocks(
        row("甲", attributes='ss:Index="3" ss:Span="1"'),
        row(cell("乙", attributes='ss:Index="2"'), "丙"),
    )
    assert [one.where.partition("”")[2] for one in found if one.text] == [
        "第3行A列", "第5行B列", "第5行C列",
    ]  # fmt: skip


def test_merged_cells() -> None:
    found = blocks(
        row(cell("标题", attributes='ss:MergeAcross="2"')),
        row(cell("高", attributes='ss:MergeDown="1"'), "乙", "丙"),
        row(cell("丁", attributes='ss:Index="2"'), "戊"),
    )
    assert [(one.text, one.cell) for one in found] == [
        ("标题", Cell(1, 1, 1, 1, 3)),
        ("高", Cell(1, 2, 1, 2, 1)),
        ("乙", Cell(1, 2, 2)),
        ("丙", Cell(1, 2, 3)),
        ("丁", Cell(1, 3, 2)),
        ("戊", Cell(1, 3, 3)),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "style", "expected"),
    [
        ("1", "Number", "", "1"),
        ("0.5", "Number", "rate", "50.00%"),
        ("2024-05-31T00:00:00.000", "DateTime", "day", "2024年5月"),
        ("2024-05-31T00:00:00.000", "DateTime", "kid", "2024年5月"),
        ("2024-05-31T00:00:00.000", "DateTime", "a", "2024-05-31"),
        ("31/5", "DateTime", "day", "31/5"),
        ("1e999", "Number", "", "inf"),
        ("1", "Boolean", "", "是"),
        ("0", "Boolean", "", "否"),
        ("#N/A", "Error", "", "#N/A"),
        ("一是&#10;二是", "String", "", "一是\n二是"),
        ('<B xmlns="http://www.w3.org/TR/REC-html40">粗</B>体', "String", "", "粗体"),
    ],
)
def test_values_as_a_clerk_sees_them(text: str, kind: str, style: str, expected: str) -> None:
    found = blocks(row(cell(text, kind, f'ss:StyleID="{style}"' if style else "")))
    assert [one.text for one in found] == [expected]


def test_hidden_things_and_comments_are_listed() -> None:
    hidden = f'<WorksheetOptions xmlns="{X}"><Visible>SheetHidden</Visible></WorksheetOptions>'
    note = '<Comment ss:Author="x"><ss:Data>核实</ss:Data></Comment>'
    found, missed = excel_xml.read(
        book(
            sheet(
                '<Column ss:Index="2" ss:Hidden="1"/>',
                row("甲", "藏", cell("乙", more=note)),
                row("丙", attributes='ss:Hidden="1"'),
                row("丁", attributes='ss:Height="0"'),
                after=f'<AutoFilter x:Range="R1C1:R3C3" xmlns="{X}"/>',
            ),
            sheet(row("密"), name="底稿", after=hidden),
        )
    )
    assert [one.text for one in found] == ["Sheet1", "甲", "乙"]
    assert missed == (
        Unread("隐藏行（可能被筛选隐藏）2行：第2、3行", "工作表“Sheet1”"),
        Unread("隐藏列1列：B列", "工作表“Sheet1”"),
        Unread("批注1处", "工作表“Sheet1”"),
        Unread("隐藏的工作表", "工作表“底稿”"),
    )


def test_files_without_prefixes_are_read() -> None:
    data = (
        '\n<?xml version="1.0" encoding="GBK"?><Workbook><Worksheet Name="清单"><Table><Row>'
        '<Cell Index="2"><Data Type="String">甲</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    found, _ = excel_xml.read(data.encode("gbk"))
    assert [one.where for one in found] == ["工作表“清单”", "工作表“清单”第1行B列"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "损坏"),
        (b"<Workbook>", "损坏"),
        (b"<a/>", "不是 Excel 2003 XML"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><Workbook>&b;</Workbook>', "DTD"),
        (book(sheet(*[row("甲")] * 30)), "超过 20 个"),
        (book(sheet(row("甲" * 400_000))), "太大"),
    ],
)
def test_bad_files_are_input_errors_with_a_hint(data: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        excel_xml.read(data, Limits(cells=20, part_size=1))
    assert words in caught.value.message
    assert caught.value.hint


def test_endless_spans_are_bounded() -> None:
    far = 'ss:Index="999999999" ss:Hidden="1" ss:Span="999999999"'
    found = blocks(
        f"<Column {far}/>" * 3,
        row(cell("甲", attributes='ss:MergeAcross="999999999" ss:MergeDown="999999999"')),
        row(cell("乙", attributes='ss:Index="999999999"'), attributes=far),
    )
    assert found[0].text == "甲"


WHOLE = book(sheet(row("甲", cell("1", "Number", 'ss:MergeDown="1"')), row("乙")))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=4))
def test_mutated_files_raise_only_input_errors(place: int, piece: bytes) -> None:
    with contextlib.suppress(InputError):
        excel_xml.read(WHOLE[:place] + piece + WHOLE[place + 2 :])
