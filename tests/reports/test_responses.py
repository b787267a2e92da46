"""How a plan answers opinions, in JSON (回应对照表)."""

from __future__ import annotations

import json
from dataclasses import replace

from wenfeng.domain import Batch, Feedback, Match, Report, Response
from wenfeng.reports import as_json

WATER = Feedback("水管天天漏", "意见.xlsx", "表1第2行第3列", "座谈会")
RESPONSES = (
    Response(WATER, "answered", (Match("1", 0.9), Match("2", 0.6))),
    Response(Feedback("应急没人管", "意见.xlsx", "表1第3行第3列"), "weak", (Match("2", 0.7),)),
    Response(Feedback("水费太贵", "意见.xlsx", "表1第4行第3列"), "unanswered"),
)


def asked(batch: Batch) -> Report:
    return replace(batch.reports[0], responses=RESPONSES)


def test_json_holds_the_responses(batch: Batch) -> None:
    written = json.loads(as_json.write(Batch((asked(batch),), ())))
    assert written["documents"][0]["responses"][0] == {
        "feedback": {
            "text": "水管天天漏",
            "path": "意见.xlsx",
            "where": "表1第2行第3列",
            "kind": "座谈会",
        },
        "status": "answered",
        "twice": True,
        "matches": [{"entry": "1", "similarity": 0.9}, {"entry": "2", "similarity": 0.6}],
    }


def test_json_tells_no_feedback_from_feedback_without_opinions(batch: Batch) -> None:
    empty = replace(batch.reports[0], responses=())
    written = json.loads(as_json.write(Batch((batch.reports[0], empty), ())))
    assert [document["responses"] for document in written["documents"]] == [None, []]
