"""Results of commands that make one file in one of a few formats: which, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from wenfeng.cli.options import filled, one_of
from wenfeng.cli.screen import emit, note
from wenfeng.errors import ConfigError

Formats = Mapping[str, Sequence[str]]
"""The names of the formats, the first of them for the screen, and the suffixes of their files."""


def where_to(output: str | None) -> Path | None:
    """The file that -o names; None for the screen."""
    name = filled("-o", output)
    return Path(name) if name else None


def form_of(form: str | None, path: Path | None, formats: Formats) -> str:
    """The format asked for, else the one that the name of the file tells. Raises ConfigError."""
    if form is not None:
        return one_of("--format", form, formats)
    if path is None:
        return next(iter(formats))
    for name, suffixes in formats.items():
        if path.suffix.lower() in suffixes:
            return name
    allowed = "、".join(suffixes[0] for suffixes in formats.values())
    what = f"“{path.suffix}”文件" if path.suffix else "没有扩展名的文件"
    raise ConfigError(f"写不出{what}：{path}", f"-o 的文件名可以是 {allowed}。")


def hand_over(data: bytes, path: Path | None, done: str) -> None:
    """Write the result to the file, saying what was ``done``, or to the screen."""
    from wenfeng import pipeline

    if path is None:
        emit(data)
        return
    pipeline.save(data, path)
    note(f"已写入 {path}：{done}。")
