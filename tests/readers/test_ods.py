"""OpenDocument spreadsheets are read as a clerk sees them on the screen."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.opendocument_files import flat, packed
from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers.opendocument import ods

COVERED = "<table:covered-table-cell/>"


def cell(text: str = "", more: str = "") -> str:
    inside = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n") if line)
    return f"<table:table-cell {more}>{inside}</table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str, name: str = "台账", more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{"".join(rows)}</table:table>'


def table(*sheets: str) -> dict[tuple[int, int], str]:
    blocks, _ = ods.read(flat("spreadsheet", "".join(sheets)))
    return {(b.cell.row, b.cell.column): b.text for b in blocks if b.cell}


def places(*sheets: str) -> list[tuple[str, str]]:
    return [(b.text, b.where) for b in ods.read(flat("spreadsheet", "".join(sheets)))[0]]


def unread(*sheets: str, **parts: str) -> list[tuple[str, str]]:
    content = ods.read(flat("spreadsheet", "".join(sheets), **parts))
    return [(one.what, one.where) for one in content[1]]


@pytest.mark.parametrize(
    ("stored", "shown", "text"),
    [
        ('office:value-type="float" office:value="3.5"', "3.50", "3.50"),
        ('office:value-type="percentage" office:value="0.985"', "98.5%", "98.5%"),
        (
            'office:value-type="date" office:date-value="2026-05-31"',
            "2026年5月31日",
            "2026年5月31日",
        ),
        ('office:value-type="date" office:date-value="2026-05-31"', "2026/5/31", "2026/5/31"),
        ('office:value-type="date" office:date-value="2026-05-06"', "05/06/26", "2026-05-06"),
        ('office:value-type="date" office:date-value="2026-05-06"', "5/6/2026", "2026-05-06"),
        ('office:value-type="date" office:date-value="2026-05-31"', "5月31日", "2026年5月31日"),
        ('office:value-type="date" office:date-value="2026-05-31"', "May-26", "2026年5月"),
        (
            'office:value-type="date" office:date-value="2026-05-31T14:30:00"',
            "05/31/26 14:30",
            "2026-05-31 14:30",
        ),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE", "是"),
        ('office:value-type="string"', "甲\n乙", "甲\n乙"),
        ('office:value-type="string" office:string-value="甲"', "", "甲"),
        ('office:value-type="float" office:value="3"', "", "3"),
        ('office:value-type="percentage" office:value="0.985"', "", "98.5%"),
        ('office:value-type="date" office:date-value="2026-05-31"', "", "2026-05-31"),
        ('office:value-type="time" office:time-value="PT09H30M00S"', "", "9:30"),
        ('office:value-type="float" office:value="1e999999"', "", "1e999999"),
        ('office:value-type="float" office:value="x"', "", "x"),
        ("", "#REF!", "#REF!"),
    ],
)
def test_values_look_as_on_the_screen(stored: str, shown: str, text: str) -> None:
    assert table(sheet(row(cell(shown, stored)))) == {(1, 1): text}


def test_places_are_real_addresses_and_blank_edges_are_trimmed() -> None:
    blank = cell(more='table:number-columns-repeated="2"')
    found = sheet(
        row(cell(), more='table:number-rows-repeated="3"'),
        row(cell(), cell("任务"), blank),
        row(blank, cell("云坪乡")),
        row(
            cell(more='table:number-columns-repeated="16384"'),
            more='table:number-rows-repeated="1048571"',
        ),
    )
    assert places(found) == [
        ("台账", "工作表“台账”"),
        ("任务", "工作表“台账”第4行B列"),
        ("", "工作表“台账”第4行C列"),
        ("", "工作表“台账”第5行B列"),
        ("云坪乡", "工作表“台账”第5行C列"),
    ]


def test_repeated_cells_and_rows_are_all_read() -> None:
    twice = cell("甲", 'table:number-columns-repeated="2"')
    assert table(sheet(row(twice, more='table:number-rows-repeated="2"'))) == {
        (1, 1): "甲",
        (1, 2): "甲",
        (2, 1): "甲",
        (2, 2): "甲",
    }


def test_merged_ranges_span() -> None:
    body = sheet(
        row(cell("整改台账", 'table:number-columns-spanned="2"'), COVERED),
        row(cell("作风", 'table:number-rows-spanned="2"'), cell("甲")),
        row(COVERED, cell("乙")),
    )
    blocks, _ = ods.read(flat("spreadsheet", body))
    spans = {b.text: (b.cell.row, b.cell.rows, b.cell.columns) for b in blocks if b.cell}
    assert spans == {"整改台账": (1, 1, 2), "作风": (2, 2, 1), "甲": (2, 1, 1), "乙": (3, 1, 1)}


def test_titles_of_sheets_are_paragraphs_where_they_say_something() -> None:
    assert places(sheet(row(cell("甲")), name="Sheet1")) == [("甲", "工作表“Sheet1”第1行A列")]
    two = places(sheet(row(cell("甲"))), sheet(row(cell("乙")), name="Sheet2"))
    assert [text for text, _ in two] == ["台账", "甲", "Sheet2", "乙"]


def test_hidden_rows_columns_and_sheets_are_listed_not_read() -> None:
    automatic = (
        '<style:style style:name="off" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    body = sheet(
        columns,
        row(cell("任务"), cell("旧"), cell("单位")),
        row(cell("甲"), cell(), cell("云坪乡"), more='table:visibility="filter"'),
        row(cell("乙"), cell("y"), cell("县局")),
    )
    draft = sheet(row(cell("丁")), name="草稿", more='table:style-name="off"')
    assert table(body) == {(1, 1): "任务", (1, 2): "单位", (2, 1): "乙", (2, 2): "县局"}
    assert unread(body, draft, automatic=automatic) == [
        ("隐藏行（可能被筛选隐藏）1行：第2行", "工作表“台账”"),
        ("隐藏列1列：B列", "工作表“台账”"),
        ("隐藏的工作表", "工作表“草稿”"),
    ]


def test_a_merged_cell_whose_first_row_is_hidden_still_shows() -> None:
    body = sheet(
        row(cell("类别"), cell("任务")),
        row(
            cell("作风", 'table:number-rows-spanned="2"'),
            cell("甲"),
            more='table:visibility="collapse"',
        ),
        row(COVERED, cell("乙")),
    )
    assert table(body) == {(1, 1): "类别", (1, 2): "任务", (2, 1): "作风", (2, 2): "乙"}


def test_what_is_no_value_of_a_cell_is_listed() -> None:
    comment = "<office:annotation><text:p>请核</text:p></office:annotation>"
    picture = '<draw:frame><draw:image xlink:href="a.png"/></draw:frame>'
    shapes = f"<table:shapes>{picture}</table:shapes>"
    hidden = "<table:covered-table-cell><text:p>旧</text:p></table:covered-table-cell>"
    commented = cell("甲", 'table:number-columns-spanned="2"').replace(
        "<text:p>", comment + "<text:p>"
    )
    body = sheet(
        shapes, row(commented, hidden), row(cell("乙").replace("</text:p>", f"{picture}</text:p>"))
    )
    assert table(body) == {(1, 1): "甲", (2, 1): "乙"}
    assert unread(body) == [
        ("图片2处", "工作表“台账”"),
        ("批注1处", "工作表“台账”"),
        ("被合并单元格遮住的文字1处", "工作表“台账”"),
    ]


def test_formulas_without_a_result_are_listed() -> None:
    body = sheet(
        row(
            cell("任务"),
            cell(more='table:formula="of:=1+1"'),
            cell("2", 'table:formula="of:=1+1" office:value-type="float"'),
            cell(more='table:formula="of:=T([.A9])" office:value-type="string"'),
        )
    )
    assert unread(body) == [("没有计算结果的公式1处：B1", "工作表“台账”")]


def test_a_zip_package_reads_as_the_flat_file() -> None:
    body = sheet(row(cell("甲"), cell("乙")))
    assert ods.read(packed("spreadsheet", body)) == ods.read(flat("spreadsheet", body))
    macro = packed("spreadsheet", body, more={"Scripts/python/a.py": "print()"})
    assert [one.what for one in ods.read(macro)[1]] == ["宏"]


def test_vast_sheets_do_not_blow_up() -> None:
    endless = 'table:number-rows-repeated="1048576"'
    wide = 'table:number-columns-repeated="16384"'
    with pytest.raises(InputError, match="非空单元格"):
        ods.read(flat("spreadsheet", sheet(row(cell("甲", wide), more=endless))), Limits(cells=9))
    merged = cell("甲", 'table:number-columns-spanned="16384" table:number-rows-spanned="1048576"')
    hidden = row(merged, more='table:visibility="collapse"')
    assert table(sheet(hidden * 3)) == {(1, 1): "甲"}
    far = sheet(row(cell("近")), row(cell(), more='table:number-rows-repeated="1048574"'))
    far = far.replace(
        "</table:table>", row(cell(more=wide[:-2] + '3"'), cell("远")) + "</table:table>"
    )
    assert [text for text, _ in places(far)] == ["台账", "近", "远"]


def test_passwords_and_texts_are_refused_in_words() -> None:
    with pytest.raises(InputError, match="密码"):
        ods.read(packed("spreadsheet", "", manifest="<manifest:encryption-data/>"))
    with pytest.raises(InputError, match="正文"):
        ods.read(flat("text", ""))


SAMPLE = flat(
    "spreadsheet", sheet(row(cell("任务"), cell("3", 'table:number-columns-repeated="2"')))
)


@given(st.integers(0, len(SAMPLE) - 1), st.binary(min_size=1, max_size=8))
def test_a_file_with_broken_bytes_is_read_or_refused(at: int, noise: bytes) -> None:
    with suppress(InputError):
        ods.read(SAMPLE[:at] + noise + SAMPLE[at + len(noise) :])


@given(st.binary(max_size=100))
def test_random_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        ods.read(data)
