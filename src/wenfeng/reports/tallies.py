"""How often what was said (计数): by rule, unit and document, deadlines by month, work by owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wenfeng.domain import Batch, Finding, OwnerRole, Report
from wenfeng.reports.wording import LEVEL_NAMES, unit_name

ROLES: tuple[OwnerRole, ...] = ("lead", "support", "supervise")
PERIODS = 24
"""Months that a chart shows one by one; a longer time is told by quarters or years."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something happened, by the classes of the table it stands in.

    The classes are levels, the most serious first, or the roles of owners.
    """

    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All classes together."""
        return sum(self.counts)


def by_rule(batch: Batch) -> list[Tally]:
    """Findings of each rule, the most frequent first."""
    return _ranked((f.rule, f) for report in batch.reports for f in report.findings)


def by_unit(batch: Batch) -> list[Tally]:
    """Findings about the plans of each unit (发文单位), the most findings first."""
    return _ranked((unit_name(r), f) for r in batch.reports for f in r.findings)


def by_document(batch: Batch) -> list[Tally]:
    """Findings of each document, the most findings first."""
    return _ranked((r.document.name, f) for r in batch.reports for f in r.findings)


def by_level(findings: Iterable[Finding]) -> tuple[int, ...]:
    """How many findings of each level, the most serious first."""
    counts = Counter(finding.level for finding in findings)
    return tuple(counts[level] for level in LEVEL_NAMES)


def units(batch: Batch) -> dict[str, list[Report]]:
    """The reports of each unit, in order of first mention."""
    grouped: dict[str, list[Report]] = {}
    for report in batch.reports:
        grouped.setdefault(unit_name(report), []).append(report)
    return grouped


def by_owner(batch: Batch) -> list[Tally]:
    """Tasks of each owner as lead, support and supervisor, the most tasks first."""
    counts: dict[str, Counter[OwnerRole]] = {}
    for report in batch.reports:
        for load in report.reading.workloads:
            roles = counts.setdefault(load.name, Counter())
            roles.update({role: getattr(load, role) for role in ROLES})
    return _most_first(
        Tally(name, tuple(roles[role] for role in ROLES)) for name, roles in counts.items()
    )


def by_period(batch: Batch) -> list[Tally]:
    """Entries due in each month, or in each quarter or year where the months would be too many."""
    days = [
        entry.deadline.end
        for report in batch.reports
        for entry in report.reading.entries
        if entry.deadline and entry.deadline.end
    ]
    return _periods(sorted(days)) if days else []


def _periods(days: list[date]) -> list[Tally]:
    for months in (1, 3):
        first, last = (_period(day, months) for day in (days[0], days[-1]))
        if last - first < PERIODS:
            counts = Counter(_period(day, months) for day in days)
            return [Tally(_name(p, months), (counts[p],)) for p in range(first, last + 1)]
    years = Counter(day.year for day in days)
    return [Tally(f"{year}年", (years[year],)) for year in sorted(years)]


def _period(day: date, months: int) -> int:
    return (day.year * 12 + day.month - 1) // months


def _name(period: int, months: int) -> str:
    year, month = divmod(period * months, 12)
    return f"{year}.{month + 1:02}" if months == 1 else f"{year}年{month // 3 + 1}季度"


def _ranked(said: Iterable[tuple[str, Finding]]) -> list[Tally]:
    grouped: dict[str, list[Finding]] = {}
    for name, finding in said:
        grouped.setdefault(name, []).append(finding)
    return _most_first(Tally(name, by_level(findings)) for name, findings in grouped.items())


def _most_first(tallies: Iterable[Tally]) -> list[Tally]:
    return sorted(
        (one for one in tallies if one.total), key=lambda one: (-one.total, one.counts, one.name)
    )
