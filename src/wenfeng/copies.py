"""What papers have in common (重复、照搬): plain data like domain.py.

A range is a half-open interval of characters of ``Paper.text``. Pairs, groups and shares name
papers by their place in ``Duplicates.papers``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from wenfeng.domain import Failure, PairKind, Skipped

GroupKind = Literal["identical", "revision", "copied", "issue"]
Range = tuple[int, int]

THRESHOLD = 0.4
"""From what similarity on a paper is a near-copy of another."""

PAIR_KINDS: tuple[PairKind, ...] = ("identical", "revision", "near", "partial")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it is compared (文稿): its blocks' text as read, a line break between them.

    ``kind`` is its kind of paper (文种), ``issuers`` who signed it. ``stored``: it was not given,
    but lay in an index of former years.
    """

    name: str
    text: str
    sha256: str = ""
    format: str = ""
    title: str = ""
    kind: str = ""
    issuers: tuple[str, ...] = ()
    date: date | None = None
    stored: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand in both papers (相同段落), names and figures apart; ``text`` is a's."""

    a: Range
    b: Range
    text: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A name, place or date put in the place of another (换名), and how many times."""

    a: str
    b: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Pair:
    """Two papers that share more than boilerplate (重复的两份).

    ``identical``: the same words; ``revision``: versions of one paper; ``near``: a near-copy, told
    apart by the names exchanged or by what was rewritten; ``partial``: passages of the one are in
    the other. ``similarity`` is 0–1 with boilerplate discounted, ``coverage_a`` the share of all
    of a's characters found in b. ``passages`` come in the order of a.
    """

    a: int
    b: int
    kind: PairKind
    similarity: float
    coverage_a: float
    coverage_b: float
    passages: tuple[Passage, ...] = ()
    exchanges: tuple[Exchange, ...] = ()


@dataclass(frozen=True, slots=True)
class Extra:
    """A passage that only one member of a group has (独有内容)."""

    paper: int
    place: Range
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Papers that should be one, or that were copied from one another (重复的一组).

    ``identical``: one file many times; ``revision``: versions of one paper; ``copied``: papers of
    different units; ``issue``: briefings or notices that fit one. ``keep`` is the member to start
    from; ``proposal`` says in words what to do; ``extras`` are what only the others say.
    """

    members: tuple[int, ...]
    kind: GroupKind
    keep: int
    proposal: str
    extras: tuple[Extra, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a paper stands in others (复制比): in any of them, and in the largest source."""

    paper: int
    copied: float
    source: int
    largest: float


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What a comparison of many papers found (查重结果).

    Of a family of many copies only the pairs with its first member are listed; all members are in
    its group. ``shares`` tell of papers that have any. ``common`` holds for every paper the ranges
    that are boilerplate (套话), which do not count.
    """

    papers: tuple[Paper, ...]
    pairs: tuple[Pair, ...]
    groups: tuple[Group, ...]
    shares: tuple[Share, ...]
    common: tuple[tuple[Range, ...], ...]
    threshold: float
    failures: tuple[Failure, ...] = ()
    skipped: tuple[Skipped, ...] = ()
