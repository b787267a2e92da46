"""A damaged or hostile index is told as such, and does no harm."""

from __future__ import annotations

import random
import sqlite3
import struct
import zlib
from pathlib import Path

import pytest

from tests.duplicates.plans import plan, rewritten
from wenfeng.copies import Paper
from wenfeng.duplicates.index import Index
from wenfeng.errors import InputError, WenfengError


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An index with a pair and short papers in it."""
    path = tmp_path_factory.mktemp("index") / "往年.wfi"
    with Index.open(path) as index:
        index.add([Paper(f"{n}.docx", plan(n)) for n in range(12)])
        index.add([Paper("抄.docx", rewritten(plan(3), 0.3, 1)), Paper("短.txt", plan(50)[:400])])
    return path.read_bytes()


def used(path: Path) -> None:
    """Everything that can be done with an index."""
    with Index.open(path, create=False) as index:
        index.similar(Paper("新.docx", plan(3)))
        index.similar(Paper("短.docx", plan(50)[:400]))
        index.duplicates()
        index.figures()
        index.add([Paper("又.docx", plan(70))])
        index.remove(["1.docx", "2.docx", "4.docx", "5.docx", "6.docx", "7.docx"])


def test_a_sound_one_can_be_used(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "往年.wfi"
    path.write_bytes(sound)
    used(path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" * 999, "整改方案".encode() * 999])
def test_another_file_is_no_index(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(data)
    with pytest.raises(InputError, match="不是文风的索引文件"):
        used(path)
    assert path.read_bytes() == data


def test_another_database_is_no_index(tmp_path: Path) -> None:
    path = tmp_path / "别的.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE papers(id)")
    other.commit()
    other.close()
    for create in (True, False):
        with pytest.raises(InputError, match="不是文风的索引文件"):
            Index.open(path, create=create)


@pytest.mark.parametrize(
    "change",
    ["PRAGMA user_version = 99", "UPDATE meta SET value = 'x' WHERE name = 'fingerprints'"],
)
def test_one_of_another_version_is_told(sound: bytes, tmp_path: Path, change: str) -> None:
    path = changed(sound, tmp_path, change)
    with pytest.raises(InputError, match="另一个版本"):
        used(path)


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE pairs",
        "CREATE TRIGGER t AFTER INSERT ON papers BEGIN DELETE FROM papers; END",
        "CREATE VIEW v AS SELECT 1",
        "DELETE FROM meta",
        "UPDATE buckets SET hashes = x'00'",
        "UPDATE buckets SET hashes = zeroblob(8 * 3)",
        "UPDATE buckets SET counts = zeroblob(length(counts))",
        "UPDATE buckets SET heads = heads || x'00000000'",
        "UPDATE buckets SET hashes = 'abc'",
        "UPDATE buckets SET counts = 7",
        "UPDATE labels SET families = x'ff'",
        "UPDATE labels SET families = x'00000070'",
        "UPDATE labels SET chunk = 5",
        "UPDATE labels SET coarse = 'words'",
        "UPDATE segments SET bits = 70",
        "UPDATE segments SET bits = 'x'",
        "INSERT OR REPLACE INTO templates VALUES (0, x'0102')",
        "UPDATE texts SET text = x'67'",
        "UPDATE texts SET text = 'words'",
        "UPDATE texts SET text = substr(text, 1, 90)",
        "UPDATE papers SET characters = 5",
        "UPDATE papers SET characters = -5",
        "UPDATE papers SET issuers = '{'",
        "UPDATE papers SET date = 'tomorrow'",
        "UPDATE pairs SET near = x'00', part = x'00'",
        "UPDATE pairs SET near = 5",
        "UPDATE pairs SET a = 77777",
    ],
)
def test_what_does_not_fit_is_told(sound: bytes, tmp_path: Path, change: str) -> None:
    with pytest.raises(InputError, match="索引文件已损坏"):
        used(changed(sound, tmp_path, change))


def test_owners_beyond_all_papers(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "往年.wfi"
    path.write_bytes(sound)
    connection = sqlite3.connect(path)
    for number, heads in connection.execute("SELECT id, heads FROM buckets").fetchall():
        wrong = struct.pack("<i", 9_999_999) * (len(heads) // 4)
        connection.execute("UPDATE buckets SET heads = ? WHERE id = ?", (wrong, number))
    connection.commit()
    connection.close()
    with pytest.raises(InputError, match="索引文件已损坏"):
        used(path)


def test_a_text_that_unpacks_without_end(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "往年.wfi"
    path.write_bytes(sound)
    connection = sqlite3.connect(path)
    bomb = b"g" + zlib.compress(bytes(50_000_000))
    connection.execute("UPDATE texts SET text = ?", (bomb,))
    connection.commit()
    connection.close()
    with pytest.raises(InputError, match="索引文件已损坏"):
        used(path)


@pytest.mark.parametrize("seed", range(40))
def test_bytes_changed_at_random(sound: bytes, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(sound)
    for _ in range(rng.choice((1, 5, 50, 500))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    if seed % 4 == 0:
        data = data[: rng.randrange(len(data))]
    path = tmp_path / "往年.wfi"
    path.write_bytes(data)
    try:
        used(path)
    except WenfengError as error:
        assert error.hint


def changed(sound: bytes, folder: Path, statement: str) -> Path:
    path = folder / "往年.wfi"
    path.write_bytes(sound)
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    return path
