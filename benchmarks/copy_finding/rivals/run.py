"""Finds pairs by MinHash and LSH: python -m copy_finding.rivals.run PAPERS WAY OUT

WAY is JSON: ``library`` datasketch or rensa; ``shingles`` strings (as its documentation shows) or
numbers (by numpy, faster); ``share`` leaves 5-grams of more papers out (1: none); ``bands`` and
``rows``; ``exact`` verifies by the sets instead of the signatures.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from operator import index
from pathlib import Path
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from ..measured import Clock, peak
from ..stored import read
from .likeness import LOWEST, Pairs, banded, estimated, exact
from .shingles import Hashes, hashed, rare, strings

PERMUTATIONS = 128


class Way(TypedDict):
    library: Literal["datasketch", "rensa"]
    shingles: Literal["strings", "numbers"]
    share: float
    bands: int
    rows: int
    exact: bool


def main(papers: str, way: str, out: str) -> None:
    texts = list(read(Path(papers)))
    held = peak()
    clock = Clock()
    pairs, likeness = found(texts, json.loads(way), clock)
    keep = likeness >= LOWEST
    np.savez(out, pairs=pairs[keep], likeness=likeness[keep])
    print(json.dumps({"seconds": clock, "cpu": clock.cpu, "peak": peak(), "texts": held}))


def found(texts: Sequence[str], way: Way, clock: Clock) -> tuple[Pairs, NDArray[np.float64]]:
    hashes: list[Hashes] = []
    if way["shingles"] == "numbers" or way["exact"]:
        with clock.step("shingles"):
            hashes = [hashed(text) for text in texts]
    if way["share"] < 1:
        with clock.step("filter"):
            hashes = rare(hashes, way["share"])
    with clock.step("load"):
        import_module(way["library"])
    sketch = {"datasketch": _datasketch, "rensa": _rensa}[way["library"]]
    signatures, pairs = sketch(texts, hashes, way, clock)
    with clock.step("verify"):
        if not way["exact"]:
            return pairs, estimated(signatures, pairs)
        likely = pairs[estimated(signatures, pairs) >= LOWEST]
        return likely, exact(hashes, likely)


def _datasketch(
    texts: Sequence[str], hashes: list[Hashes], way: Way, clock: Clock
) -> tuple[NDArray[Any], Pairs]:
    from datasketch import MinHash, MinHashLSH

    with clock.step("sign"):
        if way["shingles"] == "strings":
            sets: Iterable[Any] = ([s.encode() for s in strings(text)] for text in texts)
            sketches = MinHash.bulk(sets, num_perm=PERMUTATIONS)
        else:
            sets = (numbers.tolist() for numbers in hashes)
            sketches = MinHash.bulk(sets, num_perm=PERMUTATIONS, hashfunc=index)
    with clock.step("index"):
        lsh = MinHashLSH(num_perm=PERMUTATIONS, params=(way["bands"], way["rows"]))
        pairs = []
        for number, sketch in enumerate(sketches):
            if sketch.is_empty():
                continue
            pairs += [(other, number) for other in lsh.query(sketch)]
            lsh.insert(number, sketch, check_duplication=False)
    signatures = np.stack([sketch.hashvalues for sketch in sketches])
    return signatures, np.array(pairs, np.int64).reshape(-1, 2)


def _rensa(
    texts: Sequence[str], hashes: list[Hashes], way: Way, clock: Clock
) -> tuple[NDArray[Any], Pairs]:
    from rensa import RMinHash, RMinHashLSH

    with clock.step("sign"):
        if way["shingles"] == "strings":
            sketches = RMinHash.from_token_sets(map(strings, texts), PERMUTATIONS, 42)
            signatures = np.array([s.digest() for s in sketches], np.uint32)
        else:
            flat = np.concatenate(hashes).astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
            ends = np.concatenate([[0], np.cumsum([len(h) for h in hashes])]).astype(np.uint64)
            matrix = RMinHash.digest_matrix_from_flat_token_hashes(flat, ends, PERMUTATIONS, 42)
            signatures = np.array(matrix.to_rows(), np.uint32)
    with clock.step("index"):
        if way["shingles"] == "numbers":
            return signatures, banded(signatures, way["bands"], way["rows"])
        lsh = RMinHashLSH(0.5, way["bands"] * way["rows"], way["bands"])
        lsh.insert_many(sketches)
        alike = enumerate(lsh.query_all(sketches))
        pairs = [(other, number) for number, others in alike for other in others if other < number]
    return signatures, np.array(pairs, np.int64).reshape(-1, 2)


if __name__ == "__main__":
    main(*sys.argv[1:4])
