"""How the time of a check grows with a hostile text: twice the text, about twice as long.

    python benchmarks/growth.py [characters]

Each text repeats one thing that patterns stumble over. A ratio near 4 means quadratic.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import wenfeng

HEAD = "青禾县供水整改方案\n一、整改任务\n1."
REPEATED = {
    "空格": " ",
    "全角空格": "\u3000",
    "换行": "\n",
    "同一个字": "水",
    "左括号": "（",
    "左书名号": "《",
    "单位名": "县水务局、",
    "时限": "2025年5月底前完成，",
    "编号": "1.",
    "一是二是": "一是加强管理。二是落实责任。",
    "标签": "责任单位：",
}


def seconds(text: str, folder: Path) -> float:
    """How long a check of the text takes, the best of three."""
    path = folder / "plan.txt"
    path.write_text(text, encoding="utf-8")
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        wenfeng.check(path)
        best = min(best, time.perf_counter() - started)
    return best


def main(size: int = 10_000) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seconds(HEAD, folder)  # the first check loads everything
        print(f"{size} 字  {size * 2} 字  倍数")
        for what, piece in REPEATED.items():
            once, twice = (
                seconds(HEAD + piece * (n // len(piece)) + "完成。", folder)
                for n in (size, size * 2)
            )
            print(f"{once:7.3f}  {twice:7.3f}  {twice / once:4.1f}  {what}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
