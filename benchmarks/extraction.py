"""How many characters a second the rules read, beside jieba cutting the same text into words.

    python benchmarks/extraction.py [FOLDER]

Without a folder the texts are those of corpora/generated (txt, undamaged). One core; both take
turns, each round a process of its own so that nothing is remembered from the round before, and the
fastest of five counts. Not counted: reading files, and the first plans (patterns are compiled).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from wenfeng.domain import Block, Document
from wenfeng.errors import WenfengError
from wenfeng.extract import extract
from wenfeng.learned import words
from wenfeng.readers import read_file

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
FIRST = 3  # plans that only warm up


def documents(folder: Path | None) -> list[Document]:
    """The plans of a folder, or the generated ones as documents of paragraphs."""
    return _read(folder) if folder else _generated()


def _read(folder: Path) -> list[Document]:
    found = []
    for path in sorted(folder.iterdir()):
        try:
            found.append(read_file(path, path.name))
        except WenfengError as error:
            print(f"略过 {path.name}：{error}", file=sys.stderr)
    return found


def _generated() -> list[Document]:
    found = []
    for shard in sorted((ROOT / "corpora" / "generated").glob("*.jsonl")):
        for line in shard.read_text("utf-8").splitlines():
            plan = json.loads(line)
            if plan["format"] == "txt" and not plan["damage"]:
                lines = (text for text in plan["text"].split("\n") if text.strip())
                blocks = tuple(Block("paragraph", t, f"第{i}段") for i, t in enumerate(lines, 1))
                found.append(Document(plan["id"], "txt", "0" * 64, blocks))
    return found


def cut(plan: Document) -> None:
    """The words of every block."""
    import jieba

    for block in plan.blocks:
        for _ in jieba.cut(block.text):
            pass


WAYS: dict[str, Callable[[Document], object]] = {"规则提取": extract, "jieba 分词": cut}


def measure(name: str, folder: Path | None) -> str:
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
        print(measure(arguments[1], Path(arguments[2]) if arguments[2:] else None))
        return 0
    best = dict.fromkeys(WAYS, float("inf"))
    for _ in range(ROUNDS):
        for name in WAYS:
            run = [sys.executable, __file__, "--one", name, *arguments]
            count, size, seconds = subprocess.check_output(run, text=True).split()
            best[name] = min(best[name], float(seconds))
    print(f"{count} 份文件，{int(size):,} 字，{ROUNDS} 轮取最快")
    for name, fastest in best.items():
        print(f"{name:<10} {int(size) / fastest:>10,.0f} 字/秒")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
