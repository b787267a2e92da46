"""From a file to a Document: one module a format, chosen by the content and then by the name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from wenfeng.domain import Document, Unread
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, MB, Limits
from wenfeng.readers.encoding import decode
from wenfeng.readers.layout import Content
from wenfeng.readers.sniff import sniff

Reader = Callable[[bytes, Limits], Content]


def _reader(module: str, function: str = "read") -> Reader:
    """A reader whose module, and the libraries behind it, load at its first use only."""

    def read(data: bytes, limits: Limits) -> Content:
        return cast(Reader, getattr(import_module(f"{__name__}.{module}"), function))(data, limits)

    return read


READERS: dict[str, Reader] = {
    "docx": _reader("docx"),
    "xlsx": _reader("xlsx"),
    "html": _reader("html"),
    "mht": _reader("html", "read_mht"),
    "csv": _reader("csv_table"),
    "md": _reader("text", "read_markdown"),
    "txt": _reader("text"),
}

SUFFIXES: dict[str, str] = {
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xltx": "xlsx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".mht": "mht",
    ".mhtml": "mht",
    ".csv": "csv",
    ".tsv": "csv",
    ".md": "md",
    ".markdown": "md",
    ".txt": "txt",
    ".text": "txt",
}

# Names that promise a binary office file, and the text reader for text found behind them.
_OFFICE = {
    ".docx": "txt",
    ".docm": "txt",
    ".doc": "txt",
    ".wps": "txt",
    ".rtf": "txt",
    ".pdf": "txt",
    ".ofd": "txt",
    ".xlsx": "csv",
    ".xlsm": "csv",
    ".xls": "csv",
    ".et": "csv",
}
_NAMES = {
    "docx": "Word 文档（docx）",
    "xlsx": "Excel 工作簿（xlsx）",
    "html": "网页（html）",
    "mht": "单个文件网页（mht）",
    "csv": "文本表格（csv）",
    "md": "Markdown 文本",
    "txt": "纯文本",
}
_NO_TEXT_HINT = "如果内容是扫描图片，请先做文字识别并核对；如果是空白文件，请确认选对了文件。"


def read_file(path: Path, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read one file; ``name`` is what the document is called in reports."""
    data = _bytes(path, limits)
    suffix = path.suffix.lower()
    kind = _format(data, suffix)
    blocks, unread = READERS[kind](data, limits)
    if not any(block.text.strip() or block.label for block in blocks):
        held = "、".join(item.what for item in unread[:3])
        message = "文件里没有可读的文字" + (f"（只有：{held}）" if held else "")
        raise InputError(message, _NO_TEXT_HINT)
    digest = hashlib.sha256(data).hexdigest()
    return Document(name, kind, digest, blocks, (*_misnamed(suffix, kind), *unread))


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        if path.is_dir():
            raise InputError(
                "这是一个文件夹，不是文件", "请指定里面的文件，或让命令读取整个文件夹。"
            )
        if path.exists() and not path.is_file():
            raise InputError("这不是普通文件，无法读取", "请指定一个文档文件。")
        size = path.stat().st_size
        if size > limits.file_size * MB:
            raise InputError(
                f"文件太大（{size / MB:.0f} MB，上限 {limits.file_size} MB）",
                "请拆分文件，或删去其中的图片再试。",
            )
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(error) from error
    if not data:
        raise InputError("文件是空的（0 字节）", "请确认文件已经保存或下载完整。")
    return data


def _unreadable(error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return InputError("找不到文件", "请检查路径和文件名是否写对。")
    if isinstance(error, PermissionError):
        return InputError("没有权限读取文件", "请检查文件权限，或关闭正在使用它的程序后再试。")
    return InputError(f"文件读不出来：{error.strerror or error}", "请检查磁盘或网络位置后再试。")


def _format(data: bytes, suffix: str) -> str:
    kind = sniff(data, suffix)
    if kind != "text":
        return kind
    if suffix not in _OFFICE:
        return SUFFIXES.get(suffix, "txt")
    try:
        decode(data)
    except InputError as error:
        message = f"文件已损坏，或者不是真正的 {suffix} 文件"
        raise InputError(message, "请用 Word 或 WPS 打开确认，另存一份再试。") from error
    return "html" if _looks_like_page(data) else _OFFICE[suffix]


def _looks_like_page(data: bytes) -> bool:
    """Office systems (OA) export a bare ``<table>`` or ``<style>`` under a Word or Excel name."""
    head = data[:4096].replace(b"\0", b"").lower()
    return any(tag in head for tag in (b"<table", b"<meta", b"<style", b"<div", b"<p"))


def _misnamed(suffix: str, kind: str) -> tuple[Unread, ...]:
    if SUFFIXES.get(suffix) == kind or (suffix not in SUFFIXES and suffix not in _OFFICE):
        return ()
    what = f"扩展名与内容不符：扩展名是 {suffix}，内容是{_NAMES[kind]}，已按内容读取"
    return (Unread(what, "文件"),)
