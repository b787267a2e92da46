"""The draw itself (抽取): anybody with the files, the seed and a SHA-256 program can do it again.

A file's rank is the SHA-256 of the seed, a line feed and the SHA-256 of its content (both as
text, the latter in lower-case hexadecimal); of each kind those with the lowest ranks are drawn.
Neither names nor places of files, nor the order in which a system lists them, have a part in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from wenfeng.draws import Candidate, Quota, Stratum
from wenfeng.sampling.kinds import kinds
from wenfeng.sampling.quotas import number_to_draw


def drawn(candidates: Iterable[Candidate], seed: str, quota: Quota) -> tuple[Stratum, ...]:
    """The strata that are not empty, each file ranked; files with the same content count once."""
    strata: dict[str, list[Candidate]] = {}
    for candidate in _each_once(candidates):
        ranked = replace(candidate, rank=rank(seed, candidate.sha256))
        strata.setdefault(candidate.kind, []).append(ranked)
    order = {kind: place for place, kind in enumerate(kinds())}
    return tuple(
        Stratum(
            kind,
            tuple(sorted(strata[kind], key=lambda one: (one.rank, one.sha256))),
            number_to_draw(quota, len(strata[kind])),
        )
        for kind in sorted(strata, key=lambda kind: (order.get(kind, len(order)), kind))
    )


def rank(seed: str, sha256: str) -> str:
    """The rank of a file in the draw."""
    return hashlib.sha256(f"{seed}\n{sha256}".encode()).hexdigest()


def _each_once(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One candidate for each content, under the first of its names."""
    found: dict[str, Candidate] = {}
    for one in sorted(candidates, key=lambda candidate: candidate.name):
        first = found.setdefault(one.sha256, one)
        if first is not one:
            found[one.sha256] = replace(first, copies=(*first.copies, one.name))
    return list(found.values())
