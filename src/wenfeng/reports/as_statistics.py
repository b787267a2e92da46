"""How many findings of what kind (统计): by rule, by unit, by document, at each level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wenfeng.columns import GAP, Words, lay_out, width, wrap
from wenfeng.domain import Batch
from wenfeng.reports import Page, tallies
from wenfeng.reports.tallies import Tally
from wenfeng.reports.visible import visible
from wenfeng.reports.wording import LEVEL_NAMES, skipped_line, summary_line, waived_words

COLUMNS = (*LEVEL_NAMES.values(), "合计")
NUMBER = 6
LEAST_WIDTH = 48


def statistics(batch: Batch, page: Page) -> bytes:
    """The counts as text of the page's width."""
    return "".join(f"{line}\n" for line in _lines(batch, page)).encode("utf-8")


def _lines(batch: Batch, page: Page) -> Iterator[str]:
    titles = dict(page.titles)
    rules = [
        Tally(f"{titles[one.name]} {one.name}" if one.name in titles else one.name, one.counts)
        for one in tallies.by_rule(batch)
    ]
    yield from _table("规则", rules, page)
    if len(tallies.units(batch)) > 1:
        yield from _table("单位", tallies.by_unit(batch), page)
    yield from _table("文件", tallies.by_document(batch), page)
    if quiet := sum(not report.findings for report in batch.reports):
        yield f"没有意见的文件 {quiet} 份。"
    if waived := [one for report in batch.reports for one in report.waived]:
        yield f"另有 {waived_words(waived)}。"
    yield from wrap(summary_line(batch), page.width)
    if skipped := skipped_line(batch):
        yield from wrap(visible(skipped), page.width)
    for line in batch.notes:
        yield from wrap(visible(line), page.width)


def _table(title: str, counted: Sequence[Tally], page: Page) -> Iterator[str]:
    if not counted:
        return
    sums = tuple(map(sum, zip(*(one.counts for one in counted), strict=True)))
    widths = _widths([title, *(one.name for one in counted)], page)
    yield from _row(title, COLUMNS, widths, style="bold", colour=page.colour)
    yield "-" * (sum(widths) + len(GAP) * len(COLUMNS))
    for one in (*counted, Tally("合计", sums)):
        numbers = [str(number or "") for number in (*one.counts, one.total)]
        yield from _row(visible(one.name), numbers, widths)
    yield ""


def _widths(names: Sequence[str], page: Page) -> list[int]:
    room = max(page.width, LEAST_WIDTH) - (NUMBER + len(GAP)) * len(COLUMNS)
    return [min(room, max(map(width, names))), *[NUMBER] * len(COLUMNS)]


def _row(
    name: str, cells: Sequence[str], widths: Sequence[int], *, style: str = "", colour: bool = False
) -> Iterator[str]:
    """Numbers stand to the right, so that their sizes can be seen."""
    right = [" " * (NUMBER - width(cell)) + cell for cell in cells]
    row = [Words(words, style) for words in (name, *right)]
    yield from lay_out(row, widths, colour)
