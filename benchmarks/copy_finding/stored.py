"""A collection in a file, one paper a line, so that each way starts with a process of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path


def write(path: Path, texts: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for text in texts:
            file.write(json.dumps(text, ensure_ascii=False) + "\n")


def read(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
