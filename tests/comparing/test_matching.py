"""Which entry is which: rows inserted, taken out, moved, renumbered; rows that look alike."""

from __future__ import annotations

import itertools
import random
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.notation import doc, read
from wenfeng.comparing import compare
from wenfeng.comparing.assignment import assign
from wenfeng.comparing.matching import matched
from wenfeng.domain import Entry, Profile, Report
from wenfeng.pipeline import check_many
from wenfeng.versions import Comparison

SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "samples"
FILES = sorted(p for p in SAMPLES.iterdir() if p.suffix in (".docx", ".xlsx", ".txt", ".html"))


def compared(old: str, new: str) -> Comparison:
    reports = (Report(doc(text), read(text), Profile("general", ""), ()) for text in (old, new))
    return compare(*reports)


def table(*rows: str) -> str:
    head = "| 序号 | 存在问题 | 整改措施 | 责任单位 | 完成时限 |"
    body = (f"| {n} | {row} |" for n, row in enumerate(rows, start=1))
    return "\n".join(["# 清河县问题整改台账", head, *body])


def labels(comparison: Comparison) -> list[tuple[str, str]]:
    return [(pair.old.number, pair.new.number) for pair in comparison.pairs]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rows_moved_and_taken_out_of_every_sample_find_themselves(path: Path) -> None:
    (report,) = check_many([path]).reports
    old = report.reading.entries
    kept = [n for n in range(len(old)) if n % 5 != 2]
    random.Random(7).shuffle(kept)
    new = [replace(old[n], id=f"n{n}", number=str(at)) for at, n in enumerate(kept, start=1)]
    found = {one.new: one.old for one in matched(old, new)}
    assert {at: words(old[n]) for at, n in found.items()} == {
        at: words(old[n]) for at, n in enumerate(kept)
    }


def words(entry: Entry) -> str:
    return "".join(v.text for v in (entry.problem, *entry.measures) if v) + entry.heading


def test_alike_rows_keep_to_their_own_wherever_they_stand() -> None:
    rows = [f"{place}加油站接地线断开 | 更换接地线 | 县商务局 | 5月底前" for place in "东南西北"]
    found = compared(table(*rows), table(rows[2], rows[0], rows[3], rows[1]))
    assert labels(found) == [("3", "1"), ("1", "2"), ("4", "3"), ("2", "4")]
    assert not any(pair.changed for pair in found.pairs)


def test_rows_with_the_same_words_go_by_owner_then_by_order() -> None:
    old = [
        f"台账不全 | 补齐台账 | {unit} | 5月底前" for unit in ("县水务局", "县教育局", "县民政局")
    ]
    found = compared(table(*old), table(old[1], old[2], old[0]))
    assert labels(found) == [("2", "1"), ("3", "2"), ("1", "3")]
    assert not any(pair.changed for pair in found.pairs)


def test_a_problem_that_stays_keeps_its_entry_though_the_measure_is_another() -> None:
    found = compared(
        table("食堂肉类采购价高于市价一成 | 加强监管 | 县教育局 | 5月底前"),
        table(
            "信访件积压 | 逐件包案 | 县信访局 | 5月底前",
            "食堂肉类采购价高于市价一成 | 每周公示三家报价 | 县教育局 | 5月底前",
        ),
    )
    assert labels(found) == [("1", "2")]
    assert [change.about for change in found.pairs[0].rewordings] == ["measure"]
    assert [lone.entry.number for lone in found.added] == ["1"]


def test_another_task_in_the_same_place_is_another_task() -> None:
    found = compared(
        table("校车超员两起 | 与交警联合路查 | 县教育局 | 5月底前"),
        table("实验室危险化学品混放 | 添置专柜二十套 | 县教育局 | 5月底前"),
    )
    assert not found.pairs
    assert len(found.added) == len(found.gone) == 1


def test_an_empty_version_has_nothing_but_what_is_gone() -> None:
    old = table("校车超员 | 路查 | 县教育局 | 5月底前")
    assert len(compared(old, "# 方案\n没有条目。").gone) == 1
    assert len(compared("# 方案\n没有条目。", old).added) == 1


def test_the_assignment_is_the_best_there_is() -> None:
    chance = random.Random(3)
    for _ in range(150):
        size = chance.randint(1, 5)
        edges = {
            (left, right): chance.random()
            for left in range(size)
            for right in range(chance.randint(1, 5))
            if chance.random() < 0.7
        }
        chosen = assign(edges)
        assert len({left for left, _ in chosen}) == len({right for _, right in chosen})
        assert sum(edges[pair] for pair in chosen) == pytest.approx(best(edges))


def best(edges: dict[tuple[int, int], float]) -> float:
    """By trying everything."""
    lefts = sorted({left for left, _ in edges})
    rights: list[int | None] = sorted({right for _, right in edges})
    rights += [None] * len(lefts)
    return max(
        (
            sum(
                edges.get((left, right), 0.0)
                for left, right in zip(lefts, order, strict=True)
                if right is not None
            )
            for order in itertools.permutations(rights, len(lefts))
        ),
        default=0.0,
    )


@pytest.mark.parametrize("alike", [True, False])
def test_thousands_of_rows_take_seconds(alike: bool) -> None:
    (entry,) = read("1．更换老旧管网。（责任单位：县水务局；完成时限：2025年5月底前）").entries
    (text,) = entry.measures
    entries = [
        replace(
            entry,
            id=str(n),
            measures=(replace(text, text=text.text if alike else f"{text.text}第{n}段{n * 7}米"),),
        )
        for n in range(3000)
    ]
    begin = time.monotonic()
    assert len(matched(entries, entries[::-1])) == 3000
    assert time.monotonic() - begin < 60


def test_readings_of_one_text_in_two_formats_are_the_same() -> None:
    row = "校车超员两起 | 与交警联合路查，超员一次约谈校长 | 县教育局 | 2025年5月底前"
    prose = (
        "# 清河县问题整改台账\n1．校车超员两起。整改措施：与交警联合路查，超员一次约谈校长。"
        "（责任单位：县教育局；完成时限：2025年5月31日前）"
    )
    (pair,) = compared(table(row), prose).pairs
    assert not pair.owners and not pair.deadline
