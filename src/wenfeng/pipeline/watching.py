"""Waiting until files change (看着文件): for checking again while somebody writes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from wenfeng.pipeline.inputs import is_aside
from wenfeng.pipeline.outputs import Target


def changes(paths: Iterable[str | os.PathLike[str]], target: Target) -> Iterator[None]:
    """Once for every change of a file checked, or of settings beside it; ends when interrupted.

    What is written as a result is no change.
    """
    from watchfiles import watch

    results = tuple(map(os.path.realpath, target.files()))
    files = {os.path.realpath(path) for path in paths if not os.path.isdir(path)}
    folders = {os.path.realpath(path) for path in paths if os.path.isdir(path)}
    places = folders | {os.path.dirname(file) for file in files}

    def counts(_: object, changed: str) -> bool:
        path = Path(os.path.realpath(changed))
        if is_aside(path.name) or any(path.is_relative_to(result) for result in results):
            return False
        if path.suffix == ".toml" or str(path) in files:
            return True
        return any(path.is_relative_to(folder) for folder in folders)

    for _ in watch(*places, watch_filter=counts, raise_interrupt=True):
        yield
