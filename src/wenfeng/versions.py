"""What two versions of a plan have to do with each other (两版对照): plain data like domain.py."""

from __future__ import annotations

from dataclasses import dataclass

from wenfeng.domain import (
    Deadline,
    DeadlineMove,
    Entry,
    Failure,
    Finding,
    FindingState,
    Owner,
    OwnerMove,
    PieceKind,
    Report,
    Reworded,
    Skipped,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text in two versions: in both, only in the old, or only in the new."""

    text: str
    kind: PieceKind


@dataclass(frozen=True, slots=True)
class Rewording:
    """The problem or the measures of an entry in other words (改写); ``""``: there were none."""

    about: Reworded
    old: str
    new: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class OwnerChange:
    """An owner who came, went, or now leads instead of supporting and the like (责任主体变化)."""

    move: OwnerMove
    old: Owner | None
    new: Owner | None


@dataclass(frozen=True, slots=True)
class DeadlineChange:
    """What became of a deadline (时限变化); ``days`` later, or fewer than 0 for earlier.

    ``vaguer``: there was a day to check by, now there is none, or it became a soft one;
    ``firmer`` the other way round. ``reworded``: another start, other steps, other words.
    """

    move: DeadlineMove
    old: Deadline | None
    new: Deadline | None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """One entry in two versions (对应条目), how alike its words are (0–1), and what changed."""

    old: Entry
    new: Entry
    similarity: float
    rewordings: tuple[Rewording, ...] = ()
    owners: tuple[OwnerChange, ...] = ()
    deadline: DeadlineChange | None = None

    @property
    def changed(self) -> bool:
        """Whether anything but its number and place is different."""
        return bool(self.rewordings or self.owners or self.deadline)


@dataclass(frozen=True, slots=True)
class Lone:
    """An entry that only one version has; ``kin`` is the one it was split off or merged into."""

    entry: Entry
    kin: Entry | None = None


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding in two versions: fixed (only in the old), remaining, or new (意见变化)."""

    state: FindingState
    old: Finding | None
    new: Finding | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A plan in two versions (两版对照), pairs and added entries in the order of the new one."""

    old: Report
    new: Report
    pairs: tuple[Pair, ...]
    added: tuple[Lone, ...]
    gone: tuple[Lone, ...]
    findings: tuple[FindingChange, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """The plans of two sides compared, and those that only one side has."""

    comparisons: tuple[Comparison, ...]
    only_old: tuple[Report, ...] = ()
    only_new: tuple[Report, ...] = ()
    failures: tuple[Failure, ...] = ()
    skipped: tuple[Skipped, ...] = ()
