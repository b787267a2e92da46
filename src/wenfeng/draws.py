"""A stratified draw of files (抽查): plain data like domain.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from wenfeng.domain import Failure, Skipped


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be drawn (待抽文件), the kind of its unit, and its ``rank`` in the draw.

    ``copies`` are names of further files with the same content.
    """

    name: str
    sha256: str
    title: str
    units: tuple[str, ...]
    kind: str
    copies: tuple[str, ...] = ()
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Stratum:
    """The files of one kind of unit (层), by rank; the first ``quota`` of them are drawn."""

    kind: str
    candidates: tuple[Candidate, ...]
    quota: int

    @property
    def drawn(self) -> tuple[Candidate, ...]:
        """The files to look at."""
        return self.candidates[: self.quota]


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of each kind to draw (抽查比例): a share of them or a number, and the least."""

    share: Fraction | None
    number: int = 0
    least: int = 1


@dataclass(frozen=True, slots=True)
class Draw:
    """A drawing of files (抽查): all that is needed to do it again; ``places`` were looked into."""

    places: tuple[str, ...]
    seed: str
    quota: Quota
    day: date
    strata: tuple[Stratum, ...]
    failures: tuple[Failure, ...] = ()
    skipped: tuple[Skipped, ...] = ()
