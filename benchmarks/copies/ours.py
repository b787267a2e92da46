"""Finds pairs and groups with wenfeng: python -m copies.ours PAPERS OPTIONS OUT

OPTIONS is JSON: ``threshold``, ``jobs``, and ``passages`` if those of the pairs are wanted too.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from inspect import signature
from pathlib import Path
from time import perf_counter
from typing import Any

from wenfeng.copies import Duplicates, Paper
from wenfeng.errors import WenfengError

from .measured import Clock, peak
from .stored import read

CLEARLY = "WenfengError:"  # how what a user is told instead of a result begins
PASSED_ON = ("threshold", "jobs")


def papers(path: Path) -> list[Paper]:
    return [paper(number, text) for number, text in enumerate(read(path))]


def paper(number: int, text: str) -> Paper:
    return Paper(name=f"{number:06d}.docx", text=text, title=text.partition("\n")[0])


def many_processes() -> bool:
    """Whether wenfeng can look for copies in several processes."""
    return "jobs" in signature(import_module("wenfeng.duplicates").find).parameters


def main(path: str, way: str, out: str) -> None:
    options = json.loads(way)
    given = papers(Path(path))
    held = peak()
    clock = Clock()
    found = _found(given, {k: v for k, v in options.items() if k in PASSED_ON}, clock)
    Path(out).write_text(json.dumps(_told(found, options)), encoding="utf-8")
    print(json.dumps({"seconds": clock, "cpu": clock.cpu, "peak": peak(), "texts": held}))


def _found(given: list[Paper], options: dict[str, Any], clock: Clock) -> Duplicates:
    """What was found; the first couple laid beside each other parts finding from aligning."""
    with clock.step("load"):
        find = import_module("wenfeng.duplicates").find
    laid: list[float] = []

    def progress(*_: int) -> None:
        if not laid:
            laid.append(perf_counter())

    start = perf_counter()
    with clock.step("aligning"):
        found: Duplicates = find(given, progress=progress, **options)
    finding = (laid[0] if laid else start + clock["aligning"]) - start
    clock["finding"] = finding
    clock["aligning"] -= finding
    return found


def _told(found: Duplicates, options: dict[str, Any]) -> dict[str, Any]:
    pairs = [(pair.a, pair.b, pair.kind, pair.similarity) for pair in found.pairs]
    groups = [group.members for group in found.groups]
    told: dict[str, Any] = {"pairs": pairs, "groups": groups}
    if options.get("passages"):
        told["passages"] = [[(*p.a, *p.b) for p in pair.passages] for pair in found.pairs]
    return told


if __name__ == "__main__":
    try:
        main(*sys.argv[1:4])
    except WenfengError as error:
        sys.exit(f"{CLEARLY} {error}")
