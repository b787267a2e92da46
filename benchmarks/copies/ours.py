"""Finds pairs and groups with wenfeng: python -m copies.ours PAPERS OPTIONS OUT

OPTIONS is JSON: ``threshold``, and ``passages`` if the passages of the pairs are wanted too.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from wenfeng.copies import Duplicates, Paper

from .measured import Clock, peak
from .stored import read


def papers(path: Path) -> list[Paper]:
    texts = read(path)
    return [
        Paper(name=f"{number:06d}.docx", text=text, title=text.partition("\n")[0])
        for number, text in enumerate(texts)
    ]


def main(path: str, way: str, out: str) -> None:
    options = json.loads(way)
    given = papers(Path(path))
    held = peak()
    clock = Clock()
    with clock.step("load"):
        find = import_module("wenfeng.duplicates").find
    with clock.step("find"):
        found = find(given, threshold=options.get("threshold", 0.4))
    Path(out).write_text(json.dumps(_told(found, options)), encoding="utf-8")
    print(json.dumps({"seconds": clock, "cpu": clock.cpu, "peak": peak(), "texts": held}))


def _told(found: Duplicates, options: dict[str, Any]) -> dict[str, Any]:
    pairs = [(pair.a, pair.b, pair.kind, pair.similarity) for pair in found.pairs]
    groups = [group.members for group in found.groups]
    told: dict[str, Any] = {"pairs": pairs, "groups": groups}
    if options.get("passages"):
        told["passages"] = [[(*p.a, *p.b) for p in pair.passages] for pair in found.pairs]
    return told


if __name__ == "__main__":
    main(*sys.argv[1:4])
