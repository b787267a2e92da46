"""Fingerprints: the same for the same text whatever is beside it, a fair sample of what it says."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from tests.duplicates.plans import paragraphs, plan
from wenfeng.duplicates.fingerprints import SHINGLE, Fingerprints, fingerprints, kept, shingles
from wenfeng.duplicates.neutral import neutral

Row = tuple[list[int], list[int], int, int]


def rows(found: Fingerprints) -> list[Row]:
    """What is known of each text."""
    starts = found.starts().tolist()
    return [
        (
            found.hashes[start:end].tolist(),
            found.places[start:end].tolist(),
            int(found.lengths[number]),
            int(found.digests[number]),
        )
        for number, (start, end) in enumerate(itertools.pairwise(starts))
    ]


def alone(texts: list[str], fraction: int) -> list[Row]:
    return [row for text in texts for row in rows(fingerprints([text], fraction))]


def test_fingerprints_of_a_collection_are_those_of_each() -> None:
    texts = [plan(seed, 1 + seed % 9) for seed in range(120)]
    texts[40:40] = ["", "短", "\n" * 50]
    assert sum(map(len, texts)) > 80_000
    assert rows(fingerprints(texts)) == alone(texts, 16)


def test_no_texts_have_no_fingerprints() -> None:
    found = fingerprints([])
    assert found.size == 0
    assert found.starts().tolist() == [0]


@pytest.mark.parametrize("text", ["", "改", "整改措施落", "1" * 500, "，" * 500])
def test_a_text_shorter_than_a_shingle_has_none_and_still_counts(text: str) -> None:
    found = fingerprints([text, plan(1)], 2)
    assert found.size == 2
    assert set(found.owners.tolist()) == {1}


def test_places_say_where_a_shingle_begins() -> None:
    text = plan(5)
    codes = neutral([text]).codes
    hashes = shingles(codes)
    found = fingerprints([plan(4), text])
    mine = found.owners == 1
    assert mine.sum() > 20
    assert (hashes[found.places[mine]] == found.hashes[mine]).all()
    assert len(hashes) == len(codes) - SHINGLE + 1


def test_every_hash_comes_once_a_text_and_in_order() -> None:
    for hashes, *_ in rows(fingerprints([plan(1) * 3, "整改落实到位" * 99], 2)):
        assert hashes == sorted(set(hashes))


def test_the_coarse_sample_is_part_of_the_fine_one() -> None:
    texts = [plan(seed) for seed in range(5)]
    coarse, fine = rows(fingerprints(texts, 16)), rows(fingerprints(texts, 2))
    for few, many in zip(coarse, fine, strict=True):
        assert set(few[0]) <= set(many[0])
        assert few[2:] == many[2:]


@pytest.mark.parametrize("fraction", [2, 16, 64])
def test_about_one_shingle_in_the_fraction_is_kept(fraction: int) -> None:
    hashes = shingles(neutral(["\n".join(paragraphs(3, 150))]).codes)
    expected = len(hashes) / fraction
    assert len(hashes) > 10_000
    assert kept(hashes, fraction).sum() == pytest.approx(expected, abs=5 * expected**0.5)


def test_shingles_of_different_words_differ() -> None:
    text = "".join(map(chr, random.Random(1).sample(range(0x4E00, 0x9000), 10_000)))
    hashes = shingles(neutral([text]).codes)
    assert len(np.unique(hashes)) == len(hashes)


def test_the_digest_tells_texts_of_the_same_words() -> None:
    one = "清河县把食堂账目按月公开"
    found = fingerprints(
        [one, one.replace("清河", "云岭"), one + "。", one.replace("按月", "按季")]
    )
    first, *others = found.digests.tolist()
    assert [other == first for other in others] == [True, True, False]


def test_those_left_out_keep_their_numbers() -> None:
    found = fingerprints([plan(seed) for seed in range(4)])
    some = found.of(np.array([True, False, True, False]))
    assert some.size == 4
    assert set(some.owners.tolist()) == {0, 2}
    assert rows(some)[2] == rows(found)[2]
