"""The index of former years' papers (往年文件索引): files come in and go, and are looked at."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wenfeng.copies import Paper
from wenfeng.domain import Failure, Skipped
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.pipeline.duplicates import READING, Progress, paper
from wenfeng.pipeline.inputs import Source, display_name, find_inputs
from wenfeng.pipeline.running import run_all

if TYPE_CHECKING:
    from wenfeng.duplicates.index import Figures, Index, Removed

_FILES = 500
"""Files read before what they hold is stored: what an interruption makes to be read again."""

_PIECE = 1 << 20

SCHEMA = "wenfeng.index/1"


@dataclass(frozen=True, slots=True)
class Addition:
    """What came of adding files (入库结果): how many papers, and the files that could not be read.

    ``there``: those that the index had already, ``replaced``: other words under the same path.
    """

    stored: int
    there: int
    replaced: int
    failures: tuple[Failure, ...]
    skipped: tuple[Skipped, ...]


def add_to_index(
    index: str | os.PathLike[str],
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int = 1,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress | None = None,
) -> Addition:
    """Put files, folders, archives and mails into an index, which is made if there is none.

    A file is known by its whole path. What was read is stored every few hundred files.
    """
    from wenfeng.duplicates.index import Added, Index

    inputs = find_inputs(paths, [Path(index)])
    failures = list(inputs.failures)
    done, known = Added(), 0
    with Index.open(index) as opened:
        for start in range(0, len(inputs.files), _FILES):
            files = inputs.files[start : start + _FILES]
            fresh = [file for file in files if not _is_stored(opened, file)]
            known += len(files) - len(fresh)
            reading = partial(_reading, progress, start, len(inputs.files)) if progress else None
            sources = [Source(file, whole_name(file)) for file in fresh]
            answers = run_all(sources, paper, limits, jobs, reading)
            failures += (one for one in answers if isinstance(one, Failure))
            done += opened.add(one for one in answers if isinstance(one, Paper))
    there = known + len(done.there)
    return Addition(len(done.stored), there, len(done.replaced), tuple(failures), inputs.skipped)


def remove_from_index(index: str | os.PathLike[str], keys: Sequence[str]) -> Removed:
    """Take papers out of an index: files or folders by path, papers by their SHA-256."""
    from wenfeng.duplicates.index import Index, Removed

    names: list[str] = []
    unknown: list[str] = []
    with Index.open(index, create=False) as opened:
        for key in keys:
            tries = dict.fromkeys((key, display_name(key), whole_name(key)))
            found = [name for one in tries for name in opened.remove([one]).names]
            names += found
            unknown += [] if found else [key]
    return Removed(tuple(names), tuple(unknown))


def index_figures(index: str | os.PathLike[str]) -> Figures:
    """How many papers an index has, of which years and kinds."""
    from wenfeng.duplicates.index import Index

    with Index.open(index, create=False) as opened:
        return opened.figures()


def figures_as_json(index: str, figures: Figures) -> bytes:
    """The same as JSON."""
    data = {"schema": SCHEMA, "path": index, **asdict(figures)}
    data["years"], data["kinds"] = dict(figures.years), dict(figures.kinds)
    return json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n"


def whole_name(path: str | os.PathLike[str]) -> str:
    """The name of a file in an index: its whole path, wherever the command is run."""
    return display_name(os.path.abspath(path))


def _is_stored(index: Index, file: Path) -> bool:
    """Whether a file need not be read. What cannot be opened is tried by a reader, who says why."""
    digest = hashlib.sha256()
    try:
        with file.open("rb") as opened:
            while piece := opened.read(_PIECE):
                digest.update(piece)
    except OSError:
        return False
    return index.has(digest.hexdigest())


def _reading(progress: Progress, start: int, total: int, done: int, _: int) -> None:
    progress(READING, start + done, total)
