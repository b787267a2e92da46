"""How fast plans are read, extracted, judged and written, and which of these takes the time.

    python benchmarks/throughput.py [rounds]

Every plan of corpora/ goes through all stages in one process, so loading the program is not
counted (see start_up.py for that). A first round is not counted either.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from wenfeng import profiles, readers, rules
from wenfeng.domain import Batch, Document, Report
from wenfeng.extract import extract
from wenfeng.pipeline import render
from wenfeng.pipeline.inputs import find_inputs

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
STAGES = ("读取", "提取", "规则", "写 JSON")

Result = TypeVar("Result")
Clock = dict[str, float]


def main(rounds: str = "10") -> None:
    """Print medians for each corpus."""
    for name in ("handwritten", "samples"):
        files = [path for path in find_inputs([CORPORA / name]).files if _is_plan(path)]
        run(files)
        measure(name, [run(files) for _ in range(int(rounds))])


def _is_plan(path: Path) -> bool:
    return "sources" not in path.parts


def run(files: Sequence[Path]) -> tuple[Clock, list[Document]]:
    """Seconds each stage takes for all files together, and what was read."""
    clock = dict.fromkeys(STAGES, 0.0)
    reports = [_check(path, clock) for path in files]
    _timed(clock, "写 JSON", lambda: render(Batch(tuple(reports), ()), "json"))
    return clock, [report.document for report in reports]


def _check(path: Path, clock: Clock) -> Report:
    document = _timed(clock, "读取", lambda: readers.read_file(path, path.name))
    reading = _timed(clock, "提取", lambda: extract(document))
    case = rules.Case(document, reading, profiles.choose(document, reading))
    findings = _timed(clock, "规则", lambda: rules.judge(case))
    return Report(document, reading, case.profile, findings)


def _timed(clock: Clock, stage: str, work: Callable[[], Result]) -> Result:
    start = time.perf_counter()
    result = work()
    clock[stage] += time.perf_counter() - start
    return result


def measure(name: str, runs: Sequence[tuple[Clock, list[Document]]]) -> None:
    """Characters a second and the share of each stage, from the medians of all rounds."""
    documents = runs[0][1]
    characters = sum(len(block.text) for document in documents for block in document.blocks)
    total = statistics.median(sum(clock.values()) for clock, _ in runs)
    print(
        f"{name}: {len(documents)} 份，{characters:,} 字，{total * 1000:.0f} 毫秒，"
        f"每秒 {characters / total:,.0f} 字"
    )
    for stage in STAGES:
        taken = statistics.median(clock[stage] for clock, _ in runs)
        print(f"  {taken * 1000:7.1f} 毫秒  {taken / total:4.0%}  {stage}")


if __name__ == "__main__":
    main(*sys.argv[1:])
