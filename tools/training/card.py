"""Writes models/README.md: the words of card.md with this run's figures in them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from markdown import table

FIGURES = Path(__file__).with_name("figures.json")
LIMIT_MB = 15
LIBRARIES = ("spacy", "thinc", "scikit-learn", "numpy", "jieba")
WHAT = {
    "zh_wenfeng": "spaCy 管道：名称",
    "category.weights": "问题的类别",
    "vague.weights": "措施是否笼统",
    "feedback.json": "意见与条目是否对应（`tools/feedback_fitting.py`）",
}


def card(figures: Mapping[str, object], folder: Path) -> str:
    """The model card. Every figure named in the words must be given."""
    values = {**figures, **_sizes(folder), "limit": LIMIT_MB, "versions": _versions()}
    words = Path(__file__).with_name("card.md").read_text("utf-8")
    return re.sub(r"@(\w+)@", lambda found: str(values[found[1]]).rstrip("\n"), words)


def recorded() -> dict[str, object]:
    """What the last run of everything measured."""
    found: dict[str, object] = json.loads(FIGURES.read_text("utf-8"))
    return found


def write(figures: Mapping[str, object]) -> None:
    text = json.dumps(dict(sorted(figures.items())), ensure_ascii=False, indent=1)
    FIGURES.write_text(text + "\n", "utf-8", newline="\n")


def size(path: Path) -> int:
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(file.stat().st_size for file in files)


def _sizes(folder: Path) -> dict[str, str]:
    sizes = {name: size(folder / name) for name in WHAT}
    rows = ((f"`{name}`", what, f"{sizes[name]:,}") for name, what in WHAT.items())
    return {
        "files": table(("文件", "是什么", "字节"), rows, words=2),
        "total": f"{sum(sizes.values()) / 1e6:.1f}",
    }


def _versions() -> str:
    return "、".join(f"{name} {version(name)}" for name in LIBRARIES)
