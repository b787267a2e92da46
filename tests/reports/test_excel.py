"""The workbook: everything is in it, nothing in it is a formula, and it reads back."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from tests.notation import doc
from wenfeng.domain import (
    Batch,
    Feedback,
    Match,
    Reading,
    Report,
    Response,
    Skipped,
    Waived,
)
from wenfeng.extract import extract
from wenfeng.profiles import load
from wenfeng.readers import File, read
from wenfeng.reports import WRITERS, Page
from wenfeng.reports.as_excel import CUT, LONGEST
from wenfeng.rules import Case, judge

PAGE = Page(titles=(("owner.missing", "没有责任主体"),))


def data(batch: Batch) -> bytes:
    write = WRITERS["excel"].write
    assert write is not None
    return write(batch, PAGE)


def book(batch: Batch) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data(batch)))


def rows(batch: Batch, sheet: str) -> list[dict[str, object]]:
    header, *values = book(batch)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in values]


def reading_of(batch: Batch) -> Reading:
    return batch.reports[0].reading


def with_heading(batch: Batch, words: str) -> Batch:
    report = batch.reports[0]
    entry = replace(report.reading.entries[0], heading=words, measures=())
    return Batch(
        (replace(report, reading=replace(report.reading, entries=(entry,)), findings=()),), ()
    )


def measure_cell(batch: Batch) -> object:
    return rows(batch, "条目")[0]["整改措施"]


def checked(text: str, name: str) -> Report:
    document = doc(text, name)
    reading, profile = extract(document), load("general")
    return Report(document, reading, profile, judge(Case(document, reading, profile)))


def test_the_summary_has_a_row_for_every_document(batch: Batch) -> None:
    assert rows(batch, "汇总") == [
        {
            "文件": "plans/供水.docx",
            "标题": "青禾县供水整改方案",
            "单位": "青禾县人民政府办公室",
            "条目数": 2,
            "错误": 2,
            "警告": 1,
            "提示": 0,
            "结论": "退回",
        }
    ]


def test_an_entry_is_a_row_and_its_deadline_a_date(batch: Batch) -> None:
    first, second = rows(batch, "条目")
    assert (first["责任单位"], first["配合单位"]) == ("县水务局", "县财政局")
    assert (first["完成时限"], first["完成日期"]) == ("5月底前", datetime(2025, 5, 31))
    assert first["存在问题"] == "管网漏损率高"
    assert (second["部分"], second["完成日期"]) == ("附件1", None)
    assert second["意见"] == "[错误] 没有责任主体\n[警告] 时限含糊"


def test_a_finding_is_a_row(batch: Batch) -> None:
    assert [
        (row["条目"], row["级别"], row["规则"], row["位置"]) for row in rows(batch, "意见")
    ] == [
        ("2", "错误", "没有责任主体", "第4段"),
        ("2", "警告", "deadline.vague", "第4段"),
        ("全文", "错误", "measure.missing", "第2段"),
    ]


def test_rules_are_counted_with_the_documents_they_spoke_in(batch: Batch) -> None:
    twice = Batch((batch.reports[0], batch.reports[0]), ())
    first = rows(twice, "按规则")[0]
    assert (first["条数"], first["文件数"]) == (2, 2)


def test_owners_are_counted_over_all_documents() -> None:
    text = """清河县整改方案
