"""Reports → bytes, one module a format. WRITERS is the table to extend."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from wenfeng.domain import Batch, Level


class Described(Protocol):
    """What reports say of a rule; they do not know how it judges."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def level(self) -> Level: ...

    @property
    def why(self) -> str: ...

    @property
    def source(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Page:
    """What a report is shown on: how wide in columns, and whether colours are welcome.

    ``titles`` are the rules' Chinese names, by rule; ``today`` is the day put under a letter;
    ``rules`` are all there are.
    """

    width: int = 120
    colour: bool = False
    titles: tuple[tuple[str, str], ...] = ()
    today: date | None = None
    rules: tuple[Described, ...] = ()


def _table(batch: Batch, page: Page) -> bytes:
    from wenfeng.reports.as_table import write

    return write(batch, page)


def _json(batch: Batch, page: Page) -> bytes:
    from wenfeng.reports.as_json import write

    return write(batch)


def _csv(batch: Batch, page: Page) -> bytes:
    from wenfeng.reports.as_csv import write

    return write(batch)


def _html(batch: Batch, page: Page) -> bytes:
    from wenfeng.reports.as_html import write

    return write(batch, dict(page.titles))


def _excel(batch: Batch, page: Page) -> bytes:
    from wenfeng.reports.as_excel import write

    return write(batch, page)


def _notice(batch: Batch, page: Page) -> Iterable[tuple[str, bytes]]:
    from wenfeng.reports.as_notice import several

    return several(batch, page)


def _sarif(batch: Batch, page: Page) -> bytes:
    from wenfeng.reports.as_sarif import write

    return write(batch, page)


@dataclass(frozen=True, slots=True)
class Writer:
    """One format: how a result file of it is called, and what writes it.

    ``write`` makes one file of the whole batch. ``several`` makes many, each with its name; they
    go into a folder called ``stem``, as does what is made file by file during the check, where
    neither is there.
    """

    title: str
    suffix: str
    write: Callable[[Batch, Page], bytes] | None = None
    several: Callable[[Batch, Page], Iterable[tuple[str, bytes]]] | None = None
    stem: str = "检查结果"


def _baseline(batch: Batch, page: Page) -> bytes:
    from wenfeng.baseline import write

    return write(batch)


def _statistics(batch: Batch, page: Page) -> bytes:
    from wenfeng.reports.as_statistics import statistics

    return statistics(batch, page)


WRITERS: dict[str, Writer] = {
    "table": Writer("文字表格", ".txt", _table),
    "json": Writer("数据", ".json", _json),
    "csv": Writer("逗号分隔表", ".csv", _csv),
    "html": Writer("网页", ".html", _html),
    "excel": Writer("工作簿", ".xlsx", _excel),
    "word": Writer("带批注的原件", ".docx", stem="批注"),
    "notice": Writer("退回修改通知", ".docx", several=_notice, stem="退回修改通知"),
    "sarif": Writer("SARIF", ".sarif", _sarif),
    "statistics": Writer("统计", ".txt", _statistics, stem="统计"),
    "baseline": Writer("基线", ".json", _baseline, stem="基线"),
}
