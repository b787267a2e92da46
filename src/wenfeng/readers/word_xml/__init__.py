"""Word documents in one XML file: flat OPC packages, and WordprocessingML 2003.

Both become the parts of a docx package, which the docx reader reads.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, MB, Limits
from wenfeng.readers import docx
from wenfeng.readers.layout import Content
from wenfeng.readers.ooxml import parse_xml
from wenfeng.readers.word_xml import word_2003

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
# Pictures and macros as base64: much of the file, and nothing in it is read.
_BINARY = re.compile(rb"(<(?:\w+:)?(?:binaryData|binData)\b[^>]*>)[^<]+")
_LEADING = b" \t\r\n\0"


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """The blocks of a Word XML file, and what the file holds that was not read."""
    data = _BINARY.sub(rb"\1", data.lstrip(_LEADING))
    if len(data) > limits.part_size * MB:
        raise InputError(
            f"文件太大（文字部分 {len(data) / MB:.0f} MB，上限 {limits.part_size} MB）",
            "请用 Word 或 WPS 打开，另存为 docx 再试。",
        )
    root = parse_xml(word_2003.renamed(data), "Word XML")
    return docx.read(_zipped(_parts(root)), limits)


def _parts(root: etree._Element) -> Mapping[str, bytes]:
    if root.tag == f"{_PKG}package":
        return dict(_flat_parts(root))
    if root.tag == word_2003.ROOT:
        return word_2003.parts(root)
    raise InputError(
        "不是 Word XML 文档：文件里没有 Word 正文",
        "请用 Word 或 WPS 打开确认，另存为 docx 再试。",
    )


def _flat_parts(root: etree._Element) -> Iterator[tuple[str, bytes]]:
    """The parts of a flat OPC package; of binary ones only the names matter."""
    for part in root.iterchildren(f"{_PKG}part"):
        name = part.get(f"{_PKG}name", "").lstrip("/")
        content = next(part.iterchildren(f"{_PKG}xmlData"), None)
        inner = None if content is None else next(iter(content), None)
        if name:
            yield name, b"" if inner is None else etree.tostring(inner, encoding="UTF-8")


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()
