"""Files that must not be changed are refused, and the message says what to do."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marking.test_comment import CALL, NOTES, OLD, SHAPES, p
from tests.marking.word_packages import blocks, mark, members, on, package, words, zipped
from tests.readers.hostile_files import hostile
from wenfeng.errors import InputError, WenfengError
from wenfeng.limits import Limits
from wenfeng.marking import Note, comment
from wenfeng.marking.packing import repack
from wenfeng.readers.ooxml import open_package

BODY = "<w:p><w:r><w:t>甲乙丙</w:t></w:r></w:p>"


def protection(settings: str) -> bytes:
    return package(BODY, settings=f"<w:documentProtection {settings}/>")


@pytest.mark.parametrize("edit", ["readOnly", "forms"])
@pytest.mark.parametrize("on_word", ["1", "true", "on"])
def test_protected_files(edit: str, on_word: str) -> None:
    data = protection(f'w:edit="{edit}" w:enforcement="{on_word}"')
    with pytest.raises(InputError, match="限制编辑") as caught:
        mark(data, on(blocks(data)[0], "乙"))
    assert "停止保护" in caught.value.hint


@pytest.mark.parametrize(
    "settings",
    [
        'w:edit="readOnly" w:enforcement="0"',
        'w:edit="readOnly"',
        'w:edit="comments" w:enforcement="1"',
        'w:edit="trackedChanges" w:enforcement="1"',
        'w:formatting="1" w:enforcement="1"',
    ],
)
def test_protection_that_allows_comments(settings: str) -> None:
    data = protection(settings)
    done = mark(data, on(blocks(data)[0], "乙"))
    assert words(done) == ["乙"]
    assert members(done)["word/settings.xml"] == members(data)["word/settings.xml"]


def test_signed_files() -> None:
    data = package(BODY, {"_xmlsignatures/origin.sigs": b"", "_xmlsignatures/sig1.xml": b"<a/>"})
    with pytest.raises(InputError, match="数字签名"):
        mark(data, on(blocks(data)[0], "乙"))


def test_encrypted_files() -> None:
    data = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(InputError, match="已加密"):
        mark(data, Note("p:0", 0, 1, "缺", "error"))


def test_limits_hold() -> None:
    data = package(BODY, {"word/media/big.bin": b"a" * 300_000})
    with pytest.raises(InputError, match="部件太多"):
        comment(
            data,
            [Note("p:0", 0, 1, "缺", "error")],
            date=datetime(2026, 1, 1),
            limits=Limits(parts=3),
        )


def test_document_type_declarations() -> None:
    files = members(package(BODY, settings="<w:zoom/>"))
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><w:settings/>'
    data = zipped({**files, "word/settings.xml": bomb})
    with pytest.raises(InputError, match="DTD"):
        mark(data, Note("p:0", 0, 1, "缺", "error"))


def test_members_that_overlap() -> None:
    """Many names for one stretch of bytes would grow with each copy."""
    data = package(BODY, {"word/media/image.bin": bytes(range(256)) * 40})
    end = data.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack_from("<HLL", data, end + 10)
    directory = data[start : start + size]
    last = directory[directory.rindex(b"PK\x01\x02") :]
    many = directory + b"".join(last.replace(b"image", b"imag%x" % n) for n in range(16))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count + 16, count + 16, len(many), start, 0)
    overlapping = data[:start] + many + tail
    assert len(zipfile.ZipFile(io.BytesIO(overlapping)).namelist()) == count + 16
    with pytest.raises(InputError, match="损坏"):
        repack(overlapping, open_package(overlapping), {})


HOSTILE = hostile("/nowhere/secret", "http://127.0.0.1:9")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_or_written_whole(name: str) -> None:
    data, _ = HOSTILE[name]
    try:
        done = mark(data, Note("p:0", 0, 1, "缺", "error"))
    except InputError as error:
        assert error.hint
    else:
        assert blocks(done) == blocks(data)


PARTS = members(
    package(p(CALL) + "".join(body for body, _ in SHAPES.values()), comments=OLD, footnotes=NOTES)
)
XML = [name for name in PARTS if name.endswith((".xml", ".rels"))]
BITS = (
    "",
    "<",
    "</w:p>",
    "<w:p>",
    "w:r",
    "w:t",
    "w:tc",
    'w:id="4"',
    "comments",
    "\x00",
    "&",
    "xml",
)


@given(
    st.sampled_from(XML),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(BITS)), max_size=4),
)
def test_damage_is_told_or_survived(name: str, changes: list[tuple[float, int, str]]) -> None:
    text = PARTS[name].decode()
    for share, cut, bit in changes:
        at = int(share * len(text))
        text = text[:at] + bit + text[at + cut :]
    data = zipped({**PARTS, name: text.encode()})
    try:
        notes = [Note(one.anchor, 0, 2, "缺", "error") for one in blocks(data)]
        done = mark(data, *notes)
    except WenfengError:
        return
    assert blocks(done) == blocks(data)
