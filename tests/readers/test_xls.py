"""Old Excel workbooks and WPS tables are read as a clerk sees them on the screen."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers import xls

FILES = Path(__file__).parent / "files" / "xls"
# Made by LibreOffice: a picture, a chart, comments, a filter, a header, formulas, hidden things.
OBJECTS = (FILES / "objects.xls").read_bytes()

BOF8 = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
SHEET8 = struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)
END = struct.pack("<HH", 0x000A, 0)


def record(code: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(data)) + data


def wide(text: str, size: int = 2) -> bytes:
    """A Unicode string behind its length."""
    return struct.pack("<H" if size == 2 else "<B", len(text)) + b"\1" + text.encode("utf-16-le")


def label(row: int, column: int, text: str) -> bytes:
    return record(0x0204, struct.pack("<3H", row, column, 0) + wide(text))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x0203, struct.pack("<3Hd", row, column, style, value))


def formula(row: int, column: int, result: bytes) -> bytes:
    return record(0x0006, struct.pack("<3H", row, column, 0) + result + bytes(8))


def sheet(*cells: bytes) -> bytes:
    return record(0x0809, SHEET8) + b"".join(cells) + END


def workbook(
    *sheets: bytes,
    titles: Sequence[str] = ("台账", "附表"),
    kinds: Sequence[tuple[int, int]] = ((0, 0), (0, 0)),
    extra: bytes = b"",
) -> bytes:
    """A workbook stream of BIFF8; ``kinds`` are the hidden state and the type of each sheet."""
    head = record(0x0809, BOF8) + extra
    tabs = [struct.pack("<BB", *kind) + wide(t, 1) for t, kind in zip(titles, kinds, strict=True)]
    tabs = tabs[: len(sheets)]
    start = len(head) + sum(8 + len(tab) for tab in tabs) + len(END)
    listed = b""
    for tab, content in zip(tabs, sheets, strict=True):
        listed += record(0x0085, struct.pack("<I", start) + tab)
        start += len(content)
    return head + listed + END + b"".join(sheets)


def styles(*formats: tuple[int, str]) -> bytes:
    """Number formats, and a cell style 0, 1, 2 … for each of them."""
    written = (record(0x041E, struct.pack("<H", n) + wide(form)) for n, form in formats if form)
    return b"".join(written) + b"".join(
        record(0x00E0, struct.pack("<HH", 0, n) + bytes(16)) for n, _ in formats
    )


def table(data: bytes) -> dict[tuple[int, int], str]:
    return {(b.cell.row, b.cell.column): b.text for b in xls.read(data)[0] if b.cell}


def unread(data: bytes) -> list[tuple[str, str]]:
    return [(item.what, item.where) for item in xls.read(data)[1]]


def test_texts_numbers_and_truth_values() -> None:
    data = workbook(
        sheet(
            label(0, 0, "序号"),
            number(0, 1, 2.5),
            record(0x027E, struct.pack("<3Hi", 0, 2, 0, -7 << 2 | 2)),
            record(0x027E, struct.pack("<3Hi", 0, 3, 0, 125 << 2 | 3)),
            record(0x00BD, struct.pack("<HHHiHiH", 1, 0, 0, 4 << 2 | 2, 0, 5 << 2 | 2, 1)),
            record(0x0205, struct.pack("<3HBB", 1, 2, 0, 1, 0)),
            record(0x0205, struct.pack("<3HBB", 1, 3, 0, 0x2A, 1)),
        )
    )
    assert table(data) == {
        (1, 1): "序号", (1, 2): "2.5", (1, 3): "-7", (1, 4): "1.25",
        (2, 1): "4", (2, 2): "5", (2, 3): "是", (2, 4): "#N/A",
    }  # fmt: skip


def test_places_are_real_addresses() -> None:
    blocks, _ = xls.read(workbook(sheet(label(3, 1, "任务"), label(4, 2, "云坪乡"))))
    assert [(b.text, b.where) for b in blocks][:2] == [
        ("台账", "工作表“台账”"),
        ("任务", "工作表“台账”第4行B列"),
    ]


@pytest.mark.parametrize(
    ("number_format", "value", "text"),
    [
        ((164, 'yyyy"年"m"月"d"日"'), 46173, "2026年5月31日"),
        ((164, "yyyy-mm-dd"), 46173, "2026-05-31"),
        ((14, ""), 46173, "2026-05-31"),
        ((57, ""), 46173, "2026年5月"),
        ((31, ""), 46173, "2026年5月31日"),
        ((9, ""), 0.985, "99%"),
        ((164, "0.0%"), 0.985, "98.5%"),
        ((164, '"第"0"项"'), 3, "第3项"),
        ((164, "0.00"), 1e30, "1" + "0" * 30 + ".00"),
        ((164, ";" * 30_000), 5, "5"),
        ((0, ""), 0.1 + 0.2, "0.3"),
    ],
)
def test_numbers_look_as_on_the_screen(
    number_format: tuple[int, str], value: float, text: str
) -> None:
    data = workbook(sheet(number(0, 0, value)), extra=styles(number_format))
    assert table(data) == {(1, 1): text}


def test_dates_counted_from_1904() -> None:
    extra = record(0x0022, b"\1\0") + styles((14, ""))
    assert table(workbook(sheet(number(0, 0, 44711)), extra=extra)) == {(1, 1): "2026-05-31"}


def test_a_cell_of_an_unknown_style_is_plain() -> None:
    assert table(workbook(sheet(number(0, 0, 7, style=99)))) == {(1, 1): "7"}


def shared(*pieces: bytes) -> bytes:
    head, *more = pieces
    return record(0x00FC, struct.pack("<II", 0, 0) + head) + b"".join(
        record(0x003C, piece) for piece in more
    )


def test_shared_strings_go_on_in_further_records() -> None:
    plain = b"\4\0\0" + b"abcd"
    rich = b"\2\0\x09\1\0" + "整改".encode("utf-16-le") + bytes(4)
    phonetic = b"\1\0\5\3\0\0\0" + "问".encode("utf-16-le") + b"xyz"
    broken_off = b"\4\0\1" + "青禾".encode("utf-16-le")
    # Where a string goes on, one byte says anew how wide its characters are.
    last = b"\2\0\1" + "末尾".encode("utf-16-le")
    strings = shared(plain + rich + phonetic + broken_off, b"\0AB", last)
    cells = [record(0x00FD, struct.pack("<3HI", 0, n, 0, n)) for n in range(5)]
    found = table(workbook(sheet(*cells), extra=strings))
    assert list(found.values()) == ["abcd", "整改", "问", "青禾AB", "末尾"]


def test_formulas_come_with_their_last_result() -> None:
    text = bytes(6) + b"\xff\xff"
    truth = b"\1\0\1\0\0\0\xff\xff"
    error = b"\2\0\x17\0\0\0\xff\xff"
    data = workbook(
        sheet(
            formula(0, 0, struct.pack("<d", 42.5)),
            formula(0, 1, text),
            record(0x04BC, b"shared formula"),
            record(0x0207, wide("合计42.5")),
            formula(0, 2, truth),
            formula(0, 3, error),
            formula(0, 4, b"\3" + bytes(5) + b"\xff\xff"),
        )
    )
    assert list(table(data).values()) == ["42.5", "合计42.5", "是", "#REF!"]
    assert unread(data) == []


def test_formulas_never_computed_are_listed() -> None:
    empty = b"\3" + bytes(5) + b"\xff\xff"
    data = workbook(sheet(label(0, 0, "合计"), formula(0, 1, empty), formula(2, 2, empty)))
    assert unread(data) == [("没有计算结果的公式2处：B1、C3", "工作表“台账”")]


def test_merged_cells_are_one_block_and_blank_cells_have_a_place() -> None:
    merged = record(0x00E5, struct.pack("<H4H", 1, 0, 1, 0, 0))
    blocks, _ = xls.read(
        workbook(sheet(label(0, 0, "一类"), label(0, 1, "甲"), label(2, 1, "乙"), merged))
    )
    cells = [(b.text, b.cell.row, b.cell.column, b.cell.rows) for b in blocks if b.cell]
    assert cells == [
        ("一类", 1, 1, 2), ("甲", 1, 2, 1), ("", 2, 2, 1), ("", 3, 1, 1), ("乙", 3, 2, 1),
    ]  # fmt: skip


def row(number: int, hidden: bool) -> bytes:
    bits = 0x20 if hidden else 0
    return record(0x0208, struct.pack("<8H", number, 0, 3, 255, 0, 0, 0x100 | bits, 0x0F))


def columns(first: int, last: int, width: int, hidden: bool) -> bytes:
    return record(0x007D, struct.pack("<6H", first, last, width, 15, hidden, 0))


def test_hidden_rows_and_columns_are_listed_not_read() -> None:
    data = workbook(
        sheet(
            columns(1, 1, 2048, True), columns(2, 2, 0, False), columns(3, 256, 2048, False),
            row(0, False), row(1, True),
            *(label(r, c, f"{r}{c}") for r in range(3) for c in range(4)),
            record(0x009D, b"\4\0"),
        )
    )  # fmt: skip
    assert list(table(data).values()) == ["00", "03", "20", "23"]
    assert unread(data) == [
        ("隐藏行（可能被筛选隐藏）1行：第2行", "工作表“台账”"),
        ("隐藏列2列：B、C列", "工作表“台账”"),
    ]


def test_rows_hidden_by_default() -> None:
    data = workbook(
        sheet(record(0x0225, b"\2\0\xff\0"), row(0, False), label(0, 0, "甲"), label(1, 0, "乙"))
    )
    assert list(table(data).values()) == ["甲"]


def test_hidden_sheets_charts_and_macros_are_listed() -> None:
    full = sheet(label(0, 0, "甲"))
    data = workbook(
        full, full, full, full, full,
        titles=("台账", "封存", "深藏", "图", "宏"),
        kinds=((0, 0), (1, 0), (2, 0), (0, 2), (0, 1)),
        extra=record(0x00D3),
    )  # fmt: skip
    assert unread(data) == [
        ("隐藏的工作表", "工作表“封存”"),
        ("隐藏的工作表", "工作表“深藏”"),
        ("图表工作表", "工作表“图”"),
        ("宏表（Excel 4.0 宏）", "工作表“宏”"),
        ("宏", "整个文件"),
    ]


def test_a_lone_sheet_without_a_name_of_its_own_has_no_title() -> None:
    blocks, _ = xls.read(workbook(sheet(label(0, 0, "甲")), titles=("Sheet1",), kinds=((0, 0),)))
    assert [block.kind for block in blocks] == ["cell"]


def test_a_file_of_libreoffice() -> None:
    assert list(table(OBJECTS).values())[-3:] == ["合计", "合计金额", "42.7"]
    assert unread(OBJECTS) == [
        ("隐藏行（可能被筛选隐藏）1行：第3行", "工作表“整改台账”"),
        ("图表或图示1处", "工作表“整改台账”"),
        ("图片1处", "工作表“整改台账”"),
        ("批注2处", "工作表“整改台账”"),
        ("页眉页脚", "工作表“整改台账”（内部资料）"),
        ("隐藏的工作表", "工作表“封存”"),
        ("图表或图示1处", "工作表“图”"),
    ]


def drawn(kind: int, more: bytes = b"") -> bytes:
    return record(0x005D, struct.pack("<5H", 0x15, 18, kind, 1, 0) + bytes(12) + more)


def test_text_boxes_and_embedded_objects_are_listed() -> None:
    note = record(0x003C, b"\1" + "说明".encode("utf-16-le"))
    text = record(0x01B6, bytes(10) + struct.pack("<HHI", 2, 16, 0)) + note
    data = workbook(
        sheet(
            label(0, 0, "甲"),
            drawn(0x06), text,
            drawn(0x08, struct.pack("<HHI", 0x09, 4, 0)),
            drawn(0x19), text, record(0x001C, struct.pack("<4H", 0, 0, 0, 1)),
            drawn(0x14),
        )
    )  # fmt: skip
    assert [what for what, _ in unread(data)] == ["文本框1处", "嵌入对象1处", "批注1处"]


def test_charts_in_a_sheet_do_not_end_it() -> None:
    chart = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0020, 0, 0, 0, 0)) + number(0, 0, 9)
    data = workbook(sheet(drawn(0x05), chart, END, label(0, 0, "甲")))
    assert table(data) == {(1, 1): "甲"}
    assert unread(data) == [("图表或图示1处", "工作表“台账”")]


def excel_95(page: int, text: bytes) -> bytes:
    begin = record(0x0809, struct.pack("<4H", 0x0500, 0x0005, 0, 0)) + record(
        0x0042, struct.pack("<H", page)
    )
    cell = record(0x0204, struct.pack("<4H", 0, 0, 0, len(text)) + text)
    content = record(0x0809, struct.pack("<4H", 0x0500, 0x0010, 0, 0)) + cell + END
    name = "台账".encode("gbk")
    start = len(begin) + 4 + 7 + len(name) + len(END)
    tab = record(0x0085, struct.pack("<IBBB", start, 0, 0, len(name)) + name)
    return begin + tab + END + content


@pytest.mark.parametrize(
    ("page", "text"),
    [(936, "整改".encode("gbk")), (1252, "整改".encode("gbk")), (0, "整改".encode("gbk"))],
)
def test_excel_95_knows_only_code_pages(page: int, text: bytes) -> None:
    blocks, _ = xls.read(excel_95(page, text))
    assert [block.text for block in blocks] == ["台账", "整改"]


def test_excel_95_in_traditional_chinese() -> None:
    assert xls.read(excel_95(950, "整改".encode("big5")))[0][1].text == "整改"


def test_excel_2_has_one_sheet_and_no_list_of_sheets() -> None:
    text = "整改".encode("gbk")
    data = b"".join(
        (
            record(0x0009, struct.pack("<HH", 2, 0x0010)),
            record(0x0042, struct.pack("<H", 936)),
            record(0x001E, b"\x07General"),
            record(0x001E, b"\x0ayyyy-mm-dd"),
            record(0x0004, struct.pack("<HH3BB", 0, 0, 0, 0, 0, len(text)) + text),
            record(0x0002, struct.pack("<HH3BH", 0, 1, 0, 1, 0, 46173)),
            record(0x0003, struct.pack("<HH3Bd", 0, 2, 0, 0, 0, 2.5)),
            END,
        )
    )
    assert table(data) == {(1, 1): "整改", (1, 2): "2026-05-31", (1, 3): "2.5"}


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(InputError) as caught:
        xls.read(data, limits or Limits())
    return caught.value.message


# Workbooks whose structure is protected: encrypted with the password that every program knows.
@pytest.mark.parametrize("name", ["protected-97.xls", "protected-2002.xls"])
def test_protected_workbooks_are_open_to_everybody(name: str) -> None:
    found = table((FILES / name).read_bytes())
    assert len(found) == 90
    assert (found[1, 1], found[30, 3]) == ("第1项整改措施0", "第30项整改措施2")


@pytest.mark.parametrize("name", ["protected-97.xls", "protected-2002.xls"])
def test_a_password_is_named(name: str) -> None:
    data = bytearray((FILES / name).read_bytes())
    salt = data.index(bytes(range(16)))
    data[salt] ^= 1
    assert "打开密码" in refused(bytes(data))


@pytest.mark.parametrize(
    "content", [b"", b"\0\0\1\2\3\4", b"\1\0\1\0\1\0", b"\1\0\2\0\2\0" + bytes(90)]
)
def test_unknown_encryption_takes_a_password(content: bytes) -> None:
    data = workbook(sheet(label(0, 0, "甲")), extra=record(0x002F, content))
    assert "打开密码" in refused(data)


def test_what_is_cut_off_is_refused() -> None:
    whole = workbook(sheet(label(0, 0, "甲"), label(1, 0, "乙")))
    assert "不完整" in refused(whole[:-10])
    assert refused(OBJECTS[:6000])
    assert refused(b"")


def test_a_sheet_that_is_not_where_its_tab_says_is_refused() -> None:
    data = workbook(sheet(label(0, 0, "甲")))
    tab = data.index(b"\x85\0") + 4
    start = struct.pack("<I", struct.unpack_from("<I", data, tab)[0] + 20)
    assert "不完整" in refused(data[:tab] + start + data[tab + 4 :])


def test_too_many_cells_are_refused() -> None:
    data = workbook(sheet(*(label(r, 0, "甲") for r in range(20))))
    assert "超过 10 个" in refused(data, Limits(cells=10))


def test_sheets_that_share_their_content_are_refused() -> None:
    data = workbook(sheet(label(0, 0, "甲")), sheet(label(0, 0, "乙")))
    first, second = (data.index(b"\x85\0") + at for at in (4, 4 + 4 + 8 + 4))
    start = data[first : first + 4]
    changed = data[:second] + start + data[second + 4 :]
    assert refused(changed)


def test_damaged_cells_are_counted() -> None:
    data = workbook(sheet(label(0, 0, "甲"), record(0x0203, b"\0\0"), record(0x00FD, bytes(10))))
    assert list(table(data).values()) == ["甲"]
    assert unread(data) == [("已损坏的单元格2处", "工作表“台账”")]


VALID = workbook(
    sheet(label(0, 0, "序号"), number(1, 0, 3), record(0x00E5, struct.pack("<H4H", 1, 0, 1, 1, 2))),
    extra=styles((14, ""), (164, "0.00")) + shared(b"\2\0\1" + "甲乙".encode("utf-16-le")),
)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_garbage_is_refused(garbage: bytes) -> None:
    for data in (garbage, record(0x0809, BOF8) + garbage, OBJECTS[:512] + garbage):
        with suppress(InputError):
            xls.read(data)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from((VALID, OBJECTS)),
    st.lists(st.tuples(st.integers(0), st.binary(max_size=4)), max_size=5),
)
def test_mutated_workbooks_are_read_or_refused(
    data: bytes, changes: list[tuple[int, bytes]]
) -> None:
    changed = bytearray(data)
    for at, what in changes:
        at %= len(changed)
        changed[at : at + len(what)] = what
    with suppress(InputError):
        xls.read(bytes(changed))
