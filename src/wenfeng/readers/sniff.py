"""What a file really is (内容识别): decided by its bytes, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile

from wenfeng.errors import InputError

_AS_DOCX = "请用 Word 或 WPS 打开，另存为 docx 再试。"
_AS_XLSX = "请用 Excel 或 WPS 打开，另存为 xlsx 再试。"
_AS_TEXT = "请取得 Word 版原件，或用 WPS 转换为 docx 并核对文字后再试。"
_SCAN = "图片里的文字读不出来。请取得 Word 版原件，或先做文字识别并核对，存为 docx 再试。"

# Kinds that are recognised but not read: what to call them, and what to do.
_REFUSED = {
    "doc": ("旧版 Word／WPS 文字文件（.doc、.wps）", _AS_DOCX),
    "xls": ("旧版 Excel／WPS 表格文件（.xls、.et）", _AS_XLSX),
    "xlsb": ("二进制 Excel 文件（.xlsb）", _AS_XLSX),
    "xml-word": ("Word XML 文件", _AS_DOCX),
    "xml-excel": ("Excel 2003 XML 表格", _AS_XLSX),
    "ppt": ("演示文稿", "请把要检查的内容整理成 docx 再试。"),
    "odf": (
        "OpenDocument 文件（.odt、.ods）",
        "请用 WPS 或 LibreOffice 另存为 docx 或 xlsx 再试。",
    ),
    "pdf": ("PDF 文件", _AS_TEXT),
    "ofd": ("OFD 版式文件", _AS_TEXT),
    "rtf": ("RTF 文件", _AS_DOCX),
    "image": ("图片", _SCAN),
    "archive": ("压缩包", "请先解压，再检查里面的文件。"),
    "ole": ("旧版 Office 复合文件", "请用 Word 或 WPS 打开，另存为 docx 或 xlsx 再试。"),
}
_STARTS = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b\x08", "archive"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PARTS = (
    ("word/", "docx"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/", "xlsx"),
    ("ppt/", "ppt"),
    ("ofd.xml", "ofd"),
    ("content.xml", "odf"),
)
_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint", "ppt"))


def sniff(data: bytes, suffix: str) -> str:
    """The format of the content, or ``text`` where only the name can tell which kind of text.

    Raises InputError for kinds that are known and not read.
    """
    kind = _kind(data, suffix)
    if kind in _REFUSED:
        what, hint = _REFUSED[kind]
        raise InputError(f"不支持直接读取{what}", hint)
    return kind


def _kind(data: bytes, suffix: str) -> str:
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data.startswith(_OLE):
        return _ole(data, suffix)
    if data.startswith(_ZIP):
        return _zip(data)
    if b"%PDF-" in data[:1024] and not data.lstrip().startswith(b"<"):
        return "pdf"
    if _is_bitmap(data):
        return "image"
    return _markup(data)


def _is_bitmap(data: bytes) -> bool:
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return webp or (data[:2] == b"BM" and data[6:10] == b"\0\0\0\0")


def _ole(data: bytes, suffix: str) -> str:
    if _holds_stream(data, "EncryptedPackage"):
        raise InputError(
            "文件加了打开密码，无法读取", "请用 Word 或 WPS 打开，取消密码后另存再试。"
        )
    kinds = [kind for name, kind in _STREAMS if _holds_stream(data, name)]
    # A Word file may hold an Excel object and the other way round: then the name decides.
    named = {".xls": "xls", ".et": "xls", ".ppt": "ppt", ".dps": "ppt"}.get(suffix, "doc")
    return named if named in kinds else next(iter(kinds), "ole")


def _holds_stream(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data


def _zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name.replace("\\", "/").lower() for name in package.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise InputError(
            "文件已损坏，打不开（可能没有下载完整）", "请重新取得文件再试。"
        ) from error
    for part, kind in _PARTS:
        if any(name.startswith(part) for name in names):
            return kind
    return "archive"


def _markup(data: bytes) -> str:
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<\0" in head or b"\0<" in head:
        head = head.replace(b"\0", b"")
    text = head.decode("latin-1").lower().lstrip("\xef\xbb\xbf\xff\xfe \t\r\n")
    if re.match(r"(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)*?mime-version:", text):
        return "mht" if "multipart/related" in text or "text/html" in text else "text"
    if text.startswith("<?xml") and "progid=" not in text and "<html" not in text[:2000]:
        return _xml(text)
    if "<?mso-application" in text:
        return _xml(text)
    bare = re.sub(r"^(?:<!--.*?-->|<\?xml.*?\?>|\s)+", "", text, flags=re.S)
    return "html" if re.match(r"<(?:!doctype\s+html|html|head|body)\b", bare) else "text"


def _xml(text: str) -> str:
    if "excel.sheet" in text or "office:spreadsheet" in text:
        return "xml-excel"
    if "word.document" in text or "wordml" in text or "xmlpackage" in text:
        return "xml-word"
    return "text"
