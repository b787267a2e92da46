"""Writes a zip package again with some parts replaced (装回); all others are copied as they are."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from wenfeng.errors import InputError
from wenfeng.readers.ooxml import Package

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8, _SIZES_FOLLOW = 0x800, 0x8
_ZIP64 = 1


@dataclass(frozen=True, slots=True)
class _Member:
    """One member as it is to be written; ``local_extra`` stands before its packed bytes."""

    info: zipfile.ZipInfo
    name: bytes
    packed: bytes
    local_extra: bytes
    crc: int
    size: int


@dataclass(slots=True)
class _Written:
    """The archive so far."""

    pieces: list[bytes] = field(default_factory=list)
    directory: list[bytes] = field(default_factory=list)
    offset: int = 0

    def add(self, piece: bytes) -> None:
        self.pieces.append(piece)
        self.offset += len(piece)


def repack(data: bytes, package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The package with the parts in ``changed`` replaced, or added at its end where new.

    Parts are named as in ``package.members``; a new one is called exactly so. Order, dates and
    packing of the others stay.
    """
    replaced = {id(package.members[name]): name for name in changed if name in package.members}
    members = [_copied(data, info) for info in package.archive.infolist()]
    if sum(len(member.packed) for member in members) > len(data):
        raise _damaged("部件互相重叠")
    members = [
        _repacked(member, changed[name]) if (name := replaced.get(id(member.info))) else member
        for member in members
    ]
    pattern = members[0]
    members += [
        _new(name, content, pattern.info.date_time)
        for name, content in changed.items()
        if name not in package.members
    ]
    return _archive(members, package.archive.comment)


def _copied(data: bytes, info: zipfile.ZipInfo) -> _Member:
    start = info.header_offset
    head = data[start : start + _LOCAL.size]
    if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
        raise _damaged(f"部件 {info.filename} 的位置不对")
    *_, name_length, extra_length = _LOCAL.unpack(head)
    name_end = start + _LOCAL.size + name_length
    begin = name_end + extra_length
    return _Member(
        info,
        data[start + _LOCAL.size : name_end],
        data[begin : begin + info.compress_size],
        data[name_end:begin],
        info.CRC,
        info.file_size,
    )


def _repacked(member: _Member, content: bytes) -> _Member:
    return replace(
        member,
        packed=_pack(content, member.info.compress_type),
        crc=zlib.crc32(content),
        size=len(content),
    )


def _new(name: str, content: bytes, when: tuple[int, int, int, int, int, int]) -> _Member:
    info = zipfile.ZipInfo(name, when)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.flag_bits = 0 if name.isascii() else _UTF8
    packed = _pack(content, info.compress_type)
    return _Member(info, name.encode(), packed, b"", zlib.crc32(content), len(content))


def _pack(content: bytes, how: int) -> bytes:
    if how == zipfile.ZIP_STORED:
        return content
    squeeze = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeeze.compress(content) + squeeze.flush()


def _archive(members: Iterable[_Member], comment: bytes) -> bytes:
    written = _Written()
    for member in members:
        _write(member, written)
    start, count = written.offset, len(written.directory)
    for record in written.directory:
        written.add(record)
    size = written.offset - start
    written.add(_END.pack(b"PK\x05\x06", 0, 0, count, count, size, start, len(comment)) + comment)
    return b"".join(written.pieces)


def _write(member: _Member, written: _Written) -> None:
    info = member.info
    # The sizes stand in the header itself now, none behind the bytes and none in 64 bits.
    flags = info.flag_bits & ~_SIZES_FOLLOW
    extra, local_extra = _without_sizes(info.extra), _without_sizes(member.local_extra)
    day, time = _stamp(info.date_time)
    sizes = (member.crc, len(member.packed), member.size)
    kind = info.compress_type
    written.directory.append(
        _CENTRAL.pack(
            *(b"PK\x01\x02", info.create_version, info.create_system, info.extract_version),
            *(info.reserved, flags, kind, time, day, *sizes, len(member.name)),
            *(len(extra), len(info.comment), 0, info.internal_attr, info.external_attr),
            written.offset,
        )
        + member.name
        + extra
        + info.comment
    )
    lengths = (len(member.name), len(local_extra))
    version = info.extract_version
    head = _LOCAL.pack(b"PK\x03\x04", version, flags, kind, time, day, *sizes, *lengths)
    written.add(head + member.name + local_extra + member.packed)


def _without_sizes(extra: bytes) -> bytes:
    """The extra fields but the one with 64-bit sizes, which would contradict the header."""
    kept, rest = b"", extra
    while len(rest) >= 4:
        kind, length = struct.unpack_from("<HH", rest)
        if kind != _ZIP64:
            kept += rest[: 4 + length]
        rest = rest[4 + length :]
    return kept + rest


def _stamp(when: tuple[int, int, int, int, int, int]) -> tuple[int, int]:
    year, month, day, hour, minute, second = when
    return (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2


def _damaged(detail: str) -> InputError:
    return InputError(
        f"文件已损坏：{detail}", "请用 Word 或 WPS 打开确认内容完好，另存为 docx 后再试。"
    )
