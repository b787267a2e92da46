"""Papers come into an index (入库) and leave it (移除)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from wenfeng.copies import Pair, Paper
from wenfeng.duplicates.bench import Bench
from wenfeng.duplicates.fingerprints import Fingerprints, Hashes
from wenfeng.duplicates.index import labels as labelling
from wenfeng.duplicates.index import pairs, papers, segments
from wenfeng.duplicates.index.joining import Shelf
from wenfeng.duplicates.index.labels import GONE, Labels
from wenfeng.duplicates.index.layout import Choice, Layout, lay_out
from wenfeng.duplicates.index.matching import (
    NOT_STORED,
    Arrivals,
    Matches,
    arrivals,
    match,
    signed,
)
from wenfeng.duplicates.index.postings import ordered
from wenfeng.duplicates.index.trouble import Damaged
from wenfeng.duplicates.table import Numbers

_TRIED = 2
"""Members of a large family beside which a new one is laid, the most alike."""

_SLACK = 0.25
"""Segments are written anew when so much of what they hold is of papers that are gone."""


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding papers (入库结果), by their names.

    ``there``: in the index already, word for word; ``replaced``: the paper of that name had other
    contents before.
    """

    stored: tuple[str, ...] = ()
    there: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()

    def __add__(self, other: Added) -> Added:
        return Added(
            self.stored + other.stored, self.there + other.there, self.replaced + other.replaced
        )


@dataclass(slots=True)
class _Sorted:
    """Papers given: those to store, and names for the result; numbers of papers replaced."""

    fresh: list[Paper] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    old: list[int] = field(default_factory=list)


def add(shelf: Shelf, given: Iterable[Paper]) -> Added:
    """Store papers, and the pairs that they make. Belongs inside a transaction."""
    sorted_ = _sorted(shelf, given)
    take_out(shelf, sorted_.old)
    if sorted_.fresh:
        changed = _store(shelf, sorted_.fresh)
        labelling.write(shelf.connection, shelf.labels, changed)
    replaced = set(sorted_.replaced)
    stored = tuple(one.name for one in sorted_.fresh if one.name not in replaced)
    return Added(stored, tuple(sorted_.there), tuple(sorted_.replaced))


def take_out(shelf: Shelf, ids: Sequence[int]) -> None:
    """Take papers out. Belongs inside a transaction."""
    gone = np.array(papers.take_out(shelf.connection, ids), dtype=np.int64)
    if len(gone) and not 0 <= gone.min() <= gone.max() < len(shelf.labels):
        raise Damaged("文稿")
    shelf.labels.families[gone] = GONE
    labelling.write(shelf.connection, shelf.labels, gone)


def purge(shelf: Shelf) -> None:
    """Write postings anew where many are of papers that are gone."""
    for fine in (False, True):
        held = sum(one.postings for one in segments.segments(shelf.connection, fine))
        alive = int(shelf.labels.sizes(fine)[~shelf.labels.gone].sum())
        if held > (1 + _SLACK) * alive:
            segments.purge(shelf.connection, fine, shelf.labels.gone)


def _sorted(shelf: Shelf, given: Iterable[Paper]) -> _Sorted:
    found = _Sorted()
    marks: set[str] = set()
    ask = shelf.connection.execute
    for paper in given:
        mark = papers.mark(paper)
        if mark in marks or ask("SELECT 1 FROM papers WHERE mark = ?", (mark,)).fetchone():
            found.there.append(paper.name)
            continue
        marks.add(mark)
        name = papers.clean(paper.name)
        rows = ask("SELECT id FROM papers WHERE name = ?", (name,)).fetchall() if name else []
        if rows:
            found.old += [row[0] for row in rows]
            found.replaced.append(paper.name)
        found.fresh.append(paper)
    return found


