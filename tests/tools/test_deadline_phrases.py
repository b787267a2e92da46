"""Deadline phrases: where each is put, what counts as right, and that the page holds."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import deadline_page
import deadline_phrases
import pytest
from deadline_phrases import Answer, Phrase

from wenfeng.domain import Block

DAY = date(2025, 3, 10)


def phrase(text: str, kind: str = "date", end: date | None = None) -> Phrase:
    return Phrase(text, DAY, None, kind, end, "ymd", "dev", False)


def blocks(text: str) -> tuple[Block, ...]:
    return deadline_phrases.document(phrase(text)).blocks


@pytest.mark.parametrize(
    "text", ["5月底前", "长期坚持", "5月底前拆除，8月底前复绿", "2025年6月底前（含）"]
)
def test_a_bare_phrase_stands_in_the_deadline_cell(text: str) -> None:
    assert [b.text for b in blocks(text) if b.cell][-1] == text


@pytest.mark.parametrize("text", ["完成时限：5月底前", "（5月底前）", "（县水利局，5月底前）"])
def test_a_label_or_a_parenthesis_stands_behind_a_measure(text: str) -> None:
    (found,) = (b.text for b in blocks(text) if text in b.text)
    assert found.startswith("（一）") and found.endswith(f"。{text}")


@pytest.mark.parametrize(
    "text", ["5月底前完成清淤。", "疏通雨水井（5月底前）", "清退占道经营，时限：5月底前"]
)
def test_a_sentence_is_the_text_of_an_item(text: str) -> None:
    assert f"（一）{text}" in [b.text for b in blocks(text)]


def test_the_document_is_signed_on_its_day() -> None:
    assert blocks("5月底前")[-1].text == "2025年3月10日"
    undated = replace(phrase("5月底前"), document_day=None)
    assert not any("2025年" in b.text for b in deadline_phrases.document(undated).blocks)


@pytest.mark.parametrize(
    ("asked", "got", "right"),
    [
        (phrase("", "period", DAY), Answer("dated", DAY), True),
        (phrase("", "date", DAY), Answer("dated", None), False),
        (phrase("", "none"), Answer("dated", None), False),
        (phrase("", "none"), Answer("none", None), True),
        (phrase("", "relative"), Answer("relative", DAY), False),
        (phrase("", "relative"), Answer("relative", DAY, doubtful=True), False),
        (replace(phrase("", "relative"), type="calendar"), Answer("relative", DAY, True), True),
        (replace(phrase("", "relative"), type="calendar"), Answer("relative", DAY), False),
    ],
)
def test_right_is_the_class_and_the_last_day(asked: Phrase, got: Answer, right: bool) -> None:
    assert deadline_phrases.is_right(asked, got) is right


def test_the_real_extraction_reads_a_phrase() -> None:
    assert deadline_phrases.read(phrase("5月底前")) == Answer("dated", date(2025, 5, 31))
    counted = replace(phrase("三个月内"), received=date(2025, 3, 15))
    assert deadline_phrases.read(counted) == Answer("relative", date(2025, 6, 15))


def test_no_phrase_stands_in_both_halves() -> None:
    halves = [{p.text for p in deadline_phrases.phrases() if p.split == s} for s in ("dev", "test")]
    assert all(halves)
    assert not halves[0] & halves[1]


def test_of_the_test_half_only_sums_are_told() -> None:
    table = [phrase("5月底前"), replace(phrase("节前"), split="test", type="festival")]
    got = dict.fromkeys(table, Answer("dated", None))
    assert deadline_phrases.measured(table, got, deadline_phrases.is_right) == {
        "dev": {"ymd": (1, 1)},
        "test": {"all": (1, 1), "without_ours": (0, 0)},
    }


def test_the_program_reads_no_worse_than_the_page_says() -> None:
    table = [p for p in deadline_phrases.phrases() if not p.judgement]
    got = {p: deadline_phrases.read(p) for p in table}
    record = json.loads(deadline_phrases.RECORD.read_text("utf-8"))
    now = deadline_phrases.measured(table, got, deadline_phrases.is_right)
    assert now["dev"].keys() == record["wenfeng"]["dev"].keys()
    for half, figures in record["wenfeng"].items():
        for name, (count, right) in figures.items():
            assert now[half][name][0] == count
            assert now[half][name][1] >= right, f"{half}, {name}: the page says more are right"
    assert deadline_phrases.PAGE.read_text("utf-8") == deadline_page.page(record)
