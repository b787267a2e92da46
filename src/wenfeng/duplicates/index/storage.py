"""The file of an index (索引文件): one SQLite database, made, checked and opened.

SQLite keeps it whole whenever a process is killed: what was not committed is rolled back by whoever
opens the file next.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from wenfeng.duplicates.fingerprints import FRACTION, shingles
from wenfeng.duplicates.neutral import neutral
from wenfeng.duplicates.selecting import FINE, SHORT
from wenfeng.errors import ConfigError, InputError

VERSION = 1
"""Of the tables. What fingerprints are made of has a mark of its own."""

_APPLICATION = 0x57464958
_PATIENCE = 20.0
"""Seconds to wait for another process that writes."""

_PAGE = 8192
_SAMPLE = "清河县水务局关于供水整改工作任务分工的方案，Water 2025年5月底前完成。" * 4

_TABLES = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE papers(id INTEGER PRIMARY KEY, mark TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
 content INTEGER NOT NULL, sha256 TEXT, format TEXT, title TEXT, kind TEXT, issuers TEXT,
 date TEXT, characters INTEGER NOT NULL);
CREATE INDEX papers_by_name ON papers(name);
CREATE INDEX papers_by_content ON papers(content);
CREATE INDEX papers_by_sha256 ON papers(sha256);
CREATE TABLE texts(paper INTEGER PRIMARY KEY, text BLOB NOT NULL);
CREATE TABLE contents(id INTEGER PRIMARY KEY, digest INTEGER);
CREATE INDEX contents_by_digest ON contents(digest);
CREATE TABLE labels(chunk INTEGER PRIMARY KEY, families BLOB NOT NULL, coarse BLOB NOT NULL,
 fine BLOB NOT NULL);
CREATE TABLE segments(id INTEGER PRIMARY KEY, fine INTEGER NOT NULL, postings INTEGER NOT NULL,
 bits INTEGER NOT NULL);
CREATE TABLE buckets(id INTEGER PRIMARY KEY, hashes BLOB NOT NULL, counts BLOB NOT NULL,
 heads BLOB NOT NULL);
CREATE TABLE tails(id INTEGER PRIMARY KEY, owners BLOB NOT NULL);
CREATE TABLE templates(fine INTEGER PRIMARY KEY, hashes BLOB NOT NULL);
CREATE TABLE pairs(a INTEGER NOT NULL, b INTEGER NOT NULL, similarity REAL NOT NULL, near BLOB,
 part BLOB, PRIMARY KEY(a, b)) WITHOUT ROWID;
CREATE INDEX pairs_by_b ON pairs(b);
"""
_STATEMENTS = tuple(one.strip() for one in _TABLES.split(";") if one.strip())


class Damaged(InputError):
    """An index that does not hold together."""

    def __init__(self, what: str = "") -> None:
        super().__init__(
            f"索引文件已损坏{f'（{what}）' if what else ''}",
            "请换上备份的索引文件；没有备份的，用 wenfeng index add 新索引 文件夹 … 重建一个。",
        )


