"""Killed at any moment, an index has all that was reported as added, and nothing by half."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.duplicates.plans import plan
from wenfeng.copies import Paper
from wenfeng.duplicates.index import Index

ADDING = """
import sys
from tests.duplicates.plans import plan
from wenfeng.copies import Paper
from wenfeng.duplicates.index import Index
path, start = sys.argv[1], int(sys.argv[2])
with Index.open(path) as index:
    print("open", flush=True)
    for first in range(start, start + 4_000, 5):
        index.add([Paper(f"{n}.docx", plan(n % 300)) for n in range(first, first + 5)])
        if first % 3 == 0:
            index.remove([f"{first}.docx"])
            print("gone", first, flush=True)
        print("added", first, flush=True)
"""


@pytest.mark.slow
def test_killed_at_random_moments(tmp_path: Path) -> None:
    path, rng = tmp_path / "往年.wfi", random.Random(1)
    kept: set[str] = set()
    gone: set[str] = set()
    for turn in range(12):
        said, first = _killed(path, turn * 4_000, rng.uniform(0.0, 0.7))
        for word, number in (line.split() for line in said if " " in line):
            if word == "gone":
                gone.add(f"{number}.docx")
            else:
                kept |= {f"{n}.docx" for n in range(int(number), int(number) + 5)}
        _verify(path, kept - gone, gone, first)
    assert len(kept) > 100


def _killed(path: Path, start: int, after: float) -> tuple[list[str], int]:
    root = Path(__file__).parents[3]
    running = subprocess.Popen(
        [sys.executable, "-c", ADDING, str(path), str(start)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
    )
    assert running.stdout is not None
    opened = running.stdout.readline()
    time.sleep(after)
    running.send_signal(signal.SIGKILL)
    rest, _ = running.communicate()
    assert opened == "open\n" and running.returncode == -signal.SIGKILL
    return rest.splitlines(), start


def _verify(path: Path, kept: set[str], gone: set[str], start: int) -> None:
    with Index.open(path) as index:
        for name in [*sorted(kept)[:: max(1, len(kept) // 8)]]:
            number = int(name.removesuffix(".docx"))
            found = index.similar(Paper("新.docx", plan(number % 300)))
            assert found and found[0][1].kind == "identical"
        index.duplicates()
        index.add([Paper(f"后{start}.docx", plan(1_000 + start))])
        assert index.similar(Paper("新.docx", plan(1_000 + start)))
    asked = sqlite3.connect(path)
    assert asked.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    names = {row[0] for row in asked.execute("SELECT name FROM papers")}
    assert kept <= names and not (gone & names)
    # What was being added when the end came is there as a whole or not at all.
    for table in (
        "texts WHERE paper NOT IN (SELECT id",
        "contents WHERE id NOT IN (SELECT content",
    ):
        assert asked.execute(f"SELECT count(*) FROM {table} FROM papers)").fetchone() == (0,)
    (papers,), (texts,) = (
        asked.execute(f"SELECT count(*) FROM {t}").fetchone() for t in ("papers", "texts")
    )
    assert papers == texts
    asked.close()
