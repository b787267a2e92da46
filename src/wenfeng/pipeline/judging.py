"""One plan judged (检查一份): read, held against the rules, then rid of what was decided before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wenfeng.domain import Feedback, Report
from wenfeng.limits import Limits
from wenfeng.pipeline.inputs import Source
from wenfeng.pipeline.outputs import Marks
from wenfeng.pipeline.selection import Settings

if TYPE_CHECKING:
    from wenfeng.baseline import Baseline
    from wenfeng.readers import File


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of every file: beside its own settings, the same for a whole run.

    ``received`` is the day on which the feedback came, ``feedback`` what it said. ``against`` is
    an index of papers that plans may have been copied from. ``marks``: where the files go into
    which the findings are written as comments.
    """

    received: date | None = None
    feedback: tuple[Feedback, ...] | None = None
    against: Path | None = None
    baseline: Baseline | None = None
    waive: bool = True
    marks: Marks | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A report in the making, and the settings it is made by."""

    report: Report
    settings: Settings


def judged(
    file: File,
    source: Source,
    limits: Limits,
    *,
    received: date | None,
    feedback: tuple[Feedback, ...] | None,
) -> Iterator[Judged]:
    """What the rules say that look at one file alone."""
    from wenfeng import profiles, readers, rules
    from wenfeng.extract import extract

    settings = source.settings
    document = readers.read(file, source.name, limits)
    reading = extract(document, received=received)
    profile = settings.applied(
        profiles.load(settings.profile) if settings.profile else profiles.choose(document, reading)
    )
    responses = None
    if feedback is not None:
        from wenfeng.feedback import match

        responses = match(feedback, reading)
    findings = rules.judge(rules.Case(document, reading, profile, responses), settings.only)
    yield Judged(Report(document, reading, profile, findings, responses=responses), settings)


def settled(one: Judged, wanted: Wanted) -> Report:
    """The report without what somebody decided to live with, or what was known before."""
    from wenfeng import rules, waivers

    report = one.report
    if wanted.waive:
        titles = {rule.id: rule.title for rule in rules.RULES}
        report = waivers.waive(report, one.settings.waivers, titles)
    if wanted.baseline:
        from wenfeng import baseline

        report = baseline.subtract(report, wanted.baseline)
    return report
