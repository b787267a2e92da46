"""The tables of the benchmark: what they count, and the page that they are written to."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import duplicates
import pytest
from copy_finding import (
    asked,
    extremes,
    families,
    formats,
    page,
    passages,
    processes,
    recording,
    stored,
    templates,
)
from copy_finding.finding import Found
from copy_finding.growth import exponent
from copy_finding.making import Collection, Copy, Maker, Recipe, Truth, collection
from copy_finding.options import Options

RECIPE = Recipe(documents=60, characters=1_000, families=(6,), near=0.1, sections=0.05)
SMALL = Options(documents=60, characters=600, growth=(30, 60), ways=("wenfeng",))


@pytest.fixture(scope="module")
def made() -> Collection:
    return collection(RECIPE)


def told_of_source(made: Collection, copies: tuple[Copy, ...]) -> Found:
    """Exactly what was kept, of these copies beside their sources."""
    return {
        "pairs": [(copy.source, copy.paper, "near", 0.8) for copy in copies],
        "groups": [],
        "passages": [
            [(there, there + end - start, start, end) for start, end, there in copy.kept]
            for copy in copies
        ],
    }


def of(rows: list[dict[str, Any]], kind: str = passages.ALL) -> dict[str, Any]:
    return next(row for row in rows if row["kind"] == kind)


def test_exact_passages_are_all_of_the_copied_and_nothing_else(made: Collection) -> None:
    whole = of(passages.rows(made, told_of_source(made, made.truth.copies)))
    assert whole["copied"] == whole["source"] == 1 and whole["others"] == 0
    assert whole["found"] == whole["copies"] == len(made.truth.copies)


def test_copies_not_found_have_nothing_marked(made: Collection) -> None:
    every = made.truth.copies
    whole = of(passages.rows(made, told_of_source(made, every[: len(every) // 2])))
    assert whole["found"] == len(every) // 2
    assert 0.2 < whole["copied"] < 0.8
    assert of(passages.rows(made, {"pairs": [], "groups": [], "passages": []}))["copied"] == 0


def test_marking_everything_marks_others_too(made: Collection) -> None:
    told = told_of_source(made, made.truth.copies)
    told["passages"] = [
        [(0, len(made.texts[a]), 0, len(made.texts[b]))] for a, b, *_ in told["pairs"]
    ]
    whole = of(passages.rows(made, told))
    assert whole["copied"] == whole["others"] == 1


def test_which_paper_comes_first_is_the_same(made: Collection) -> None:
    told = told_of_source(made, made.truth.copies)
    turned = {
        "pairs": [(b, a, *rest) for a, b, *rest in told["pairs"]],
        "passages": [[(*p[2:], *p[:2]) for p in places] for places in told["passages"]],
    }
    assert passages.rows(made, turned) == passages.rows(made, told)


def test_of_two_copies_of_one_source_only_what_both_kept_is_copied() -> None:
    source, one, two = "甲乙丙丁戊己", "甲乙丙子丑寅", "甲卯辰丁戊己"
    copies = (
        Copy(1, 0, "family 3", 0.5, ((0, 3, 0),), (), ((3, 6),)),
        Copy(2, 0, "family 3", 0.5, ((0, 1, 0), (3, 6, 3)), (), ((1, 3),)),
    )
    made = Collection(("",) * 3, ("",) * 3, (source, one, two), Truth((0, 0, 0), copies, (0,)))
    told = {"pairs": [(1, 2, "near", 0.5)], "groups": [], "passages": [[(0, 2, 0, 2)]]}
    whole = of(passages.rows(made, told))
    assert whole["copied"] == 1  # 甲 in both of them
    assert whole["others"] == 2 / 10  # 乙 here and 卯 there


def test_a_family_in_two_groups_is_not_whole() -> None:
    truth = Truth((0, 0, 0, 0, -1, -1), (), (0,))
    told = {"pairs": [(0, 1, "near", 1), (2, 4, "near", 1)], "groups": [[0, 1, 2], [3, 4]]}
    (row,) = families.rows(truth, told)
    assert (row["size"], row["recall"], row["groups"]) == (4, 0.75, 2)
    assert (row["pairs"], row["strangers"]) == (1, 1)
    (none,) = families.rows(truth, {"pairs": [], "groups": []})
    assert none["recall"] == 0


def test_growth_between_chosen_sizes() -> None:
    rows = [
        {"way": "wenfeng", "documents": n, "total": t} for n, t in ((10, 1), (100, 10), (1000, 1e3))
    ]
    assert exponent(rows, rows[0]) is None
    assert exponent(rows, rows[1]) == pytest.approx(1)
    assert exponent(rows, rows[2]) == pytest.approx(2)
    assert exponent(rows, rows[2], 10) == pytest.approx(1.5)
    assert exponent(rows, rows[2] | {"way": "rensa"}) is None


def test_a_plan_as_word_file_has_all_of_the_plan(tmp_path: Path) -> None:
    from wenfeng import find_duplicates

    maker = Maker(replace(RECIPE, near=0, sections=0, families=()))
    for number in (0, 1):
        formats.write(maker.draft(number), tmp_path / f"{number:03d}.docx", Random(number))
    read = {Path(paper.name).name: paper.text for paper in find_duplicates([tmp_path]).papers}
    for number in (0, 1):
        words, file = maker.paper(number)[0], read[f"{number:03d}.docx"]
        lines = [line.strip() for line in words.split("\n")]
        assert all(line[3:] in file for line in lines)
    assert "责任单位" in read["001.docx"]


def test_pairs_of_other_plans_are_no_gain(tmp_path: Path) -> None:
    from wenfeng import find_duplicates

    text = Maker(RECIPE).paper(0)[0]
    for name in ("000.txt", "001.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    row = formats.counted(find_duplicates([tmp_path]), 2)
    assert (row["read"], row["same"], row["alike"], row["wrong"]) == (2, 0, 0, 1)


def test_a_process_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(processes.Failed, match="FileNotFoundError"):
        processes.run("copy_finding.ours", tmp_path / "nothing", {}, tmp_path / "found")
    stored.write(tmp_path / "papers", ["县"])
    with pytest.raises(processes.Failed, match="not done"):
        processes.run(
            "copy_finding.ours", tmp_path / "papers", {"patience": 0.01}, tmp_path / "found"
        )


def test_memory_of_several_processes_counts_together(tmp_path: Path) -> None:
    """A process that holds little and has one that holds much do its work."""
    (tmp_path / "working.py").write_text(
        "import json, subprocess, sys\n"
        "hold = 'import time; held = bytes(range(256)) * 400_000; time.sleep(1.5)'\n"
        "subprocess.run([sys.executable, '-c', hold])\n"
        "print(json.dumps({'seconds': {}, 'cpu': 0, 'peak': 1, 'texts': 0}))\n",
        encoding="utf-8",
    )
    script = str(tmp_path / "working.py")
    assert processes.answer([sys.executable, script], None, True)[1] > 90
    assert processes.answer([sys.executable, script], None, False)[1] == 0


@pytest.mark.slow
@pytest.mark.parametrize("table", list(duplicates.TABLES))
def test_a_small_table_is_measured_kept_and_written(
    table: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = extremes.cases(0.01)[::6]
    monkeypatch.setattr(extremes, "cases", lambda _: few)
    monkeypatch.setattr(templates, "ALONE_SMALL", {2: 1})
    if table == "formats" and not shutil.which("soffice"):
        pytest.skip("没有 LibreOffice")
    options = replace(SMALL, documents=250) if table == "against" else SMALL
    (tmp_path / "work").mkdir()
    rows = duplicates.TABLES[table](options, tmp_path / "work")
    recording.keep(tmp_path / "kept.json", "other", {})
    recording.keep(tmp_path / "kept.json", table, recording.measured(rows, options, 1.0))
    kept = json.loads((tmp_path / "kept.json").read_text(encoding="utf-8"))
    assert kept.pop("other") == {}
    written = page.page(kept)
    assert page.section(table, kept[table]["rows"]) in written
    assert all(
        f"| {one.what} | {one.asked} | {one.reached} |" in written for one in asked.reached(kept)
    )
    assert [*asked.reached(kept)]


def test_without_office_formats_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert formats.formats(SMALL, tmp_path) == []
    assert "LibreOffice" in capsys.readouterr().err


@pytest.mark.skipif(not duplicates.RECORD.exists(), reason="nothing is recorded yet")
def test_the_page_is_that_of_the_record() -> None:
    record = json.loads(duplicates.RECORD.read_text(encoding="utf-8"))
    assert duplicates.PAGE.read_text(encoding="utf-8") == page.page(record)
