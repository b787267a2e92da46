"""What OCR read is marked as such in every format."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from wenfeng.domain import Batch, Recognised
from wenfeng.reports import WRITERS, Page


@pytest.fixture
def scanned(batch: Batch) -> Batch:
    report = batch.reports[0]
    blocks = tuple(
        replace(block, recognised=(Recognised(0, len(block.text), 0.9 - place / 100),))
        for place, block in enumerate(report.document.blocks)
    )
    document = replace(report.document, blocks=blocks)
    return Batch((replace(report, document=document),), ())


def written(batch: Batch, form: str) -> str:
    write = WRITERS[form].write
    assert write
    return write(batch, Page()).decode("utf-8-sig")


def test_every_value_carries_its_confidence(scanned: Batch) -> None:
    entry = json.loads(written(scanned, "json"))["documents"][0]["entries"][0]
    values = [entry["problem"], *entry["measures"], *entry["owners"], entry["deadline"]]
    assert all(0.8 < value["confidence"] < 0.9 for value in values)


def test_text_that_the_file_holds_itself_carries_none(batch: Batch) -> None:
    assert "confidence" not in written(batch, "json")
    assert "识别把握 " not in written(batch, "table") + written(batch, "html")


def test_people_see_the_least_certain_value_of_an_entry(scanned: Batch) -> None:
    report = scanned.reports[0]
    sure = [report.document.confidence(v.span) or 1 for v in report.reading.entries[0].values()]
    lowest = f"{int(min(sure) * 100)}%"
    row = next(csv.DictReader(io.StringIO(written(scanned, "csv"))))
    assert row["识别把握"] == lowest
    assert f"识别把握 {lowest}" in written(scanned, "html")
    assert "识别把握" in written(scanned, "table")
