"""Opens OLE compound files (复合文件: doc, wps, xls, et, msg; [MS-CFB]) without trusting them.

Sizes and counts are checked before olefile sees them, because its loops end where the file says.
Whatever is wrong with the bytes becomes an ``InputError`` here.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass

import olefile

from wenfeng.errors import InputError

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADER = 512
_SECTOR_SHIFTS = (9, 12)
_MINI_SHIFT = 6


@dataclass(frozen=True, slots=True)
class Compound:
    """The streams of a compound file by path (lower case, ``/`` between storages)."""

    names: frozenset[str]
    size: int
    file: olefile.OleFileIO[str]
    paths: Mapping[str, list[str]]

    def read(self, name: str) -> bytes | None:
        """The bytes of a stream, or None where the file has no such stream."""
        path = self.paths.get(name.lower())
        if path is None:
            return None
        try:
            if self.file.get_size(path) > self.size:
                raise _damaged(f"数据流 {name} 比整个文件还长")
            return bytes(self.file.openstream(path).read())
        except InputError:
            raise
        except Exception as error:  # olefile lets out whatever the bytes provoke
            raise _damaged(f"数据流 {name} 不完整") from error


def open_ole(data: bytes) -> Compound:
    """Open a compound file after checking its header; streams are checked when read."""
    sector = _sector_size(data)
    # Some writers leave the last sector short.
    padded = data.ljust(-(-len(data) // sector) * sector, b"\0")
    try:
        file = olefile.OleFileIO(io.BytesIO(padded))
        listed = file.listdir(streams=True, storages=False)
    except Exception as error:  # olefile lets out whatever the bytes provoke
        raise _damaged("内部目录无法读取") from error
    paths = {"/".join(path).lower(): path for path in listed}
    if "encryptedpackage" in paths:
        raise InputError(
            "文件加了打开密码，无法读取", "请用 Word 或 WPS 打开，取消密码后另存再试。"
        )
    return Compound(frozenset(paths), len(data), file, paths)


def streams(data: bytes) -> frozenset[str]:
    """The paths of all streams (``worddocument``, ``macros/vba/dir``): tells what a file is."""
    return open_ole(data).names


def _sector_size(data: bytes) -> int:
    """The size of a sector, if the header's counts can be true of this file ([MS-CFB] 2.2)."""
    if not data.startswith(MAGIC) or len(data) < _HEADER:
        raise _damaged("文件头不完整")
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in _SECTOR_SHIFTS or mini_shift != _MINI_SHIFT:
        raise _damaged("文件开头的内容不对")
    tables, mini_tables, chained = (struct.unpack_from("<I", data, at)[0] for at in (44, 64, 72))
    sectors = (len(data) >> shift) + 1
    # One sector of the allocation table describes so many sectors; writers reserve some more.
    described = 1 << (shift - 2)
    if max(tables, chained) > 2 * (sectors // described) + 128 or mini_tables > sectors:
        raise _damaged("分配表比文件还大（可能没有下载完整）")
    size: int = 1 << shift
    return size


def _damaged(detail: str) -> InputError:
    return InputError(
        f"文件已损坏，打不开：{detail}",
        "请用 Word 或 WPS 打开确认内容完好，另存一份再试；打不开的请重新取得文件。",
    )
