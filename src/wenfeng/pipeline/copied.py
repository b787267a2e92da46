"""Plans held against each other (查雷同): what each shares with others, when all have been read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wenfeng.copies import Duplicates, Pair, Paper, Passage
from wenfeng.domain import Copy, Failure, Header, Report, Shared, Span
from wenfeng.errors import WenfengError
from wenfeng.pipeline.attempts import FAULT_HINT, describe_fault
from wenfeng.pipeline.judging import Judged
from wenfeng.pipeline.papers import Places, paper_of, places_of

_WHAT = "各份之间的比对"
_PLACE = re.compile(r"(?:中共)?((?![全各本我])[一-鿿]{2,4}?[省市县区州旗镇乡村])")


def compared(
    all_judged: Sequence[Judged], against: Path | None = None
) -> tuple[Sequence[Judged], tuple[Failure, ...]]:
    """The same with copies and what the rules say of them; a fault leaves them as they were."""
    from wenfeng import rules

    if len(all_judged) < (1 if against else 2):
        return all_judged, ()
    if not any(rules.ask_for_copies(o.report.profile, o.settings.only) for o in all_judged):
        return all_judged, ()
    try:
        copies = copies_of([one.report for one in all_judged], against)
        return [_judged_again(*both) for both in zip(all_judged, copies, strict=True)], ()
    except WenfengError as error:
        return all_judged, (Failure(_WHAT, error.message, error.hint),)
    except MemoryError:
        return all_judged, (
            Failure(_WHAT, "内存不够，没有比对", "请分批检查，或者加 --ignore copy。"),
        )
    except Exception as error:
        return all_judged, (Failure(_WHAT, describe_fault(error), FAULT_HINT),)


def copies_of(reports: Sequence[Report], against: Path | None = None) -> list[tuple[Copy, ...]]:
    """For every report the documents that share more than boilerplate with it, as found.

    They are looked for among the reports, and in the index ``against`` if there is one.
    """
    found = _found([paper_of(one.document, one.reading.header) for one in reports], against)
    view = _View(reports, found, _places(reports, found), _families(found))
    copies: defaultdict[int, list[Copy]] = defaultdict(list)
    for pair in (*found.pairs, *_same_files(found)):
        for one in (pair, _turned(pair)):
            if one.a < len(reports):
                copies[one.a].append(view.copy(one))
    return [tuple(copies[place]) for place in range(len(reports))]


def _found(papers: Sequence[Paper], against: Path | None) -> Duplicates:
    from wenfeng import duplicates

    if against is None:
        return duplicates.find(papers)
    from wenfeng.duplicates.index import Index

    with Index.open(against, create=False) as index:
        return index.against(papers)


def _judged_again(one: Judged, copies: tuple[Copy, ...]) -> Judged:
    from wenfeng import rules

    report = replace(one.report, copies=copies)
    case = rules.Case(report.document, report.reading, report.profile, report.responses, copies)
    more = rules.judge_copies(case, one.settings.only)
    return replace(one, report=replace(report, findings=rules.in_order((*report.findings, *more))))


@dataclass(frozen=True, slots=True)
class _Family:
    """Papers that are copies of one another, and their names."""

    members: frozenset[int]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _View:
    """What was found, seen from single documents. Papers of former years have no report."""

    reports: Sequence[Report]
    found: Duplicates
    places: Mapping[int, Places]
    families: Mapping[int, _Family]

    def copy(self, pair: Pair) -> Copy:
        """The second paper of a pair as the first one's report tells of it."""
        other = self.found.papers[pair.b]
        family = self.families.get(pair.a)
        return Copy(
            other.name,
            pair.kind,
            pair.similarity,
            pair.coverage_a,
            tuple(sorted(self._shared(pair), key=lambda one: (-one.length, one.span.block))),
            tuple((one.a, one.b) for one in pair.exchanges),
            Header(other.title, "", other.issuers, other.date, other.kind),
            self._own(pair),
            family.names if family and pair.b in family.members else (),
            other.stored,
        )

    def _shared(self, pair: Pair) -> list[Shared]:
        found = ((one, self.places[pair.a].parts(one.a)) for one in pair.passages)
        return [
            Shared(
                _telling(parts),
                self.places[pair.a].words(parts),
                self._there(pair.b, passage),
                sum(len("".join(self.places[pair.a].text(part).split())) for part in parts),
            )
            for passage, parts in found
            if parts
        ]

    def _there(self, paper: int, passage: Passage) -> str:
        places = self.places.get(paper)
        return places.words(places.parts(passage.b)) if places else ""

    def _own(self, pair: Pair) -> bool | None:
        from wenfeng.lang.units import same_unit

        mine, theirs = self._units(pair.a), self._units(pair.b)
        if not mine or not theirs:
            places = {_place(self.found.papers[one].title) for one in (pair.a, pair.b)}
            return False if len(places - {""}) == 2 else None
        return any(same_unit(one, other) for one in mine for other in theirs)

    def _units(self, paper: int) -> tuple[str, ...]:
        from wenfeng.reports.senders import senders

        if paper < len(self.reports):
            return senders(self.reports[paper])
        return self.found.papers[paper].issuers


def _place(title: str) -> str:
    """The place that a title begins with, empty where it names none."""
    found = _PLACE.match(title)
    return found[1] if found else ""


def _telling(parts: Sequence[Span]) -> Span:
    """The first part of a passage that is no mere end of a paragraph."""
    longest = max(map(_size, parts))
    return next(part for part in parts if 2 * _size(part) >= longest)


def _size(part: Span) -> int:
    return part.end - part.start


def _same_files(found: Duplicates) -> Iterator[Pair]:
    """Papers of one text that were not laid beside each other, but beside a third."""
    listed = {frozenset((pair.a, pair.b)) for pair in found.pairs}
    first: dict[str, int] = {}
    for paper in sorted({number for pair in listed for number in pair}):
        other = first.setdefault(found.papers[paper].text, paper)
        if other != paper and frozenset((other, paper)) not in listed:
            yield Pair(other, paper, "identical", 1.0, 1.0, 1.0)


def _turned(pair: Pair) -> Pair:
    """The pair as seen from its second paper."""
    return replace(
        pair,
        a=pair.b,
        b=pair.a,
        coverage_a=pair.coverage_b,
        coverage_b=pair.coverage_a,
        passages=tuple(replace(one, a=one.b, b=one.a) for one in pair.passages),
        exchanges=tuple(replace(one, a=one.b, b=one.a) for one in pair.exchanges),
    )


def _places(reports: Sequence[Report], found: Duplicates) -> dict[int, Places]:
    alike = {paper for pair in found.pairs for paper in (pair.a, pair.b)}
    return {place: places_of(reports[place].document) for place in alike if place < len(reports)}


def _families(found: Duplicates) -> dict[int, _Family]:
    """The largest group of every paper that is in one."""
    groups = sorted((group.members for group in found.groups), key=len)
    families = [
        _Family(frozenset(group), tuple(found.papers[member].name for member in group))
        for group in groups
    ]
    return {member: family for family in families for member in family.members}
