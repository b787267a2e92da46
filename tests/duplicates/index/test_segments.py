"""Who holds a shingle: the same as a plain dictionary says, however it was stored."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from wenfeng.duplicates.index import lookup, segments, storage
from wenfeng.duplicates.index.postings import HEAD, mixed, ordered

SPACE = 1 << 60


@pytest.mark.parametrize(("rounds", "size"), [(1, 3_000), (25, 200), (60, 40)])
def test_holders_of_every_hash(
    tmp_path: Path, rounds: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "_PART", 500)
    rng = random.Random(rounds)
    connection = storage.connect(tmp_path / "往年.wfi", create=True)
    common = [rng.randrange(SPACE) for _ in range(20)]
    kept: dict[int, list[int]] = defaultdict(list)
    contents = 0
    for _ in range(rounds):
        hashes, owners = [], []
        for _ in range(size // 20):
            own = {rng.randrange(SPACE) for _ in range(16)} | set(rng.sample(common, 4))
            hashes += sorted(own)
            owners += [contents] * len(own)
            for one in own:
                kept[one].append(contents)
            contents += 1
        new = ordered(np.array(hashes, np.uint64), np.array(owners, np.int32))
        with storage.transaction(connection, write=True):
            segments.add(connection, False, new, np.zeros(contents, np.bool_))
    assert len(segments.segments(connection, False)) <= 6
    asked = np.unique(np.array([*kept, *(rng.randrange(SPACE) for _ in range(500))], np.uint64))
    for chosen in (asked, asked[:: len(asked) // 5], asked[:0]):
        found = lookup.holders(connection, False, chosen)
        told = defaultdict(list)
        for column, owner in zip(found.columns.tolist(), found.owners.tolist(), strict=True):
            told[column].append(owner)
        for column, one in enumerate(chosen.tolist()):
            expected = sorted(kept.get(one, []), key=lambda n: int(mixed(np.array([n]))[0]))
            assert found.counts[column] == len(expected)
            assert told[column] == expected[:HEAD]
    gone = np.zeros(contents, np.bool_)
    gone[::2] = True
    with storage.transaction(connection, write=True):
        segments.purge(connection, False, gone)
    found = lookup.holders(connection, False, asked)
    expected = [len([n for n in kept.get(one, []) if n % 2]) for one in asked.tolist()]
    assert found.counts.tolist() == expected and len(segments.segments(connection, False)) == 1
    connection.close()
