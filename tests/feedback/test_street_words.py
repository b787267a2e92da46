"""What people say and what plans promise about the same matter find each other (官话与口语)."""

from __future__ import annotations

import random
from pathlib import Path

from tests.notation import read
from wenfeng.domain import Feedback
from wenfeng.feedback import match

PAIRS = Path(__file__).with_name("pairs.txt").read_text("utf-8").splitlines()
_PLAN = 26


def test_most_measures_are_found_by_words_of_the_street() -> None:
    pairs = [tuple(line.split("|")) for line in PAIRS]
    random.Random(0).shuffle(pairs)
    found = 0
    for start in range(0, len(pairs), _PLAN):
        some = pairs[start : start + _PLAN]
        plan = "整改方案\n一、整改措施\n" + "\n".join(
            f"{n}.{done}。（责任单位：县委办公室；完成时限：2025年6月底前）"
            for n, (_, done) in enumerate(some, 1)
        )
        asked = tuple(Feedback(said, "意见.txt", "") for said, _ in some)
        responses = match(asked, read(plan))
        found += sum(
            response.matches != () and response.matches[0].entry == f"e{n}"
            for n, response in enumerate(responses, 1)
        )
    assert len(pairs) > 150
    assert found >= 0.7 * len(pairs)
