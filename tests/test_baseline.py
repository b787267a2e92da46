"""A baseline knows findings again by what they are about."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenfeng import baseline, pipeline
from wenfeng.errors import ConfigError

HEAD = "云岭县河道整治工作方案\n一、主要任务\n"
FIRST = "1．拆除河边窝棚。窝棚共十二处。（责任单位：县水务局；完成时限：尽快）\n"
SECOND = "2．清理河滩垃圾。沿河设置垃圾箱二十个。\n"
NEW = "2．疏浚河口。清淤两公里。\n"


def findings(plan: Path, known: Path | None = None) -> list[str]:
    order = pipeline.Order(baseline=known)
    (report,) = pipeline.carry_out(order, [plan]).reports
    return [finding.rule for finding in report.findings]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "方案.txt"
    path.write_text(HEAD + FIRST + SECOND, "utf-8")
    return path


@pytest.fixture
def known(plan: Path, tmp_path: Path) -> Path:
    path = tmp_path / "基线.json"
    path.write_bytes(baseline.write(pipeline.check_many([plan])))
    return path


def test_known_findings_are_not_reported_again(plan: Path, known: Path) -> None:
    assert findings(plan)
    assert findings(plan, known) == []
    (report,) = pipeline.carry_out(pipeline.Order(baseline=known), [plan]).reports
    assert [w.finding.rule for w in report.waived] == findings(plan)
    assert all(w.reason and "基线.json" in w.origin for w in report.waived)


def test_an_inserted_item_revives_nothing_and_is_reported_itself(plan: Path, known: Path) -> None:
    plan.write_text(HEAD + FIRST + NEW + SECOND.replace("2．", "3．"), "utf-8")
    assert findings(plan, known) == ["deadline.missing", "owner.missing"]


def test_another_name_of_the_file_changes_nothing(plan: Path, known: Path) -> None:
    assert findings(plan.rename(plan.with_name("方案（修改稿）.txt")), known) == []


def test_the_same_words_in_another_plan_are_new(plan: Path, known: Path) -> None:
    plan.write_text((HEAD + FIRST + SECOND).replace("云岭县", "清河县"), "utf-8")
    assert findings(plan, known) == findings(plan)


def test_the_same_item_twice_is_known_once(plan: Path, known: Path) -> None:
    plan.write_text(HEAD + FIRST + SECOND + SECOND.replace("2．", "3．"), "utf-8")
    assert findings(plan, known) == ["deadline.missing", "owner.missing"]


def test_a_baseline_is_the_same_every_time(plan: Path) -> None:
    batch = pipeline.check_many([plan])
    assert baseline.write(batch) == baseline.write(batch)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"schema": "x/1"}', b"\xff\xfe", b"[" * 9999]
)
def test_another_file_is_no_baseline(plan: Path, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "别的.json"
    path.write_bytes(data)
    with pytest.raises(ConfigError, match=r"别的\.json"):
        findings(plan, path)
