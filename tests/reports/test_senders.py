"""Whom a document goes back to: those who signed it, else those its title begins with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wenfeng.domain import Batch, Header
from wenfeng.reports.senders import senders


def sent_by(batch: Batch, title: str, *issuers: str) -> tuple[str, ...]:
    report = batch.reports[0]
    reading = replace(report.reading, header=Header(title=title, issuers=issuers))
    return senders(replace(report, reading=reading))


def test_the_signature_comes_first(batch: Batch) -> None:
    assert sent_by(batch, "清河县水务局整改方案", "中共清河县水务局党组") == (
        "中共清河县水务局党组",
    )


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("中共清河县水务局党组关于落实县委巡察反馈意见的整改方案", ("中共清河县水务局党组",)),
        ("清河县人民医院2025年工作计划", ("清河县人民医院",)),
        ("中共清河县委 清河县人民政府关于改进作风的意见", ("中共清河县委", "清河县人民政府")),
        (
            "中共清河县委办公室、清河县人民政府办公室印发《方案》的通知",
            ("中共清河县委办公室", "清河县人民政府办公室"),
        ),
        ("清河县教育局领导班子整改方案", ("清河县教育局",)),
        ("清河县妇幼保健院医疗质量问题整改卡", ("清河县妇幼保健院",)),
        ("清河县水务有限公司安全隐患台账", ("清河县水务有限公司",)),
        ("清河县第一中学党总支整改清单", ("清河县第一中学党总支",)),
        ("关于印发《清河县教育局整改方案》的通知", ()),
        ("清河县贯彻落实省督察反馈意见整改方案", ()),
        ("全县教育局工作要点", ()),
        ("整改方案", ()),
        ("", ()),
    ],
)
def test_units_at_the_beginning_of_the_title(
    batch: Batch, title: str, names: tuple[str, ...]
) -> None:
    assert sent_by(batch, title) == names


@pytest.mark.parametrize(
    "line",
    [
        "0830-3330120传真县水务局",
        "由县长任组长，各单位配合",
        "（柳荫镇上堰村党总支",
        "局",
        "县" * 40,
    ],
)
def test_a_line_that_is_no_name_makes_the_signature_worthless(batch: Batch, line: str) -> None:
    assert sent_by(batch, "清河县教育局工作要点", "县防汛办", line) == ("清河县教育局",)
