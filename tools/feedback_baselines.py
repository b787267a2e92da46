"""What the matching is measured against: plain similarities, itself with a part left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from math import log, sqrt

from feedback_cases import FeedbackCase, Tally, tally

from wenfeng.domain import Feedback, Match, Response
from wenfeng.feedback import match
from wenfeng.feedback.matching import status
from wenfeng.feedback.plans import Candidate, candidates
from wenfeng.feedback.scoring import FACTORS, Scorer

Answer = Callable[[FeedbackCase], tuple[Response, ...]]
Similarity = Callable[[str, str], float]

_STEPS = [step / 200 for step in range(1, 120)]


def ours(by: Scorer | None = None) -> Answer:
    """The matching of the program."""
    return lambda case: match(case.asked, case.reading, by)


def total(cases: Iterable[FeedbackCase], answer: Answer) -> Tally:
    """The counts over several cases."""
    return sum((tally(case, answer(case)) for case in cases), Tally())


def variants() -> dict[str, frozenset[int]]:
    """The factors that are left out to see what they add; three a table, three tables a kind."""
    every = range(FACTORS)
    return {
        "不用话题词表": frozenset(n for n in every if n // 9 == 0),
        "不用字对": frozenset(n for n in every if n // 9 == 1),
        "不用单字": frozenset(n for n in every if n // 9 == 2),
        "问题、标题不另看": frozenset(n for n in every if n // 3 % 3 == 2),
        "各个条目互不相争": frozenset(n for n in every if n % 3 == 1),
        "各条意见互不相争": frozenset(n for n in every if n % 3 == 2),
    }


def worth(counts: Tally) -> float:
    """What a threshold is chosen by: the links first, then the statuses."""
    return counts.links + 0.5 * counts.agreed / counts.opinions


def jaccard(dev: tuple[FeedbackCase, ...]) -> Answer:
    """The entry with most pairs of characters in common, from the best threshold on."""

    def similarity(case: FeedbackCase) -> Similarity:
        return lambda a, b: len(_pairs(a) & _pairs(b)) / (len(_pairs(a) | _pairs(b)) or 1)

    return _best(similarity, dev)


def cosine(dev: tuple[FeedbackCase, ...]) -> Answer:
    """The entry nearest by TF-IDF of pairs of characters, from the best threshold on."""

    def similarity(case: FeedbackCase) -> Similarity:
        texts = [c.whole for c in candidates(case.reading)] + [t.text for t in case.truths]
        spread = Counter(pair for text in texts for pair in _pairs(text))
        rare = {pair: log(len(texts) / count) + 1 for pair, count in spread.items()}
        return lambda a, b: _cosine(_weights(a, rare), _weights(b, rare))

    return _best(similarity, dev)


def _best(
    similarity: Callable[[FeedbackCase], Similarity], dev: tuple[FeedbackCase, ...]
) -> Answer:
    def answer(case: FeedbackCase, least: float) -> tuple[Response, ...]:
        alike, plan = similarity(case), candidates(case.reading)
        return tuple(_nearest(item, plan, alike, least) for item in case.asked)

    def found(least: float) -> float:
        return worth(total(dev, lambda case: answer(case, least)))

    threshold = max(_STEPS, key=found)
    return lambda case: answer(case, threshold)


def _nearest(
    item: Feedback, plan: tuple[Candidate, ...], alike: Similarity, least: float
) -> Response:
    scores = [alike(item.text, c.whole) for c in plan]
    best = max(range(len(plan)), key=scores.__getitem__)
    found = [plan[best]] if scores[best] >= least else []
    matches = tuple(Match(c.entries[0], scores[best]) for c in found if c.entries)
    return Response(item, status(found), matches)


def _pairs(text: str) -> set[str]:
    written = "".join(filter(str.isalnum, text))
    return {written[i : i + 2] for i in range(len(written) - 1)}


def _weights(text: str, rare: Mapping[str, float]) -> dict[str, float]:
    written = "".join(filter(str.isalnum, text))
    counts = Counter(written[i : i + 2] for i in range(len(written) - 1))
    return {pair: count * rare.get(pair, 1.0) for pair, count in counts.items()}


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    dot = sum(weight * b.get(pair, 0.0) for pair, weight in a.items())
    size = sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values()))
    return dot / size if size else 0.0
