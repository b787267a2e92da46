"""The cases of corpora/feedback: a plan, a list of opinions, and who answers what by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wenfeng import readers
from wenfeng.domain import Document, Entry, Feedback, Reading, Response
from wenfeng.extract import extract
from wenfeng.feedback import items
from wenfeng.limits import DEFAULT_LIMITS

CASES = Path(__file__).resolve().parents[1] / "corpora" / "feedback"
LEARN = tuple(
    [
        "01",
        "02",
        "03",
        "04",
        "05",
        "11",
        "12",
        "13",
        "14",
        "18",
        "19",
        "20",
        "21",
        "25",
        "26",
        "27",
        "28",
    ]
)
VALID = tuple(["15", "16", "17", "22", "23", "24", "29", "30", "31"])
DEV = (*LEARN, *VALID)
TEST = ("06", "07", "08", "09", "10")
STATUSES = ("answered", "weak", "unanswered")


@dataclass(frozen=True, slots=True)
class Truth:
    """What a person says of one opinion: ``quotes`` are words of the plan that take it up."""

    text: str
    status: str
    quotes: tuple[str, ...]
    twice: bool


@dataclass(frozen=True, slots=True)
class FeedbackCase:
    """One case; ``found`` are the opinions that the program reads out of the list."""

    name: str
    reading: Reading
    truths: tuple[Truth, ...]
    found: tuple[Feedback, ...]

    @property
    def asked(self) -> tuple[Feedback, ...]:
        """The opinions as the person has them, so that matching is measured by itself."""
        return tuple(Feedback(truth.text, self.name, "") for truth in self.truths)


def load(names: Iterable[str]) -> tuple[FeedbackCase, ...]:
    """The cases of these numbers."""
    return tuple(map(_case, names))


def _case(name: str) -> FeedbackCase:
    plan, listed = (
        _document(next(CASES.glob(f"{name}-{which}.*"))) for which in ("plan", "feedback")
    )
    rows = json.loads((CASES / f"{name}-truth.json").read_text("utf-8"))
    truths = tuple(Truth(r["item"], r["status"], tuple(r["matches"]), r["twice"]) for r in rows)
    return FeedbackCase(name, extract(plan), truths, items(listed))


def _document(path: Path) -> Document:
    return readers.read(readers.open_file(path, DEFAULT_LIMITS), path.name, DEFAULT_LIMITS)


def plain(text: str) -> str:
    """A text without white space and punctuation at its ends."""
    return "".join(text.split()).strip("，。；：、,.;: ")


@dataclass(frozen=True, slots=True)
class Links:
    """The entries that take up an opinion: ``right`` ones, and those that must be found.

    A problem that is quoted beside its measure is right, but need not be found besides. ``lost``:
    the words quoted stand in no entry, so that nobody can find them.
    """

    right: frozenset[str]
    due: frozenset[str]
    lost: bool


def links(truth: Truth, reading: Reading) -> Links:
    """The entries in which the words quoted stand."""
    by_deed = [_holding(quote, reading.entries, _deeds) for quote in truth.quotes]
    by_problem = [_holding(quote, reading.entries, _problem) for quote in truth.quotes]
    due = frozenset().union(*by_deed) or frozenset().union(*by_problem)
    right = frozenset().union(*by_deed, *by_problem)
    stated = "\n".join(plain(text.text) for text in reading.unanswered)
    # A problem listed apart is quoted beside its measure: one of the two is enough.
    lost = bool(truth.quotes) and not right and plain(truth.quotes[0]) not in stated
    return Links(right, due, lost)


def _holding(quote: str, entries: Sequence[Entry], said: object) -> frozenset[str]:
    words = plain(quote)
    return frozenset(e.id for e in entries if words in plain(said(e)))  # type: ignore[operator]


def _deeds(entry: Entry) -> str:
    return entry.heading + "".join(measure.text for measure in entry.measures)


def _problem(entry: Entry) -> str:
    return entry.problem.text if entry.problem else ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts that add up over cases: links, statuses, ``twice``, opinions read out of the list."""

    right: int = 0
    false: int = 0
    missed: int = 0
    statuses: tuple[tuple[int, int, int], ...] = ((0, 0, 0),) * 3  # as asked, as told, both
    agreed: int = 0
    opinions: int = 0
    twice: tuple[int, int, int] = (0, 0, 0)
    listed: tuple[int, int, int] = (0, 0, 0)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.false + other.false,
            self.missed + other.missed,
            tuple(_sum(a, b) for a, b in zip(self.statuses, other.statuses, strict=True)),
            self.agreed + other.agreed,
            self.opinions + other.opinions,
            _sum(self.twice, other.twice),
            _sum(self.listed, other.listed),
        )

    @property
    def links(self) -> float:
        """F1 of the pairs of opinion and entry."""
        return f1(self.right + self.missed, self.right + self.false, self.right)


def _sum(a: tuple[int, int, int], b: tuple[int, int, int]) -> tuple[int, int, int]:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def f1(due: int, told: int, both: int) -> float:
    """F1 out of how many there are, how many were told, and how many of these are right."""
    return 2 * both / (due + told) if due + told else 1.0


def tally(case: FeedbackCase, responses: Sequence[Response]) -> Tally:
    """The counts of one case."""
    return sum(
        (_one(t, r, case.reading) for t, r in zip(case.truths, responses, strict=True)),
        _listed(case),
    )


def _one(truth: Truth, response: Response, reading: Reading) -> Tally:
    known = links(truth, reading)
    told = {match.entry for match in response.matches}
    pair = (truth.status, response.status)
    return Tally(
        right=len(told & known.right),
        false=len(told - known.right),
        missed=len(known.due - told) + known.lost,
        statuses=tuple((pair[0] == s, pair[1] == s, pair[0] == pair[1] == s) for s in STATUSES),
        agreed=pair[0] == pair[1],
        opinions=1,
        twice=(truth.twice, response.twice, truth.twice and response.twice),
    )


def _listed(case: FeedbackCase) -> Tally:
    wanted = {plain(truth.text) for truth in case.truths}
    found = {plain(item.text) for item in case.found}
    return Tally(listed=(len(wanted), len(found), len(wanted & found)))
