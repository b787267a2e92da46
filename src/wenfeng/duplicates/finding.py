"""From papers to pairs (查找): select couples, lay them beside each other, judge them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from wenfeng.copies import Duplicates, Pair, Paper, Range
from wenfeng.duplicates.boilerplate import Boilerplate, common
from wenfeng.duplicates.grouping import groups, shares
from wenfeng.duplicates.judging import Laid, judge, lay
from wenfeng.duplicates.selecting import Selection, select

THRESHOLD = 0.4
"""From what similarity on a paper is a near-copy of another."""

_KEPT = 512
"""Papers ready for comparison that are kept at a time."""

Progress = Callable[[int, int], None]


def find(
    papers: Sequence[Paper], threshold: float = THRESHOLD, progress: Progress | None = None
) -> Duplicates:
    """What papers have in common beyond boilerplate: pairs, groups, shares.

    ``threshold`` 0–1 is the similarity from which a pair is a near-copy. ``progress`` is called
    with how many couples have been laid beside each other, and of how many.
    """
    papers = tuple(papers)
    selection = select([paper.text for paper in papers])
    bench = Bench(papers, selection.boilerplate)
    pairs = tuple(_judged(bench, selection, threshold, progress))
    return Duplicates(
        papers,
        pairs,
        groups(papers, pairs),
        shares(papers, pairs),
        tuple(bench.common.get(number, ()) for number in range(len(papers))),
        threshold,
    )


@dataclass(frozen=True, slots=True)
class Bench:
    """Papers that are laid beside each other, the latest of them at hand."""

    papers: tuple[Paper, ...]
    boilerplate: Boilerplate
    ready: dict[int, Laid] = field(default_factory=dict)
    common: dict[int, tuple[Range, ...]] = field(default_factory=dict)

    def take(self, number: int) -> Laid:
        """A paper ready to be laid beside others."""
        if number not in self.ready:
            if len(self.ready) >= _KEPT:
                del self.ready[next(iter(self.ready))]
            laid = self.ready[number] = lay(self.papers[number], self.boilerplate)
            if number not in self.common:
                self.common[number] = tuple(common(laid.prepared, laid.weights))
        return self.ready[number]


def _judged(
    bench: Bench, selection: Selection, threshold: float, progress: Progress | None
) -> Iterator[Pair]:
    for done, (a, b) in enumerate(selection.couples, start=1):
        if one := judge(a, b, (bench.take(a), bench.take(b)), threshold):
            yield one
        if progress:
            progress(done, len(selection.couples))
