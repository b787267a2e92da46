"""Workbooks that anybody may open although they are encrypted ([MS-OFFCRYPTO] 2.3.5, 2.3.6).

Excel encrypts a workbook whose structure is protected (保护工作簿) with a password of its own,
which every program knows; only where another one was set does the user have to take it away.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterator
from itertools import islice

from wenfeng.errors import InputError
from wenfeng.readers.xls.records import BEGIN, END, Record, raw_records, records

_EVERYBODYS = "VelvetSweatshop".encode("utf-16-le")
_BLOCK = 1024
_RC4, _OFFICE_97, _CRYPTO_API = 1, (1,), (2, 3, 4)
_FILE_PASS, _BOUND_SHEET = 0x002F, 0x0085
# Records that stay readable ([MS-XLS] 2.2.10): BOF, FILEPASS, USREXCL, FILELOCK, INTERFACEHDR,
# RRDINFO, RRDHEAD; and of BOUNDSHEET the first four bytes.
_OPEN = frozenset((*BEGIN, _FILE_PASS, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138))
_IGNORED = b"\0\0"

BlockKey = Callable[[int], bytes]


def readable(stream: bytes) -> bytes:
    """The workbook stream decrypted, if need be; an error where it takes a password."""
    for record in records(stream):
        if record.code == _FILE_PASS:
            return _decrypted(stream, _key(record), record.start)
        if record.code == END:
            break
    return stream


def _decrypted(stream: bytes, key: BlockKey | None, file_pass: int) -> bytes:
    if key is None:
        raise InputError(
            "文件加了打开密码，无法读取", "请用 Excel 或 WPS 打开，取消密码后另存再试。"
        )
    plain = bytearray()
    for number, start in enumerate(range(0, len(stream), _BLOCK)):
        plain += _rc4(key(number), stream[start : start + _BLOCK])
    for code, start, data in raw_records(stream):
        kept = 4 + (len(data) if code in _OPEN else 4 if code == _BOUND_SHEET else 0)
        plain[start : start + kept] = stream[start : start + kept]
    plain[file_pass : file_pass + 2] = _IGNORED
    return bytes(plain)


def _key(file_pass: Record) -> BlockKey | None:
    """The key of each block, if the known password is the right one."""
    data = file_pass.data
    try:
        method, version = struct.unpack_from("<HH", data)
        if method == _RC4 and version in _OFFICE_97:
            key = _office_97(data[6:22])
            return key if _fits(key, _md5, data[22:38], data[38:54]) else None
        return _crypto_api(data[6:]) if method == _RC4 and version in _CRYPTO_API else None
    except struct.error:
        return None


def _office_97(salt: bytes) -> BlockKey:
    seed = _md5((_md5(_EVERYBODYS)[:5] + salt) * 16)[:5]
    return lambda block: _md5(seed + struct.pack("<I", block))


def _crypto_api(data: bytes) -> BlockKey | None:
    """The header states its own length (at 4) and that of the key in bits (at 24)."""
    length, bits = struct.unpack_from("<4xI16xI", data)
    check = data[8 + length + 4 :]
    seed = _sha1(check[:16] + _EVERYBODYS)

    def key(block: int) -> bytes:
        found = _sha1(seed + struct.pack("<I", block))[: (bits or 40) // 8]
        return found.ljust(16, b"\0") if len(found) == 5 else found

    return key if _fits(key, _sha1, check[16:32], check[36:56]) else None


def _fits(key: BlockKey, digest: Callable[[bytes], bytes], verifier: bytes, proof: bytes) -> bool:
    """Whether the key opens the verifier so that its digest is what the file says."""
    if not key(0):
        return False
    plain = _rc4(key(0), verifier + proof)
    return len(proof) > 0 and digest(plain[: len(verifier)]) == plain[len(verifier) :]


def _rc4(key: bytes, data: bytes) -> bytes:
    stream = int.from_bytes(bytes(islice(_key_stream(key), len(data))), "little")
    return (int.from_bytes(data, "little") ^ stream).to_bytes(len(data), "little")


def _key_stream(key: bytes) -> Iterator[int]:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 0xFF
        state[i], state[j] = state[j], state[i]
    i = j = 0
    while True:
        i = (i + 1) & 0xFF
        j = (j + state[i]) & 0xFF
        state[i], state[j] = state[j], state[i]
        yield state[(state[i] + state[j]) & 0xFF]


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _sha1(data: bytes) -> bytes:
    return hashlib.sha1(data, usedforsecurity=False).digest()
