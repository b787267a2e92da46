"""What is known of every content in an index (族): its family, how many shingles were kept.

A content is what several papers may say word for word, names and figures apart. All this is a few
bytes a content, and held in memory once it is needed.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wenfeng.duplicates.fingerprints import Hashes
from wenfeng.duplicates.index.trouble import Damaged, decoding

_CHUNK = 4096

GONE = -1
"""The family of a content of which no paper is left."""

Sizes = NDArray[np.int64]


@dataclass(slots=True)
class Labels:
    """For every content its family and the sizes of its fingerprints; by number, from 0.

    ``fine`` is 0 for contents that have no fine fingerprint. ``templates`` holds the shingles of
    blank templates, coarse and fine.
    """

    families: NDArray[np.int32]
    coarse: NDArray[np.int32]
    fine: NDArray[np.int32]
    templates: tuple[Hashes, Hashes]

    def __len__(self) -> int:
        return len(self.families)

    @property
    def gone(self) -> NDArray[np.bool_]:
        """Which contents are no more."""
        return np.asarray(self.families == GONE)

    def count(self) -> int:
        """How many families there are."""
        return int(np.count_nonzero(np.bincount(self.families[~self.gone])))

    def sizes(self, fine: bool) -> NDArray[np.int32]:
        """How many shingles of every content were kept."""
        return self.fine if fine else self.coarse

    def more(self, families: Sizes, coarse: Sizes, fine: Sizes) -> None:
        """Append contents."""
        self.families = np.concatenate((self.families, families.astype(np.int32)))
        self.coarse = np.concatenate((self.coarse, coarse.astype(np.int32)))
        self.fine = np.concatenate((self.fine, fine.astype(np.int32)))


def read(connection: sqlite3.Connection) -> Labels:
    """All labels. Raises Damaged."""
    rows = connection.execute(
        "SELECT chunk, families, coarse, fine FROM labels ORDER BY chunk"
    ).fetchall()
    if [row[0] for row in rows] != list(range(len(rows))):
        raise Damaged("标签")
    with decoding("标签"):
        columns = [
            np.frombuffer(b"".join(row[column] for row in rows), dtype="<i4").astype(np.int32)
            for column in (1, 2, 3)
        ]
    families, coarse, fine = columns
    sound = len(families) == len(coarse) == len(fine) and (families >= GONE).all()
    if not sound or (families >= len(families)).any() or (coarse < 0).any() or (fine < 0).any():
        raise Damaged("标签")
    return Labels(families, coarse, fine, (_template(connection, 0), _template(connection, 1)))


def write(connection: sqlite3.Connection, labels: Labels, changed: NDArray[np.int64]) -> None:
    """Write the labels of the contents changed."""
    for chunk in np.unique(changed // _CHUNK).tolist():
        part = slice(chunk * _CHUNK, (chunk + 1) * _CHUNK)
        data = [
            column[part].astype("<i4").tobytes()
            for column in (labels.families, labels.coarse, labels.fine)
        ]
        connection.execute("INSERT OR REPLACE INTO labels VALUES (?, ?, ?, ?)", (chunk, *data))


def write_template(connection: sqlite3.Connection, fine: bool, hashes: Hashes) -> None:
    """Write the shingles of blank templates."""
    data = hashes.astype("<u8").tobytes()
    connection.execute("INSERT OR REPLACE INTO templates VALUES (?, ?)", (fine, data))


def _template(connection: sqlite3.Connection, fine: int) -> Hashes:
    row = connection.execute("SELECT hashes FROM templates WHERE fine = ?", (fine,)).fetchone()
    with decoding("模板"):
        found = np.frombuffer(row[0] if row else b"", dtype="<u8")
    if not (found[1:] > found[:-1]).all():
        raise Damaged("模板")
    return found
