"""Two sides of plans compared (两版对照): which plan of the one is which of the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from wenfeng.domain import Batch, Report
from wenfeng.versions import Versions
from wenfeng.waivers import squeezed

RESULTS = {"table": (".txt",), "html": (".html", ".htm"), "json": (".json",)}
"""The formats of a comparison, and the names of their files."""


def compare_sides(old: Batch, new: Batch) -> Versions:
    """Compare the plans of two batches; a single plan on each side needs no name to be found."""
    from wenfeng.comparing import compare

    pairs = _pairs(old.reports, new.reports)
    paired = {id(report) for pair in pairs for report in pair}
    return Versions(
        tuple(compare(*pair) for pair in pairs),
        tuple(report for report in old.reports if id(report) not in paired),
        tuple(report for report in new.reports if id(report) not in paired),
        tuple(dict.fromkeys((*old.failures, *new.failures))),
        tuple(dict.fromkeys((*old.skipped, *new.skipped))),
    )


def worse(versions: Versions, levels: Iterable[str]) -> bool:
    """Whether a deadline got laxer or there is a new finding of one of the levels."""
    failing = frozenset(levels)
    return bool(failing) and any(
        any(p.deadline and p.deadline.move in ("later", "removed", "vaguer") for p in one.pairs)
        or any(f.state == "new" and f.new and f.new.level in failing for f in one.findings)
        for one in versions.comparisons
    )


def _pairs(old: tuple[Report, ...], new: tuple[Report, ...]) -> list[tuple[Report, Report]]:
    """By place and name, then by name alone, then by title, each where only one has it."""
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
    found: dict[int, Report] = {}
    for key in (_path(old, new), _stem, _title):
        taken = {id(report) for report in found.values()}
        before = _single([r for r in old if id(r) not in found], key)
        after = _single([r for r in new if id(r) not in taken], key)
        found |= {id(before[name]): after[name] for name in before if name in after}
    return [(report, found[id(report)]) for report in old if id(report) in found]


Key = Callable[[Report], str]


def _single(reports: list[Report], key: Key) -> dict[str, Report]:
    """Reports by what only one of them is called."""
    named: dict[str, list[Report]] = {}
    for report in reports:
        named.setdefault(key(report), []).append(report)
    return {name: these[0] for name, these in named.items() if name and len(these) == 1}


def _path(old: tuple[Report, ...], new: tuple[Report, ...]) -> Key:
    bases = {id(report): _base(side) for side in (old, new) for report in side}

    def key(report: Report) -> str:
        return os.path.splitext(report.document.name.removeprefix(bases[id(report)]))[0]

    return key


def _base(side: tuple[Report, ...]) -> str:
    """The folder or archive that all files of a side lie in, with its slash."""
    folders = [report.document.name.rpartition("/")[0] for report in side]
    try:
        common = os.path.commonpath(folders)
    except ValueError:  # some absolute, some not
        return ""
    return f"{common}/" if common else ""


def _stem(report: Report) -> str:
    return os.path.splitext(report.document.name.rpartition("/")[2])[0]


def _title(report: Report) -> str:
    return squeezed(report.reading.header.title)
