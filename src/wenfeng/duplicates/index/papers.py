"""Papers as an index stores them (存档): what they are called, what they say, packed."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from wenfeng.copies import Paper
from wenfeng.duplicates.index.trouble import Damaged, decoding

_CHINESE, _ANY = b"g", b"u"
_COLUMNS = "id, content, mark, name, sha256, format, title, kind, issuers, date, characters"
_MANY = 500
_WIDEST = 4
"""Bytes that a character takes at most."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A paper of an index: its number there, the number of its content, its mark."""

    id: int
    content: int
    mark: str
    paper: Paper


def mark(paper: Paper) -> str:
    """What is the same for the same file, or, where there was no file, the same name and text."""
    if paper.sha256:
        return f"sha256:{paper.sha256.lower()}"
    words = f"{paper.name}\0{paper.text}".encode("utf-8", "surrogatepass")
    return f"text:{blake2b(words, digest_size=16).hexdigest()}"


def by_id(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Stored]:
    """These papers."""
    return {one.id: one for one in _where(connection, "id", ids)}


def by_content(connection: sqlite3.Connection, contents: Iterable[int]) -> dict[int, list[Stored]]:
    """The papers of contents, the oldest first."""
    found: dict[int, list[Stored]] = {}
    for one in sorted(_where(connection, "content", contents), key=lambda one: one.id):
        found.setdefault(one.content, []).append(one)
    return found


def called(connection: sqlite3.Connection, key: str) -> list[tuple[int, str]]:
    """Number and name of the papers of this name, in this folder, or with this SHA-256."""
    if not key.strip():
        return []
    folder = key.rstrip("/") + "/"
    return connection.execute(
        "SELECT id, name FROM papers WHERE name = ?1 OR sha256 = lower(?1)"
        " OR (name >= ?2 AND name < ?3) ORDER BY id",
        (clean(key), clean(folder), clean(folder[:-1] + "0")),
    ).fetchall()


def put(connection: sqlite3.Connection, papers: Iterable[tuple[int, int, Paper]]) -> None:
    """Store papers: their numbers, those of their contents, themselves."""
    rows, texts = [], []
    for number, content, paper in papers:
        rows.append(
            (
                number,
                mark(paper),
                clean(paper.name),
                content,
                paper.sha256.lower(),
                paper.format,
                clean(paper.title),
                clean(paper.kind),
                json.dumps([clean(one) for one in paper.issuers], ensure_ascii=False),
                paper.date.isoformat() if paper.date else "",
                len(paper.text),
            )
        )
        texts.append((number, packed(paper.text)))
    connection.executemany(
        "INSERT INTO papers (id, mark, name, content, sha256, format, title, kind, issuers, date,"
        " characters) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    connection.executemany("INSERT INTO texts VALUES (?, ?)", texts)


def take_out(connection: sqlite3.Connection, ids: Iterable[int]) -> list[int]:
    """Delete papers and their pairs; the contents of which no paper is left."""
    contents: dict[int, None] = {}
    for number in ids:
        row = connection.execute("SELECT content FROM papers WHERE id = ?", (number,)).fetchone()
        if row is None:
            continue
        contents[row[0]] = None
        connection.execute("DELETE FROM papers WHERE id = ?", (number,))
        connection.execute("DELETE FROM texts WHERE paper = ?", (number,))
        connection.execute("DELETE FROM pairs WHERE a = ? OR b = ?", (number, number))
    held = "SELECT 1 FROM papers WHERE content = ? LIMIT 1"
    gone = [one for one in contents if connection.execute(held, (one,)).fetchone() is None]
    connection.executemany("DELETE FROM contents WHERE id = ?", ((one,) for one in gone))
    return gone


def packed(text: str) -> bytes:
    """A text in few bytes."""
    try:
        return _CHINESE + zlib.compress(text.encode("gb18030"))
    except UnicodeEncodeError:
        return _ANY + zlib.compress(text.encode("utf-16-le", "surrogatepass"))


def unpacked(data: bytes, characters: int) -> str:
    """The text of so many characters. Raises Damaged."""
    with decoding("文稿"):
        try:
            opened = zlib.decompressobj()
            plain = opened.decompress(data[1:], _WIDEST * characters + 1)
        except zlib.error as error:
            raise ValueError from error
        kind = data[:1]
        if kind not in (_CHINESE, _ANY) or not opened.eof:
            raise ValueError
        chinese = kind == _CHINESE
        text = plain.decode("gb18030") if chinese else plain.decode("utf-16-le", "surrogatepass")
        if len(text) != characters:
            raise ValueError
    return text


def _where(connection: sqlite3.Connection, column: str, values: Iterable[int]) -> Iterator[Stored]:
    wanted = sorted(set(values))
    for start in range(0, len(wanted), _MANY):
        numbers = ",".join(str(int(one)) for one in wanted[start : start + _MANY])
        yield from map(
            _stored,
            connection.execute(
                f"SELECT {_COLUMNS}, text FROM papers JOIN texts ON paper = id"
                f" WHERE {column} IN ({numbers})"
            ).fetchall(),
        )


def _stored(row: tuple[object, ...]) -> Stored:
    number, content, mark, *words, characters, text = row
    if not (isinstance(number, int) and isinstance(content, int) and isinstance(text, bytes)):
        raise Damaged("文稿")
    if not (isinstance(characters, int) and 0 <= characters < 1 << 31):
        raise Damaged("文稿")
    if not all(isinstance(word, str) for word in (mark, *words)):
        raise Damaged("文稿")
    name, sha256, form, title, kind, issuers, day = map(str, words)
    with decoding("文稿"):
        signed = tuple(str(one) for one in json.loads(issuers))
        when = date.fromisoformat(day) if day else None
    words_of = unpacked(text, characters)
    paper = Paper(name, words_of, sha256, form, title, kind, signed, when, stored=True)
    return Stored(number, content, str(mark), paper)


def clean(text: str) -> str:
    """Lone surrogates, which no database takes, spelled out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
