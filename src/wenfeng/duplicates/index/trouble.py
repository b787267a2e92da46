"""What may be wrong with the file of an index (索引文件的毛病), in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wenfeng.errors import InputError


class Damaged(InputError):
    """An index that does not hold together."""

    def __init__(self, what: str = "") -> None:
        super().__init__(
            f"索引文件已损坏{f'（{what}）' if what else ''}",
            "请换上备份的索引文件；没有备份的，用 wenfeng index add 新索引 文件夹 … 重建一个。",
        )


@contextmanager
def told(path: Path | None = None) -> Iterator[None]:
    """What SQLite complains of, in words."""
    try:
        yield
    except sqlite3.Error as error:
        if path and getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB:
            raise foreign(path) from error
        raise _in_words(error) from error
    except UnicodeDecodeError as error:  # SQLite's own words about names that are no text
        raise Damaged from error


@contextmanager
def decoding(what: str) -> Iterator[None]:
    """Around the reading of what is stored: nothing in a damaged file may do harm."""
    try:
        yield
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        raise Damaged(what) from error


def foreign(path: Path) -> InputError:
    return InputError(
        f"{path} 不是文风的索引文件",
        "请核对文件名。索引这样建：wenfeng index add 往年.wfi 文件夹 …，索引的名字写在最前面。",
    )


def other_version(path: Path) -> InputError:
    return InputError(
        f"索引 {path} 是另一个版本的文风做的，这个版本读不了",
        "请用做它的那个版本，或用 wenfeng index add 新索引 文件夹 … 重建一个。",
    )


def _in_words(error: sqlite3.Error) -> InputError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return InputError("索引正被另一个程序使用", "请等它做完再试。")
    if name.startswith("SQLITE_FULL"):
        return InputError("磁盘满了，没有写进索引，原有内容不受影响", "请腾出空间后再试。")
    if name.startswith("SQLITE_READONLY"):
        return InputError("索引文件是只读的，写不进去", "请去掉只读属性，或复制到能写的地方再用。")
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return InputError("打不开索引文件", "请确认文件没有被移走，并且有读写它的权限。")
    if name.startswith("SQLITE_IOERR"):
        return InputError("读写索引文件时出错", "请检查磁盘，或把索引复制到本机硬盘上再用。")
    return Damaged()
