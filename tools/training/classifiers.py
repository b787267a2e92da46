"""The classifiers: what each learns from, and how well it answers what it never saw."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from markdown import table

from training import baselines, examples, fitting
from training.examples import Example, labels, splits, texts
from training.fitting import Recipe, Trial
from training.measuring import accuracy, calibration_error, macro, number
from wenfeng.learned.linear import Features, Linear, read

HEAD = ("考题", "句数", "最多的一类", "关键词", "模型", "模型正确率", "校准误差")
Baseline = Callable[[Iterable[str]], list[str]]


@dataclass(frozen=True, slots=True)
class Lesson:
    """``learn`` is what a model learns; ``folds`` what each sector held out is asked."""

    recipe: Recipe
    learn: tuple[Example, ...]
    folds: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """A calibrated classifier; ``held_out`` are its answers for sectors it had not seen."""

    model: Linear
    held_out: Trial
    temperature: float


@dataclass(frozen=True, slots=True)
class Task:
    """A classifier that ships, what it must beat, and what it is asked."""

    name: str
    lesson: Lesson
    baseline: Baseline
    asked: tuple[tuple[str, tuple[Example, ...]], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A classifier with its figures, and the temperature that was put into its weights."""

    task: Task
    table: str
    temperature: float


def tasks() -> tuple[Task, ...]:
    return category(), vague()


def category() -> Task:
    train, dev, test = (splits()[name].topics for name in ("train", "dev", "test"))
    learn = tuple(examples.categories(train))
    asked = (
        ("问题一句，dev", tuple(examples.problems(dev))),
        ("问题一句，test", tuple(examples.problems(test))),
        ("标题、问题、措施连写，dev", tuple(examples.whole_topics(dev))),
        ("标题、问题、措施连写，test", tuple(examples.whole_topics(test))),
    )
    lesson = Lesson(Recipe(Features(1, 2, 2**15)), learn, tuple(examples.problems(train)))
    return Task("category", lesson, baselines.category, asked)


def vague() -> Task:
    train, dev, test = (splits()[name].topics for name in ("train", "dev", "test"))
    learn = (*examples.vagueness(train), *examples.sentences("train"))
    asked = (
        ("dev", tuple(examples.vagueness(dev))),
        ("test", tuple(examples.vagueness(test))),
        ("反着写的句子", tuple(pairs())),
    )
    lesson = Lesson(Recipe(Features(1, 2, 2**15, signs=0.05)), learn, learn)
    return Task("vague", lesson, baselines.vague, asked)


def role() -> Lesson:
    """What a sentence is for. Does not ship: tools/ablation.py shows what it would do."""
    train = splits()["train"]
    folds = tuple(examples.roles(train.topics))
    learn = (*folds, *examples.spoken(train.plans))
    return Lesson(Recipe(Features(1, 2, 2**14)), learn, folds)


def pairs() -> list[Example]:
    """Sentences against the grain: figures in vague ones, 加强 in front of concrete ones."""
    stored = tomllib.loads(Path(__file__).with_name("pairs.toml").read_text("utf-8"))
    names = ("vague", "concrete")
    return [Example(t, n, "") for pair in stored["pairs"] for n, t in zip(names, pair, strict=True)]


def learned(lesson: Lesson) -> Learned:
    """Fit, and calibrate on sectors held out."""
    held_out = fitting.by_sector(lesson.learn, lesson.folds, lesson.recipe)
    by = fitting.temperature(held_out)
    model = fitting.calibrated(fitting.fit(lesson.learn, lesson.recipe), by)
    return Learned(model, held_out.tempered(by), by)


def train(task: Task, folder: Path) -> Result:
    """Learn, store, and measure what was stored."""
    found = learned(task.lesson)
    path = folder / f"{task.name}.weights"
    fitting.save(found.model, path)
    rows = [_row(task, "逐个部门留出（train）", found.held_out)]
    rows += [_row(task, name, fitting.ask(read(path), asked)) for name, asked in task.asked]
    return Result(task, table(HEAD, rows), found.temperature)


def _row(task: Task, name: str, trial: Trial) -> tuple[str, ...]:
    right = labels(trial.examples)
    others = (
        baselines.majority(task.lesson.learn, trial.examples),
        task.baseline(texts(trial.examples)),
        trial.guessed(),
    )
    scores = [number(macro(right, guessed)) for guessed in others]
    sure = (accuracy(right, trial.guessed()), calibration_error(trial))
    return (name, str(len(right)), *scores, *map(number, sure))


def shipped(folder: Path, name: str) -> Linear:
    return read(folder / f"{name}.weights")
