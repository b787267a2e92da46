"""Trains and measures the models, and writes them and their card to models/.

``python tools/train.py`` does everything; ``--output FOLDER`` writes elsewhere.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from threadpoolctl import threadpool_limits
from training import classifiers, comparing, pipeline, speed
from training.card import card
from training.examples import splits
from training.passages import examples, losses, passages
from training.renaming import varied

from wenfeng import language

MODELS = Path(__file__).resolve().parents[1] / "models"
PIPELINE = "zh_wenfeng"
NAMES = ("category", "vague")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="训练并测量模型，写到 models/")
    parser.add_argument("--output", type=Path, default=MODELS)
    folder: Path = parser.parse_args(arguments).output
    start = perf_counter()
    with threadpool_limits(1):  # sums in another order would give other last digits
        figures = {**linear_models(folder), **spacy_pipeline(folder)}
    figures["minutes"] = f"{(perf_counter() - start) / 60:.0f}"
    (folder / "README.md").write_text(card(figures, folder), "utf-8")
    print(f"写好：{folder}，用时 {figures['minutes']} 分钟")


def linear_models(folder: Path) -> dict[str, object]:
    """The classifiers; one table of figures each."""
    results = [classifiers.train(task, folder) for task in classifiers.tasks()]
    for result in results:
        show(f"{result.task.name}（温度 {result.temperature}）", result.table)
    return {result.task.name: result.table for result in results}


def spacy_pipeline(folder: Path) -> dict[str, object]:
    """The pipeline, and what it finds in plans it has not seen."""
    nlp = pipeline.blank()
    learn = list(passages(splits()["train"].plans))
    lost = losses(nlp, learn)
    more = list(varied(learn))
    pipeline.train(nlp, examples(nlp, more)).to_disk(folder / PIPELINE)
    test = splits()["test"].plans
    asked = list(passages(test))
    tables = {
        "kinds": comparing.kinds(nlp, asked),
        "owners": comparing.names(nlp, test),
        "handwritten": comparing.handwritten(nlp),
        "speed": _speed(folder),
    }
    for name, table in tables.items():
        show(name, table)
    counts = {
        "passages": len(learn),
        "copies": len(more) - len(learn),
        "names": lost.names,
        "misaligned": lost.misaligned,
    }
    print(counts)
    return {**tables, **counts}


def _speed(folder: Path) -> str:
    nlp = language.assembled(folder / PIPELINE)
    models = {name: classifiers.shipped(folder, name) for name in NAMES}
    plans = [plan["text"] for plan in splits()["dev"].plans if plan["format"] == "txt"]
    return speed.speeds(nlp, models, plans)


def show(title: str, table: str) -> None:
    print(f"\n{title}\n{table}", flush=True)


if __name__ == "__main__":
    main()
