"""Comments are written when everything is known: the files are opened a second time."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document

from wenfeng import pipeline
from wenfeng.domain import Failure, Report
from wenfeng.limits import DEFAULT_LIMITS
from wenfeng.pipeline.commenting import write_comments
from wenfeng.pipeline.inputs import Source, display_name
from wenfeng.pipeline.outputs import Marks

PLAN = "云岭县河道整治工作方案\n一、主要任务\n1．清理河滩垃圾。沿河设置垃圾箱二十个。\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "方案.docx"
    document = Document()
    for line in PLAN.splitlines():
        document.add_paragraph(line)
    document.save(str(path))
    return path


def write(file: Path, reports: tuple[Report, ...], folder: Path) -> list[Failure]:
    marks = Marks(datetime(2025, 3, 10, tzinfo=UTC), folder, display_name(file.parent))
    source = Source(file, display_name(file))
    return list(write_comments(reports, [source], marks, DEFAULT_LIMITS))


def test_a_plan_and_one_in_an_archive_get_their_comments(plan: Path, tmp_path: Path) -> None:
    box = tmp_path / "一批.zip"
    with zipfile.ZipFile(box, "w") as archive:
        archive.write(plan, "甲/方案.docx")
        archive.writestr("甲/坏.docx", b"PK\x03\x04")
    for file in (plan, box):
        assert not write(file, pipeline.check_many([file]).reports, tmp_path / "批注")
    written = sorted((tmp_path / "批注").rglob("*.docx"))
    assert len(written) == 2
    assert all(Document(str(path)).comments for path in written)


def test_a_plan_changed_meanwhile_is_told_and_not_commented(plan: Path, tmp_path: Path) -> None:
    reports = pipeline.check_many([plan]).reports
    document = Document(str(plan))
    document.add_paragraph("2．加固河堤。")
    document.save(str(plan))
    (failure,) = write(plan, reports, tmp_path / "批注")
    assert "有改动" in failure.error
    assert not list((tmp_path / "批注").rglob("*.docx"))


def test_a_plan_gone_meanwhile_is_told_with_the_reason(plan: Path, tmp_path: Path) -> None:
    reports = pipeline.check_many([plan]).reports
    plan.unlink()
    (failure,) = write(plan, reports, tmp_path / "批注")
    assert failure.path.endswith("方案.docx（批注）")
    assert "没有写成" in failure.error
    assert "找不到文件" in failure.error


def test_a_bad_file_in_an_archive_is_told_once(plan: Path, tmp_path: Path) -> None:
    box = tmp_path / "一批.zip"
    with zipfile.ZipFile(box, "w") as archive:
        archive.write(plan, "方案.docx")
        archive.writestr("空.txt", b"")
    target = pipeline.target_of(("word",), tmp_path / "结果")
    batch = pipeline.carry_out(pipeline.Order(target=target), [box])
    assert [Path(failure.path).name for failure in batch.failures] == ["空.txt"]
    assert len(list((tmp_path / "结果").rglob("*.docx"))) == 1
