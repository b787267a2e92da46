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
from wenfeng.duplicates.index.trouble import Damaged, foreign, other_version, told
from wenfeng.duplicates.neutral import neutral
from wenfeng.duplicates.selecting import FINE, SHORT
from wenfeng.errors import ConfigError

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
        raise foreign(path)
    if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        raise other_version(path)
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
        raise other_version(path)


def _fingerprinting() -> str:
    """Tells apart versions of wenfeng that take other fingerprints of the same text."""
    hashes = shingles(neutral([_SAMPLE]).codes).tobytes()
    return blake2b(hashes + f"{FRACTION} {SHORT} {FINE}".encode(), digest_size=8).hexdigest()