def _store(shelf: Shelf, fresh: Sequence[Paper]) -> Numbers:
    """Store papers that are new; the contents whose labels changed."""
    new = arrivals(shelf, [paper.text for paper in fresh], known=False)
    matches = match(shelf, new, _TRIED)
    layout = lay_out(shelf, fresh, (new, matches), Choice())
    number = shelf.connection.execute("SELECT ifnull(max(id), 0) + 1 FROM papers").fetchone()[0]
    ids = list(range(number, number + len(fresh)))
    contents, before = _contents(shelf, new), len(shelf.labels)
    _store_pairs(shelf, layout, ids)
    _store_contents(shelf, new, contents)
    papers.put(shelf.connection, zip(ids, contents.tolist(), fresh, strict=True))
    _store_templates(shelf, matches)
    changed = _joined(shelf.labels, matches, contents)
    return np.concatenate((changed, np.arange(before, len(shelf.labels))))


def _contents(shelf: Shelf, new: Arrivals) -> Numbers:
    """The content of every new text: an old one, or one with the next number."""
    single = new.single
    numbers = len(shelf.labels) + np.cumsum(single) - 1
    return np.asarray(np.where(new.stored != NOT_STORED, new.stored, numbers[new.first]))


def _store_contents(shelf: Shelf, new: Arrivals, contents: Numbers) -> None:
    single = np.flatnonzero(new.single)
    fine = np.zeros(len(contents), dtype=np.int64)
    fine[new.short] = np.bincount(new.fine.owners, minlength=new.fine.size)
    coarse = np.bincount(new.coarse.owners, minlength=len(contents))
    shelf.labels.more(contents[single], coarse[single], fine[single])
    rows = (
        (int(contents[one]), signed(new.coarse.digests[one]) if new.coarse.lengths[one] else None)
        for one in single.tolist()
    )
    shelf.connection.executemany("INSERT INTO contents VALUES (?, ?)", rows)
    _store_postings(shelf, new.coarse.of(new.single), contents, False)
    _store_postings(shelf, new.fine, contents[new.short], True)


def _store_postings(shelf: Shelf, new: Fingerprints, contents: Numbers, fine: bool) -> None:
    owners = contents[new.owners].astype(np.int32)
    segments.add(shelf.connection, fine, ordered(new.hashes, owners), shelf.labels.gone)


def _store_pairs(shelf: Shelf, layout: Layout, ids: list[int]) -> None:
    """Judge the couples chosen and store the pairs they are, the older paper first."""
    numbers = [*ids, *(one.id for one in layout.stored)]
    older = ((a, b) if numbers[a] < numbers[b] else (b, a) for a, b in layout.couples)
    pairs.put(shelf.connection, _judged(layout.bench, sorted(older), numbers))


def _judged(
    bench: Bench, couples: Iterable[tuple[int, int]], numbers: Sequence[int]
) -> Iterator[tuple[Pair | None, Pair | None]]:
    for a, b in couples:
        near, part = pairs.judged(a, b, (bench.take(a), bench.take(b)))
        yield _renamed(near, numbers), _renamed(part, numbers)


def _renamed(pair: Pair | None, numbers: Sequence[int]) -> Pair | None:
    return pair and replace(pair, a=numbers[pair.a], b=numbers[pair.b])


def _store_templates(shelf: Shelf, matches: Matches) -> None:
    both: list[Hashes] = []
    for fine, found in enumerate(matches.template):
        before = shelf.labels.templates[fine]
        every = np.union1d(before, found)
        if len(every) > len(before):
            labelling.write_template(shelf.connection, bool(fine), every)
        both.append(every)
    shelf.labels.templates = (both[0], both[1])


def _joined(labels: Labels, matches: Matches, contents: Numbers) -> Numbers:
    """Give the families found one label; the contents for which it changed."""
    rows = np.concatenate((matches.joint.old, contents))
    before, found = labels.families[rows], matches.weighed.families
    single = np.bincount(found, minlength=len(found))[found] == 1
    order = np.lexsort((before, found))
    order = order[~single[order]]
    head = np.append(True, found[order][1:] != found[order][:-1])[: len(order)]
    label = before[order][np.maximum.accumulate(np.where(head, np.arange(len(order)), 0))]
    moved = before[order] != label
    target = np.arange(len(labels), dtype=np.int32)
    target[before[order][moved]] = label[moved]
    alive = ~labels.gone
    changed = np.flatnonzero(alive)[target[labels.families[alive]] != labels.families[alive]]
    labels.families[changed] = target[labels.families[changed]]
    return np.asarray(changed, dtype=np.int64)
