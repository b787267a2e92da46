"""Many plans checked (检查一批): each for itself, all against each other, then the comments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from wenfeng.domain import Failure, Report
from wenfeng.limits import Limits
from wenfeng.pipeline.commenting import write_comments
from wenfeng.pipeline.copied import compared
from wenfeng.pipeline.inputs import Source
from wenfeng.pipeline.judging import Judged, Wanted, judged, settled
from wenfeng.pipeline.running import run_all


def check_all(
    sources: Sequence[Source],
    wanted: Wanted,
    limits: Limits,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[tuple[Report, ...], tuple[Failure, ...]]:
    """The reports of the files and of those inside them, in order, and what went wrong."""
    work = partial(judged, received=wanted.received, feedback=wanted.feedback)
    answers = run_all(sources, work, limits, jobs, progress)
    alone = [one for one in answers if isinstance(one, Judged)]
    together, trouble = compared(alone, wanted.against)
    failures = [*(one for one in answers if isinstance(one, Failure)), *trouble]
    reports = tuple(settled(one, wanted) for one in together)
    if wanted.marks:
        failures += write_comments(reports, sources, wanted.marks, limits, jobs, progress)
    return reports, tuple(failures)
