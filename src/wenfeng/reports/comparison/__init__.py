"""Comparisons → bytes (两版对照), one module a format. WRITERS is the table to extend."""

from __future__ import annotations

from collections.abc import Callable

from wenfeng.reports import Page
from wenfeng.versions import Versions


def _table(versions: Versions, page: Page) -> bytes:
    from wenfeng.reports.comparison.as_table import write

    return write(versions, page)


def _json(versions: Versions, page: Page) -> bytes:
    from wenfeng.reports.comparison.as_json import write

    return write(versions)


def _html(versions: Versions, page: Page) -> bytes:
    from wenfeng.reports.comparison.as_html import write

    return write(versions, page)


WRITERS: dict[str, Callable[[Versions, Page], bytes]] = {
    "table": _table,
    "json": _json,
    "html": _html,
}
