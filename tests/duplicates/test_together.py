"""Whether what two papers share stands in one place of both."""

from __future__ import annotations

import numpy as np

from tests.duplicates.plans import paragraphs
from wenfeng.duplicates.boilerplate import Boilerplate
from wenfeng.duplicates.fingerprints import fingerprints
from wenfeng.duplicates.together import Places

NO_BOILERPLATE = Boilerplate(np.zeros(0, np.uint64), np.zeros(0))
SECTION = paragraphs(9, 3)


def together(one: str, other: str) -> bool:
    places = Places(fingerprints([one, other]), NO_BOILERPLATE)
    assert places.together(0, 1) == places.together(1, 0)
    return places.together(0, 1)


def scattered(seed: int, phrases: list[str]) -> str:
    """Phrases far from each other."""
    return "\n".join(
        one for n, phrase in enumerate(phrases) for one in (*paragraphs(100 * seed + n, 8), phrase)
    )


def test_a_section_taken_over_stands_together_wherever_it_is() -> None:
    own = paragraphs(1, 10)
    assert together("\n".join(own + SECTION), "\n".join(SECTION + paragraphs(2, 10)))


def test_phrases_here_and_there_do_not() -> None:
    phrases = [line[:8] for line in paragraphs(9, 12)]
    assert not together(scattered(1, phrases), scattered(2, phrases[::-1]))


def test_papers_that_share_nothing_do_not() -> None:
    for one in ("", "整改", "\n".join(SECTION)):
        assert not together(one, "\n".join(paragraphs(1, 5)))
        assert not together(one, "")


def test_a_copy_with_its_sentences_mixed_up_is_still_one() -> None:
    lines = paragraphs(4, 60)
    mixed = [lines[at] for at in np.random.default_rng(1).permutation(60)]
    assert together("\n".join(lines), "\n".join(mixed))
