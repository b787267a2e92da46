"""Looking for repeated papers (查重): read them all, then find what they have in common."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wenfeng.copies import THRESHOLD, Duplicates, Paper
from wenfeng.domain import Failure
from wenfeng.errors import ConfigError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.pipeline.inputs import Source, display_name, find_inputs
from wenfeng.pipeline.papers import paper_of
from wenfeng.pipeline.processes import sharing
from wenfeng.pipeline.running import run_all

if TYPE_CHECKING:
    from wenfeng.readers import File

RESULTS = {
    "table": (".txt",),
    "html": (".html", ".htm"),
    "excel": (".xlsx",),
    "json": (".json",),
}
"""The formats of what repeats, and the names of their files."""

READING, COMPARING = "正在读取", "正在比对"

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is, and of how much."""


def find_duplicates(
    paths: Iterable[str | os.PathLike[str]],
    *,
    threshold: float = THRESHOLD,
    jobs: int = 1,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress | None = None,
    aside: Iterable[Path] = (),
    against: Path | None = None,
) -> Duplicates:
    """What repeats in files, folders, archives and mails; a bad file becomes a failure.

    ``threshold`` is how alike two papers must be to count (0–1), ``aside`` where results go: what
    lies there from an earlier run is no paper. ``against`` is an index of papers to hold them
    against; without paths, what repeats in it. Raises ConfigError for a threshold that is none.
    """
    from wenfeng import duplicates

    _verify(threshold)
    paths = tuple(paths)
    if against and not paths:
        return _in_index(against, threshold)
    if against:
        verify_index(against)
    inputs = find_inputs(paths, aside)
    sources = [Source(file, display_name(file)) for file in inputs.files]
    reading = partial(progress, READING) if progress else None
    answers = run_all(sources, paper, limits, jobs, reading)
    papers = [one for one in answers if isinstance(one, Paper)]
    failures = (one for one in answers if isinstance(one, Failure))
    comparing = partial(progress, COMPARING) if progress else None
    if against:
        found = _held_against(against, papers, threshold, comparing)
    else:
        with sharing(jobs, sum(len(one.text) for one in papers)) as run:
            found = duplicates.find(papers, threshold, comparing, run)
    return replace(found, failures=(*inputs.failures, *failures), skipped=inputs.skipped)


def _held_against(
    against: Path,
    papers: Sequence[Paper],
    threshold: float,
    progress: Callable[[int, int], None] | None,
) -> Duplicates:
    from wenfeng.duplicates.index import Index

    with Index.open(against, create=False) as index:
        return index.against(papers, threshold, progress)


def verify_index(path: Path) -> None:
    """Raise WenfengError, before any work is done, if there is no such index or it is damaged."""
    from wenfeng.duplicates.index import Index

    Index.open(path, create=False).close()


def _in_index(against: Path, threshold: float) -> Duplicates:
    from wenfeng.duplicates.index import Index

    with Index.open(against, create=False) as index:
        return index.duplicates(threshold)


def threshold_of(text: str) -> float:
    """A share in words: 0.4 or 40%. Raises ConfigError."""
    digits = text.strip().replace("％", "%")
    try:
        number = float(digits.removesuffix("%"))
    except ValueError:
        number = -1.0
    threshold = number / 100 if digits.endswith("%") else number
    _verify(threshold, text)
    return threshold


def _verify(threshold: float, written: str = "") -> None:
    if not 0 < threshold <= 1:
        raise ConfigError(
            f"相似度界限不能是“{written or threshold}”",
            "请写大于 0、不超过 1 的数，如 0.4，或写成 40%。",
        )


def paper(file: File, source: Source, limits: Limits) -> Iterator[Paper]:
    """A file as it is compared. A letter around attached papers is none itself."""
    from wenfeng import readers
    from wenfeng.extract import header_of

    if any(True for _ in readers.members(file, source.depth, limits)):
        return
    document = readers.read(file, source.name, limits)
    yield paper_of(document, header_of(document))
