"""How right the repetitions found in a collection are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

from copy_cases import COPIED, Collection, Key, Known

from wenfeng.copies import Duplicates, Pair, Range

GROUPED = "group"  # not listed itself: both papers are in one group
MISSED = "-"
CERTAIN = ("identical", "revision", "near")


@dataclass(slots=True)
class Score:
    """Counts, to be added up over collections; ``kinds`` by the kind known and the kind found."""

    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)
    characters: Counter[str] = field(default_factory=Counter)
    exchanges: Counter[str] = field(default_factory=Counter)
    highest: dict[str, float] = field(default_factory=dict)

    def add(self, other: Score) -> None:
        """Count another collection's too."""
        self.kinds += other.kinds
        self.groups += other.groups
        self.characters += other.characters
        self.exchanges += other.exchanges
        for kind, value in other.highest.items():
            self.highest[kind] = max(value, self.highest.get(kind, 0.0))

    def figures(self) -> dict[str, float | int]:
        """The figures by name; a share of nothing is 1."""
        listed = {pair: n for pair, n in self.kinds.items() if pair[1] in (*CERTAIN, "partial")}
        right = sum(n for (known, told_as), n in listed.items() if known == told_as)
        told = {pair: n for pair, n in self.kinds.items() if pair[1] != MISSED}
        copied = sum(n for (known, _), n in told.items() if known in COPIED)
        wrong = sum(n for pair, n in told.items() if is_wrong(*pair))
        asked = sum(n for (known, _), n in self.kinds.items() if known in COPIED)
        sure = sum(n for (known, _), n in listed.items() if known in COPIED and known != "issue")
        return {
            "precision": share(copied, copied + wrong),
            "recall": share(copied, asked),
            "kind": share(right, sure),
            "groups": share(self.groups["right"], self.groups["asked"]),
            "groups_of_right_kind": share(self.groups["kind"], self.groups["asked"]),
            "groups_wrong": self.groups["wrong"],
            "marked": share(self.characters["marked"], self.characters["copied"]),
            "others_marked": share(self.characters["astray"], self.characters["others"] or 1),
            "exchanges": share(self.exchanges["found"], self.exchanges["asked"]),
            **{f"highest_{kind}": round(v, 3) for kind, v in sorted(self.highest.items())},
        }


def share(part: int, whole: int) -> float:
    """A share; of nothing it is whole."""
    return round(part / whole, 4) if whole else 1.0


def is_wrong(known: str, found: str) -> bool:
    """Whether a pair is called copied that is not. A quotation is a passage, if anything."""
    if known == "quotation":
        return found in (*CERTAIN, GROUPED)
    return known not in COPIED


def score(found: Duplicates, collection: Collection) -> Score:
    """Count what is right in one collection."""
    result = Score()
    listed = dict(_listed(found, collection))
    for pair, kind in kinds(found, collection).items():
        result.kinds[collection.kind(pair), kind] += 1
    result.groups = _groups(found, collection)
    for pair, known in collection.pairs.items():
        if pair in listed and known.kind in COPIED and any(known.copied):
            result.exchanges += _exchanges(known, listed[pair])
            result.characters += _characters(collection, pair, listed[pair])
    return result


def kinds(found: Duplicates, collection: Collection) -> dict[Key, str]:
    """How each pair that is known or found was found."""
    told = {pair: MISSED for pair in collection.pairs}
    for group in _members(found, collection):
        told.update(dict.fromkeys(combinations(sorted(group), 2), GROUPED))
    told.update({key: pair.kind for key, pair in _listed(found, collection)})
    return told


def highest(found: Duplicates, collection: Collection) -> dict[str, float]:
    """The greatest similarity that two papers got which are no copies."""
    result = {"template": 0.0, "none": 0.0}
    for key, pair in _listed(found, collection):
        kind = collection.kind(key)
        if kind in result:
            result[kind] = max(result[kind], pair.similarity)
    return result


def places(found: Duplicates, collection: Collection) -> list[int]:
    """For each paper of a result its place in the collection."""
    at = {paper.name: i for i, paper in enumerate(collection.papers)}
    return [at[paper.name] for paper in found.papers]


def _listed(found: Duplicates, collection: Collection) -> Iterator[tuple[Key, Pair]]:
    at = places(found, collection)
    for pair in found.pairs:
        a, b = at[pair.a], at[pair.b]
        yield ((a, b), pair) if a < b else ((b, a), _turned(pair))


def _turned(pair: Pair) -> Pair:
    """A pair with its passages seen from the other side."""
    passages = tuple(replace(p, a=p.b, b=p.a) for p in pair.passages)
    return replace(pair, a=pair.b, b=pair.a, passages=passages)


def _members(found: Duplicates, collection: Collection) -> Iterator[frozenset[int]]:
    at = places(found, collection)
    return (frozenset(at[m] for m in group.members) for group in found.groups)


def _groups(found: Duplicates, collection: Collection) -> Counter[str]:
    told = {
        members: group.kind
        for members, group in zip(_members(found, collection), found.groups, strict=True)
    }
    right = [members for members in collection.groups if members in told]
    return Counter(
        asked=len(collection.groups),
        right=len(right),
        kind=sum(told[members] == collection.groups[members] for members in right),
        wrong=len(told) - len(right),
    )


def _exchanges(known: Known, pair: Pair) -> Counter[str]:
    named = {frozenset((e.a, e.b)) for e in pair.exchanges}
    hits = sum(any(_same(wanted, both) for both in named) for wanted in known.exchanges)
    return Counter(asked=len(known.exchanges), found=hits)


def _same(wanted: Iterable[str], told: frozenset[str]) -> bool:
    """Whether each name is told, or the part of it that differs."""
    return all(any(n in t or t in n for t in told) for n in wanted)


def _characters(collection: Collection, key: Key, pair: Pair) -> Counter[str]:
    """Copied characters and others, how many of each are marked, on both sides."""
    counts: Counter[str] = Counter()
    known = collection.pairs[key]
    for side, at in enumerate(key):
        text = collection.papers[at].text
        copied = _spread(known.copied[side])
        either = _spread(known.either[side]) - copied
        others = set(range(len(text))) - copied - either
        seen = _spread(p.b if side else p.a for p in pair.passages)
        for name, asked, hit in (("copied", copied, "marked"), ("others", others, "astray")):
            words = {i for i in asked if not text[i].isspace()}
            counts[name] += len(words)
            counts[hit] += len(words & seen)
    return counts


def _spread(ranges: Iterable[Range]) -> set[int]:
    return {i for start, stop in ranges for i in range(start, stop)}


def confusion(kinds: Mapping[tuple[str, str], int]) -> tuple[list[str], list[list[object]]]:
    """A table: a row for each kind known, a column for each found."""
    columns = sorted({found for _, found in kinds})
    rows = sorted({known for known, _ in kinds})
    return columns, [[known, *(kinds.get((known, c), 0) for c in columns)] for known in rows]