def connect(path: Path, create: bool) -> sqlite3.Connection:
    """Open an index, or make it where there is no file. Raises WenfengError."""
    _verify_place(path, create)
    with told(path):
        connection = sqlite3.connect(
            _address(path),
            uri=True,
            timeout=_PATIENCE,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _prepare(connection)
            _verify(connection, path, create)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def told(path: Path | None = None) -> Iterator[None]:
    """What SQLite complains of, in words."""
    try:
        yield
    except sqlite3.Error as error:
        if path and getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB:
            raise _foreign(path) from error
        raise _in_words(error) from error
    except UnicodeDecodeError as error:  # SQLite's own words about names that are no text
        raise Damaged from error


@contextmanager
def transaction(connection: sqlite3.Connection, write: bool = False) -> Iterator[None]:
    """All or nothing; what is read inside it is of one moment."""
    with told():
        connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise


@contextmanager
def decoding(what: str) -> Iterator[None]:
    """Around the reading of what is stored: nothing in a damaged file may do harm."""
    try:
        yield
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        raise Damaged(what) from error


def _verify_place(path: Path, create: bool) -> None:
    if path.is_dir():
        raise ConfigError(
            f"索引要写成文件名，{path} 是文件夹",
            f"先写索引的文件名，再写文件夹，如 wenfeng index add 往年.wfi {path}",
        )
    if not path.exists() and not create:
        raise ConfigError(
            f"没有这个索引：{path}",
            f"请核对文件名；还没有索引的，先建一个：wenfeng index add {path} 放往年文件的文件夹",
        )
    if create and not path.parent.is_dir():
        raise ConfigError(f"没有文件夹：{path.parent}", "请先建好放索引的文件夹。")


def _address(path: Path) -> str:
    """The file as SQLite takes it; what may not be written is opened for reading."""
    writable = os.access(path if path.exists() else path.parent, os.W_OK)
    return f"{path.absolute().as_uri()}?mode={'rwc' if writable else 'ro'}"


def _prepare(connection: sqlite3.Connection) -> None:
    """Trust nothing that a file brings with it."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA cache_size = -65536")


def _verify(connection: sqlite3.Connection, path: Path, create: bool) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application == 0 and create and _is_empty(connection):
        _make(connection)
        application = _APPLICATION
    if application != _APPLICATION:
        raise _foreign(path)
    if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        raise _other_version(path)
    _verify_contents(connection, path)


def _is_empty(connection: sqlite3.Connection) -> bool:
    return not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()


def _make(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA page_size = {_PAGE}")
    with transaction(connection, write=True):
        if not _is_empty(connection):
            return
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        for statement in _STATEMENTS:
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('fingerprints', ?)", (_fingerprinting(),))


def _verify_contents(connection: sqlite3.Connection, path: Path) -> None:
    """Nothing but the tables as they were made: no triggers and views of somebody else's."""
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    if {row[0] for row in rows} != set(_STATEMENTS):
        raise Damaged("表不对")
    row = connection.execute("SELECT value FROM meta WHERE name = 'fingerprints'").fetchone()
    if row is None:
        raise Damaged("表不对")
    if row[0] != _fingerprinting():
        raise _other_version(path)


def _fingerprinting() -> str:
    """Tells apart versions of wenfeng that take other fingerprints of the same text."""
    hashes = shingles(neutral([_SAMPLE]).codes).tobytes()
    return blake2b(hashes + f"{FRACTION} {SHORT} {FINE}".encode(), digest_size=8).hexdigest()


def _foreign(path: Path) -> InputError:
    return InputError(
        f"{path} 不是文风的索引文件",
        "请核对文件名。索引这样建：wenfeng index add 往年.wfi 文件夹 …，索引的名字写在最前面。",
    )


def _other_version(path: Path) -> InputError:
    return InputError(
        f"索引 {path} 是另一个版本的文风做的，这个版本读不了",
        "请用做它的那个版本，或用 wenfeng index add 新索引 文件夹 … 重建一个。",
    )


def _in_words(error: sqlite3.Error) -> InputError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return InputError("索引正被另一个程序使用", "请等它做完再试。")
    if name.startswith("SQLITE_FULL"):
        return InputError("磁盘满了，没有写进索引，原有内容不受影响", "请腾出空间后再试。")
    if name.startswith("SQLITE_READONLY"):
        return InputError("索引文件是只读的，写不进去", "请去掉只读属性，或复制到能写的地方再用。")
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return InputError("打不开索引文件", "请确认文件没有被移走，并且有读写它的权限。")
    if name.startswith("SQLITE_IOERR"):
        return InputError("读写索引文件时出错", "请检查磁盘，或把索引复制到本机硬盘上再用。")
    return Damaged()