1.清理沟渠。（责任单位：县水务局；完成时限：2025年6月底前）
2.更换闸门。（责任单位：县水务局；配合单位：县财政局）
3.疏通涵洞。（完成时限：2025年6月底前）"""
    batch = Batch((checked(text, "甲.txt"), checked(text, "乙.txt")), ())
    found = {str(row.pop("责任单位或责任人")): row for row in rows(batch, "按单位")}
    assert found["县水务局"]["牵头"] == 4
    assert found["县水务局"]["文件数"] == 2
    assert found["县水务局"]["没有时限"] == 2
    assert found["县水务局"]["错误"] == 2
    assert (found["县财政局"]["牵头"], found["县财政局"]["配合"]) == (0, 2)
    assert found["（没有写明）"]["错误"] == 2


def test_what_could_not_be_checked_has_a_sheet(batch: Batch) -> None:
    more = replace(batch, skipped=(Skipped("plans/会议.pptx", "演示文稿"),))
    found = [(row["文件"], row["情况"]) for row in rows(more, "未能检查")]
    assert found == [
        ("plans/坏.docx", "未能检查"),
        ("plans/供水.docx", "有内容没有读"),
        ("plans/会议.pptx", "跳过"),
    ]


def test_responses_and_waived_findings_have_sheets_where_there_are_any(batch: Batch) -> None:
    assert not {"回应", "不再提示"} & set(book(batch).sheetnames)
    report = batch.reports[0]
    feedback = Feedback("供水不足", "意见.docx", "第3段", "群众反映")
    responses = (
        Response(feedback, "answered", (Match("1", 0.8), Match("2", 0.6))),
        Response(feedback, "unanswered"),
    )
    waived = (Waived(report.findings[0], "已经说明", "wenfeng.toml"),)
    more = Batch((replace(report, responses=responses, waived=waived),), ())
    assert [(row["回应"], row["几处回应"]) for row in rows(more, "回应")] == [
        ("已回应", 2),
        ("没有回应", 0),
    ]
    (row,) = rows(more, "不再提示")
    assert (row["规则"], row["理由"], row["写在哪里"]) == (
        "没有责任主体",
        "已经说明",
        "wenfeng.toml",
    )


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C x'!A0"]
)
def test_no_cell_is_a_formula(batch: Batch, words: str) -> None:
    sheet = book(with_heading(batch, words + "，请核对"))["条目"]
    cell = sheet.cell(2, 6)
    assert cell.data_type == "s"
    assert str(cell.value).strip() == words.strip() + "，请核对"
    if not words[0].isspace():  # a measure is shown without the space around it
        assert cell.quotePrefix


@pytest.mark.parametrize("words", ["#N/A", "#REF!", "TRUE", "2025-01-01", "1e5", "00123"])
def test_text_stays_text(batch: Batch, words: str) -> None:
    cell = book(with_heading(batch, words))["条目"].cell(2, 6)
    assert (cell.data_type, cell.value) == ("s", words)


def test_there_is_no_formula_and_no_link_in_any_part(batch: Batch) -> None:
    with zipfile.ZipFile(io.BytesIO(data(with_heading(batch, "=http://a.b/c")))) as package:
        sheets = [package.read(n) for n in package.namelist() if n.startswith("xl/worksheets/")]
        names = package.namelist()
    assert sheets
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"hyperlink" in sheet]
    assert not [name for name in names if "external" in name or "vba" in name.lower()]


@settings(max_examples=25)
@given(st.text(max_size=60))
def test_any_text_is_written(words: str) -> None:
    text = f"1.{words}清理沟渠。（责任单位：县水务局；完成时限：2025年6月底前）"
    batch = Batch((checked(text, f"{words}.txt"),), ())
    assert openpyxl.load_workbook(io.BytesIO(data(batch))).sheetnames[0] == "汇总"


def test_what_excel_would_unescape_is_escaped(batch: Batch) -> None:
    with zipfile.ZipFile(io.BytesIO(data(with_heading(batch, "型号_x0041_的闸门")))) as package:
        sheet = package.read("xl/worksheets/sheet2.xml").decode()
    assert "_x005F_x0041_" in sheet and "_x0041_" not in sheet.replace("_x005F_x0041_", "")


@pytest.mark.parametrize("character", ["沟", "𠀀"])
def test_what_is_too_long_for_a_cell_is_visibly_cut(batch: Batch, character: str) -> None:
    value = str(measure_cell(with_heading(batch, character * 40_000)))
    assert value.endswith(CUT)
    assert LONGEST - 2 < len(value.encode("utf-16-le")) // 2 <= LONGEST


def test_a_day_before_the_calendar_of_excel_is_text(batch: Batch) -> None:
    report = batch.reports[0]
    entry = report.reading.entries[0]
    assert entry.deadline is not None
    old = replace(entry, deadline=replace(entry.deadline, end=date(1899, 5, 31)))
    changed = replace(report, reading=replace(report.reading, entries=(old,)))
    assert rows(Batch((changed,), ()), "条目")[0]["完成日期"] == "1899-05-31"


def test_sheets_have_filters_a_frozen_header_and_fit_the_page(batch: Batch) -> None:
    for sheet in book(batch):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


def test_there_are_charts_of_rules_and_owners(batch: Batch) -> None:
    with zipfile.ZipFile(io.BytesIO(data(batch))) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2


def test_equal_batches_give_equal_bytes(batch: Batch) -> None:
    assert data(batch) == data(batch)


def test_an_empty_batch_is_a_workbook() -> None:
    assert book(Batch((), ())).sheetnames == ["汇总", "条目", "意见", "按单位", "按规则"]


def test_our_own_reader_finds_the_same_entries() -> None:
    text = "清河县水务局整改清单\n| 序号 | 存在问题 | 整改措施 | 责任人 | 整改时限 |\n" + "\n".join(
        f"| {n} | 第{n}号沟淤塞 | 疏通第{n}号沟 | 局长王某 | 2025年{n % 12 + 1}月底前 |"
        for n in range(1, 30)
    )
    batch = Batch((checked(text, "清单.docx"),), ())
    again = book(batch)
    for name in again.sheetnames:
        if name != "条目":
            del again[name]
    held = io.BytesIO()
    again.save(held)
    found = extract(read(File(held.getvalue(), "xlsx", ".xlsx"), "条目.xlsx")).entries
    first = reading_of(batch).entries
    assert len(first) == 29
    assert [(e.number, e.problem and e.problem.text) for e in found] == [
        (e.number, e.problem and e.problem.text) for e in first
    ]
    assert [e.deadline and e.deadline.end for e in found] == [
        e.deadline and e.deadline.end for e in first
    ]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="没有安装 LibreOffice")
def test_libreoffice_opens_it(batch: Batch, tmp_path: Path) -> None:
    source = tmp_path / "结果.xlsx"
    source.write_bytes(data(batch))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += [
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2",
    ]
    command += ["--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    (shown,) = tmp_path.glob("*.csv")
    assert "=完善<应急>预案" in shown.read_text("utf-8")
    assert "2025-05-31" in shown.read_text("utf-8")
