"""Official paper, measured by our own reader, judged by our own rules, and by LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from wenfeng import official
from wenfeng.domain import Block, Document, Profile
from wenfeng.extract import extract
from wenfeng.official import Column, Paper, blank
from wenfeng.openxml import package, unpacked
from wenfeng.readers import File, read
from wenfeng.rules import form
from wenfeng.rules.rule import Case, judge_with

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SENTENCE = "各乡镇逐条登记淤塞沟渠，一沟一页，月底前交清河县水务局汇总存查。"
COLUMNS = (Column("序号", 1, "center"), Column("条目", 4), Column("意见", 4))


def letter(paper: Paper) -> None:
    """A whole letter, with every part that one can have."""
    official.title(paper, "关于清理淤塞沟渠的通知")
    official.recipient(paper, "各乡镇人民政府")
    official.body(paper, SENTENCE * 3)
    official.heading(paper, 1, "一、登记")
    official.heading(paper, 2, "（一）范围")
    official.body(paper, f"1．{SENTENCE}")
    official.attachments(paper, ["淤塞沟渠登记表"])
    official.signature(paper, "清河县水务局", date(2025, 3, 8))
    official.contact(paper, f"联系人：{blank('姓名')}")
    official.annex(paper, "淤塞沟渠登记表")
    official.table(paper, COLUMNS, [("1", "东沟", "疏通\n清淤"), ("2", "西沟", "")])


def made(*parts: Callable[[Paper], None]) -> bytes:
    paper = official.begin("关于清理淤塞沟渠的通知")
    for part in parts:
        part(paper)
    return official.finish(paper)


def as_read(data: bytes) -> Document:
    return read(File(data, "docx", ".docx"), "通知.docx")


def find(document: Document, start: str) -> Block:
    return next(block for block in document.blocks if block.text.startswith(start))


def xml(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def test_the_page_is_that_of_the_standard() -> None:
    (page,) = as_read(made(letter)).pages
    assert (page.width, page.height) == (210.0, 297.0)
    assert (page.top, page.right, page.bottom, page.left) == (37.0, 26.0, 35.0, 28.0)
    assert page.lines == 22


def test_odd_and_even_page_numbers_stand_outside() -> None:
    (page,) = as_read(made(letter)).pages
    assert [number.alignment for number in page.numbers] == ["right", "left"]
    assert {(n.font, n.size, n.dash) for n in page.numbers} == {("宋体", 14.0, "—")}


@pytest.mark.parametrize(
    ("start", "font", "size", "alignment", "indent"),
    [
        ("关于清理", "方正小标宋简体", 22.0, "center", 0.0),
        ("各乡镇人民政府：", "仿宋_GB2312", 16.0, "left", 0.0),
        ("各乡镇逐条", "仿宋_GB2312", 16.0, "justify", 2.0),
        ("一、登记", "黑体", 16.0, "justify", 2.0),
        ("（一）范围", "楷体_GB2312", 16.0, "justify", 2.0),
        ("附件：淤塞", "仿宋_GB2312", 16.0, "left", 2.0),
    ],
)
def test_each_part_looks_as_the_standard_says(
    start: str, font: str, size: float, alignment: str, indent: float
) -> None:
    look = find(as_read(made(letter)), start).look
    assert look is not None
    assert (look.font, look.latin, look.size) == (font, font, size)
    assert (look.alignment, look.indent) == (alignment, indent)


def test_the_mark_of_an_annex_begins_a_page() -> None:
    document = as_read(made(letter))
    mark = next(block for block in document.blocks if block.text == "附件")
    assert mark.look is not None
    assert (mark.look.font, mark.look.new_page) == ("黑体", True)


def test_the_date_stands_four_characters_from_the_right_under_the_middle_of_the_issuer() -> None:
    document = as_read(made(letter))
    issuer, day = find(document, "清河县水务局").look, find(document, "2025年3月8日").look
    assert issuer is not None and day is not None
    # 2025年3月8日 is six characters wide and the name is six as well.
    assert (issuer.right, day.right) == (4.0, 4.0)


def test_a_long_issuer_does_not_leave_the_page() -> None:
    name = "清河县深化农村集体产权制度改革工作领导小组办公室"
    data = made(lambda paper: official.signature(paper, name, date(2025, 3, 8)))
    look = find(as_read(data), name).look
    assert look is not None and look.right == 0.0


def form_rules_broken(data: bytes) -> set[str]:
    document = as_read(data)
    case = Case(document, extract(document), Profile("test", "测试"))
    return {finding.rule for finding in judge_with(form.RULES, case)}


def test_a_letter_passes_our_own_form_rules() -> None:
    data = made(letter)
    assert form_rules_broken(data) == set()
    parts = unpacked(data)
    document = parts["word/document.xml"]
    parts["word/document.xml"] = document.replace(b'w:top="2098"', b'w:top="1000"')
    assert form_rules_broken(package(parts)) != set()


def test_what_is_to_be_filled_in_is_shaded_and_nothing_else() -> None:
    root = xml(made(letter))
    shaded = [
        "".join(run.itertext())
        for run in root.iter(f"{W}r")
        if run.find(f"{W}rPr/{W}shd") is not None
    ]
    assert shaded == ["【待填：姓名】"]


def test_a_table_is_as_wide_as_the_text_and_repeats_its_header() -> None:
    table = next(xml(made(letter)).iter(f"{W}tbl"))
    assert sum(int(one.get(f"{W}w", "0")) for one in table.iter(f"{W}gridCol")) == 8845
    rows = list(table.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_cells_hold_their_lines() -> None:
    cells = [block.text for block in as_read(made(letter)).blocks if block.cell]
    assert cells == ["序号", "条目", "意见", "1", "东沟", "疏通\n清淤", "2", "西沟", ""]


def test_several_attachments_are_numbered_and_several_annexes_marked() -> None:
    def several(paper: Paper) -> None:
        official.attachments(paper, ["甲表", "乙表"])
        official.annex(paper, "甲表", 1, 2)
        official.annex(paper, "乙表", 2, 2)

    texts = [block.text for block in as_read(made(several)).blocks]
    assert [text for text in texts if text.startswith(("附件", "2．"))] == [
        "附件：1．甲表",
        "2．乙表",
        "附件1",
        "附件2",
    ]


def test_characters_that_xml_forbids_do_no_harm() -> None:
    data = made(lambda paper: official.body(paper, "甲\x00乙\ud800丙\x0b丁\uffff戊<&>"))
    assert as_read(data).blocks[0].text == "甲乙\ufffd丙丁戊<&>"


def test_equal_papers_are_equal_bytes() -> None:
    assert made(letter) == made(letter)


def test_the_file_tells_nobody_and_no_day_and_holds_no_program() -> None:
    with zipfile.ZipFile(io.BytesIO(made(letter))) as archive:
        names = archive.namelist()
        core = archive.read("docProps/core.xml").decode()
    assert not [name for name in names if "vba" in name.lower() or name.endswith(".bin")]
    assert "2000-01-01T00:00:00Z" in core
    for element in ("creator", "lastModifiedBy"):
        assert f"{element}/>" in core or f"{element}></" in core


@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="没有安装 LibreOffice"
)
def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    source = tmp_path / "满页.docx"
    source.write_bytes(made(lambda paper: official.body(paper, "渠" * 28 * 50)))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    shown = subprocess.run(
        ["pdftotext", "-layout", "-f", "2", "-l", "2", source.with_suffix(".pdf"), "-"],
        check=True,
        capture_output=True,
    )
    lines = [line.strip() for line in shown.stdout.decode().splitlines() if "渠" in line]
    assert [len(line) for line in lines] == [28] * 22
