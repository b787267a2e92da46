"""Archives (压缩包, zip): one member after another, none trusted in name or size."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator

from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers.containers import BROKEN, Allotment, Member, clean_name
from wenfeng.readers.encoding import decode
from wenfeng.readers.ooxml import RATIO_FREE

_CHUNK = 1024 * 1024
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_UNICODE_PATH = b"\x75\x70"
_KNOWN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)


def members(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Iterator[Member]:
    """Every file of the archive in its order; what cannot be had comes with the reason."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise InputError(
            "压缩包已损坏，打不开（可能没有下载完整）", "请重新取得文件再试。"
        ) from error
    infos = [info for info in archive.infolist() if not info.is_dir()]
    names = _names(infos)
    allotment = Allotment(limits)
    for info, name in zip(infos, names, strict=True):
        try:
            content: bytes | InputError = _content(archive, info, len(data), limits, allotment)
        except InputError as error:
            content = error
        yield Member(name, content)


def _names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """The names as they were meant: Chinese systems write them in GBK without saying so."""
    raw = [None if info.flag_bits & _UTF8_FLAG else _raw(info) for info in infos]
    # One archive is written by one program: all names together tell the encoding best.
    together = b"\n".join(name for name in raw if name is not None)
    encoding = _encoding(together)
    return [
        clean_name(
            _unicode_path(info)
            or (info.filename if name is None else name.decode(encoding, "replace"))
        )
        for info, name in zip(infos, raw, strict=True)
    ]


def _raw(info: zipfile.ZipInfo) -> bytes:
    # zipfile has decoded names without the UTF-8 flag as cp437, which maps every byte.
    return info.orig_filename.encode("cp437", "replace")


def _encoding(names: bytes) -> str:
    try:
        text = decode(names) if names else ""
    except InputError:
        return "gb18030"
    return "utf-8" if text.encode("utf-8", "replace") == names else "gb18030"


def _unicode_path(info: zipfile.ZipInfo) -> str:
    """The name in the Info-ZIP Unicode Path field (APPNOTE 4.6.9), or nothing."""
    extra = info.extra
    while len(extra) >= 4:
        size = int.from_bytes(extra[2:4], "little")
        if extra[:2] == _UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""


def _content(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    packed: int,
    limits: Limits,
    allotment: Allotment,
) -> bytes:
    if stat.S_ISLNK(info.external_attr >> 16):
        raise InputError("压缩包里的这一项是链接，不是文件", "请把真正的文件放进压缩包再试。")
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise InputError("压缩包加了密码，无法读取", "请解压后再检查里面的文件。")
    if info.compress_type not in _KNOWN_METHODS:
        raise InputError(
            "压缩方式不受支持", "请解压后再检查里面的文件，或用普通 zip 方式重新压缩。"
        )
    allotment.take(info.file_size)
    if info.file_size > RATIO_FREE and info.file_size > limits.ratio * packed:
        raise InputError("解压后膨胀过大，疑似压缩炸弹，已停止读取", "请核实文件来源。")
    try:
        with archive.open(info) as member:
            # A size that the directory understates is cut off by zipfile and fails its checksum.
            return b"".join(iter(lambda: member.read(_CHUNK), b""))
    except BROKEN as error:
        raise InputError("压缩包里的这个文件已损坏", "请重新取得文件再试。") from error
