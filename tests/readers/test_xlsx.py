"""Workbooks are read as a clerk sees them on the screen."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from wenfeng.domain import Block
from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers import xlsx

Rewrite = Callable[[bytes], bytes]


def saved(book: Workbook, rewrite: Rewrite | None = None, part: str = "sheet1.xml") -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    if rewrite is None:
        return stream.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, rewrite(data) if name.endswith(part) else data)
    return out.getvalue()


def book(*rows: list[object], title: str = "台账") -> tuple[Workbook, Worksheet]:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return workbook, sheet


def table(data: bytes) -> dict[tuple[int, int], str]:
    return {(b.cell.row, b.cell.column): b.text for b in xlsx.read(data)[0] if b.cell}


def by_text(data: bytes) -> dict[str, Block]:
    return {block.text: block for block in xlsx.read(data)[0]}


def unread(data: bytes) -> list[tuple[str, str]]:
    return [(item.what, item.where) for item in xlsx.read(data)[1]]


def shown(value: object, form: str) -> str:
    workbook, sheet = book([value])
    sheet["A1"].number_format = form
    return table(saved(workbook))[1, 1]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (datetime(2026, 5, 31), 'yyyy"年"m"月"d"日"', "2026年5月31日"),
        (datetime(2026, 5, 31), 'm"月"d"日"', "2026年5月31日"),
        (datetime(2026, 5, 31), "[$-804]yyyy\\年m\\月d\\日;@", "2026年5月31日"),
        (date(2026, 5, 31), "mm-dd-yy", "2026-05-31"),
        (datetime(2026, 5, 31, 14, 30), "yyyy-mm-dd h:mm", "2026-05-31 14:30"),
        (datetime(2026, 5, 1), 'yyyy"年"m"月"', "2026年5月"),
        (datetime(2026, 5, 1), "mmm-yy", "2026年5月"),
        (time(9, 30), "h:mm", "09:30"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567, "#,##0", "1,234,567"),
        (2.5, "0.00", "2.50"),
        (2.675, "0.00_ ", "2.68"),
        (0.985, "0.0%", "98.5%"),
        (1, "0%", "100%"),
        (7, "000", "007"),
        (3, '"第"0"项"', "第3项"),
        (-5, "0;(0)", "(5)"),
        (0, '0;-0;"—"', "—"),
        (1200000, "0.00E+00", "1200000"),
        (True, "General", "是"),
        ("#REF!", "General", "#REF!"),
        ("甲\n乙", "General", "甲\n乙"),
        ("001", "@", "001"),
    ],
)
def test_values_look_as_on_the_screen(value: object, form: str, text: str) -> None:
    assert shown(value, form) == text


def test_chinese_builtin_dates_are_dates() -> None:
    workbook, sheet = book([46173, 46173])
    sheet["A1"].number_format = sheet["B1"].number_format = "mm-dd-yy"
    sheet["B1"].number_format = "d-mmm-yy"

    def as_chinese(styles: bytes) -> bytes:
        return styles.replace(b'numFmtId="14"', b'numFmtId="31"').replace(
            b'numFmtId="15"', b'numFmtId="57"'
        )

    found = table(saved(workbook, as_chinese, "styles.xml"))
    assert found == {(1, 1): "2026年5月31日", (1, 2): "2026年5月"}


def test_places_are_real_addresses_and_blank_edges_are_trimmed() -> None:
    workbook, sheet = book()
    sheet["B4"], sheet["C5"] = "任务", "云坪乡"
    found = by_text(saved(workbook))
    assert found["任务"].where == "工作表“台账”第4行B列"
    assert found["任务"].cell and (found["任务"].cell.row, found["任务"].cell.column) == (1, 1)
    assert table(saved(workbook))[1, 2] == ""


def test_merged_ranges_span() -> None:
    workbook, sheet = book(["整改台账"], ["类别", "任务"], ["作风", "甲"], [None, "乙"])
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A3:A4")
    found = by_text(saved(workbook))
    title, kind = found["整改台账"].cell, found["作风"].cell
    assert title and (title.rows, title.columns) == (1, 2)
    assert kind and (kind.row, kind.rows, kind.columns) == (3, 2, 1)
    assert (4, 1) not in table(saved(workbook))


def test_titles_of_sheets_are_paragraphs_where_they_say_something() -> None:
    plain, _ = book(["甲", "乙"], title="Sheet1")
    assert [b.kind for b in xlsx.read(saved(plain))[0]] == ["cell", "cell"]
    named, _ = book(["甲", "乙"])
    named.create_sheet("Sheet2").append(["丙"])
    found = [(b.text, b.where, b.cell.table if b.cell else 0) for b in xlsx.read(saved(named))[0]]
    assert found[0] == ("台账", "工作表“台账”", 0)
    assert found[-2:] == [
        ("Sheet2", "工作表“Sheet2”", 0),
        ("丙", "工作表“Sheet2”第1行A列", 2),
    ]


def test_hidden_rows_columns_and_sheets_are_listed_not_read() -> None:
    workbook, sheet = book(["任务", "旧", "单位"], ["甲", "x", "云坪乡"], ["乙", "y", "县局"])
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[2].hidden = True
    sheet.auto_filter.ref = "A1:C3"
    workbook.create_sheet("草稿").append(["丁"])
    workbook["草稿"].sheet_state = "hidden"
    data = saved(workbook)
    assert table(data) == {(1, 1): "任务", (1, 2): "单位", (2, 1): "乙", (2, 2): "县局"}
    assert by_text(data)["县局"].where == "工作表“台账”第3行C列"
    assert unread(data) == [
        ("隐藏行（可能被筛选隐藏）1行：第2行", "工作表“台账”"),
        ("隐藏列1列：B列", "工作表“台账”"),
        ("隐藏的工作表", "工作表“草稿”"),
    ]


def test_a_merged_cell_whose_first_row_is_hidden_still_shows() -> None:
    workbook, sheet = book(["类别", "任务"], ["作风", "甲"], [None, "乙"])
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[2].hidden = True
    assert table(saved(workbook)) == {
        (1, 1): "类别",
        (1, 2): "任务",
        (2, 1): "作风",
        (2, 2): "乙",
    }


def test_comments_and_formulas_without_a_result_are_listed() -> None:
    workbook, sheet = book(["任务", "=1+1"], ["甲", "乙"])
    sheet["A2"].comment = Comment("请核", "张某某")
    assert unread(saved(workbook)) == [
        ("批注1处", "工作表“台账”"),
        ("没有计算结果的公式1处：B1", "工作表“台账”"),
    ]


def test_cached_results_of_formulas_are_read_even_when_empty() -> None:
    workbook, _ = book(["甲", "=1+1", '=""'])

    def computed(xml: bytes) -> bytes:
        xml = xml.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
        xml = xml.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
        return xml.replace(b'r="C1"', b'r="C1" t="str"')

    data = saved(workbook, computed)
    assert table(data) == {(1, 1): "甲", (1, 2): "2"}
    assert unread(data) == []


def test_a_wall_of_empty_formatted_cells_is_cheap_and_read_right() -> None:
    workbook, _ = book(["任务", "单位"], ["甲", "云坪乡"])

    def wall(xml: bytes) -> bytes:
        row = b"".join(b'<c r="%cROW" s="0"/>' % (65 + n) for n in range(26))
        rows = b"".join(
            b'<row r="%d">%s</row>' % (n, row.replace(b"ROW", b"%d" % n)) for n in range(3, 8000)
        )
        last = b'<row r="8000"><c r="B8000" t="inlineStr"><is><t>\xe6\x9c\xab</t></is></c></row>'
        return xml.replace(b"</sheetData>", rows + last + b"</sheetData>")

    found = by_text(saved(workbook, wall))
    assert found["末"].where == "工作表“台账”第8000行B列"


def test_far_cells_and_whole_column_merges_do_not_blow_up() -> None:
    workbook, sheet = book(["任务", "单位"])
    sheet["XFD1048576"] = "远"

    def merge(xml: bytes) -> bytes:
        ranges = b'<mergeCells count="2"><mergeCell ref="C1:C1048576"/>'
        ranges += b'<mergeCell ref="D1:XFD1048575"/></mergeCells>'
        return xml.replace(b"</sheetData>", b"</sheetData>" + ranges)

    assert by_text(saved(workbook, merge))["远"].where == "工作表“台账”第1048576行XFD列"


def test_too_many_cells_are_refused() -> None:
    workbook, _ = book(["甲", "乙"], ["丙", "丁"])
    with pytest.raises(InputError, match="非空单元格"):
        xlsx.read(saved(workbook), Limits(cells=3))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("styles.xml", rb"<fill>.*?</fill>", b"<fill><weird/></fill>"),
        ("styles.xml", rb"<fills", b'<fills made="up"'),
        ("styles.xml", rb"<font>", b"<font><b val='maybe'/>"),
        ("sheet1.xml", rb's="1"', b's="77"'),
        ("sheet1.xml", rb"</worksheet>", b'<drawing r:id="none"/></worksheet>'),
        (
            "workbook.xml",
            rb"</workbook>",
            b"<definedNames><definedName/></definedNames></workbook>",
        ),
    ],
)
def test_faults_beside_the_cells_do_not_hide_the_cells(part: str, old: bytes, new: bytes) -> None:
    workbook, sheet = book(["任务", "时限"], ["清淤", datetime(2026, 5, 31)])
    sheet["B2"].number_format = 'yyyy"年"m"月"d"日"'
    sheet.merge_cells("A3:B3")
    sheet["A3"] = "合并"
    sheet.row_dimensions[1].hidden = True

    def spoil(xml: bytes) -> bytes:
        namespace = b'<worksheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        xml = xml.replace(b"<worksheet", namespace, 1)
        assert re.search(old, xml, re.S)
        return re.sub(old, new, xml, count=1, flags=re.S)

    blocks, unread = xlsx.read(saved(workbook, spoil, part))
    texts = [block.text for block in blocks if block.cell]
    assert texts[0] == "清淤"
    assert texts[2] == "合并"
    if new != b's="77"':
        assert texts[1] == "2026年5月31日"
    assert any("隐藏行" in item.what for item in unread)


def test_damaged_workbooks_are_refused_in_words() -> None:
    workbook, _ = book(["甲"])
    for part in ("sheet1.xml", "styles.xml", "workbook.xml"):
        data = saved(workbook, lambda xml: re.sub(rb"<\w+ ", b"<< ", xml, count=3), part)
        with pytest.raises(InputError, match="损坏"):
            xlsx.read(data)


SAMPLE = saved(book(["任务", "单位"], ["甲", 3.5])[0])


@given(st.integers(0, len(SAMPLE) - 1), st.binary(min_size=1, max_size=8))
def test_a_file_with_broken_bytes_is_read_or_refused(at: int, noise: bytes) -> None:
    with suppress(InputError):
        xlsx.read(SAMPLE[:at] + noise + SAMPLE[at + len(noise) :])


@given(st.binary(max_size=100))
def test_random_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        xlsx.read(data)


@pytest.mark.parametrize(
    "merges",
    [
        [f"A{top}:CV{top + 400}" for top in range(1, 3000)],
        [f"A{top}:D{top + 9_000}" for top in range(1, 600)],
    ],
)
def test_merged_ranges_on_top_of_one_another_stay_quick(merges: list[str]) -> None:
    workbook, _ = book(["甲", "乙"])
    listed = "".join(f'<mergeCell ref="{merge}"/>' for merge in merges)

    def merge(sheet: bytes) -> bytes:
        return sheet.replace(
            b"</sheetData>", f"</sheetData><mergeCells>{listed}</mergeCells>".encode()
        )

    blocks, _ = xlsx.read(saved(workbook, merge), Limits(cells=100_000))
    assert blocks[1].text == "甲"


def test_the_address_of_a_link_is_no_text() -> None:
    workbook, _ = book(["甲", None, "丙"])
    links = (
        b'</sheetData><hyperlinks><hyperlink ref="A1:C1" location="Sheet1!A1"/>'
        b'<hyperlink ref="A1:XFD1048576" location="Sheet1!A1"></hyperlink></hyperlinks>'
    )
    data = saved(workbook, lambda sheet: sheet.replace(b"</sheetData>", links))
    assert table(data) == {(1, 1): "甲", (1, 2): "", (1, 3): "丙"}


def test_hidden_columns_without_end() -> None:
    workbook, sheet = book(["甲", "乙"])
    sheet.column_dimensions["B"].hidden = True
    data = saved(workbook, lambda xml: re.sub(rb'max="2"', b'max="2147483647"', xml))
    assert unread(data) == [("隐藏列1列：B列", "工作表“台账”")]


def test_an_endless_format_is_ignored() -> None:
    workbook, sheet = book([5])
    sheet["A1"].number_format = "[a" * 100_000
    assert table(saved(workbook)) == {(1, 1): "5"}


@pytest.mark.parametrize(("value", "form"), [(1e30, "0.00"), (1.5, "0." + "0" * 40)])
def test_more_digits_than_usual(value: float, form: str) -> None:
    assert Decimal(shown(value, form)) == Decimal(repr(value))


def test_spaces_without_end_in_a_cell_stay_quick() -> None:
    workbook, _ = book(["甲"])
    spaces = b"<!-- <c><f>x</f>" + b" " * 100_000 + b" -->"
    data = saved(workbook, lambda sheet: sheet.replace(b"<sheetData>", spaces + b"<sheetData>"))
    assert table(data) == {(1, 1): "甲"}


def test_one_long_text_in_many_cells_is_refused() -> None:
    workbook, _ = book(*(["长" * 30_000] for _ in range(20)))
    with pytest.raises(InputError, match="文字太多"):
        xlsx.read(saved(workbook), Limits(characters=100_000))


def test_a_format_that_is_missing_is_the_plain_one() -> None:
    workbook, sheet = book([5])
    sheet["A1"].number_format = "0.0000"
    data = saved(workbook, lambda x: re.sub(rb"<numFmts.*</numFmts>", b"", x), "styles.xml")
    assert table(data) == {(1, 1): "5"}


def test_headers_and_footers_with_words_are_listed() -> None:
    workbook, sheet = book(["甲"])
    sheet.oddHeader.center.text = "内部资料"
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    assert unread(saved(workbook)) == [("页眉页脚", "工作表“台账”（内部资料）")]
