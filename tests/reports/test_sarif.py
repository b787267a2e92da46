"""SARIF: what version 2.1.0 requires, and that nothing found is lost in it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from wenfeng.domain import Batch, Waived
from wenfeng.reports import WRITERS, Page
from wenfeng.reports.as_sarif import uri
from wenfeng.rules import RULES

PAGE = Page(rules=RULES)
LEVELS = {"none", "note", "warning", "error"}


def run(batch: Batch, page: Page = PAGE) -> dict[str, Any]:
    write = WRITERS["sarif"].write
    assert write is not None
    data = json.loads(write(batch, page))
    assert data["version"] == "2.1.0"
    assert data["$schema"].endswith("sarif-2.1.0.json")
    (only,) = data["runs"]
    return dict(only)


def test_what_the_schema_requires_is_there(batch: Batch) -> None:
    found = run(batch)
    driver = found["tool"]["driver"]
    assert driver["name"] == "wenfeng"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in LEVELS
    for result in found["results"]:
        assert result["message"]["text"]
        assert result["level"] in LEVELS
        assert ids[result["ruleIndex"]] == result["ruleId"]
        for location in result["locations"]:
            place = location["physicalLocation"]["artifactLocation"]
            assert found["artifacts"][place["index"]]["location"]["uri"] == place["uri"]
    for invocation in found["invocations"]:
        assert isinstance(invocation["executionSuccessful"], bool)
        for note in invocation["toolExecutionNotifications"]:
            assert note["message"]["text"] and note["level"] in LEVELS


def test_every_finding_is_a_result_with_its_words_and_its_place(batch: Batch) -> None:
    first, second, third = run(batch)["results"]
    assert [r["level"] for r in (first, second, third)] == ["error", "warning", "error"]
    assert first["message"]["text"] == "没有责任主体。写明由谁负责"
    assert second["locations"][0]["logicalLocations"][0]["name"] == "第4段"
    assert second["locations"][0]["message"]["text"] == "尽快"
    assert second["properties"]["span"] == {"where": "第4段", "start": 10, "end": 12}
    assert third["properties"]["entry"] is None


def test_fingerprints_stay_when_rows_move_and_tell_findings_apart(batch: Batch) -> None:
    def prints(one: Batch) -> list[str]:
        return [r["partialFingerprints"]["wenfeng/1"] for r in run(one)["results"]]

    report = batch.reports[0]
    blocks = report.document.blocks
    moved = tuple(replace(block, where=f"第{place + 9}段") for place, block in enumerate(blocks))
    later = replace(report, document=replace(report.document, blocks=moved))
    assert prints(batch) == prints(Batch((later,), ()))
    assert len(set(prints(batch))) == 3


def test_a_rule_nobody_described_is_still_named(batch: Batch) -> None:
    rules = run(batch, Page())["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["owner.missing", "deadline.vague", "measure.missing"]


def test_waived_findings_are_suppressed_with_their_reason(batch: Batch) -> None:
    report = batch.reports[0]
    first, *rest = report.findings
    waived = (Waived(first, "已经说明", "wenfeng.toml"),)
    results = run(Batch((replace(report, findings=tuple(rest), waived=waived),), ()))["results"]
    assert ["suppressions" in result for result in results] == [False, False, True]
    (suppression,) = results[-1]["suppressions"]
    assert suppression["kind"] == "external"
    assert suppression["justification"] == "已经说明（wenfeng.toml）"


def test_a_file_that_failed_makes_the_run_unsuccessful(batch: Batch) -> None:
    (invocation,) = run(batch)["invocations"]
    assert invocation["executionSuccessful"] is False
    texts = [note["message"]["text"] for note in invocation["toolExecutionNotifications"]]
    assert texts == ["未能检查：文件已损坏。请重新导出", "有内容没有读：图片（第2段）"]
    assert run(replace(batch, failures=()))["invocations"][0]["executionSuccessful"] is True


def test_files_are_named_with_their_hash(batch: Batch) -> None:
    (artifact,) = run(batch)["artifacts"]
    assert artifact["location"]["uri"] == "plans/%E4%BE%9B%E6%B0%B4.docx"
    assert artifact["hashes"] == {"sha-256": "0" * 64}


@pytest.mark.parametrize(
    ("path", "reference"),
    [
        ("plans/a b.docx", "plans/a%20b.docx"),
        ("100%#?.txt", "100%25%23%3F.txt"),
        ("a:b.txt", "a%3Ab.txt"),
        ("/收件/a.txt", "file:///%E6%94%B6%E4%BB%B6/a.txt"),
        ("C:/收件/a.txt", "file:///C:/%E6%94%B6%E4%BB%B6/a.txt"),
        ("//server/share/a.txt", "file://server/share/a.txt"),
        ("甲\ud800.txt", "%E7%94%B2%5Cud800.txt"),
    ],
)
def test_paths_become_uri_references(path: str, reference: str) -> None:
    assert uri(path) == reference
