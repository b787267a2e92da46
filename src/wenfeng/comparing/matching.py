"""Which entry of the new version is which of the old one (条目对应).

The words decide. Where rows were put in, taken out or renumbered, number, section, owner and
deadline only tip the balance between entries that are as much alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wenfeng.comparing.assignment import LARGEST, assign
from wenfeng.comparing.owners import same_owner
from wenfeng.comparing.texts import Said, Weights, folded, problem_text, task_text
from wenfeng.domain import Entry, Owner

# So alike two entries are at least that are the same one, the latter with the company of
# ``SETTLED`` of the circumstances below.
LEAST = 0.33
LEAST_IN_PLACE = 0.16
SETTLED = 0.18
# What the circumstances count: the number, the section, an owner who leads, the deadline.
NUMBER, SECTION, LEAD, DEADLINE, ORDER = 0.06, 0.06, 0.08, 0.04, 0.01
# A problem or measure that stays while the other is rewritten counts almost like the whole.
ALONE = 0.88
TELLING = 5
# Entries looked at for each one, in long plans.
NEIGHBOURS = 60
COMMON = 200


@dataclass(frozen=True, slots=True)
class Matched:
    """Places of an entry in the old and in the new version, and how alike its words are."""

    old: int
    new: int
    similarity: float


@dataclass(frozen=True, slots=True)
class _Side:
    """The entries of one version; ``named`` are problems that only one of them has."""

    entries: Sequence[Entry]
    said: tuple[Said, ...]
    named: frozenset[frozenset[str]]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> _Side:
        said = tuple(map(Said.of, entries))
        counts = Counter(one.problem for one in said)
        return cls(entries, said, frozenset(p for p, n in counts.items() if n == 1))


def matched(old: Sequence[Entry], new: Sequence[Entry]) -> tuple[Matched, ...]:
    """The entries that both versions have, in the order of the new one."""
    before, after = _Side.of(old), _Side.of(new)
    weights = Weights((*before.said, *after.said))
    same = dict(_unchanged(old, new))
    taken = set(same.values())
    edges: dict[tuple[int, int], float] = {}
    alike: dict[tuple[int, int], float] = {(o, n): 1.0 for o, n in same.items()}
    for pair in _possible(before, after, weights):
        if pair[0] in same or pair[1] in taken:
            continue
        words, worth = _worth(before, after, pair, weights)
        if worth:
            edges[pair], alike[pair] = worth, words
    chosen = (*same.items(), *assign(edges))
    return tuple(
        Matched(o, n, round(alike[o, n], 3)) for o, n in sorted(chosen, key=lambda pair: pair[1])
    )


def _unchanged(old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """Entries whose words are the same; of several by circumstances, of very many in order."""
    before, after = _by_words(old), _by_words(new)
    for words, places in before.items():
        others = after.get(words, [])
        if not words.strip("\n"):
            continue
        if max(len(places), len(others)) > LARGEST:
            yield from zip(places, others, strict=False)
        else:
            yield from assign(
                {
                    (o, n): (1 + _circumstances(old[o], new[n]) + _nearness(o, n, old, new)) ** 2
                    for o in places
                    for n in others
                }
            )


def _nearness(place: int, other: int, old: Sequence[Entry], new: Sequence[Entry]) -> float:
    """A little more for entries at the same height of the two versions."""
    return ORDER * (1 - abs(place / len(old) - other / len(new)))


def _by_words(entries: Sequence[Entry]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, entry in enumerate(entries):
        words = f"{folded(problem_text(entry))}\n{folded(task_text(entry))}"
        found.setdefault(words, []).append(place)
    return found


def _possible(before: _Side, after: _Side, weights: Weights) -> Iterator[tuple[int, int]]:
    """Pairs with something in common; in long plans those with the most that few others have."""
    holders: dict[str, list[int]] = {}
    for place, said in enumerate(after.said):
        for pair in said.whole:
            holders.setdefault(pair, []).append(place)
    for place, said in enumerate(before.said):
        near: Counter[int] = Counter()
        for pair in sorted(said.whole, key=lambda p: (weights.spread[p], p)):
            holding = holders.get(pair, ())
            if len(holding) > COMMON and near:
                break
            near.update(holding[:COMMON])
        for other, _ in near.most_common(NEIGHBOURS):
            yield place, other


def _worth(
    before: _Side, after: _Side, pair: tuple[int, int], weights: Weights
) -> tuple[float, float]:
    """How alike the words are, and what the pair is worth: 0 for entries that are not the same.

    Squares, so that one pair that surely belongs together beats two that may.
    """
    old, new = before.entries[pair[0]], after.entries[pair[1]]
    words = _alike(before, after, pair, weights)
    circumstances = _circumstances(old, new)
    least = LEAST_IN_PLACE if circumstances >= SETTLED else LEAST
    if words < least:
        return words, 0.0
    near = _nearness(*pair, before.entries, after.entries)
    return words, (words + circumstances + near) ** 2


def _alike(before: _Side, after: _Side, pair: tuple[int, int], weights: Weights) -> float:
    old, new = before.said[pair[0]], after.said[pair[1]]
    found = [weights.alike(old.whole, new.whole)]
    if min(len(old.task), len(new.task)) >= TELLING:
        found.append(ALONE * weights.alike(old.task, new.task))
    own = old.problem in before.named and new.problem in after.named
    if own and min(len(old.problem), len(new.problem)) >= TELLING:
        found.append(ALONE * weights.alike(old.problem, new.problem))
    return max(found)


def _circumstances(old: Entry, new: Entry) -> float:
    ends = [entry.deadline.end if entry.deadline else None for entry in (old, new)]
    return (
        NUMBER * (bool(old.number) and old.number == new.number)
        + SECTION * ((old.part, old.section[-1:]) == (new.part, new.section[-1:]))
        + LEAD * any(same_owner(a, b) for a in _leads(old) for b in _leads(new))
        + DEADLINE * (ends[0] is not None and ends[0] == ends[1])
    )


def _leads(entry: Entry) -> list[Owner]:
    return [owner for owner in entry.owners if owner.role == "lead"][:8]
