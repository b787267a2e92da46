"""Two texts side by side (对照): passages in colour, each a link to its like on the other side.

Every piece is escaped after it was cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from wenfeng.copies import Duplicates, Pair, Paper
from wenfeng.reports.copies.layers import Layers, Piece, Side, Strip, layers
from wenfeng.reports.visible import visible

TINTS = 6
FOLD = 1_500
"""Stretches of more characters than that, all alike, are folded but for their ends."""
MOST = 100_000
"""Characters of a text that are shown; the page would be too large for a browser."""
STRIPS = 400

OTHER: dict[Side, Side] = {"a": "b", "b": "a"}


@dataclass(frozen=True, slots=True)
class Column:
    """One side as the page shows it; ``cut``: how many characters at its end are left out."""

    paper: Paper
    side: Side
    text: Markup
    picture: Markup
    cut: int


def columns(found: Duplicates, pair: Pair, prefix: str) -> tuple[Column, Column]:
    """Both sides of a pair; ``prefix`` begins the names of their anchors."""
    a, b = layers(found, pair, "a", MOST), layers(found, pair, "b", MOST)
    return (
        _Writer(prefix, "a", a, b.shown()).column(found.papers[pair.a]),
        _Writer(prefix, "b", b, a.shown()).column(found.papers[pair.b]),
    )


Paragraph = tuple[Markup, int, int | None]
"""A paragraph, its length, and in which passage all of it lies: -1 for none, None for several."""


@dataclass(slots=True)
class _Writer:
    """Writes one side; ``there`` says under which passage each one shows on the other."""

    prefix: str
    side: Side
    own: Layers
    there: Mapping[int, int]
    last: int | None = None

    def column(self, paper: Paper) -> Column:
        made = [self._paragraph(pieces) for pieces in self.own.paragraphs()]
        text = Markup("").join(_folded(made))
        return Column(
            paper, self.side, text, _picture(self.own), len(paper.text) - len(self.own.text)
        )

    def _paragraph(self, pieces: list[Piece]) -> Paragraph:
        words: list[Markup] = []
        kinds = set()
        for passage, these in groupby(pieces, key=lambda piece: piece.passage):
            kinds.add(-1 if passage is None else passage)
            inner = Markup("").join(map(_piece, these))
            words.append(inner if passage is None else self._linked(passage, inner))
        length = sum(len(piece.text) for piece in pieces)
        made = Markup("<p>{}</p>").format(Markup("").join(words))
        return made, length, kinds.pop() if len(kinds) == 1 else None

    def _linked(self, number: int, inner: Markup) -> Markup:
        """The words of a passage; what continues it in the next paragraph is no stop of its own."""
        begins = number != self.last
        self.last = number
        own, target = self._anchor(self.side, number), self._target(number)
        name = Markup(' id="{}" data-n="{}"').format(own, number + 1) if begins else Markup("")
        stop = Markup("") if begins else Markup(' tabindex="-1"')
        link = Markup(' href="#{}"').format(target) if target else Markup("")
        return Markup('<a class="m t{}" data-m="{}"{}{}{}>{}</a>').format(
            number % TINTS, f"{self.prefix}{number}", name, link, stop, inner
        )

    def _target(self, number: int) -> str:
        """Where the passage shows on the other side; empty where that is cut off."""
        place = self.there.get(number)
        return "" if place is None else self._anchor(OTHER[self.side], place)

    def _anchor(self, side: Side, number: int) -> str:
        return f"{self.prefix}{side}{number}"


def _piece(piece: Piece) -> Markup:
    words = escape(visible(piece.text))
    if piece.instead:
        title = f"对方写作：{visible(piece.instead)}"
        words = Markup('<b title="{}">{}</b>').format(title, words)
    return Markup('<span class="c">{}</span>').format(words) if piece.common else words


def _folded(paragraphs: Iterable[Paragraph]) -> Iterator[Markup]:
    """The paragraphs, long runs that lie in one passage or in none folded but for their ends."""
    for kind, run in groupby(paragraphs, key=lambda paragraph: paragraph[2]):
        these = list(run)
        inner = these[1:-1]
        length = sum(size for _, size, _ in inner)
        if kind is None or length <= FOLD:
            yield from (made for made, _, _ in these)
            continue
        told = "没有相同的段落" if kind == -1 else "与对方相同"
        yield these[0][0]
        yield Markup("<details><summary>这里有 {} 字{}，点开看</summary>{}</details>").format(
            f"{length:,}", told, Markup("").join(made for made, _, _ in inner)
        )
        yield these[-1][0]


def _picture(own: Layers) -> Markup:
    """Where in the text the passages lie, as a strip a thousand units wide."""
    length = max(1, len(own.text))
    shown = sorted(own.passages, key=lambda strip: strip.start - strip.end)[:STRIPS]
    bars = Markup("").join(_bar(strip, length) for strip in shown)
    return Markup(
        '<svg class="strip" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">'
        "{}</svg>"
    ).format(bars)


def _bar(strip: Strip[int], length: int) -> Markup:
    start, end = (round(1000 * edge / length, 1) for edge in (strip.start, strip.end))
    return Markup('<rect class="t{}" x="{}" width="{}" height="10"/>').format(
        strip.value % TINTS, start, round(max(1.0, end - start), 1)
    )
