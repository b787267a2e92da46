"""Which entries of a plan take up which opinion (意见与条目对应)."""

from __future__ import annotations

from collections.abc import Sequence

from wenfeng.domain import Feedback, Match, Reading, Response, ResponseStatus
from wenfeng.feedback.plans import Candidate, candidates, renamed
from wenfeng.feedback.scoring import Scorer, scorer
from wenfeng.learned import linear

_MOST = 3  # entries that one opinion can be answered in


def match(
    items: Sequence[Feedback], reading: Reading, by: Scorer | None = None
) -> tuple[Response, ...]:
    """How a plan answers every opinion, in the order of the opinions."""
    if not items:
        return ()
    by = by or scorer()
    plan = with_problems(candidates(reading), by)
    if not plan:
        return tuple(Response(item, "unanswered") for item in items)
    chances = by.chances([item.text for item in items], plan)
    return tuple(
        _response(item, [(plan[n], row[n]) for n in chosen(row, by)])
        for item, row in zip(items, chances, strict=True)
    )


def with_problems(plan: tuple[Candidate, ...], by: Scorer) -> tuple[Candidate, ...]:
    """Problems listed apart go to measures without one that take them up; the others stay."""
    measures = [c for c in plan if c.entries]
    problems = [c for c in plan if not c.entries]
    if not (measures and problems):
        return plan
    left: list[Candidate] = []
    found = list(measures)
    chances = by.chances([problem.named for problem in problems], measures)
    for problem, row in zip(problems, chances, strict=True):
        best = max(range(len(row)), key=row.__getitem__)
        if row[best] >= by.least and not measures[best].named:
            found[best] = renamed(found[best], problem.named)
        else:
            left.append(problem)
    return (*found, *left)


def chosen(row: Sequence[float], by: Scorer) -> list[int]:
    """The candidates that take up an opinion, the likeliest first."""
    best, *others = sorted(range(len(row)), key=lambda n: -row[n])[:_MOST]
    if row[best] < by.least:
        return []
    return [best, *(n for n in others if row[n] >= by.more)]


def _response(item: Feedback, found: list[tuple[Candidate, float]]) -> Response:
    matches = tuple(Match(c.entries[0], round(chance, 3)) for c, chance in found if c.entries)
    return Response(item, status([c for c, _ in found]), matches)


def status(found: list[Candidate]) -> ResponseStatus:
    """Unanswered, weak where only empty words or a problem are found, else answered."""
    if not found:
        return "unanswered"
    done = [candidate.done for candidate in found if candidate.done]
    concrete = any(guess.label != "vague" for guess in linear.load("vague").guess(done))
    return "answered" if concrete else "weak"
