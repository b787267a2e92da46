"""A check holds the plans of a run against each other."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from docx import Document

from wenfeng import baseline, pipeline
from wenfeng.copies import Duplicates, Paper
from wenfeng.domain import Batch, Finding
from wenfeng.duplicates.index import Index
from wenfeng.errors import ConfigError, InputError

RULE = "copy.verbatim"
MEASURES = """一、整改措施
1．坑槽修补慢。把全县划成七个网格，每个网格配一台热再生修补车，接到电话后三天内补好，补完拍照发到村组群里请村民验收。（责任单位：养护站；完成时限：2025年6月底前）
2．边沟长期堵塞。汛前雇用沿线村民六十三人清掏边沟一百一十公里，按米数结账，由养护站逐段量方后付款，欠账不过月。（责任单位：养护站；完成时限：2025年5月底前）
3．超限车辆压坏路面。在石料厂出口装两台地磅，过磅单与出厂票绑在一起，没有过磅单的车不让出门，每周公布一次超限车号。（责任单位：路政科；完成时限：2025年7月底前）
"""
FIRST = f"清河县交通运输局整改方案\n{MEASURES}\n清河县交通运输局\n2025年3月10日\n"
SECOND = f"云岭县交通运输局整改方案\n{MEASURES}\n云岭县交通运输局\n2025年3月24日\n"
OTHER = """云岭县图书馆整改方案
一、整改措施
1．周末不开门。周六周日改为上午九点到晚上九点，采编、办公室的人轮流值班，值班表贴在大门口。（责任单位：办公室；完成时限：2025年4月底前）
2．新书上架慢。到馆三天内完成加工，先上架后补数据，儿童书当天上架；每月请读者到书店现场选书。（责任单位：采编部；完成时限：2025年4月底前）

云岭县图书馆
2025年4月1日
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "收件"
    folder.mkdir()
    _word(folder / "清河县.docx", FIRST)
    _word(folder / "云岭县.docx", SECOND)
    (folder / "图书馆.txt").write_text(OTHER, "utf-8")
    return folder


def _word(path: Path, text: str) -> None:
    document = Document()
    for line in filter(None, text.splitlines()):
        document.add_paragraph(line)
    document.save(str(path))


def check(*paths: Path, order: pipeline.Order | None = None, jobs: int = 1) -> Batch:
    return pipeline.carry_out(order or pipeline.Order(), paths, jobs=jobs)


def told(batch: Batch) -> dict[str, list[Finding]]:
    """The findings of the rule, by the name of the file."""
    return {
        Path(report.document.name).name: [f for f in report.findings if f.rule == RULE]
        for report in batch.reports
    }


def test_both_plans_name_the_other_and_the_third_nobody(inbox: Path) -> None:
    batch = check(inbox)
    assert not batch.failures
    found = told(batch)
    (first,), (second,) = found["清河县.docx"], found["云岭县.docx"]
    assert "云岭县.docx" in first.message
    assert "清河县.docx" in second.message
    assert "早于本文" in second.message
    assert found["图书馆.txt"] == []
    report = next(r for r in batch.reports if r.document.name.endswith("云岭县.docx"))
    words = report.document.blocks[second.span.block].text[second.span.start : second.span.end]
    assert words and words in SECOND and words in FIRST.replace("清河县", "云岭县")
    assert [f.span.block for f in report.findings] == sorted(f.span.block for f in report.findings)


def test_any_number_of_processes_finds_the_same(inbox: Path) -> None:
    one, two = (pipeline.render(check(inbox, jobs=jobs), "json") for jobs in (1, 2))
    assert one == two
    assert RULE.encode() in one


def test_plans_in_an_archive_are_held_against_those_beside_it(inbox: Path, tmp_path: Path) -> None:
    box = tmp_path / "一批.zip"
    with zipfile.ZipFile(box, "w") as archive:
        archive.write(inbox / "清河县.docx", "甲/清河县.docx")
    (finding,) = told(check(box, inbox / "云岭县.docx"))["云岭县.docx"]
    assert "一批.zip/甲/清河县.docx" in finding.message


def test_the_comment_in_the_file_names_the_other_plan(inbox: Path, tmp_path: Path) -> None:
    target = pipeline.target_of(("word", "json"), tmp_path / "结果")
    batch = check(inbox, order=pipeline.Order(target=target))
    pipeline.deliver(batch, target)
    written = Document(str(tmp_path / "结果" / "批注" / "云岭县.docx"))
    assert any("《清河县交通运输局整改方案》" in comment.text for comment in written.comments)
    data = json.loads((tmp_path / "结果" / "检查结果.json").read_text("utf-8"))
    found = [f for one in data["documents"] for f in one["findings"] if f["rule"] == RULE]
    assert {f["level"] for f in found} == {"warning"}
    assert len(found) == 2


