"""The index of former years' papers (往年文件索引): opened, asked, added to."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from wenfeng.copies import THRESHOLD, Duplicates, Pair, Paper
from wenfeng.duplicates.finding import Progress
from wenfeng.duplicates.index import adding, comparing, labels, papers, storage
from wenfeng.duplicates.index.adding import Added
from wenfeng.duplicates.index.figures import Figures, figures
from wenfeng.duplicates.index.joining import Shelf
from wenfeng.duplicates.index.pairs import LOWEST
from wenfeng.errors import ConfigError

_BATCH = 50_000
"""Papers added in one transaction."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What came of removing papers (移除结果): names of those removed, and what was not found."""

    names: tuple[str, ...]
    unknown: tuple[str, ...]


class Index:
    """Papers of former years in one file, which copies can be found among at once.

    with Index.open(path) as index:
        index.add(papers)
        index.similar(paper)
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._shelf: Shelf | None = None
        self._seen = -1

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, create: bool = True) -> Self:
        """Open an index; where there is no file, make one. Raises WenfengError."""
        return cls(storage.connect(Path(path), create))

    def close(self) -> None:
        """Close the file."""
        self._shelf = None
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __len__(self) -> int:
        with storage.transaction(self._connection):
            row = self._connection.execute("SELECT count(*) FROM papers").fetchone()
        return int(row[0])

    def has(self, sha256: str) -> bool:
        """Whether a file with this SHA-256 is in the index."""
        with storage.transaction(self._connection):
            ask = "SELECT 1 FROM papers WHERE sha256 = ? LIMIT 1"
            return self._connection.execute(ask, (sha256.lower(),)).fetchone() is not None

    def add(self, given: Iterable[Paper]) -> Added:
        """Add papers. What is returned is in the file, whatever happens next.

        A paper that is there word for word is not stored again, one of the same name with other
        words is replaced. Very many papers are added in several steps.
        """
        done = Added()
        rest = iter(given)
        while batch := list(islice(rest, _BATCH)):
            with self._changed() as shelf:
                done += adding.add(shelf, batch)
        return done

    def remove(self, keys: Iterable[str]) -> Removed:
        """Remove papers by name, by the name of the folder they are in, or by their SHA-256."""
        names: list[str] = []
        unknown: list[str] = []
        with self._changed() as shelf:
            for key in keys:
                found = papers.called(shelf.connection, key)
                names += [name for _, name in found]
                unknown += [] if found else [key]
                adding.take_out(shelf, [number for number, _ in found])
            adding.purge(shelf)
        return Removed(tuple(names), tuple(unknown))

    def similar(self, paper: Paper, threshold: float = THRESHOLD) -> list[tuple[Paper, Pair]]:
        """The stored papers that share more than boilerplate with one, the most alike first.

        In pairs the paper is 0, the stored ones count from 1 in their order.
        """
        with self._read() as shelf:
            return comparing.similar(shelf, paper, threshold)

    def against(
        self,
        given: Sequence[Paper],
        threshold: float = THRESHOLD,
        progress: Progress | None = None,
    ) -> Duplicates:
        """What papers have in common with those of the index, and among themselves.

        The result's papers are those given and, behind them, stored ones that are in a pair.
        A paper that is in the index itself, under the same name, is not held against itself.
        """
        with self._read() as shelf:
            return comparing.against(shelf, given, threshold, progress)

    def duplicates(self, threshold: float = THRESHOLD) -> Duplicates:
        """What papers of the index have in common, as found when they were added.

        Raises ConfigError for a threshold below that down to which pairs are kept.
        """
        if threshold < LOWEST:
            raise ConfigError(
                f"索引里只存有相似度 {LOWEST:.0%} 以上的重复，查不了 {threshold:.0%}",
                f"请把 --threshold 写成 {LOWEST} 以上的数。",
            )
        with self._read() as shelf:
            return comparing.listed(shelf, threshold)

    def figures(self) -> Figures:
        """How many papers there are, of which years and kinds."""
        with self._read() as shelf:
            return figures(shelf)

    @contextmanager
    def _read(self) -> Iterator[Shelf]:
        with storage.transaction(self._connection):
            yield self._current()

    @contextmanager
    def _changed(self) -> Iterator[Shelf]:
        try:
            with storage.transaction(self._connection, write=True):
                shelf = self._current()
                yield shelf
                now = datetime.now().isoformat(" ", "seconds")
                self._connection.execute(
                    "INSERT OR REPLACE INTO meta VALUES ('changed', ?)", (now,)
                )
        finally:
            self._shelf = None

    def _current(self) -> Shelf:
        """The index at this moment: another process may have changed it. Inside a transaction."""
        self._connection.execute("SELECT 1 FROM meta").fetchone()
        seen = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if self._shelf is None or seen != self._seen:
            read = labels.read(self._connection)
            self._shelf, self._seen = Shelf(self._connection, read, read.count()), seen
        return self._shelf
