"""Finds pairs and groups with wenfeng: python -m copy_finding.ours PAPERS OPTIONS OUT

OPTIONS is JSON: ``threshold``, ``jobs``, ``passages`` if those of the pairs are wanted too, and
``sift`` if pairs are wanted without them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import Pool
from pathlib import Path
from time import perf_counter
from typing import Any

from wenfeng.copies import Duplicates, Paper
from wenfeng.errors import WenfengError

from .measured import Clock, peak
from .stored import read

CLEARLY = "WenfengError:"  # how what a user is told instead of a result begins
Run = Callable[..., Iterator[Any]]


def papers(path: Path) -> list[Paper]:
    return [paper(number, text) for number, text in enumerate(read(path))]


def paper(number: int, text: str) -> Paper:
    return Paper(name=f"{number:06d}.docx", text=text, title=text.partition("\n")[0])


def main(path: str, way: str, out: str) -> None:
    options = json.loads(way)
    given = papers(Path(path))
    held = peak()
    clock = Clock()
    if options.get("sift"):
        told: dict[str, Any] = {"pairs": _sifted(given, clock), "groups": []}
    else:
        told = _told(_found(given, options, clock), options)
    Path(out).write_text(json.dumps(told), encoding="utf-8")
    print(json.dumps({"seconds": clock, "cpu": clock.cpu, "peak": peak(), "texts": held}))


def _sifted(given: list[Paper], clock: Clock) -> list[tuple[int, int, str, float]]:
    """Near-copies as far as fingerprints tell: what the rivals tell, too."""
    with clock.step("load"):
        sift = import_module("wenfeng.duplicates").sift
    with clock.step("finding"):
        found = [(a, b, "near", alike) for a, b, alike in sift(given)]
    return found


def _found(given: list[Paper], options: dict[str, Any], clock: Clock) -> Duplicates:
    """What was found. Work is given to ``run`` step by step; the last step is aligning."""
    with clock.step("load"):
        find = import_module("wenfeng.duplicates").find
    steps = [perf_counter()]
    more = {key: options[key] for key in ("threshold",) if key in options}
    with clock.step("aligning"), _at_work(options.get("jobs", 1)) as work:

        def run(call: Callable[[Any], Any], items: Iterable[Any], /) -> Iterator[Any]:
            steps.append(perf_counter())
            return work(call, items)

        found: Duplicates = find(given, run=run, **more)
    clock["finding"] = steps[-1] - steps[0]
    clock["aligning"] -= clock["finding"]
    return found


@contextmanager
def _at_work(jobs: int) -> Iterator[Run]:
    """Something like ``map`` that works in so many processes."""
    if jobs == 1:
        yield map
        return
    with Pool(jobs) as pool:
        yield pool.imap
        pool.close()
        pool.join()


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
