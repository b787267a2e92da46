from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers.archive import members

GBK_NAME = "整改方案/一、水务局.txt"


def packed(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def stored(name: bytes, content: bytes, *, flags: int = 0, extra: bytes = b"") -> bytes:
    """A zip of one member with its name exactly as given, as Chinese Windows programs write it."""
    crc = zlib.crc32(content)
    common = struct.pack(
        "<HHHHHIIIHH", 20, flags, 0, 0, 0x21, crc, *[len(content)] * 2, len(name), len(extra)
    )
    local = b"PK\x03\x04" + common + name + extra + content
    central = (
        b"PK\x01\x02" + b"\x14\0" + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name + extra
    )
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def contents(data: bytes, limits: Limits = DEFAULT_LIMITS) -> dict[str, bytes | InputError]:
    return {member.name: member.content for member in members(data, limits)}


def refusal(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> str:
    content = contents(data, limits)[name]
    assert isinstance(content, InputError)
    assert content.hint
    return content.message


def test_members_come_in_their_order_without_folders() -> None:
    data = packed(("方案/", b""), ("方案/乙.txt", b"2"), ("甲.txt", b"1"))
    assert contents(data) == {"方案/乙.txt": b"2", "甲.txt": b"1"}


@pytest.mark.parametrize(
    ("name", "flags", "extra"),
    [
        (GBK_NAME.encode("gbk"), 0, b""),
        (GBK_NAME.replace("/", "\\").encode("gbk"), 0, b""),
        (GBK_NAME.encode(), 0, b""),  # UTF-8 without saying so (macOS)
        (GBK_NAME.encode(), 0x800, b""),
        (
            b"garbled.txt",
            0,
            b"\x75\x70" + struct.pack("<HBI", 5 + len(GBK_NAME.encode()), 1, 0) + GBK_NAME.encode(),
        ),
    ],
)
def test_chinese_names_are_read_as_they_were_meant(name: bytes, flags: int, extra: bytes) -> None:
    assert contents(stored(name, b"x", flags=flags, extra=extra)) == {GBK_NAME: b"x"}


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/方案.txt",
        "/etc/方案.txt",
        "C:\\etc\\方案.txt",
        "./..\\etc//方案.txt",
        "etc/方\u202e案.txt",
    ],
)
def test_names_never_lead_out(name: str) -> None:
    assert list(contents(stored(name.encode(), b"x", flags=0x800))) == ["etc/方案.txt"]


def test_the_suffix_is_that_of_the_name() -> None:
    found = [m.suffix for m in members(packed(("a.DOCX", b""), ("b", b""), ("c.d/e.第一版", b"")))]
    assert found == [".docx", "", ""]


def test_what_cannot_be_had_does_not_hide_the_rest() -> None:
    data = packed(("坏.txt", b"0123456789" * 9), ("好.txt", b"good"), method=zipfile.ZIP_STORED)
    data = data.replace(b"0123456789" * 9, b"0123456788" * 9, 1)
    assert "已损坏" in refusal(data, "坏.txt")
    assert contents(data)["好.txt"] == b"good"


def test_passwords_links_and_unknown_methods_are_named() -> None:
    assert "密码" in refusal(stored(b"a.txt", b"x", flags=1), "a.txt")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "链接" in refusal(out.getvalue(), "link.txt")
    odd = stored(b"a.txt", b"x").replace(
        struct.pack("<HHH", 20, 0, 0), struct.pack("<HHH", 20, 0, 9)
    )
    assert "压缩方式" in refusal(odd, "a.txt")


def test_bombs_are_not_unpacked() -> None:
    bomb = packed(("大.txt", bytes(40 * 1024 * 1024)), ("小.txt", b"x"))
    assert "膨胀" in refusal(bomb, "大.txt")
    assert contents(bomb)["小.txt"] == b"x"
    assert "太大" in refusal(bomb, "大.txt", Limits(file_size=10))


def test_number_and_total_size_are_bounded() -> None:
    data = packed(*((f"{n}.txt", bytes(1024 * 1024)) for n in range(4)))
    few = contents(data, Limits(archive_files=2))
    assert [isinstance(content, bytes) for content in few.values()] == [True, True, False, False]
    small = contents(data, Limits(archive_size=3))
    assert [isinstance(content, bytes) for content in small.values()] == [True] * 3 + [False]


def test_an_understated_size_is_found_out() -> None:
    data = packed(("a.txt", bytes(100_000)))
    lie = data.replace(struct.pack("<I", 100_000), struct.pack("<I", 10))
    assert "已损坏" in refusal(lie, "a.txt")


@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 255))
def test_garbage_gives_members_or_an_input_error(rest: bytes, at: int, byte: int) -> None:
    damaged = bytearray(packed((GBK_NAME, b"x" * 50), ("b.docx", b"y")) + rest)
    damaged[at % len(damaged)] = byte
    try:
        for member in members(bytes(damaged)):
            assert isinstance(member.content, bytes | InputError)
    except InputError:
        pass
