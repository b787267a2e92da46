"""Opens OpenDocument files (ODF 1.0–1.4, ISO/IEC 26300): a zip package, or flat in one XML file.

Names are written as in the standard (``text:p``) and turned into qualified tags once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lxml import etree

from wenfeng.errors import InputError
from wenfeng.limits import MB, Limits
from wenfeng.readers.ooxml import Package, open_package, parse_xml

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {
    **{
        prefix: f"{_OASIS}{prefix}:1.0"
        for prefix in ("office", "text", "table", "style", "form", "presentation")
    },
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "dr3d": f"{_OASIS}dr3d:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_BINARY = re.compile(rb"(<(?:\w+:)?binary-data\b[^<>]*>)[^<]+")
_ENTRY = re.compile(rb"<(?:\w+:)?file-entry\b[^<>]*>")
_LIBRARY_LISTS = ("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml")


@cache
def name(qualified: str) -> str:
    """``text:p`` as the tag or attribute name that lxml uses."""
    prefix, _, local = qualified.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


def names(*qualified: str) -> frozenset[str]:
    """Several names, to test tags against."""
    return frozenset(map(name, qualified))


_BODY = name("office:body")
_PARTS = {
    "styles": name("office:styles"),
    "automatic": name("office:automatic-styles"),
    "master": name("office:master-styles"),
}


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """The body of a file, and the elements that hold its styles.

    ``styles`` are for the body, ``page_styles`` for the headers and footers in ``masters``.
    ``objects`` gives the media type of embedded objects by name.
    """

    body: etree._Element
    styles: tuple[etree._Element, ...]
    page_styles: tuple[etree._Element, ...]
    masters: tuple[etree._Element, ...]
    objects: Mapping[str, str]
    macros: bool


@dataclass(slots=True)
class Budget:
    """What may still be read: repeated cells and spaces cost a file nothing, but us."""

    limits: Limits
    cells: int = 0
    characters: int = 0

    def cell(self) -> None:
        """Count a table cell, or a row."""
        self.cells += 1
        if self.cells > self.limits.cells:
            message = f"表格太大：单元格超过 {self.limits.cells} 个"
            raise InputError(message, "请只保留要检查的部分，另存后再试。")

    def text(self, length: int) -> None:
        """Count the characters of a paragraph."""
        self.characters += length
        if self.characters > self.limits.characters:
            message = f"文件太大：文字超过 {self.limits.characters} 个"
            raise InputError(message, "请拆成几个文件后再试。")


def open_document(data: bytes, kind: str, limits: Limits) -> OpenDocument:
    """Open a file whose body is ``kind`` (``office:text``, ``office:spreadsheet``)."""
    opened = _flat if b"<" in data[:8] and not data.startswith(b"PK") else _packed
    found = opened(data, kind, limits)
    if found is None:
        raise InputError(
            "文件里没有可读的正文，或者内容与格式不符",
            "请用 LibreOffice 或 WPS 打开确认，另存为 docx 或 xlsx 再试。",
        )
    return found


def attribute(element: etree._Element, qualified: str, default: str = "") -> str:
    """An attribute by its name in the standard."""
    return element.get(name(qualified), default)


def count(element: etree._Element, qualified: str, low: int, high: int, default: int = 1) -> int:
    """A whole-number attribute between the bounds; ``default`` where it is missing or no number."""
    found = attribute(element, qualified)
    if not re.fullmatch(r"-?\d{1,9}", found, re.ASCII):
        return default
    return max(low, min(high, int(found)))


def _packed(data: bytes, kind: str, limits: Limits) -> OpenDocument | None:
    package = open_package(data, limits)
    manifest = package.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest or "encrypted-package" in package.names:
        raise InputError(
            "文件加了打开密码，无法读取", "请用 LibreOffice 或 WPS 打开，取消密码后另存再试。"
        )
    content = package.xml("content.xml")
    _adopt(content)
    body = None if content is None else content.find(f"{_BODY}/{name(kind)}")
    if content is None or body is None:
        return None
    styles = package.xml("styles.xml")
    shared = _children(styles, "styles")
    return OpenDocument(
        body=body,
        styles=(*shared, *_children(content, "automatic")),
        page_styles=(*shared, *_children(styles, "automatic")),
        masters=_children(styles, "master"),
        objects=_media_types(manifest),
        macros=_has_macros(package),
    )


def _flat(data: bytes, kind: str, limits: Limits) -> OpenDocument | None:
    if len(data) > limits.part_size * MB:
        raise InputError("文件过大，已停止读取", "请删去文件中的大图片或拆成几个文件后再试。")
    # Pictures stand in the text as base64, longer than the parser takes.
    root = parse_xml(_BINARY.sub(rb"\1", data), "office:document")
    _adopt(root)
    body = root.find(f"{_BODY}/{name(kind)}")
    if body is None:
        return None
    styles = (*_children(root, "styles"), *_children(root, "automatic"))
    scripts = root.iterfind(f"{name('office:scripts')}/{name('office:script')}")
    macros = any("".join(map(str, script.itertext())).strip() for script in scripts)
    return OpenDocument(body, styles, styles, _children(root, "master"), {}, macros)


def _children(root: etree._Element | None, part: str) -> tuple[etree._Element, ...]:
    return () if root is None else tuple(root.iterchildren(_PARTS[part]))


def _adopt(root: etree._Element | None) -> None:
    """Give tables and paragraphs in places the standard does not know (shapes) their usual tags.

    LibreOffice marks them with a namespace of its own.
    """
    extension = f"{{{_SPACES['loext']}}}"
    for element in () if root is None else root.iter(f"{extension}*"):
        local = str(element.tag).removeprefix(extension)
        if local.startswith(("table", "covered-table")):
            element.tag = name(f"table:{local}")
        elif local in ("p", "h"):
            element.tag = name(f"text:{local}")


def _media_types(manifest: bytes) -> dict[str, str]:
    """By plain search: old manifests declare a document type, which the XML guard refuses."""
    found: dict[str, str] = {}
    for entry in _ENTRY.findall(manifest):
        path = re.search(rb'full-path="([^"]*)"', entry)
        media = re.search(rb'media-type="([^"]*)"', entry)
        if path and media:
            key = path[1].decode("utf-8", "replace").strip("/")
            found[key] = media[1].decode("utf-8", "replace")
    return found


def _has_macros(package: Package) -> bool:
    inside = (one for one in package.names if one.startswith(("basic/", "scripts/")))
    return any(not one.endswith(("/", *_LIBRARY_LISTS)) for one in inside)
