"""Public documents that are not part of this project, scored where they lie beside it."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from wenfeng.domain import Batch
from wenfeng.pipeline import check, render

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
GOLD = SHARED / "gold"

if not (GOLD / "score.py").exists():
    pytest.skip("旁边没有公开文件及其标注", allow_module_level=True)

SEEDS = ("seed0", "seed1", "seed2")
REAL = sorted(p.stem for p in GOLD.glob("*.jsonl") if not p.stem.startswith("seed"))


def plan(name: str) -> Path:
    """The document of a gold file: seed1 → seeds/001_….txt, ccit_205 → real/ccit_205_….html."""
    if name.startswith("seed"):
        (path,) = (SHARED / "seeds").glob(f"00{name.removeprefix('seed')}_*.txt")
    else:
        (path,) = (SHARED / "real").glob(f"{name}_*")
    return path


@cache
def output(path: Path) -> dict[str, Any]:
    """What the command prints about a document."""
    data = json.loads(render(Batch((check(path),), ()), "json"))
    document: dict[str, Any] = data["documents"][0]
    return document


@cache
def marks(name: str) -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location("outside_score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lines = (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()
    scored: dict[str, Any] = module.score([json.loads(line) for line in lines], output(plan(name)))
    return scored


@pytest.mark.parametrize("name", SEEDS)
def test_rectification_plans(name: str) -> None:
    found = marks(name)
    assert found["required"] > 0
    assert found["entry"][2] >= 0.95
    assert found["owner"][2] >= 0.95
    assert found["deadline"] >= 0.90
    assert found["missing_owner"][2] >= 0.90
    assert found["missing_deadline"][2] >= 0.90


@pytest.mark.parametrize("name", REAL)
def test_other_documents(name: str) -> None:
    found = marks(name)
    assert found["entry"][2] >= 0.85
    assert found["owner"][2] >= 0.85
    assert found["deadline"] >= 0.85


def test_all_nine_other_documents_are_scored() -> None:
    assert len(REAL) == 9


@pytest.mark.parametrize("prefix", ["003", "004"])
def test_rules_about_plans_and_conduct_hold_no_task(prefix: str) -> None:
    (path,) = (SHARED / "seeds").glob(f"{prefix}_*")
    assert [e["id"] for e in output(path)["entries"] if e["kind"] == "task"] == []
