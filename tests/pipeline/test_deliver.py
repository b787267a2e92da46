"""Several formats at once: what goes where, and what is never written over or read again."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from docx import Document

from wenfeng import pipeline
from wenfeng.domain import Batch
from wenfeng.errors import ConfigError

PLAN = "云岭县河道整治工作方案\n一、主要任务\n1．清理河滩垃圾。沿河设置垃圾箱二十个。\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "收件"
    (folder / "乡镇").mkdir(parents=True)
    (folder / "方案.txt").write_text(PLAN, "utf-8")
    _word(folder / "乡镇" / "方案.docx")
    with zipfile.ZipFile(folder / "一批.zip", "w") as archive:
        archive.write(folder / "乡镇" / "方案.docx", "../../外面:的.docx")
    return folder


def _word(path: Path) -> None:
    document = Document()
    for line in PLAN.splitlines():
        document.add_paragraph(line)
    document.save(str(path))


def check(forms: str, path: Path, *inputs: Path) -> Batch:
    target = pipeline.target_of(tuple(forms.split(",")), path)
    pipeline.verify_target(target, inputs)
    batch = pipeline.carry_out(pipeline.Order(target=target), inputs)
    pipeline.deliver(batch, target)
    return batch


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_each_format_has_its_place_and_the_plans_stay_as_they_are(
    inbox: Path, tmp_path: Path
) -> None:
    before = digests(inbox)
    out = tmp_path / "结果"
    batch = check("html,json,csv,word,baseline", out, inbox)
    assert not batch.failures
    assert digests(inbox) == before
    assert {path.name for path in out.iterdir()} == {
        "检查结果.html",
        "检查结果.json",
        "检查结果.csv",
        "批注",
        "基线.json",
    }
    written = {path.relative_to(out / "批注").as_posix() for path in out.rglob("*.docx")}
    assert {"方案.txt.docx", "乡镇/方案.docx"} < written
    assert len(written) == 3
    assert all(Document(str(path)).comments for path in out.rglob("*.docx"))


def test_a_name_from_an_archive_leads_nowhere_else(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    check("word", out, inbox)
    everything = {path for path in tmp_path.rglob("*.docx") if inbox not in path.parents}
    assert all(out in path.parents for path in everything)
    assert not any(":" in path.name for path in everything)


def test_results_inside_the_folder_are_no_plans_next_time(inbox: Path) -> None:
    first = check("json,csv,word", inbox, inbox)
    second = check("json,csv,word", inbox, inbox)
    names = [report.document.name for report in first.reports]
    assert [report.document.name for report in second.reports] == names


def test_one_plan_one_commented_file(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "退回.docx"
    check("word", out, inbox / "乡镇" / "方案.docx")
    assert Document(str(out)).comments
    with pytest.raises(ConfigError, match="-o 却只写了一个"):
        check("word", out, inbox)


def test_the_name_tells_one_format(tmp_path: Path) -> None:
    assert pipeline.target_of((), tmp_path / "结果.xlsx").forms == ("excel",)
    assert pipeline.target_of((), tmp_path / "结果.DOCX").forms == ("word",)
    with pytest.raises(ConfigError, match="写不出"):
        pipeline.target_of((), tmp_path / "结果.pptx")


@pytest.mark.parametrize(
    ("forms", "name"),
    [("notice", "通知.html"), ("csv", "清单.xlsx"), ("html,word", "a.html")],
)
def test_a_file_name_of_another_format_is_refused(tmp_path: Path, forms: str, name: str) -> None:
    with pytest.raises(ConfigError, match="不符"):
        pipeline.target_of(tuple(forms.split(",")), tmp_path / name)


def test_a_format_may_be_said_beside_a_name_of_it(tmp_path: Path) -> None:
    for form, name in (
        ("notice", "通知.docx"),
        ("baseline", "基线.JSON"),
        ("html", "a.htm"),
        ("csv", "a.txt"),
    ):
        assert not pipeline.target_of((form,), tmp_path / name).folder
    assert not pipeline.target_of(("json",), tmp_path / "a.data").folder


def test_a_day_at_the_end_of_a_folder_s_name_makes_no_file_of_it(tmp_path: Path) -> None:
    assert pipeline.target_of(("notice",), tmp_path / "结果2025.3").folder
    assert pipeline.target_of(("html",), tmp_path / "3.10结果").folder


def test_a_folder_needs_a_folder(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "结果").write_text("", "utf-8")
    with pytest.raises(ConfigError, match="却是一个文件"):
        check("html,json", tmp_path / "结果", inbox)


def test_what_cannot_be_commented_is_told_beside_the_report(inbox: Path, tmp_path: Path) -> None:
    plan = inbox / "乡镇" / "方案.docx"
    with zipfile.ZipFile(plan) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    settings = parts["word/settings.xml"].decode("utf-8")
    start = settings.index(">", settings.index("<w:settings")) + 1
    lock = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    parts["word/settings.xml"] = (settings[:start] + lock + settings[start:]).encode("utf-8")
    with zipfile.ZipFile(plan, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    batch = check("json,word", tmp_path / "结果", plan)
    assert len(batch.reports) == 1
    (failure,) = batch.failures
    assert "批注没有写成" in failure.error
    assert failure.hint
    data = json.loads((tmp_path / "结果" / "检查结果.json").read_text("utf-8"))
    assert len(data["documents"]) == len(data["failures"]) == 1


def test_a_fault_of_ours_in_writing_comments_leaves_the_report(
    inbox: Path, tmp_path: Path, forked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise RuntimeError("broken")

    monkeypatch.delenv(pipeline.RAISE_VARIABLE, raising=False)
    monkeypatch.setattr("wenfeng.marking.marked", fail)
    batch = check("json,word", tmp_path / "结果", inbox / "乡镇" / "方案.docx")
    assert len(batch.reports) == 1
    (failure,) = batch.failures
    assert "批注没有写成：内部错误" in failure.error
