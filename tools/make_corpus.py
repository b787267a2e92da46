"""Writes the generated corpus: annotated plans composed from hand-written fragments.

``python tools/make_corpus.py`` writes corpora/generated, ``--check`` says whether what is written
is current, ``--show g0123`` prints a plan with what is to be read from it. What a plan holds
follows from its number and the texts in corpora/fragments alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.card import card
from corpus.fragments import Fragments, load
from corpus.plan import make_plan
from corpus.show import show
from corpus.stored import GENERATED

PLANS = 500
SHARD = 50
ATTRIBUTES = "# 由脚本逐字节生成，换行不可改写\n*.jsonl text eol=lf\n*.md text eol=lf\n"
Json = dict[str, Any]


def plans(fragments: Fragments, numbers: Sequence[int]) -> Iterator[Json]:
    for number in numbers:
        yield make_plan(number, fragments)


def line(plan: Json) -> str:
    return json.dumps(plan, ensure_ascii=False, separators=(",", ":")) + "\n"


def build(fragments: Fragments) -> dict[str, bytes]:
    """Every file of the corpus by its name."""
    made = list(plans(fragments, range(1, PLANS + 1)))
    shards = {
        f"{start // SHARD + 1:02}.jsonl": "".join(map(line, made[start : start + SHARD]))
        for start in range(0, len(made), SHARD)
    }
    files = {**shards, "README.md": card(made, fragments), ".gitattributes": ATTRIBUTES}
    return {name: text.encode() for name, text in files.items()}


def write(files: dict[str, bytes], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.jsonl"):
        if old.name not in files:
            old.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)


def stale(files: dict[str, bytes], folder: Path) -> list[str]:
    """The names of files that are missing, different or superfluous."""
    there = {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}
    return sorted(name for name in there | files if there.get(name) != files.get(name))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="生成训练和评测用的标注语料")
    parser.add_argument("--show", metavar="编号", help="打印一份方案和应读结果，如 g0123")
    parser.add_argument("--check", action="store_true", help="只检查已写出的文件是否最新")
    options = parser.parse_args(arguments)
    fragments = load()
    if options.show:
        print(show(make_plan(int(options.show.lstrip("g")), fragments)))
        return 0
    files = build(fragments)
    if not options.check:
        write(files, GENERATED)
        return 0
    old = stale(files, GENERATED)
    if old:
        print(f"已过时：{'、'.join(old)}。请运行 python tools/make_corpus.py", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
