from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from wenfeng.domain import Batch, Entry, Text
from wenfeng.reports.as_csv import COLUMNS, write


def rows(batch: Batch) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write(batch).decode("utf-8-sig"), newline="")))


def test_excel_and_wps_recognise_utf8(batch: Batch) -> None:
    assert write(batch).startswith(b"\xef\xbb\xbf" + "文件,序号".encode())


def test_one_row_an_entry(batch: Batch) -> None:
    first = rows(batch)[0]
    assert first["文件"] == "plans/供水.docx"
    assert first["序号"] == "1"
    assert first["章节"] == "一、供水保障"
    assert (first["责任主体"], first["配合"], first["督办"]) == ("县水务局", "县财政局", "")
    assert (first["时限原文"], first["截止日期"]) == ("5月底前", "2025-05-31")
    assert first["意见"] == ""


def test_findings_stand_in_the_row_of_their_entry(batch: Batch) -> None:
    assert rows(batch)[1]["意见"] == "[错误] 没有责任主体\n[警告] 时限含糊"


def test_what_belongs_to_no_entry_is_not_lost(batch: Batch) -> None:
    remarks = [row["意见"] for row in rows(batch)[2:]]
    assert remarks == [
        "[错误] 问题没有措施（第2段）",
        "未读内容：图片（第2段）",
        "未能检查：文件已损坏。请重新导出",
    ]
    assert rows(batch)[-1]["文件"] == "plans/坏.docx"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_taken_for_a_formula(batch: Batch, start: str) -> None:
    words = f"{start}1+1"
    row = list(csv.reader(io.StringIO(write(with_heading(batch, words)).decode("utf-8-sig"))))[1]
    assert row[COLUMNS.index("标题")] == f"'{words}"


def with_heading(batch: Batch, words: str) -> Batch:
    report = batch.reports[0]
    entry: Entry = replace(report.reading.entries[0], heading=words)
    reading = replace(report.reading, entries=(entry,))
    return Batch((replace(report, reading=reading, findings=()),), ())


def test_line_breaks_and_quotes_survive(batch: Batch) -> None:
    report = batch.reports[0]
    entry = report.reading.entries[0]
    measures = (Text('甲"乙"', entry.span), Text("丙,丁", entry.span))
    reading = replace(report.reading, entries=(replace(entry, measures=measures),))
    changed = Batch((replace(report, reading=reading, findings=()),), ())
    assert rows(changed)[0]["措施"] == '甲"乙"\n丙,丁'


def test_a_file_without_entries_has_a_row_of_its_own(batch: Batch) -> None:
    report = replace(batch.reports[0], findings=())
    empty = replace(report, reading=replace(report.reading, entries=()))
    first = rows(replace(batch, reports=(empty,)))[0]
    assert first["文件"] == "plans/供水.docx"
    assert "没有找到" in first["意见"]
