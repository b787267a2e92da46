"""Two versions at a terminal: what changed in which entry, and what became of the findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wenfeng.columns import paint, wrap
from wenfeng.domain import Report
from wenfeng.reports import Page
from wenfeng.reports.comparison import wording
from wenfeng.reports.remarks import clip
from wenfeng.reports.visible import printed
from wenfeng.reports.wording import LEVEL_NAMES, NO_TITLE, deadline_lines, entry_label, owner_lines
from wenfeng.versions import Comparison, FindingChange, Lone, Pair, Piece, Rewording, Versions

LEAST_WIDTH = 40
# Words that stay are cut down to so many characters at either end of a change.
KEPT = 12
SHOWN = 60
_MARKS = {"gone": "【删：", "added": "【增："}
_STYLES = {"gone": "error", "added": "info"}
_MARK = re.compile("(【[删增]：|】)")


def write(versions: Versions, page: Page) -> bytes:
    """The comparisons as text of the page's width."""
    lines = _Lines(max(page.width, LEAST_WIDTH), page.colour, dict(page.titles))
    return printed(lines.of(versions))


@dataclass(frozen=True, slots=True)
class _Lines:
    width: int
    colour: bool
    titles: dict[str, str]

    def of(self, versions: Versions) -> Iterator[str]:
        """Everything, the plans that stayed as they were in a line."""
        single = len(versions.comparisons) == 1
        for one in versions.comparisons:
            if single or not wording.is_same(one):
                yield from self._comparison(one)
                yield ""
        same = [c.new.document.name for c in versions.comparisons if wording.is_same(c)]
        if same and not single:
            yield from self._text(f"没有改动的 {len(same)} 份：{'、'.join(same)}")
        yield from self._only("只有旧版的", versions.only_old)
        yield from self._only("只有新版的", versions.only_new)
        for failure in versions.failures:
            yield from self._text(f"未能读取 {failure.path}：{failure.error}", style="error")
            yield from self._text(failure.hint, 2)
        if not single:
            yield from self._text(_total(versions), style="bold")

    def _comparison(self, one: Comparison) -> Iterator[str]:
        title = one.new.reading.header.title or one.old.reading.header.title or NO_TITLE
        yield from self._text(f"■ {title}", style="bold")
        yield from self._text(f"旧版 {one.old.document.name}", style="dim")
        yield from self._text(f"新版 {one.new.document.name}", style="dim")
        for line in filter(None, wording.summary_lines(one)):
            yield from self._text(line)
        yield from self._pairs([pair for pair in one.pairs if pair.changed])
        yield from self._lone("新增的条目", one.added, added=True)
        yield from self._lone("删去的条目", one.gone, added=False)
        yield from self._findings(one)

    def _pairs(self, pairs: list[Pair]) -> Iterator[str]:
        yield from self._head("有改动的条目", pairs)
        for pair in pairs:
            line = f"条目 {wording.labels(pair)}　{wording.words(pair.new)}"
            yield from self._text(line, 2, "bold")
            for told, level in wording.pair_lines(pair):
                yield from self._text(told, 4, level or "")
            for rewording in pair.rewordings:
                yield from self._rewording(rewording)

    def _rewording(self, one: Rewording) -> Iterator[str]:
        plain = f"{wording.PARTS[one.about]}：{_marked(one.pieces)}"
        style = ""
        for line in wrap(plain, self.width - 4):
            said = ""
            for part in _MARK.split(line):
                opened = next((k for k, mark in _MARKS.items() if mark == part), "")
                style = _STYLES[opened] if opened else style
                said += paint(part, style, self.colour)
                style = "" if part == "】" else style
            yield " " * 4 + said

    def _lone(self, title: str, lones: tuple[Lone, ...], *, added: bool) -> Iterator[str]:
        yield from self._head(title, lones)
        for lone in lones:
            kin = wording.kin_line(lone, added=added)
            note = f"（{kin}）" if kin else ""
            words = wording.words(lone.entry, SHOWN)
            yield from self._text(f"条目 {entry_label(lone.entry)}　{words}{note}", 2)
            owners, deadline = owner_lines(lone.entry), deadline_lines(lone.entry)
            told = "；".join(part.replace("\n", "，") for part in (owners, deadline) if part)
            yield from self._text(told, 4, "dim") if told else ()

    def _findings(self, one: Comparison) -> Iterator[str]:
        changes = wording.findings(one)
        yield from self._head("意见", changes)
        for change in changes:
            yield from self._finding(one, change)

    def _finding(self, one: Comparison, change: FindingChange) -> Iterator[str]:
        finding = change.new or change.old
        assert finding
        level = wording.level_of(change)
        style = level if change.state == "new" else "" if change.state == "remaining" else "dim"
        words = clip(finding.message, SHOWN)
        place = wording.place_of(one, change)
        state = wording.STATES[change.state]
        yield from self._text(f"{state}  {LEVEL_NAMES[level]}  {place}  {words}", 2, style)

    def _head(self, title: str, listed: Iterable[object]) -> Iterator[str]:
        if count := len(list(listed)):
            yield ""
            yield paint(f"{title} {count} 条", "bold", self.colour)

    def _only(self, title: str, reports: tuple[Report, ...]) -> Iterator[str]:
        if reports:
            names = "、".join(report.document.name for report in reports)
            yield from self._text(f"{title} {len(reports)} 份：{names}", style="warning")

    def _text(self, words: str, indent: int = 0, style: str = "") -> Iterator[str]:
        for line in wrap(words, self.width - indent):
            yield " " * indent + paint(line, style, self.colour)


def _marked(pieces: tuple[Piece, ...]) -> str:
    """The changes in their surroundings, on one line."""
    found = []
    for place, piece in enumerate(pieces):
        text = " ".join(piece.text.split())
        if piece.kind == "same":
            found.append(_cut(text, first=place == 0, last=place == len(pieces) - 1))
        else:
            found.append(f"{_MARKS[piece.kind]}{text}】")
    return "".join(found)


def _cut(text: str, *, first: bool, last: bool) -> str:
    if len(text) <= 2 * KEPT + 2:
        return text
    before, after = "" if first else text[:KEPT], "" if last else text[-KEPT:]
    return f"{before}……{after}"


def _total(versions: Versions) -> str:
    numbers = wording.total(versions)
    documents = numbers["documents"]
    if not documents:
        return "没有找到可以对照的两版文件：两个文件夹里的文件要同名，或者标题相同。"
    return (
        f"对照了 {documents} 份：新增条目 {numbers['added']}，删去 {numbers['gone']}，"
        f"有改动 {numbers['changed']}，时限推迟 {numbers['deadlines_later']}；"
        f"意见已改 {numbers['findings_fixed']}，新出现 {numbers['findings_new']}。"
    )
