"""Drawing plans to look at (抽查): read them all, draw, and copy out what was drawn."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from wenfeng.domain import Failure, Profile, Report
from wenfeng.draws import Candidate, Draw, Quota
from wenfeng.errors import ConfigError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.pipeline.inputs import Source, display_name, find_inputs
from wenfeng.pipeline.outputs import make_folder, save
from wenfeng.pipeline.running import run_all

if TYPE_CHECKING:
    from wenfeng.readers import File

RESULTS = {
    "table": (".txt",),
    "word": (".docx",),
    "excel": (".xlsx",),
    "json": (".json",),
}
"""The formats of a draw, and the names of their files."""

_LONGEST_SUFFIX = 20

Paths = Iterable[str | os.PathLike[str]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Lot:
    """What to draw by: seed, quota, the day under the record; ``aside`` is what results go to."""

    seed: str
    quota: Quota
    day: date
    aside: tuple[Path, ...] = ()


def quota_of(share: str, least: int = 1) -> Quota:
    """How many to draw: 20%, 0.2, or a number of each kind. Raises ConfigError."""
    from wenfeng import sampling

    return sampling.quota_of(share, least)


def draw(
    paths: Paths,
    lot: Lot,
    *,
    jobs: int = 1,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress | None = None,
) -> Draw:
    """Draw from files, folders, and what is in archives and mails; what cannot be read is told."""
    from wenfeng import sampling

    paths = tuple(paths)
    inputs = find_inputs(paths, lot.aside)
    sources = [Source(file, display_name(file)) for file in inputs.files]
    answers = run_all(sources, surveyed, limits, jobs, progress)
    candidates = [one for one in answers if isinstance(one, Candidate)]
    failures = (one for one in answers if isinstance(one, Failure))
    return Draw(
        tuple(map(display_name, paths)),
        lot.seed,
        lot.quota,
        lot.day,
        sampling.drawn(candidates, lot.seed, lot.quota),
        (*inputs.failures, *failures),
        inputs.skipped,
    )


def surveyed(file: File, source: Source, limits: Limits) -> Iterator[Candidate]:
    """A file as it goes into the draw. A letter around attached plans is none itself."""
    from wenfeng import readers, sampling
    from wenfeng.extract import extract
    from wenfeng.reports.senders import senders

    if any(True for _ in readers.members(file, source.depth, limits)):
        return
    document = readers.read(file, source.name, limits)
    reading = extract(document)
    units = senders(Report(document, reading, Profile("", ""), ()))
    title, name = reading.header.title, Path(source.name).stem
    kind = sampling.kind_of(units, title, name)
    yield Candidate(source.name, document.sha256, title, units, kind)


def copy_drawn(found: Draw, paths: Paths, folder: Path, limits: Limits = DEFAULT_LIMITS) -> int:
    """Copy the files drawn into a folder of each kind; how many. Never over what is there.

    Raises ConfigError where that cannot be.
    """
    targets = _targets(found, folder)
    there = [path for path in targets.values() if path.exists()]
    if there:
        raise ConfigError(
            f"已经有这个文件，不覆盖：{display_name(there[0])}", "请换一个文件夹，或者先移走它。"
        )
    wanted = {one.name for stratum in found.strata for one in stratum.drawn}
    sources = (Source(file, display_name(file)) for file in find_inputs(paths).files)
    holding = [s for s in sources if any(_is_of(name, s.name) for name in wanted)]
    answers = run_all(holding, partial(_copied, targets=targets), limits)
    written = {one for one in answers if isinstance(one, Path)}
    if len(written) < len(targets):
        why = "；".join(one.error for one in answers if isinstance(one, Failure))
        raise ConfigError(
            f"要复制 {len(targets)} 份，只复制了 {len(written)} 份：{why or '有文件刚被改动'}",
            "请确认文件还在原处，目标文件夹可以写入，再试一次。",
        )
    return len(written)


def _is_of(name: str, source: str) -> bool:
    return name == source or name.startswith(f"{source}/")


def _copied(
    file: File, source: Source, limits: Limits, *, targets: Mapping[tuple[str, str], Path]
) -> Iterator[Path]:
    target = targets.get((source.name, hashlib.sha256(file.data).hexdigest()))
    if target and not target.exists():
        make_folder(target.parent)
        save(file.data, target)
        yield target


def _targets(found: Draw, folder: Path) -> dict[tuple[str, str], Path]:
    """Where the drawn files go, by name and content; two of one name get numbers."""
    from wenfeng.reports.file_names import file_name, plain_name

    targets: dict[tuple[str, str], Path] = {}
    for stratum in found.strata:
        taken: set[str] = set()
        for one in stratum.drawn:
            path = PurePosixPath(one.name)
            suffix = f".{plain_name(path.suffix[:_LONGEST_SUFFIX])}" if path.suffix else ""
            name = file_name(path.stem, suffix, taken)
            targets[one.name, one.sha256] = folder / plain_name(stratum.kind) / name
    return targets
