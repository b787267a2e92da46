from __future__ import annotations

import json
from dataclasses import replace

from wenfeng.domain import Batch
from wenfeng.reports.as_json import write


def test_top_level_keys_come_in_the_promised_order(batch: Batch) -> None:
    data = json.loads(write(batch))
    assert list(data) == ["schema", "documents", "failures", "skipped", "summary"]
    assert data["schema"] == "wenfeng.check/1"
    assert data["summary"] == {"documents": 1, "entries": 2, "errors": 2, "warnings": 1, "infos": 0}
    assert data["failures"] == [
        {"path": "plans/坏.docx", "error": "文件已损坏", "hint": "请重新导出"}
    ]


def test_a_document_holds_every_promised_field(batch: Batch) -> None:
    document = json.loads(write(batch))["documents"][0]
    assert list(document) == [
        *("path", "format", "sha256", "title", "number", "issuers", "date", "kind", "profile"),
        *("entries", "workloads", "findings", "unread", "responses"),
    ]
    assert document["number"] == "青政办〔2025〕7号"
    assert document["date"] == "2025-03-18"
    assert document["profile"] == "general"
    assert document["unread"] == [{"what": "图片", "where": "第2段"}]


def test_an_entry_holds_words_and_places(batch: Batch) -> None:
    first, second = json.loads(write(batch))["documents"][0]["entries"]
    assert first["problem"] == {
        "text": "管网漏损率高",
        "span": {"where": "第2段", "start": 0, "end": 6},
    }
    assert [(o["name"], o["role"]) for o in first["owners"]] == [
        ("县水务局", "lead"),
        ("县财政局", "support"),
    ]
    assert first["deadline"]["end"] == "2025-05-31"
    assert first["deadline"]["milestones"] == [{"text": "5月底前", "end": "2025-05-31"}]
    assert second["problem"] is None
    assert second["deadline"]["end"] is None
    assert second["section"] == []


def test_a_finding_says_where(batch: Batch) -> None:
    finding = json.loads(write(batch))["documents"][0]["findings"][1]
    assert finding == {
        "rule": "deadline.vague",
        "level": "warning",
        "entry": "2",
        "message": "时限含糊",
        "suggestion": "写明哪一天",
        "source": "依据乙",
        "span": {"where": "第4段", "start": 10, "end": 12},
    }


def test_chinese_is_written_as_itself(batch: Batch) -> None:
    assert "青禾县供水整改方案".encode() in write(batch)


def test_a_lone_surrogate_does_not_break_the_output(batch: Batch) -> None:
    report = batch.reports[0]
    broken = replace(report, document=replace(report.document, name="坏\udc80名.docx"))
    assert json.loads(write(Batch((broken,), ())))["documents"][0]["path"] == "坏\udc80名.docx"


def test_an_empty_batch_is_still_valid() -> None:
    data = json.loads(write(Batch((), ())))
    assert data["documents"] == [] and data["summary"]["documents"] == 0
