"""From a file to a Document: one module a format, chosen by the content and then by the name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import cast

from wenfeng.domain import Document, Unread
from wenfeng.errors import InputError, NoTextError
from wenfeng.limits import DEFAULT_LIMITS, MB, Limits
from wenfeng.readers.containers import Member
from wenfeng.readers.encoding import decode
from wenfeng.readers.layout import Content, Laid
from wenfeng.readers.sniff import sniff

Reader = Callable[[bytes, Limits], Content | Laid]
Opener = Callable[[bytes, Limits], Iterator[Member]]


def _reader(module: str, function: str = "read") -> Reader:
    """A reader whose module, and the libraries behind it, load at its first use only."""

    def read(data: bytes, limits: Limits) -> Content | Laid:
        return cast(Reader, getattr(import_module(f"{__name__}.{module}"), function))(data, limits)

    return read


def _opener(module: str) -> Opener:
    def members(data: bytes, limits: Limits) -> Iterator[Member]:
        return cast(Opener, import_module(f"{__name__}.{module}").members)(data, limits)

    return members


READERS: dict[str, Reader] = {
    "docx": _reader("docx", "read_laid"),
    "doc": _reader("doc"),
    "word-xml": _reader("word_xml"),
    "odt": _reader("opendocument.odt"),
    "rtf": _reader("rtf"),
    "xlsx": _reader("xlsx"),
    "xls": _reader("xls"),
    "xlsb": _reader("xlsb"),
    "excel-xml": _reader("excel_xml"),
    "ods": _reader("opendocument.ods"),
    "pdf": _reader("pdf"),
    "ofd": _reader("ofd"),
    "image": _reader("image"),
    "html": _reader("html"),
    "mht": _reader("html", "read_mht"),
    "eml": _reader("mail"),
    "csv": _reader("csv_table"),
    "md": _reader("text", "read_markdown"),
    "txt": _reader("text"),
}

CONTAINERS: dict[str, Opener] = {
    "zip": _opener("archive"),
    "eml": _opener("mail"),
}

SUFFIXES: dict[str, str] = {
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), "docx"),
    **dict.fromkeys((".doc", ".dot", ".wps", ".wpt"), "doc"),
    **dict.fromkeys((".odt", ".ott", ".fodt"), "odt"),
    ".rtf": "rtf",
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), "xlsx"),
    **dict.fromkeys((".xls", ".xlt", ".et", ".ett"), "xls"),
    ".xlsb": "xlsb",
    **dict.fromkeys((".ods", ".ots", ".fods"), "ods"),
    ".pdf": "pdf",
    ".ofd": "ofd",
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"), "image"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "html"),
    **dict.fromkeys((".mht", ".mhtml"), "mht"),
    ".eml": "eml",
    ".zip": "zip",
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    **dict.fromkeys((".md", ".markdown"), "md"),
    **dict.fromkeys((".txt", ".text"), "txt"),
}

# Formats whose names promise something else than text, and the reader for text found behind them.
_PROMISED = {
    **dict.fromkeys(("docx", "doc", "odt", "rtf", "pdf", "ofd", "image", "zip", "eml"), "txt"),
    **dict.fromkeys(("xlsx", "xls", "xlsb", "ods"), "csv"),
}
# Names that several formats share, so that one under another's name is nothing to mention.
_SHARED_NAMES = {(".wps", "docx"), (".et", "xlsx"), (".xml", "word-xml"), (".xml", "excel-xml")}
_NAMES = {
    "docx": "Word 文档（docx）",
    "doc": "旧版 Word／WPS 文字文件（doc、wps）",
    "word-xml": "Word 的 XML 文件",
    "odt": "OpenDocument 文本（odt）",
    "rtf": "RTF 文件",
    "xlsx": "Excel 工作簿（xlsx）",
    "xls": "旧版 Excel／WPS 表格文件（xls、et）",
    "xlsb": "二进制 Excel 工作簿（xlsb）",
    "excel-xml": "Excel 2003 XML 表格",
    "ods": "OpenDocument 表格（ods）",
    "pdf": "PDF 文件",
    "ofd": "OFD 版式文件",
    "image": "图片",
    "html": "网页（html）",
    "mht": "单个文件网页（mht）",
    "eml": "邮件（eml）",
    "zip": "压缩包（zip）",
    "csv": "文本表格（csv）",
    "md": "Markdown 文本",
    "txt": "纯文本",
}
_NO_TEXT_HINT = "如果是空白文件，请确认选对了文件；如果内容是图片，请取得有文字的原件。"


@dataclass(frozen=True, slots=True)
class File:
    """A file whose format is known: a key of READERS, of CONTAINERS, or of both."""

    data: bytes
    format: str
    suffix: str


def open_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> File:
    """Take in a file and tell its format. Raises InputError where nothing can read it."""
    data = _bytes(path, limits)
    suffix = path.suffix.lower()
    return File(data, _format(data, suffix), suffix)


def read_file(path: Path, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read one file; ``name`` is what the document is called in reports."""
    return read(open_file(path, limits), name, limits)


