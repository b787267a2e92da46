"""Reports → bytes, one module a format. WRITERS is the table to extend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wenfeng.domain import Batch


@dataclass(frozen=True, slots=True)
class Page:
    """What a report is shown on: how wide in columns, and whether colours are welcome.

    ``titles`` are the rules' Chinese names, by rule.
    """

    width: int = 120
    colour: bool = False
    titles: tuple[tuple[str, str], ...] = ()


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


WRITERS: dict[str, Callable[[Batch, Page], bytes]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "html": _html,
}
