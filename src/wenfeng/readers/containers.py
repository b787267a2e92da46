"""What files that hold files have in common (压缩包、邮件): members, their names, their bounds."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from wenfeng.errors import InputError
from wenfeng.limits import MB, Limits

# What zipfile lets through where an archive is broken, its libraries' own errors among it.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    KeyError,
    IndexError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST_NAME = 240


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another; where it cannot be had, the reason instead of its bytes."""

    name: str
    content: bytes | InputError

    @property
    def suffix(self) -> str:
        """The extension in lower case, where it looks like one."""
        suffix = PurePosixPath(self.name).suffix.lower()
        return suffix if re.fullmatch(r"\.[0-9a-z]{1,10}", suffix) else ""


@dataclass(slots=True)
class Allotment:
    """What one container may still give out."""

    limits: Limits
    files: int = 0
    size: int = 0

    def take(self, size: int) -> None:
        """Count one more file of ``size`` bytes; raises InputError where that is too much."""
        if size > self.limits.file_size * MB:
            raise InputError(
                f"文件太大（{size / MB:.0f} MB，上限 {self.limits.file_size} MB）",
                "请拆分文件，或删去其中的图片再试。",
            )
        if self.files >= self.limits.archive_files:
            raise InputError("文件个数超过上限，没有读取", "请解压后分批检查。")
        if self.size + size > self.limits.archive_size * MB:
            raise InputError("解压后的总大小超过上限，没有读取", "请解压后分批检查。")
        self.files += 1
        self.size += size


def clean_name(name: str) -> str:
    """The name as reports show it: slashes one way, nothing that leads out, nothing unseen."""
    parts = _CONTROLS.sub("", name).replace("\\", "/").split("/")
    kept = [
        part
        for part in parts
        if part not in ("", ".", "..") and not re.fullmatch("[A-Za-z]:", part)
    ]
    return "/".join(kept)[-_LONGEST_NAME:] or "未命名"
