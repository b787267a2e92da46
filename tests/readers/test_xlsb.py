"""Binary Excel workbooks read as the same workbook in any other form."""

from __future__ import annotations

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers import xlsb

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def record(kind: int, data: bytes = b"") -> bytes:
    return number(kind) + number(len(data)) + data


def number(value: int) -> bytes:
    head = b""
    while value > 0x7F:
        head += bytes((value & 0x7F | 0x80,))
        value >>= 7
    return head + bytes((value,))


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def links(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def workbook(
    *sheets: bytes,
    states: tuple[int, ...] = (0, 0, 0),
    strings: tuple[str, ...] = (),
    styles: bytes = b"",
    properties: int = 0,
    more: dict[str, str | bytes] | None = None,
) -> bytes:
    """An xlsb of sheets 台账0, 台账1 …"""
    tabs = b"".join(
        record(156, struct.pack("<II", state, n) + wide(f"r{n}") + wide(f"台账{n}"))
        for n, (_, state) in enumerate(zip(sheets, states, strict=False))
    )
    related = [("worksheet", f"sheet{n}.bin") for n in range(len(sheets))]
    related += [("styles", "styles.bin"), ("sharedStrings", "strings.bin")]
    parts: dict[str, str | bytes] = {
        "_rels/.rels": links(("officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": links(*related),
        "xl/workbook.bin": record(153, struct.pack("<I", properties)) + tabs,
        "xl/styles.bin": styles,
        "xl/strings.bin": b"".join(record(19, b"\0" + wide(one)) for one in strings),
    }
    parts |= {f"xl/sheet{n}.bin": sheet for n, sheet in enumerate(sheets)}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in (parts | (more or {})).items():
            archive.writestr(name, content)
    return stream.getvalue()


def row(place: int, *cells: bytes, hidden: bool = False) -> bytes:
    bits = 0x10 if hidden else 0
    return record(0, struct.pack("<IIHBBI", place, 0, 300, 0, bits, 0)) + b"".join(cells)


def cell(kind: int, column: int, value: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<II", column, style) + value)


def text(column: int, what: str) -> bytes:
    return cell(6, column, wide(what))


def table(data: bytes) -> dict[tuple[int, int], str]:
    return {(b.cell.row, b.cell.column): b.text for b in xlsb.read(data)[0] if b.cell}


def unread(data: bytes) -> list[tuple[str, str]]:
    return [(item.what, item.where) for item in xlsb.read(data)[1]]


def test_every_kind_of_cell() -> None:
    values = [
        cell(2, 0, struct.pack("<i", 125 << 2 | 3)),
        cell(3, 1, b"\x2a"),
        cell(4, 2, b"\1"),
        cell(5, 3, struct.pack("<d", 2.5)),
        text(4, "整改"),
        cell(7, 5, struct.pack("<I", 1)),
        cell(62, 6, b"\1" + wide("问题") + bytes(8)),
        cell(8, 7, wide("合计") + bytes(10)),
        cell(9, 8, struct.pack("<d", 7) + bytes(10)),
        cell(10, 9, b"\0" + bytes(10)),
        cell(11, 10, b"\x07" + bytes(10)),
        record(17, struct.pack("<I", 0) + wide("紧接")),
    ]
    found = table(workbook(row(0, *values), strings=("甲", "乙")))
    assert list(found.values()) == [
        "1.25", "#N/A", "是", "2.5", "整改", "乙", "问题", "合计", "7", "否", "#DIV/0!", "紧接",
    ]  # fmt: skip


def test_dates_and_formats() -> None:
    formats = record(44, struct.pack("<H", 164) + wide('yyyy"年"m"月"d"日"'))
    styles = record(47, bytes(16)) + record(617, bytes(4))
    styles += record(47, struct.pack("<HH12x", 0, 0)) + record(47, struct.pack("<HH12x", 0, 164))
    cells = row(0, cell(5, 0, struct.pack("<d", 46173), style=1))
    data = workbook(cells, styles=formats + styles + record(618))
    assert table(data) == {(1, 1): "2026年5月31日"}
    cells = row(0, cell(5, 0, struct.pack("<d", 44711), style=1))
    data = workbook(cells, styles=formats + styles + record(618), properties=1)
    assert table(data) == {(1, 1): "2026年5月31日"}


def test_places_merges_and_hidden_things() -> None:
    sheet = b"".join(
        (
            record(60, struct.pack("<4IH", 2, 2, 2048, 0, 1)),
            row(3, text(1, "一"), text(2, "二"), text(3, "三")),
            row(4, text(3, "四")),
            row(5, text(1, "五"), hidden=True),
            record(161, bytes(16)),
            record(176, struct.pack("<4I", 3, 4, 1, 1)),
        )
    )
    data = workbook(sheet, row(0, text(0, "旧")), states=(0, 2))
    blocks, _ = xlsb.read(data)
    assert [(b.text, b.where) for b in blocks] == [
        ("台账0", "工作表“台账0”"),
        ("一", "工作表“台账0”第4行B列"),
        ("三", "工作表“台账0”第4行D列"),
        ("四", "工作表“台账0”第5行D列"),
    ]
    assert blocks[1].cell and blocks[1].cell.rows == 2
    assert unread(data) == [
        ("隐藏行（可能被筛选隐藏）1行：第6行", "工作表“台账0”"),
        ("隐藏列1列：C列", "工作表“台账0”"),
        ("隐藏的工作表", "工作表“台账1”"),
    ]


def test_what_lies_beside_the_cells_is_listed() -> None:
    drawing = '<wsDr xmlns="d"><pic/><graphicFrame/></wsDr>'
    data = workbook(
        row(0, text(0, "甲"), cell(7, 1, b"\xff\0\0\0")),
        more={
            "xl/_rels/sheet0.bin.rels": links(("drawing", "d.xml"), ("comments", "c.bin")),
            "xl/d.xml": drawing,
            "xl/c.bin": record(635, bytes(36)) * 2,
        },
    )
    assert [what for what, _ in unread(data)] == [
        "图片1处", "图表或图示1处", "批注2处", "已损坏的单元格1处",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\3\4",
        workbook(),
        workbook(row(0, text(0, "甲")), more={"xl/workbook.bin": record(156, bytes(8))}),
        workbook(row(0, text(0, "甲")), more={"xl/_rels/workbook.bin.rels": links()}),
    ],
)
def test_what_is_damaged_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        xlsb.read(data)


def test_too_many_cells_are_refused() -> None:
    data = workbook(b"".join(row(n, text(0, "甲")) for n in range(20)))
    with pytest.raises(InputError, match="超过 10 个"):
        xlsb.read(data, Limits(cells=10))


SHEET = row(0, text(0, "甲"), cell(7, 1, bytes(4)), cell(5, 2, bytes(8))) + record(
    176, struct.pack("<4I", 0, 1, 0, 0)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0), st.binary(max_size=4)), max_size=4), st.booleans())
def test_mutated_parts_are_read_or_refused(changes: list[tuple[int, bytes]], cells: bool) -> None:
    name = "xl/sheet0.bin" if cells else "xl/workbook.bin"
    whole = workbook(SHEET, strings=("乙",))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        changed = bytearray(archive.read(name))
    for at, what in changes:
        at %= len(changed)
        changed[at : at + len(what)] = what
    with suppress(InputError):
        xlsb.read(workbook(SHEET, strings=("乙",), more={name: bytes(changed)}))
