"""New papers and stored ones laid out to be judged (摆开): which beside which, and what counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wenfeng.copies import Paper
from wenfeng.duplicates.bench import Bench
from wenfeng.duplicates.boilerplate import Boilerplate
from wenfeng.duplicates.fingerprints import Fingerprints, fingerprints
from wenfeng.duplicates.index.joining import Shelf
from wenfeng.duplicates.index.matching import Arrivals, Couple, Matches
from wenfeng.duplicates.index.papers import Stored, by_content
from wenfeng.duplicates.together import Places


@dataclass(frozen=True, slots=True)
class Choice:
    """Of how many stored papers at most, and of how many copies of one content, to judge each."""

    most: int | None = None
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """Papers on a bench, first the new ones, then those ``stored``; couples of their places."""

    bench: Bench
    stored: tuple[Stored, ...]
    couples: tuple[Couple, ...]


def lay_out(
    shelf: Shelf, given: Sequence[Paper], found: tuple[Arrivals, Matches], choice: Choice
) -> Layout:
    """Fetch the stored papers that new ones are to be held against, and lay them all out."""
    new, matches = found
    order = sorted(matches.old, key=lambda couple: (-matches.old[couple], couple))
    chosen = [*new.same(), *order[: choice.most]]
    contents = by_content(shelf.connection, {content for content, _ in chosen})
    stored: dict[int, Stored] = {}
    beside: list[tuple[int, int, Couple]] = []
    for content, number in chosen:
        same = new.stored[number] == content
        for one in contents.get(content, [])[: choice.copies if same else 1]:
            stored.setdefault(one.id, one)
            beside.append((number, one.id, (content, number)))
    at = {number: place for place, number in enumerate(stored, start=len(given))}
    papers = (*given, *(one.paper for one in stored.values()))
    old = fingerprints([paper.text for paper in papers[len(given) :]])
    counting = _counting(shelf, matches, old)
    together = Places(_behind(new.coarse, old), counting).together
    sure = matches.fine | set(new.same())
    couples = {(a, at[b]) for a, b, one in beside if one in sure or together(a, at[b])}
    couples |= {one for one in matches.new if one in matches.fine_new or together(*one)}
    couples |= set(new.twins())
    return Layout(Bench(papers, counting), tuple(stored.values()), tuple(sorted(couples)))


def _counting(shelf: Shelf, matches: Matches, old: Fingerprints) -> Boilerplate:
    """How much the shingles of new papers count, and those of old ones."""
    known, weights = matches.joint.table.hashes, matches.weighed.weights
    others = np.setdiff1d(old.hashes, known)
    hashes = np.concatenate((known, others))
    order = np.argsort(hashes)
    return Boilerplate(hashes[order], np.concatenate((weights, shelf.weights(others)))[order])


def _behind(one: Fingerprints, other: Fingerprints) -> Fingerprints:
    """The fingerprints of all texts, those of the second behind those of the first."""
    return Fingerprints(
        np.concatenate((one.owners, other.owners + np.int32(one.size))),
        np.concatenate((one.hashes, other.hashes)),
        np.concatenate((one.places, other.places)),
        np.concatenate((one.lengths, other.lengths)),
        np.concatenate((one.digests, other.digests)),
    )
