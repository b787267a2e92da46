"""Several processes give what one gives."""

from __future__ import annotations

from collections.abc import Iterator

from tests.duplicates.plans import papers, plan, rewritten
from wenfeng.duplicates import find
from wenfeng.duplicates.fingerprints import in_turn
from wenfeng.pipeline.processes import Processes, sharing


def test_the_answer_does_not_depend_on_the_number_of_processes() -> None:
    texts = [rewritten(plan(number % 8), 0.2, number) for number in range(24)]
    alone = find(papers(texts))
    pool = Processes(2)
    try:
        assert find(papers(texts), run=pool) == alone
    finally:
        pool.close()
    assert alone.groups


def test_answers_come_in_order_and_items_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(40):
            taken.append(number)
            yield number

    pool = Processes(2)
    try:
        answers = pool(str, items())
        assert next(answers) == "0"
        assert len(taken) < 20
        assert list(answers) == [str(number) for number in range(1, 40)]
    finally:
        pool.close()


def test_little_text_is_worked_on_here() -> None:
    with sharing(0, 1000) as run:
        assert run is in_turn
    with sharing(1, 10**9) as run:
        assert run is in_turn
