"""Reports → bytes, one module a format. WRITERS is the table to extend."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from wenfeng.domain import Batch


@dataclass(frozen=True, slots=True)
class Page:
    """What a report is shown on: how wide in columns, and whether colours are welcome.

    ``titles`` are the rules' Chinese names, by rule; ``today`` is the day put under a letter.
    """

    width: int = 120
    colour: bool = False
    titles: tuple[tuple[str, str], ...] = ()
    today: date | None = None


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


@dataclass(frozen=True, slots=True)
class Writer:
    """One format: how a result file of it is called, and what writes it.

    ``write`` makes one file of the whole batch. ``several`` makes many, each with its name, which
    may hold folders; such a format needs a folder to be put into.
    """

    title: str
    suffix: str
    write: Callable[[Batch, Page], bytes] | None = None
    several: Callable[[Batch, Page], Iterable[tuple[str, bytes]]] | None = None


WRITERS: dict[str, Writer] = {
    "table": Writer("文字表格", ".txt", _table),
    "json": Writer("数据", ".json", _json),
    "csv": Writer("逗号分隔表", ".csv", _csv),
    "html": Writer("网页", ".html", _html),
}
