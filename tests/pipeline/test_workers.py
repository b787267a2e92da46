from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wenfeng.pipeline.workers import map_in_order

# Worker processes import what they run, so it has to be a module and not part of this file.
DEADLY = """
import os, time

def work(path):
    if path.name.startswith("kill"):
        os._exit(9)
    if path.name.startswith("slow"):
        time.sleep(0.2)
    return path.name.upper()
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], str]:
    (tmp_path / "deadly_work.py").write_text(DEADLY, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    from deadly_work import work as function  # type: ignore[import-not-found]

    return function  # type: ignore[no-any-return]


def run(work: Callable[[Path], str], *names: str, jobs: int) -> list[str]:
    return map_in_order(
        work,
        [Path(name) for name in names],
        jobs=jobs,
        bury=lambda path: f"dead {path.name}",
        progress=None,
    )


def test_answers_come_in_order(work: Callable[[Path], str]) -> None:
    assert run(work, "slow", "a", "b", jobs=2) == ["SLOW", "A", "B"]


def test_a_file_that_kills_its_process_takes_nothing_with_it(work: Callable[[Path], str]) -> None:
    names = ("a", "kill1", "b", "c", "kill2", "d")
    assert run(work, *names, jobs=2) == ["A", "dead kill1", "B", "C", "dead kill2", "D"]


def test_progress_counts_to_the_end() -> None:
    seen: list[tuple[int, int]] = []
    map_in_order(
        str,
        [Path("a"), Path("b")],
        jobs=1,
        bury=str,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(1, 2), (2, 2)]


def test_nothing_to_do() -> None:
    assert map_in_order(str, [], jobs=0, bury=str, progress=None) == []
