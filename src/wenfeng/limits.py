"""How much one file may cost (读取上限): plain numbers that a caller may change.

Every field says in ``metadata["title"]`` what it bounds, in the user's words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace

from wenfeng.errors import ConfigError

MB = 1024 * 1024


def _limit(default: int, title: str) -> int:
    found: int = field(default=default, metadata={"title": title})
    return found


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for reading one file; a file beyond one of them is a failure, never half read."""

    seconds: int = _limit(60, "一个文件最多处理多少秒（0 为不限）")
    page_seconds: int = _limit(30, "扫描件每识别一页另加多少秒")
    office_seconds: int = _limit(30, "直接读不了而改用 LibreOffice 转换时另加多少秒（0 为不用）")
    memory: int = _limit(1536, "处理一个文件的进程最多占多少内存，MB（0 为不限）")
    file_size: int = _limit(200, "一个文件的大小，MB")
    unpacked_size: int = _limit(256, "docx、xlsx、ofd 等解压之后的总大小，MB")
    part_size: int = _limit(64, "其中一个部件解压之后的大小，MB")
    ratio: int = _limit(200, "解压之后是原来的多少倍（总大小 16 MB 以内不问）")
    parts: int = _limit(10_000, "其中部件的个数")
    cells: int = _limit(200_000, "一份表格文件里有内容的单元格个数")
    characters: int = _limit(5_000_000, "一份文件读出的字数")
    pages: int = _limit(2_000, "PDF、OFD 的页数")
    scanned_pages: int = _limit(200, "其中要识别的扫描页数")
    archive_files: int = _limit(5_000, "一个压缩包或邮件里（含里层）的文件个数")
    archive_size: int = _limit(2_048, "一个压缩包或邮件里（含里层）的文件解开后的总大小，MB")
    nesting: int = _limit(3, "压缩包和邮件一层套一层的层数")


DEFAULT_LIMITS = Limits()


def describe() -> tuple[tuple[str, int, str], ...]:
    """Name, default and meaning of every limit."""
    return tuple(
        (one.name, getattr(DEFAULT_LIMITS, one.name), one.metadata["title"])
        for one in fields(Limits)
    )


def parse_limits(settings: Iterable[str]) -> Limits:
    """The default limits with some changed: ``seconds=120``, ``memory=0``.

    Raises ConfigError for a name nobody knows and for what is no whole number.
    """
    changed: dict[str, int] = {}
    for setting in settings:
        name, _, value = (part.strip() for part in setting.partition("="))
        if name not in (known := [one.name for one in fields(Limits)]):
            raise ConfigError(f"没有叫“{name}”的上限", f"可以写：{'、'.join(known)}。")
        if not (value.isascii() and value.isdigit()):
            whole = "整数秒" if name.endswith("seconds") else "整数"
            raise ConfigError(f"上限“{setting}”不对", f"请写{whole}，如 {name}=100。")
        changed[name] = int(value)
    return replace(DEFAULT_LIMITS, **changed)
