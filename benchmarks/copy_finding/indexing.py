"""Puts papers into an index, or asks it: python -m copy_finding.indexing PAPERS OPTIONS OUT

OPTIONS is JSON: ``index``, the file, and ``ask`` if the papers are to be held against it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from .measured import Clock, peak
from .ours import paper
from .stored import read


def main(path: str, way: str, out: str) -> None:
    options, clock = json.loads(way), Clock()
    with clock.step("load"):
        import wenfeng.duplicates.index
    with clock.step("open"):
        index = wenfeng.duplicates.index.Index.open(options["index"])
    held = peak()
    told = _asked(index, path, clock) if options.get("ask") else _filled(index, path, clock)
    index.close()
    Path(out).write_text(json.dumps(told), encoding="utf-8")
    print(json.dumps({"seconds": clock, "cpu": clock.cpu, "peak": peak(), "texts": held}))


def _filled(index: Any, path: str, clock: Clock) -> list[Any]:
    with clock.step("add"):
        index.add(paper(number, text) for number, text in enumerate(read(Path(path))))
    return []


def _asked(index: Any, path: str, clock: Clock) -> list[Any]:
    """For each paper the seconds it took and what is like it, by name."""
    told = []
    for number, text in enumerate(read(Path(path))):
        one = paper(number, text)
        with clock.step("ask"):
            start = perf_counter()
            found = index.similar(one)
            seconds = perf_counter() - start
        told.append((seconds, [(stored.name, pair.kind) for stored, pair in found]))
    return told


if __name__ == "__main__":
    main(*sys.argv[1:4])
