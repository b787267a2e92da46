"""Writing a result file: never half, never over a file that is being checked."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from wenfeng.errors import ConfigError
from wenfeng.pipeline.inputs import display_name, find_inputs
from wenfeng.pipeline.system import in_words

# What the name of a result file says about its format.
FORMATS = {
    ".html": "html",
    ".htm": "html",
    ".csv": "csv",
    ".json": "json",
    ".txt": "table",
}


def format_of(target: Path) -> str:
    """The format that the name of a result file asks for. Raises ConfigError for any other."""
    try:
        return FORMATS[target.suffix.lower()]
    except KeyError:
        wrong = f"“{target.suffix}”文件" if target.suffix else "没有扩展名的文件"
        raise ConfigError(
            f"写不出{wrong}：{display_name(target)}",
            "可以写 .html（网页）、.csv（表格，用 WPS 或 Excel 打开）、.json（给其他程序用）、"
            ".txt（文字）；或者用 --format 指明格式。",
        ) from None


def verify_target(target: Path, paths: Iterable[str | os.PathLike[str]]) -> None:
    """Raise ConfigError if ``target`` cannot be written or is one of the files to check."""
    if os.path.isdir(target):
        raise ConfigError(
            f"-o 指的是一个文件夹：{display_name(target)}", "请写出文件名，如 -o 结果.html。"
        )
    if not os.path.isdir(target.parent):
        raise ConfigError(
            f"要写入的文件夹不存在：{display_name(target.parent)}", "请先建立这个文件夹。"
        )
    files = find_inputs(paths).files
    if os.path.realpath(target) in {os.path.realpath(file) for file in files}:
        raise ConfigError(
            f"-o 会覆盖正在检查的文件：{display_name(target)}",
            "请把结果写到别处，最好不在被检查的文件夹里。",
        )


def save(data: bytes, target: Path) -> None:
    """Write beside the target, then put it in its place in one step."""
    try:
        _save(data, target)
    except OSError as error:
        raise ConfigError(
            f"写不进 {display_name(target)}：{in_words(error)}",
            "请换一个位置或文件名再试；别的程序正打开着这个文件的，请先关闭。",
        ) from error


def _save(data: bytes, target: Path) -> None:
    if target.exists() and not target.is_file():
        target.write_bytes(data)  # a device or a pipe has no place to be moved to
        return
    beside = target.with_name(f".wenfeng-{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)
