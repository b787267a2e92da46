"""Which entries of a plan take up which opinion (意见与条目对应).

An opinion and an entry have topics and pairs of characters in common; the rarer these are in the
plan, the more they count. What one entry has in common with an opinion counts less where another
opinion has more in common with it. A second entry is taken for what the first leaves open.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from wenfeng.domain import Feedback, Match, Reading, Response, ResponseStatus
from wenfeng.feedback.plans import Candidate, candidates, renamed
from wenfeng.feedback.terms import Terms, Weighing, rarity, terms
from wenfeng.learned import linear


@dataclass(frozen=True, slots=True)
class Settings:
    """The constants of the matching, chosen on the development cases (tools/feedback.py).

    ``named``: how much more words of a problem or heading count. ``cover``: how much of a score
    hangs on the share of the opinion's topics that an entry has; topics of no entry count
    ``foreign`` there. ``rivalry``: how much is taken off for each point by which another opinion
    is nearer. ``least`` is the score of a match, ``open`` that of a further entry on what the ones
    before leave open, ``near`` the share of the best score with which it is one outright.
    """

    weighing: Weighing = field(default_factory=Weighing)
    named: float = 0.4
    cover: float = 0.5
    foreign: float = 0.5
    rivalry: float = 1.4
    least: float = 0.5
    open: float = 2.0
    near: float = 0.9


SETTINGS = Settings()


@dataclass(frozen=True, slots=True)
class _Side:
    """A candidate as terms: those of all it says, and those of what it is named after."""

    whole: Terms
    named: Terms


def match(
    items: Sequence[Feedback], reading: Reading, settings: Settings = SETTINGS
) -> tuple[Response, ...]:
    """How a plan answers every opinion, in the order of the opinions."""
    plan = _with_problems(candidates(reading), settings)
    if not plan:
        return tuple(Response(item, "unanswered") for item in items)
    scale = _Scale.of(plan, settings)
    asked = [terms(item.text, settings.weighing) for item in items]
    scores = _contested([scale.row(one) for one in asked], settings.rivalry)
    chosen = (_chosen(one, row, scale, settings) for one, row in zip(asked, scores, strict=True))
    return tuple(
        _response(item, [(plan[n], row[n]) for n in numbers], settings)
        for item, row, numbers in zip(items, scores, chosen, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Weighs what an opinion has in common with each candidate of a plan."""

    sides: tuple[_Side, ...]
    rare: Mapping[str, float]
    settings: Settings

    @classmethod
    def of(cls, plan: Sequence[Candidate], settings: Settings) -> _Scale:
        weighing = settings.weighing
        sides = tuple(
            _Side(terms(c.whole, weighing), terms(c.named or c.done, weighing)) for c in plan
        )
        return cls(sides, rarity([side.whole for side in sides]), settings)

    def row(self, asked: Terms) -> list[float]:
        """The score of every candidate."""
        return [self.score(asked, number) for number in range(len(self.sides))]

    def score(self, asked: Terms, candidate: int, without: Container[str] = ()) -> float:
        """The weight of what an opinion and a candidate have in common, but for some terms."""
        side = self.sides[candidate]
        score = told = total = 0.0
        for term, weight in asked.items():
            if term in without:
                continue
            weight *= self.rare.get(term, 1.0)
            if term[0] == "#":
                total += weight if term in self.rare else weight * self.settings.foreign
            if term in side.whole:
                shared = weight * (1 + self.settings.named * (term in side.named))
                if term[0] == "#":
                    told += weight
                score += shared
        cover = self.settings.cover
        return score * (1 - cover + cover * (told / total if total else 1.0))

    def covered(self, asked: Terms, candidate: int) -> set[str]:
        """The terms of an opinion that a candidate takes up."""
        return asked.keys() & self.sides[candidate].whole.keys()


def _with_problems(plan: tuple[Candidate, ...], settings: Settings) -> tuple[Candidate, ...]:
    """Problems listed apart go to the measures that take them up; the others stay as they are."""
    measures = [c for c in plan if c.entries]
    problems = [c for c in plan if not c.entries]
    if not (measures and problems):
        return plan
    scale = _Scale.of(measures, settings)
    asked = [terms(problem.named, settings.weighing) for problem in problems]
    left: list[Candidate] = []
    found = list(measures)
    for problem, row in zip(
        problems, _contested([scale.row(a) for a in asked], settings.rivalry), strict=True
    ):
        best = max(range(len(row)), key=row.__getitem__)
        if row[best] >= settings.least:
            found[best] = renamed(found[best], problem.named)
        else:
            left.append(problem)
    return (*found, *left)


def _contested(rows: list[list[float]], rivalry: float) -> list[list[float]]:
    """Scores less what another opinion has over this one at the same candidate."""
    best = [max(column) for column in zip(*rows, strict=True)]
    return [
        [score - rivalry * (most - score) for score, most in zip(row, best, strict=True)]
        for row in rows
    ]


def _chosen(asked: Terms, row: list[float], scale: _Scale, settings: Settings) -> list[int]:
    """The candidates that take up an opinion, the best first."""
    order = sorted(range(len(row)), key=lambda n: -row[n])
    best = order[0]
    if row[best] < settings.least:
        return []
    chosen, covered = [best], scale.covered(asked, best)
    for number in order[1:]:
        rest = scale.score(asked, number, covered)
        near = row[number] >= max(settings.near * row[best], settings.least)
        if near or (rest >= settings.open and row[number] >= settings.least):
            chosen.append(number)
            covered |= scale.covered(asked, number)
    return chosen


def _response(item: Feedback, found: list[tuple[Candidate, float]], settings: Settings) -> Response:
    answers = [(c, score) for c, score in found if c.entries]
    matches = tuple(Match(c.entries[0], _share(score, settings)) for c, score in answers)
    return Response(item, status([c for c, _ in found]), matches)


def status(found: list[Candidate]) -> ResponseStatus:
    if not found:
        return "unanswered"
    done = [candidate.done for candidate in found if candidate.done]
    concrete = any(guess.label != "vague" for guess in linear.load("vague").guess(done))
    return "answered" if concrete else "weak"


def _share(score: float, settings: Settings) -> float:
    """A score as a number from 0 to 1: half of the way at the least score that counts."""
    return round(score / (score + settings.least), 3)
