"""Trains and measures the models, and writes them and their card to models/.

``python tools/train.py`` does everything; ``--classifiers`` leaves the spaCy pipeline as it is,
``--output FOLDER`` writes elsewhere. What was measured is kept in tools/training/figures.json.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from threadpoolctl import threadpool_limits
from training import classifiers, comparing, pipeline, speed
from training.card import FIGURES, card, recorded, write
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
    parser.add_argument("--classifiers", action="store_true", help="只训练两个分类器")
    asked = parser.parse_args(arguments)
    folder: Path = asked.output
    with threadpool_limits(1):  # sums in another order would give other last digits
        figures = recorded() | linear_models(folder) if asked.classifiers else everything(folder)
    if folder == MODELS:
        write(figures)
    (folder / "README.md").write_text(card(figures, folder), "utf-8")
    print(f"写好：{folder}，数字记在 {FIGURES.name}")


def everything(folder: Path) -> dict[str, object]:
    """All models, all figures."""
    start = perf_counter()
    figures = {**linear_models(folder), **spacy_pipeline(folder)}
    return {**figures, "minutes": f"{(perf_counter() - start) / 60:.0f}"}


def linear_models(folder: Path) -> dict[str, object]:
    """The classifiers; one table of figures each, and how fast they are."""
    results = [classifiers.train(task, folder) for task in classifiers.tasks()]
    for result in results:
        show(f"{result.task.name}（温度 {result.temperature}）", result.table)
    models = {name: classifiers.shipped(folder, name) for name in NAMES}
    tables: dict[str, object] = {result.task.name: result.table for result in results}
    return {**tables, "linear_speed": speed.of_classifiers(models, plain_plans())}


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
        "speed": speed.of_pipeline(language.assembled(folder / PIPELINE), plain_plans()),
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


def plain_plans() -> list[str]:
    return [plan["text"] for plan in splits()["dev"].plans if plan["format"] == "txt"]


def show(title: str, table: str) -> None:
    print(f"\n{title}\n{table}", flush=True)


if __name__ == "__main__":
    main()
