"""Writing a result file: never half, never over a file that is being checked."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from wenfeng.errors import ConfigError
from wenfeng.pipeline.inputs import display_name, find_inputs


def verify_target(target: Path, paths: Iterable[str | os.PathLike[str]]) -> None:
    """Raise ConfigError if ``target`` cannot be written or is one of the files to check."""
    if target.is_dir():
        raise ConfigError(
            f"-o 指的是一个文件夹：{display_name(target)}", "请写出文件名，如 -o 结果.html。"
        )
    if not target.parent.is_dir():
        raise ConfigError(
            f"要写入的文件夹不存在：{display_name(target.parent)}", "请先建立这个文件夹。"
        )
    files, _ = find_inputs(paths)
    if os.path.realpath(target) in {os.path.realpath(file) for file in files}:
        raise ConfigError(
            f"-o 会覆盖正在检查的文件：{display_name(target)}",
            "请把结果写到别处，最好不在被检查的文件夹里。",
        )


def save(data: bytes, target: Path) -> None:
    """Write beside the target, then put it in its place in one step."""
    if target.exists() and not target.is_file():
        target.write_bytes(data)  # a device or a pipe has no place to be moved to
        return
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        os.replace(beside, target)
    except OSError as error:
        raise ConfigError(
            f"写不进 {display_name(target)}：{error.strerror}",
            "请确认有写入权限、磁盘有空间，并关闭正打开这个文件的程序。",
        ) from error
    finally:
        beside.unlink(missing_ok=True)
