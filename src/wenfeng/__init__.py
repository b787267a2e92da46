"""wenfeng (文风): reads Chinese rectification plans (整改方案) and says what each item lacks.

    >>> import wenfeng
    >>> report = wenfeng.check("方案.docx")  # doctest: +SKIP
    >>> [finding.message for finding in report.findings]  # doctest: +SKIP

Importing this package is cheap: readers and rules load with the first check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from os import PathLike

    from spacy.language import Language

    from wenfeng.copies import Duplicates
    from wenfeng.domain import Report

__version__ = "0.2.0.dev0"

__all__ = ["__version__", "check", "find_duplicates", "load"]


def check(
    path: str | PathLike[str],
    *,
    name: str | None = None,
    profile: str | None = None,
    received: date | str | None = None,
    feedback: Iterable[str | PathLike[str]] = (),
) -> Report:
    """Read one plan and judge it (检查一份方案).

    ``profile`` is the name of a profile or the path of one (检查口径), by default chosen by the
    document. ``feedback`` are files of opinions that the plan is to answer (意见清单).
    ``name`` is what the report calls the file; by default the path as given. ``received`` is the
    day on which the feedback came, from which 收到反馈后15个工作日内 counts: a date, or text like
    ``2025-03-10`` or ``2025年3月10日``. Raises ``wenfeng.errors.WenfengError`` when the file cannot
    be read, ``ConfigError`` among them when ``received`` is no day.
    """
    from wenfeng.pipeline import check as run

    return run(path, name=name, profile=profile, received=received, feedback=feedback)


def find_duplicates(
    paths: Iterable[str | PathLike[str]], *, threshold: float = 0.4, jobs: int = 1
) -> Duplicates:
    """What repeats in files, folders and archives (查重): pairs, groups, how much is copied.

    ``threshold`` is how alike two papers must be (0–1), ``jobs`` the number of processes, 0 for
    one a core. A file that cannot be read is among the ``failures`` of the answer.
    """
    from wenfeng.pipeline import find_duplicates as run

    return run(paths, threshold=threshold, jobs=jobs)


def load() -> Language:
    """wenfeng as a spaCy pipeline (语言管道): entries, owners and deadlines in ``doc.spans``.

    See ``wenfeng.language`` for the groups of spans. Raises ``wenfeng.errors.ResourceError`` when
    the trained model did not come with the installation.
    """
    from wenfeng.language import load as assemble

    return assemble()
