"""What papers have in common → bytes (重复、照搬), one module a format. WRITERS is the table."""

from __future__ import annotations

from collections.abc import Callable

from wenfeng.copies import Duplicates
from wenfeng.reports import Page


def _table(found: Duplicates, page: Page) -> bytes:
    from wenfeng.reports.copies.as_table import write

    return write(found, page)


def _html(found: Duplicates, page: Page) -> bytes:
    from wenfeng.reports.copies.as_html import write

    return write(found)


def _excel(found: Duplicates, page: Page) -> bytes:
    from wenfeng.reports.copies.as_excel import write

    return write(found)


def _json(found: Duplicates, page: Page) -> bytes:
    from wenfeng.reports.copies.as_json import write

    return write(found)


WRITERS: dict[str, Callable[[Duplicates, Page], bytes]] = {
    "table": _table,
    "html": _html,
    "excel": _excel,
    "json": _json,
}