def read(file: File, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document that a file is; of a mail, its own text."""
    reader = READERS.get(file.format)
    if reader is None:
        raise NoTextError(f"{_NAMES[file.format]}里没有文件", "请确认选对了文件。")
    found = _read_somehow(file, reader, limits)
    blocks, unread = found.blocks, found.unread
    if not any(block.text.strip() or block.label for block in blocks):
        held = "、".join(item.what for item in unread[:3])
        message = "文件里没有可读的文字" + (f"（只有：{held}）" if held else "")
        raise NoTextError(message, _NO_TEXT_HINT)
    if sum(len(block.text) for block in blocks) > limits.characters:
        raise InputError(f"文字太多：超过 {limits.characters} 字", "请拆分文件再试。")
    digest = hashlib.sha256(file.data).hexdigest()
    noted = (*_misnamed(file), *unread)
    return Document(name, file.format, digest, blocks, noted, found.pages, found.comments)


def _read_somehow(file: File, reader: Reader, limits: Limits) -> Laid:
    """By our own reader; where that fails, by LibreOffice, if that is installed and can."""
    try:
        return _laid(reader(file.data, limits))
    except InputError as error:
        from wenfeng.readers import libreoffice

        converted = libreoffice.convert(file.data, file.format, limits)
        if converted is None:
            raise
        try:
            found = _laid(READERS[converted[0]](converted[1], limits))
        except InputError:
            raise error from None
        note = f"直接读取不成（{error.message}），改由 LibreOffice 转换后读取"
        # How LibreOffice lays it out is not how the sender did.
        blocks = tuple(replace(block, look=None) for block in found.blocks)
        return Laid(blocks, (Unread(note, "文件"), *found.unread), (), found.comments)


def _laid(content: Content | Laid) -> Laid:
    return content if isinstance(content, Laid) else Laid(*content)


def members(file: File, depth: int, limits: Limits = DEFAULT_LIMITS) -> Iterator[Member]:
    """The files inside a file, ``depth`` containers deep; none inside a mere document."""
    opener = CONTAINERS.get(file.format)
    if opener is None:
        return
    if depth >= limits.nesting:
        raise InputError(
            f"压缩包或邮件套得太深：超过 {limits.nesting} 层", "请先解开里层，再检查里面的文件。"
        )
    yield from opener(file.data, limits)


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        if path.is_dir():
            raise InputError(
                "这是一个文件夹，不是文件", "请指定里面的文件，或让命令读取整个文件夹。"
            )
        if path.exists() and not path.is_file():
            raise InputError("这不是普通文件，无法读取", "请指定一个文档文件。")
        size = path.stat().st_size
        most = limits.archive_size if path.suffix.lower() == ".zip" else limits.file_size
        if size > most * MB:
            raise InputError(
                f"文件太大（{size / MB:.0f} MB，上限 {most} MB）",
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
    promised = SUFFIXES.get(suffix, "")
    if promised not in _PROMISED:
        return promised or "txt"
    try:
        decode(data)
    except InputError as error:
        message = f"文件已损坏，或者不是真正的 {suffix} 文件"
        raise InputError(message, "请用 Word 或 WPS 打开确认，另存一份再试。") from error
    return "html" if _looks_like_page(data) else _PROMISED[promised]


def _looks_like_page(data: bytes) -> bool:
    """Office systems (OA) export a bare ``<table>`` or ``<style>`` under a Word or Excel name."""
    head = data[:4096].replace(b"\0", b"").lower()
    return any(tag in head for tag in (b"<table", b"<meta", b"<style", b"<div", b"<p"))


def _misnamed(file: File) -> tuple[Unread, ...]:
    promised = SUFFIXES.get(file.suffix)
    if promised in (None, file.format) or (file.suffix, file.format) in _SHARED_NAMES:
        return ()
    what = f"扩展名与内容不符：扩展名是 {file.suffix}，内容是{_NAMES[file.format]}，已按内容读取"
    return (Unread(what, "文件"),)
