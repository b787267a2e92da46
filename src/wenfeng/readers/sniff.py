"""What a file really is (内容识别): decided by its bytes, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile

from wenfeng.errors import InputError
from wenfeng.readers.containers import BROKEN

_AS_DOCX = "请用 Word 或 WPS 打开，另存为 docx 再试。"

# Kinds that are recognised but not read: what to call them, and what to do.
_REFUSED = {
    "ppt": ("演示文稿", "请把要检查的内容整理成 docx 再试。"),
    "drawing": ("绘图文件", "请把要检查的内容整理成 docx 再试。"),
    "msg": ("Outlook 邮件（.msg）", "请在 Outlook 里另存为 eml，或把附件另存出来再检查。"),
    "archive": ("这种压缩包（rar、7z、gz 等）", "请先解压，再检查里面的文件；zip 可以直接检查。"),
    "program": ("程序文件", "请只提交文档。"),
    "media": ("音频或视频文件", "请只提交文档。"),
    "ole": ("这种 Office 复合文件", _AS_DOCX),
    "unknown": (
        "这种文件，认不出它的格式",
        "请确认文件没有损坏，或用 Word、WPS 另存为 docx 再试。",
    ),
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
    (b"BZh", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"MZ\x90\0", "program"),
    (b"\x7fELF", "program"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"\x09\0\x04\0", "xls"),  # BIFF2–BIFF8: the stream without a container around it
    (b"\x09\x02\x06\0", "xls"),
    (b"\x09\x04\x06\0", "xls"),
    (b"\x09\x08\x08\0", "xls"),
    (b"\x09\x08\x10\0", "xls"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PARTS = (
    ("word/", "docx"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/", "xlsx"),
    ("ppt/", "ppt"),
    ("ofd.xml", "ofd"),
    ("encryptions.xml", "ofd"),
)
_STREAMS = (
    ("worddocument", "doc"),
    ("workbook", "xls"),
    ("book", "xls"),
    ("powerpoint document", "ppt"),
    ("__properties_version1.0", "msg"),
)
_OPEN_DOCUMENTS = (("text", "odt"), ("spreadsheet", "ods"), ("presentation", "ppt"))
_MAIL_HEADER = re.compile(
    r"(?:received|return-path|message-id|x-[\w-]+|dkim-signature|from|to|cc|date|subject|"
    r"mime-version|content-type|content-class|reply-to|sender|importance):"
)
_XML_ROOT = re.compile(r"<(?:office:document|pkg:package|w:worddocument|(?:ss:)?workbook)\b")
_ADDRESSED = re.compile(r"^(?:received|to|cc|message-id|return-path):", re.MULTILINE)


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
    return "media" if data[4:8] == b"ftyp" else _markup(data, suffix)


def _is_bitmap(data: bytes) -> bool:
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return webp or (data[:2] == b"BM" and data[6:10] == b"\0\0\0\0")


def _ole(data: bytes, suffix: str) -> str:
    from wenfeng.readers.ole import streams

    names = streams(data)
    kinds = [kind for name, kind in _STREAMS if name in names]
    # A Word file may hold an Excel object and the other way round: then the name decides.
    sheets = dict.fromkeys((".xls", ".xlt", ".et", ".ett"), "xls")
    named = {**sheets, ".ppt": "ppt", ".dps": "ppt"}.get(suffix, "doc")
    return named if named in kinds else next(iter(kinds), "ole")


def _zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name.replace("\\", "/").lower() for name in package.namelist()]
            if "content.xml" in names:
                return _open_document(package)
    except BROKEN as error:
        raise InputError(
            "文件已损坏，打不开（可能没有下载完整）", "请重新取得文件再试。"
        ) from error
    for part, kind in _PARTS:
        if any(name.startswith(part) for name in names):
            return kind
    return "zip"


def _open_document(package: zipfile.ZipFile) -> str:
    """Which OpenDocument format: its ``mimetype`` says so, else what its content begins with."""
    if "mimetype" in package.namelist():
        with package.open("mimetype") as member:
            said = member.read(200).decode("ascii", "replace")
    else:
        with package.open("content.xml") as member:
            start = member.read(200_000).decode("utf-8", "replace")
        body = re.search(r"<office:body>\s*<office:(\w+)", start)
        said = f"opendocument.{body[1]}" if body else ""
    return next(
        (kind for word, kind in _OPEN_DOCUMENTS if f"opendocument.{word}" in said), "drawing"
    )


def _markup(data: bytes, suffix: str) -> str:
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<\0" in head or b"\0<" in head:
        head = head.replace(b"\0", b"")
    text = head.decode("latin-1").lower().lstrip("\xef\xbb\xbf\xff\xfe \t\r\n")
    if text.startswith("{\\rtf"):
        return "rtf"
    if _MAIL_HEADER.match(text):
        return _mail(text, suffix)
    if text.startswith("<?xml") and "progid=" not in text and "<html" not in text[:2000]:
        return _xml(text)
    if "<?mso-application" in text or _XML_ROOT.match(text):
        return _xml(text)
    bare = re.sub(r"^(?:<!--.*?-->|<\?xml.*?\?>|\s)+", "", text, flags=re.S)
    return "html" if re.match(r"<(?:!doctype\s+html|html|head|body)\b", bare) else "text"


def _mail(text: str, suffix: str) -> str:
    """A mail, a web page saved as one file (mht), or a text that happens to begin like one."""
    head = re.split(r"\r?\n\r?\n", text, maxsplit=1)[0]
    if suffix in (".mht", ".mhtml"):
        return "mht"
    if suffix == ".eml":
        return "eml"
    if "mime-version:" not in head:
        # Prose may begin with "Subject:" as well; a mail has more lines of the kind.
        headers = sum(bool(_MAIL_HEADER.match(line)) for line in head.splitlines())
        return "eml" if headers >= 3 and _ADDRESSED.search(head) else "text"
    page = "multipart/related" in head or "text/html" in head
    return "mht" if page and not _ADDRESSED.search(head) else "eml"


def _xml(text: str) -> str:
    """By the root element; other vocabularies may be declared in it and never used."""
    found = re.search(r"<(?![?!])([\w:.-]+)", text)
    root = found[1] if found else ""
    if root == "office:document":
        return next((k for word, k in _OPEN_DOCUMENTS if f"opendocument.{word}" in text), "drawing")
    if "excel.sheet" in text or "office:spreadsheet" in text:
        return "excel-xml"
    if root.endswith(("worddocument", "package")) or "word.document" in text:
        return "word-xml"
    return "text"
