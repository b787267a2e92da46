"""Draws → bytes (抽查记录), one module a format. WRITERS is the table to extend."""

from __future__ import annotations

from collections.abc import Callable

from wenfeng.draws import Draw
from wenfeng.reports import Page


def _table(draw: Draw, page: Page) -> bytes:
    from wenfeng.reports.protocol.as_table import write

    return write(draw, page)


def _json(draw: Draw, page: Page) -> bytes:
    from wenfeng.reports.protocol.as_json import write

    return write(draw)


def _word(draw: Draw, page: Page) -> bytes:
    from wenfeng.reports.protocol.as_word import write

    return write(draw)


def _excel(draw: Draw, page: Page) -> bytes:
    from wenfeng.reports.protocol.as_excel import write

    return write(draw)


WRITERS: dict[str, Callable[[Draw, Page], bytes]] = {
    "table": _table,
    "word": _word,
    "excel": _excel,
    "json": _json,
}
