"""Entries that only one version has (新增、删去), and where they were split off or merged into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wenfeng.comparing.matching import Matched
from wenfeng.comparing.texts import Said, Weights
from wenfeng.domain import Entry
from wenfeng.versions import Lone

# So much of what an entry says stands in its kin, and so much not in the kin's own partner.
TAKEN = 0.6
MOVED = 0.35
# Comparisons that a plan may cost; longer ones go without.
MOST = 400_000

Lones = tuple[Lone, ...]


@dataclass(frozen=True, slots=True)
class _Tie:
    """An entry of the other version, and the one of this version that it is paired with."""

    kin: Entry
    said: Said
    partner: Said


def lone_entries(
    old: Sequence[Entry], new: Sequence[Entry], matches: Iterable[Matched]
) -> tuple[Lones, Lones]:
    """The entries added and those gone.

    What an added one says may have stood in an old one that goes on without it (拆分), and what
    one that is gone says may stand in a new one now (并入).
    """
    before, after = tuple(map(Said.of, old)), tuple(map(Said.of, new))
    weights = Weights((*before, *after))
    matches = tuple(matches)
    splits = [_Tie(old[m.old], before[m.old], after[m.new]) for m in matches]
    merges = [_Tie(new[m.new], after[m.new], before[m.old]) for m in matches]
    added = _lone(new, after, {m.new for m in matches}, splits, weights)
    gone = _lone(old, before, {m.old for m in matches}, merges, weights)
    return added, gone


def _lone(
    entries: Sequence[Entry],
    said: Sequence[Said],
    paired: set[int],
    ties: Sequence[_Tie],
    weights: Weights,
) -> Lones:
    places = [place for place in range(len(entries)) if place not in paired]
    if len(places) * len(ties) > MOST:
        ties = ()
    return tuple(Lone(entries[place], _kin(said[place], ties, weights)) for place in places)


def _kin(said: Said, ties: Sequence[_Tie], weights: Weights) -> Entry | None:
    whole = weights.of(said.task)
    best, kin = MOVED * whole, None
    for tie in ties if whole else ():
        shared = said.task & tie.said.task
        moved = weights.of(shared - tie.partner.task)
        if moved > best and weights.of(shared) >= TAKEN * whole:
            best, kin = moved, tie.kin
    return kin
