"""What repeats, at a terminal: what to do about it, which pairs, how much of each is copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wenfeng.columns import Words, fit, lay_out, paint, width, wrap
from wenfeng.copies import Duplicates, Group, Pair
from wenfeng.reports import Page
from wenfeng.reports.copies import wording
from wenfeng.reports.visible import printed

LEAST_WIDTH = 40
GROUPS, MEMBERS, EXTRAS, PAIRS, SHARES = 200, 8, 5, 200, 200


def write(found: Duplicates, page: Page) -> bytes:
    """The comparison as text of the page's width."""
    short = wording.without_folder(found)
    lines = _Lines(short, max(page.width, LEAST_WIDTH), page.colour)
    return printed(lines.all(wording.folder_of(found)))


@dataclass(frozen=True, slots=True)
class _Lines:
    found: Duplicates
    width: int
    colour: bool

    def all(self, folder: str) -> Iterator[str]:
        """What a clerk must do first, what proves it last; the papers lie in the folder."""
        yield from self._text(f"文件都在：{folder}" if folder else "", style="dim")
        for number, group in enumerate(self.found.groups[:GROUPS], start=1):
            yield from self._group(number, group)
            yield ""
        yield from self._left(len(self.found.groups) - GROUPS, "组")
        yield from self._pairs()
        yield from self._shares()
        for failure in self.found.failures:
            yield from self._text(f"未能读取 {failure.path}：{failure.error}", style="error")
            yield from self._text(failure.hint, 2)
        yield from self._text(wording.passed_over(self.found), style="dim")
        yield from self._text(wording.count_line(self.found), style="bold")

    def _group(self, number: int, group: Group) -> Iterator[str]:
        kind = wording.GROUPS[group.kind]
        yield from self._text(f"■ 第{number}组　{kind}　{len(group.members)} 份", style="bold")
        yield from self._text(group.proposal, 2, "warning")
        others = [member for member in group.members if member != group.keep]
        keep = self.found.papers[group.keep]
        yield from self._text(f"{wording.KEEP[group.kind]}：{wording.name_of(keep)}", 2)
        yield from self._text(f"其他：{wording.names(self.found, others, MEMBERS)}", 2, "dim")
        if group.extras:
            yield from self._text("只有其他几份说到的：", 2)
        for place in range(min(EXTRAS, len(group.extras))):
            yield from self._text(f"· {wording.extra_line(self.found, group, place)}", 4)
        if len(group.extras) > EXTRAS:
            yield from self._text(f"……共 {len(group.extras)} 处", 4, "dim")

    def _pairs(self) -> Iterator[str]:
        pairs = wording.ranked(self.found)
        if not pairs:
            return
        yield paint(f"重复的文件 {len(pairs)} 对", "bold", self.colour)
        for number, pair in enumerate(pairs[:PAIRS], start=1):
            yield from self._pair(number, pair)
        yield from self._left(len(pairs) - PAIRS, "对")
        yield ""

    def _pair(self, number: int, pair: Pair) -> Iterator[str]:
        a, b = self.found.papers[pair.a], self.found.papers[pair.b]
        style = "error" if pair.kind in ("identical", "near") else "warning"
        said = f"{number:>3}  {wording.kind_name(pair)}　相似度 {wording.percent(pair.similarity)}"
        yield from self._text(said, style=style)
        of = (("甲", "乙", a, pair.coverage_a), ("乙", "甲", b, pair.coverage_b))
        for one, other, paper, coverage in of:
            share = f"{wording.percent(coverage)}在{other}里"
            yield from self._text(f"{one}  {wording.name_of(paper)}　{share}", 5)
        if pair.exchanges:
            yield from self._text(f"换了：{wording.exchanges(pair)}", 5)

    def _shares(self) -> Iterator[str]:
        shares = wording.shares(self.found)
        if not shares:
            return
        rows = [("文件", "复制比", "最大单一来源", "来自它的")]
        rows += [
            (
                wording.name_of(self.found.papers[share.paper]),
                wording.percent(share.copied),
                wording.name_of(self.found.papers[share.source]),
                wording.percent(share.largest),
            )
            for share in shares[:SHARES]
        ]
        yield paint("各份文件的复制比", "bold", self.colour)
        yield from self._columns(rows)
        yield from self._left(len(shares) - SHARES, "份")
        yield ""

    def _columns(self, rows: Sequence[Sequence[str]]) -> Iterator[str]:
        """Names take what the figures, which stand at the right of their columns, leave."""
        figures = [max(width(row[place]) for row in rows) for place in (1, 3)]
        cells = [[Words(row[0]), Words(row[2])] for row in rows]
        first, second = fit(cells, (1, 1), self.width - sum(figures) - 2 * 2)
        for place, row in enumerate(rows):
            style = "" if place else "dim"
            told = [row[0], _right(row[1], figures[0]), row[2], _right(row[3], figures[1])]
            widths = [first, figures[0], second, figures[1]]
            yield from lay_out([Words(text, style) for text in told], widths, self.colour)

    def _left(self, count: int, unit: str) -> Iterator[str]:
        if count > 0:
            words = f"另有 {count} {unit}没有列出，请用 --format excel 或 json 看全部。"
            yield from self._text(words, style="dim")

    def _text(self, words: str, indent: int = 0, style: str = "") -> Iterator[str]:
        for line in _lines_of(words, self.width - indent):
            yield " " * indent + paint(line, style, self.colour)


def _lines_of(words: str, room: int) -> Iterable[str]:
    return wrap(words, room) if words else ()


def _right(text: str, room: int) -> str:
    return " " * (room - width(text)) + text
