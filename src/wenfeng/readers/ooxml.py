"""Opens zip packages (docx, xlsx, odt, ofd …) without trusting them: size, ratio, XML guards.

``check_package`` alone is for readers whose library opens the file itself; ``open_package``
hands out parts. Whatever is wrong with the bytes becomes an ``InputError`` here.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, MB, Limits
from wenfeng.readers.containers import BROKEN

# Office text compresses 5–60 times; deflate itself cannot pass 1032. Small files may do anything.
RATIO_FREE = 16 * MB
_CHUNK = 64 * 1024
_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_RELATION_TAGS = tuple(
    f"{{{namespace}}}Relationship"
    for namespace in (
        "http://schemas.openxmlformats.org/package/2006/relationships",
        "http://purl.oclc.org/ooxml/package/relationships",
    )
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part: the last word of its type, and the part it leads to."""

    id: str
    type: str
    target: str


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of an Office file by name (lower case, no leading slash)."""

    names: frozenset[str]
    archive: zipfile.ZipFile
    members: Mapping[str, zipfile.ZipInfo]
    limits: Limits

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, or None where the package has no such part."""
        info = self.members.get(_normal(name))
        if info is None:
            return None
        # A tree takes about ten times the memory of its text.
        if info.file_size > self.limits.part_size * MB:
            raise _too_large()
        return b"".join(_stream(self.archive, info))

    def xml(self, name: str, trim: Callable[[bytes], bytes] | None = None) -> etree._Element | None:
        """The root element of an XML part, or None where the package has no such part.

        ``trim`` may cut what is not needed before the part is parsed.
        """
        data = self.read(name)
        if data is None:
            return None
        return parse_xml(data if trim is None else trim(data), name)

    def relations(self, part: str = "") -> tuple[Relation, ...]:
        """The internal relationships of a part (of the package itself for ``""``)."""
        folder, _, name = _normal(part).rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return ()
        return tuple(
            Relation(
                element.get("Id", ""),
                element.get("Type", "").rpartition("/")[2],
                _resolve(folder, element.get("Target", "")),
            )
            for element in root.iter(*_RELATION_TAGS)
            if element.get("TargetMode") != "External"
        )


def open_package(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Package:
    """Open an Office package after checking its directory; parts are checked when read."""
    _refuse_ole(data)
    archive, infos = _directory(data, limits)
    members = {_normal(info.filename): info for info in infos}
    return Package(frozenset(members), archive, members, limits)


def check_package(data: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
    """Raise ``InputError`` unless every member unpacks within the limits its header states.

    Reads the whole file once, in pieces: a header that lies about its size would otherwise
    let the library behind fill the memory.
    """
    package = open_package(data, limits)
    for info in package.members.values():
        for _ in _stream(package.archive, info):
            pass


def parse_xml(data: bytes, name: str, *, whole: bool = False) -> etree._Element:
    """Parse one XML part; document type declarations are refused, entities never expanded.

    ``whole`` keeps what says nothing (comments, processing instructions), for writing it again.
    """
    refuse_declaration(data, name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=not whole,
        remove_pis=not whole,
        strip_cdata=not whole,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise _damaged(f"部件 {name} 不是完好的 XML") from error
    if root is None:
        raise _damaged(f"部件 {name} 是空的")
    if root.getroottree().docinfo.internalDTD is not None:
        raise _unsafe(name)
    return root


def refuse_declaration(data: bytes, name: str) -> None:
    """Raise ``InputError`` where an XML part holds a document type declaration."""
    if any(mark in data for mark in _DOCTYPES):
        raise _unsafe(name)


def _directory(data: bytes, limits: Limits) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except BROKEN as error:
        raise _damaged("压缩包目录无法读取") from error
    if len(infos) > limits.parts:
        raise InputError(
            f"文件内部的部件太多：{len(infos)} 个，上限 {limits.parts} 个",
            "请用原来的软件打开后另存一份再试。",
        )
    total = sum(info.file_size for info in infos)
    if total > limits.unpacked_size * MB:
        raise _too_large()
    if total > RATIO_FREE and total > limits.ratio * len(data):
        raise InputError(
            "文件解压后膨胀过大，疑似压缩炸弹，已停止读取",
            "请核实文件来源；确属正常文件的，用 Word 或 WPS 另存一份再试。",
        )
    return archive, infos


def _stream(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member in small pieces; zipfile stops at the stated size and then checks the CRC."""
    if info.flag_bits & 0x1:
        raise _encrypted()
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _damaged(f"部件 {info.filename} 的压缩方式不受支持")
    try:
        with archive.open(info) as member:
            while piece := member.read(_CHUNK):
                yield piece
    except BROKEN as error:
        raise _damaged(f"部件 {info.filename} 无法解压") from error


def _refuse_ole(data: bytes) -> None:
    if not data.startswith(_OLE_MAGIC):
        return
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _encrypted()
    raise InputError(
        "文件是旧版 Office 格式（doc、xls、wps 等），不是 docx 或 xlsx",
        "请用 Word 或 WPS 打开，另存为 docx 或 xlsx 后再试。",
    )


def _normal(name: str) -> str:
    # Part names are compared without case; some producers write backslashes.
    return name.replace("\\", "/").lstrip("/").lower()


def _resolve(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    joined = target if target.startswith("/") else posixpath.join("/", folder, target)
    return _normal(posixpath.normpath(joined))


def _encrypted() -> InputError:
    return InputError("文件已加密，无法读取", "请用原来的软件打开，去掉打开密码后另存再试。")


def _damaged(detail: str) -> InputError:
    return InputError(
        f"文件已损坏：{detail}",
        "请用原来的软件打开确认内容完好，另存一份再试；打不开的请重新取得文件。",
    )


def _too_large() -> InputError:
    return InputError(
        "文件解压后过大，已停止读取",
        "请删去文件中的大图片或拆成几个文件后再试。",
    )


def _unsafe(name: str) -> InputError:
    return InputError(
        f"部件 {name} 含有文档类型声明（DTD），可能有安全风险，已停止读取",
        "正常的文件不含这种内容；请核实文件来源，或用原来的软件另存一份再试。",
    )