@pytest.mark.usefixtures("uncomparable")
def test_nothing_is_compared_where_nobody_asks_or_nothing_else_is_there(inbox: Path) -> None:
    assert not check(inbox / "清河县.docx").failures
    ignoring = pipeline.Order(pipeline.Choice(ignore=("copy",)))
    assert not check(inbox, order=ignoring).failures
    (inbox / "wenfeng.toml").write_text('[levels]\n"copy.verbatim" = "off"\n', "utf-8")
    assert not check(inbox).failures


@pytest.mark.usefixtures("uncomparable")
def test_a_fault_of_the_comparison_costs_nothing_else(inbox: Path) -> None:
    batch = check(inbox)
    assert len(batch.reports) == 3
    assert any(report.findings or report.reading.entries for report in batch.reports)
    (failure,) = batch.failures
    assert "ZeroDivisionError" in failure.error
    assert all(report.copies is None for report in batch.reports)


@pytest.fixture
def uncomparable(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(papers: object) -> Duplicates:
        raise ZeroDivisionError

    monkeypatch.setattr("wenfeng.duplicates.find", crash)
    monkeypatch.delenv(pipeline.RAISE_VARIABLE, raising=False)


def test_settings_of_a_folder_speak_for_its_plans_only(inbox: Path, tmp_path: Path) -> None:
    quiet = tmp_path / "县直"
    quiet.mkdir()
    (quiet / "wenfeng.toml").write_text('ignore = ["copy"]\n', "utf-8")
    (inbox / "清河县.docx").rename(quiet / "清河县.docx")
    found = told(check(inbox, quiet))
    assert len(found["云岭县.docx"]) == 1
    assert found["清河县.docx"] == []


def test_a_waiver_is_for_the_plan_it_names(inbox: Path) -> None:
    settings = '[[waive]]\nrule = "copy"\nreason = "两县共用一份"\ntext = "{}"\n'
    (inbox / "wenfeng.toml").write_text(settings.format("清河县交通运输局"), "utf-8")
    found = told(check(inbox))
    assert found["云岭县.docx"] == []
    assert len(found["清河县.docx"]) == 1


def test_a_baseline_knows_a_copy_wherever_the_passages_are_now(inbox: Path, tmp_path: Path) -> None:
    known = tmp_path / "基线.json"
    known.write_bytes(baseline.write(check(inbox)))
    moved = inbox.rename(tmp_path / "二次收件")
    lines = SECOND.splitlines()
    lines[2] = (
        "1．路灯不亮。换灯四十盏，村里派人管开关。（责任单位：养护站；完成时限：2025年6月底前）"
    )
    _word(moved / "云岭县.docx", "\n".join(lines))
    batch = check(moved, order=pipeline.Order(baseline=known))
    assert not any(told(batch).values())
    waived = [w.finding.rule for report in batch.reports for w in report.waived]
    assert waived.count(RULE) == 2
    _word(moved / "石塘县.docx", SECOND.replace("云岭县", "石塘县"))
    found = told(check(moved, order=pipeline.Order(baseline=known)))
    assert found["石塘县.docx"]
    assert any("石塘县.docx" in one.message for one in found["云岭县.docx"] + found["清河县.docx"])


def test_one_file_sent_twice_is_a_hint(inbox: Path) -> None:
    (inbox / "清河县（重发）.docx").write_bytes((inbox / "清河县.docx").read_bytes())
    found = told(check(inbox))
    (finding,) = (f for f in found["清河县.docx"] if "重发" in f.message)
    assert finding.level == "info"


def test_former_years_are_looked_through_for_a_single_plan(inbox: Path, tmp_path: Path) -> None:
    former = tmp_path / "往年.wfi"
    with Index.open(former) as index:
        index.add([Paper("2019/清河县.docx", FIRST, title="清河县交通运输局整改方案")])
    batch = check(inbox / "云岭县.docx", order=pipeline.Order(against=former))
    assert not batch.failures
    (finding,) = told(batch)["云岭县.docx"]
    assert finding.level == "warning"
    assert "以前存入的《清河县交通运输局整改方案》（2019/清河县.docx）" in finding.message
    found = told(check(inbox, order=pipeline.Order(against=former)))
    assert any("2019/清河县.docx" in one.message for one in found["云岭县.docx"])
    assert any("收件/清河县.docx" in one.message for one in found["云岭县.docx"])
    assert found["图书馆.txt"] == []
    assert pipeline.check_many([inbox / "云岭县.docx"], against=former).reports[0].copies


def test_an_index_that_is_none_is_told(inbox: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="没有这个索引"):
        check(inbox, order=pipeline.Order(against=tmp_path / "没有.wfi"))
    assert not (tmp_path / "没有.wfi").exists()
    with pytest.raises(InputError, match="不是文风的索引文件"):
        check(inbox, order=pipeline.Order(against=inbox / "图书馆.txt"))
