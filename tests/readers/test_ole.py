from __future__ import annotations

import struct
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.word_files import compound
from wenfeng.errors import InputError
from wenfeng.readers.ole import open_ole, streams

SAMPLE = compound({"WordDocument": b"text", "Macros/VBA/dir": b"macro", "1Table": bytes(9000)})


def test_streams_by_path_without_case() -> None:
    package = open_ole(SAMPLE)
    assert package.names == {"worddocument", "macros/vba/dir", "1table"}
    assert (package.read("WORDDOCUMENT") or b"")[:4] == b"text"
    assert (package.read("Macros/VBA/dir") or b"")[:5] == b"macro"
    assert package.read("0Table") is None


def test_the_last_sector_may_be_short() -> None:
    assert streams(SAMPLE[:-300]) == streams(SAMPLE)


def test_an_encrypted_package_asks_for_the_password() -> None:
    with pytest.raises(InputError, match="打开密码"):
        streams(compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}))


@pytest.mark.parametrize("place", [30, 32, 44, 64, 72])
def test_counts_that_cannot_be_true_are_refused(place: int) -> None:
    data = SAMPLE[:place] + struct.pack("<I", 0x7FFF_FFFF) + SAMPLE[place + 4 :]
    with pytest.raises(InputError, match="已损坏"):
        streams(data)


def test_a_stream_longer_than_the_file_is_refused() -> None:
    name = SAMPLE.index("1Table".encode("utf-16-le"))
    size = name + 120
    data = SAMPLE[:size] + struct.pack("<Q", 0x7FFF_FFFF) + SAMPLE[size + 8 :]
    package = open_ole(data)
    with pytest.raises(InputError, match="已损坏"):
        package.read("1Table")


def test_sectors_in_a_circle_come_to_an_end() -> None:
    table = len(SAMPLE) - 512
    for sector in range(len(SAMPLE) // 512 - 2):
        data = bytearray(SAMPLE)
        struct.pack_into("<I", data, table + 4 * sector, 0)
        with suppress(InputError):
            package = open_ole(bytes(data))
            for name in package.names:
                assert len(package.read(name) or b"") < 10_000


@given(
    st.lists(
        st.tuples(st.integers(0, len(SAMPLE) - 1), st.binary(min_size=1, max_size=8)), max_size=6
    ),
    st.integers(0, len(SAMPLE)),
)
@settings(max_examples=100, deadline=None)
def test_damage_is_read_or_refused(changes: list[tuple[int, bytes]], cut: int) -> None:
    data = bytearray(SAMPLE)
    for place, content in changes:
        data[place : place + len(content)] = content
    for damaged in (bytes(data), bytes(data[:cut])):
        with suppress(InputError):
            package = open_ole(damaged)
            for name in package.names:
                package.read(name)
