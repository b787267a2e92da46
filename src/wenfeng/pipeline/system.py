"""What the operating system complains of (系统报错), in words a clerk knows."""

from __future__ import annotations

import errno

_WORDS = {
    "ENOENT": "没有这个文件或文件夹",
    "ENOTDIR": "没有这个文件夹",
    "EISDIR": "这是一个文件夹",
    "EACCES": "没有权限",
    "EPERM": "没有权限",
    "ENOSPC": "磁盘已满",
    "EDQUOT": "磁盘已满",
    "EROFS": "这个位置是只读的",
    "ENAMETOOLONG": "名字太长",
    "EBUSY": "文件正被别的程序打开",
    "ETXTBSY": "文件正被别的程序打开",
    "EFBIG": "文件太大，这个磁盘放不下",
    "EIO": "磁盘读写出错",
}
# Windows says 13 (no permission) for all of these, and its own number beside.
_ON_WINDOWS = {32: "文件正被别的程序打开", 33: "文件正被别的程序打开", 19: "这个位置是只读的"}


def in_words(error: OSError) -> str:
    """The reason in Chinese; the system's own words where there is none for it."""
    own = _ON_WINDOWS.get(getattr(error, "winerror", None) or 0)
    name = errno.errorcode.get(error.errno or 0, "")
    return own or _WORDS.get(name) or error.strerror or type(error).__name__
