"""The sample plans in corpora/samples are what tools/make_samples.py makes of their sources."""

from __future__ import annotations

import io
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpora" / "samples"
NAMES = sorted(path.stem for path in (SAMPLES / "sources").glob("*.toml"))
KEPT = {"sources", ".gitattributes"}


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    import make_samples

    return make_samples


@pytest.fixture(scope="module")
def built(tool: ModuleType) -> dict[str, bytes]:
    files: dict[str, bytes] = tool.build()
    return files


def source(name: str) -> dict[str, Any]:
    return tomllib.loads((SAMPLES / "sources" / f"{name}.toml").read_text("utf-8"))


def expected(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((SAMPLES / f"{name}.expected.json").read_text("utf-8"))
    return data


def words(tool: ModuleType, name: str) -> str:
    return "\n".join(tool.texts(tool.parse(source(name)["body"])))


def test_the_files_on_disk_are_the_ones_the_sources_make(built: dict[str, bytes]) -> None:
    on_disk = {p.name: p.read_bytes() for p in SAMPLES.iterdir() if p.name not in KEPT}
    assert sorted(on_disk) == sorted(built)
    stale = [name for name in built if on_disk[name] != built[name]]
    assert stale == [], "请运行 python tools/make_samples.py"


def test_building_again_gives_the_same_bytes(tool: ModuleType, built: dict[str, bytes]) -> None:
    assert tool.build() == built


@pytest.mark.parametrize("name", NAMES)
def test_what_is_expected_stands_in_the_document(tool: ModuleType, name: str) -> None:
    text = words(tool, name)
    for entry in expected(name)["entries"]:
        wanted = [entry["heading"], entry["problem"] or "", *entry["measures"]]
        wanted += [owner["name"] for owner in entry["owners"]]
        wanted += [entry["deadline"]["text"]] if entry["deadline"] else []
        assert [w for w in wanted if w not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_findings_follow_from_the_expected_entries(name: str) -> None:
    """All rules that need nothing but the entry; the other findings need the document."""
    data = expected(name)
    given = {(f["rule"], f["entry"]) for f in data["findings"] if f["entry"] is not None}
    elsewhere = {"deadline.past", "deadline.impossible", "deadline.non-working-day"}
    due = {(rule, i) for i, entry in enumerate(data["entries"]) for rule in faults(entry)}
    assert {pair for pair in given if pair[0] not in elsewhere} == due


def faults(entry: dict[str, Any]) -> Iterator[str]:
    leads = [o for o in entry["owners"] if o["role"] == "lead"]
    deadline = entry["deadline"]
    if not [o for o in entry["owners"] if o["role"] != "supervise"]:
        yield "owner.missing"
    if leads and all(o["kind"] == "group" for o in leads):
        yield "owner.vague"
    if deadline is None:
        yield "deadline.missing"
    elif deadline["kind"] == "vague":
        yield "deadline.vague"
    elif deadline["start"] and deadline["end"] and deadline["start"] > deadline["end"]:
        yield "deadline.order"
    if entry["problem"] and not entry["measures"]:
        yield "measure.missing"


def test_a_third_of_the_samples_is_clean_and_every_rule_is_planted() -> None:
    found = {name: {f["rule"] for f in expected(name)["findings"]} for name in NAMES}
    clean = [name for name, rules in found.items() if not rules]
    assert len(NAMES) >= 15
    assert len(NAMES) / 4 <= len(clean) <= len(NAMES) / 2
    assert set().union(*found.values()) == {
        "owner.missing",
        "owner.vague",
        "deadline.missing",
        "deadline.vague",
        "deadline.impossible",
        "deadline.past",
        "deadline.order",
        "deadline.non-working-day",
        "measure.missing",
    }


@pytest.mark.parametrize("name", [n for n in NAMES if source(n)["format"] == "docx"])
def test_word_files_open_elsewhere_with_all_their_tables(tool: ModuleType, name: str) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document(SAMPLES / f"{name}.docx")
    tables = [i for i in tool.parse(source(name)["body"]) if not hasattr(i, "style")]
    shapes = [(len(t.rows), len(t.columns)) for t in document.tables]
    assert shapes == [(len(t.rows), len(t.rows[0])) for t in tables]
    assert any("整改" in p.text or "任务" in p.text for p in document.paragraphs)


@pytest.mark.parametrize("name", [n for n in NAMES if source(n)["format"] == "xlsx"])
def test_workbooks_open_elsewhere(tool: ModuleType, name: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO((SAMPLES / f"{name}.xlsx").read_bytes()))
    cells = {str(c.value) for row in book.active.iter_rows() for c in row if c.value is not None}
    wanted = {measure for e in expected(name)["entries"] for measure in e["measures"]}
    assert wanted <= cells


def test_shortened_text_must_be_there_and_be_unique(tool: ModuleType) -> None:
    blocks = ["甲一乙。", "甲二乙。"]
    assert tool.expand("甲一…。", blocks) == "甲一乙。"
    for short in ("甲…乙", "丙…丁"):
        with pytest.raises(ValueError, match="应为 1 处"):
            tool.expand(short, blocks)


def test_the_data_card_gives_the_right_numbers() -> None:
    card = (ROOT / "corpora" / "README.md").read_text("utf-8")
    results = [expected(name) for name in NAMES]
    entries = sum(len(r["entries"]) for r in results)
    findings = sum(len(r["findings"]) for r in results)
    assert f"{len(NAMES)} 份整改方案" in card
    assert f"共 {entries} 个条目、{findings} 处预设毛病" in card
