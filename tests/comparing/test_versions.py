"""Pairs of versions (corpora/versions): every change is found, and nothing else is told."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from wenfeng.domain import Entry, Finding
from wenfeng.pipeline import Choice, Order, compare_many
from wenfeng.versions import Comparison, Pair

ROOT = Path(__file__).resolve().parents[2] / "corpora" / "versions"
NAMES = sorted(path.stem for path in ROOT.glob("*.toml"))
RULES = ("owner.missing", "deadline.missing", "deadline.vague", "measure.missing")
Told = dict[str, Any]


@cache
def source(name: str) -> Told:
    return tomllib.loads((ROOT / f"{name}.toml").read_text("utf-8"))


@cache
def compared(name: str) -> Comparison:
    old, new = (ROOT / f"{name}-{side}.{source(name)[side]['format']}" for side in ("old", "new"))
    (comparison,) = compare_many(old, new, Order(Choice(select=RULES))).comparisons
    return comparison


@cache
def keys(name: str) -> tuple[str, ...]:
    """The words by which the source speaks of entries."""
    want = source(name)["expected"]
    listed = [*want["unchanged"], *want["added"], *want["gone"]]
    changes = (*want["reworded"], *want["deadlines"], *want["owners"])
    found = (f.partition(" ")[2] for fs in want["findings"].values() for f in fs)
    return tuple(dict.fromkeys((*listed, *(change["entry"] for change in changes), *found)))


def key(name: str, entry: Entry) -> str:
    """The words of the source that the entry holds: exactly one of them stands for it."""
    text = "\n".join([entry.heading, *(v.text for v in (entry.problem, *entry.measures) if v)])
    held = [one for one in keys(name) if one in text]
    assert held, f"没有写到：{text}"
    return max(held, key=lambda one: (text.startswith(one), len(one)))


def about(name: str, pairs: Iterable[Pair]) -> list[str]:
    return sorted(key(name, pair.new) for pair in pairs)


@pytest.mark.parametrize("name", NAMES)
def test_the_plans_have_twelve_to_twentyfive_entries(name: str) -> None:
    for report in (compared(name).old, compared(name).new):
        assert 12 <= len(report.reading.entries) <= 25


@pytest.mark.parametrize("name", NAMES)
def test_entries_kept_added_and_gone(name: str) -> None:
    want, found = source(name)["expected"], compared(name)
    assert about(name, (p for p in found.pairs if not p.changed)) == sorted(want["unchanged"])
    assert sorted(key(name, one.entry) for one in found.added) == sorted(want["added"])
    assert sorted(key(name, one.entry) for one in found.gone) == sorted(want["gone"])
    assert all(key(name, pair.old) == key(name, pair.new) for pair in found.pairs)


@pytest.mark.parametrize("name", NAMES)
def test_entries_split_and_merged(name: str) -> None:
    want, found = source(name)["expected"], compared(name)
    split = {key(name, o.entry): key(name, o.kin) for o in found.added if o.kin}
    merged = {key(name, o.entry): key(name, o.kin) for o in found.gone if o.kin}
    assert split == {one["entry"]: one["from"] for one in want.get("split", ())}
    assert merged == {one["entry"]: one["into"] for one in want.get("merged", ())}


@pytest.mark.parametrize("name", NAMES)
def test_words(name: str) -> None:
    want = source(name)["expected"]["reworded"]
    found = {
        (key(name, pair.new), one.about): {
            kind: "".join(p.text for p in one.pieces if p.kind == kind)
            for kind in ("added", "gone")
        }
        for pair in compared(name).pairs
        for one in pair.rewordings
    }
    assert sorted(found) == sorted((one["entry"], one["about"]) for one in want)
    for one in want:
        told = found[one["entry"], one["about"]]
        for kind in ("added", "gone"):
            assert all(words in told[kind] for words in one[kind])
            # Marks between the changes and a character that stands alone may be told along.
            assert len(told[kind]) <= sum(map(len, one[kind])) + 2


@pytest.mark.parametrize("name", NAMES)
def test_deadlines(name: str) -> None:
    want = source(name)["expected"]["deadlines"]
    found = [
        (key(name, p.new), p.deadline.move, p.deadline.days)
        for p in compared(name).pairs
        if p.deadline
    ]
    told = [(one["entry"], one["change"], one.get("days")) for one in want]
    assert sorted(found, key=str) == sorted(told, key=str)


@pytest.mark.parametrize("name", NAMES)
def test_owners(name: str) -> None:
    want = source(name)["expected"]["owners"]
    found = {
        key(name, pair.new): sorted(
            (change.move, owner.name)
            for change in pair.owners
            for owner in [change.new or change.old]
            if owner
        )
        for pair in compared(name).pairs
        if pair.owners
    }
    assert found == {
        one["entry"]: sorted(
            (move, owner) for move in ("added", "removed", "role") for owner in one.get(move, ())
        )
        for one in want
    }


@pytest.mark.parametrize("name", NAMES)
def test_findings(name: str) -> None:
    found = compared(name)
    told: dict[str, list[str]] = {"fixed": [], "new": [], "remaining": []}
    for change in found.findings:
        finding = change.new or change.old
        report = found.new if change.new else found.old
        assert finding
        told[change.state].append(f"{finding.rule} {key(name, entry_of(report.reading, finding))}")
    want = source(name)["expected"]["findings"]
    assert {state: sorted(listed) for state, listed in told.items()} == {
        state: sorted(listed) for state, listed in want.items()
    }


def entry_of(reading: Any, finding: Finding) -> Entry:
    (entry,) = (entry for entry in reading.entries if entry.id == finding.entry)
    found: Entry = entry
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_version_compared_with_itself_has_no_changes(name: str) -> None:
    path = ROOT / f"{name}-new.{source(name)['new']['format']}"
    (same,) = compare_many(path, path).comparisons
    assert not any(pair.changed for pair in same.pairs)
    assert len(same.pairs) == len(same.new.reading.entries)
    assert {change.state for change in same.findings} <= {"remaining"}


def test_the_files_on_disk_are_the_ones_the_sources_make() -> None:
    import make_versions

    built = make_versions.build()
    on_disk = {
        p.name: p.read_bytes() for p in ROOT.iterdir() if "-old" in p.name or "-new" in p.name
    }
    assert on_disk == built, "请运行 python tools/make_versions.py"
