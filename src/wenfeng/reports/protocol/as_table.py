"""A draw at a terminal: how many of each kind, and which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wenfeng.columns import GAP, Words, fit, lay_out, paint, width, wrap
from wenfeng.draws import Draw
from wenfeng.reports import Page
from wenfeng.reports.protocol import wording
from wenfeng.reports.visible import printed

LEAST_WIDTH = 40


def write(draw: Draw, page: Page) -> bytes:
    """The draw as text of the page's width."""
    return printed(_lines(draw, page))


def _lines(draw: Draw, page: Page) -> Iterator[str]:
    yield from _text(f"种子 {draw.seed}　{wording.share_line(draw.quota)}。", page)
    if draw.strata:
        yield ""
        yield from _strata(draw, page)
        yield ""
        yield paint("抽中的文件", "bold", page.colour)
        yield from _drawn(draw, page)
        yield ""
    for failure in draw.failures:
        yield from _text(f"未能读取 {failure.path}：{failure.error}", page, style="error")
        yield from _text(failure.hint, page, indent=2)
    yield from _text(wording.count_line(draw), page, style="bold")


def _strata(draw: Draw, page: Page) -> Iterator[str]:
    rows = [("类别", "总数", "应抽", "抽中")]
    rows += [
        (one.kind, str(len(one.candidates)), str(one.quota), str(len(one.drawn)))
        for one in draw.strata
    ]
    first = max(width(row[0]) for row in rows)
    for place, row in enumerate(rows):
        style = "" if place else "bold"
        cells = [Words(row[0], style), *(Words(_right(text, 4), style) for text in row[1:])]
        yield from lay_out(cells, [first, 4, 4, 4], page.colour)


def _right(text: str, room: int) -> str:
    return " " * (room - width(text)) + text


def _drawn(draw: Draw, page: Page) -> Iterator[str]:
    rows = [
        (Words(stratum.kind), Words(wording.title_of(one)), Words(one.name))
        for stratum in draw.strata
        for one in stratum.drawn
    ]
    room = max(page.width, LEAST_WIDTH) - 4 - len(GAP)
    last, kind, title = fit(_turned(rows), (6, 4, 6), room)
    for number, row in enumerate(rows, start=1):
        yield from lay_out(
            (Words(_right(str(number), 4)), *row), [4, kind, title, last], page.colour
        )


def _turned(rows: Iterable[tuple[Words, Words, Words]]) -> list[tuple[Words, Words, Words]]:
    """The name first: it is what can use more room."""
    return [(name, kind, title) for kind, title, name in rows]


def _text(words: str, page: Page, *, indent: int = 0, style: str = "") -> Iterator[str]:
    for line in wrap(words, max(page.width, LEAST_WIDTH) - indent):
        yield " " * indent + paint(line, style, page.colour)
