"""How many characters a second the rules read, beside jieba cutting the same text into words.

    python benchmarks/extraction.py [FOLDER]

Without a folder the plans are those of corpora/handwritten. One core; both take turns, each round
a process of its own so that nothing is remembered from the round before, and the fastest of five
counts. Not counted: reading files, and the first plans (patterns are compiled).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from wenfeng.domain import Document
from wenfeng.errors import WenfengError
from wenfeng.extract import extract
from wenfeng.learned import words
from wenfeng.pipeline.inputs import find_inputs
from wenfeng.readers import read_file

HANDWRITTEN = Path(__file__).resolve().parents[1] / "corpora" / "handwritten"
ROUNDS = 5
FIRST = 3  # plans that only warm up


def documents(folder: Path) -> list[Document]:
    """The plans of a folder."""
    found = []
    for path in find_inputs([folder]).files:
        try:
            found.append(read_file(path, path.name))
        except WenfengError as error:
            print(f"略过 {path.name}：{error}", file=sys.stderr)
    return found


def cut(plan: Document) -> None:
    """The words of every block."""
    import jieba

    for block in plan.blocks:
        for _ in jieba.cut(block.text):
            pass


WAYS: dict[str, Callable[[Document], object]] = {"规则提取": extract, "jieba 分词": cut}


def measure(name: str, folder: Path) -> str:
    """Documents, characters and seconds of one way, in this process."""
    plans = documents(folder)
    words.prepare()
    for plan in plans[:FIRST]:
        WAYS[name](plan)
    plans = plans[FIRST:]
    start = perf_counter()
    for plan in plans:
        WAYS[name](plan)
    seconds = perf_counter() - start
    return f"{len(plans)} {sum(len(b.text) for p in plans for b in p.blocks)} {seconds}"


def main(arguments: list[str]) -> int:
    """Take turns, print characters a second."""
    if arguments[:1] == ["--one"]:
        print(measure(arguments[1], Path(arguments[2])))
        return 0
    folder = arguments[0] if arguments else str(HANDWRITTEN)
    best = dict.fromkeys(WAYS, float("inf"))
    for _ in range(ROUNDS):
        for name in WAYS:
            run = [sys.executable, __file__, "--one", name, folder]
            count, size, seconds = subprocess.check_output(run, text=True).split()
            best[name] = min(best[name], float(seconds))
    print(f"{count} 份文件，{int(size):,} 字，{ROUNDS} 轮取最快")
    for name, fastest in best.items():
        print(f"{name:<10} {int(size) / fastest:>10,.0f} 字/秒")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
