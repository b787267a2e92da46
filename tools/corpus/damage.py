"""What happens to texts on their way: lost line breaks, hard wraps, odd signs, misread ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.dice import Dice
from corpus.edits import Edit, apply
from corpus.fragments import Phrases
from corpus.pen import Sheet, Span

HALF = {"，": ",", "：": ":", "；": ";", "（": "(", "）": ")"}
FULL = {str(digit): chr(ord("０") + digit) for digit in range(10)}
NEVER_FIRST = "，。；：、）》”！？,.;:)%％"
NEVER_LAST = "（《“("
NUMBER = re.compile(r"[（(]?[\d①-⑳一二三四五六七八九十]|第[一二三四五六七八九十]")
DATE_PART = re.compile(r"(?<=\d)(?=[年月日])|(?<=[年月])(?=\d)")
MISREAD_SHARE = 0.1
MISREAD = ("MEASURE", "PROBLEM", "BACKGROUND")


@dataclass(frozen=True, slots=True)
class Copy:
    """A text being damaged, with the tables the damage is drawn from."""

    sheet: Sheet
    dice: Dice
    phrases: Phrases

    @property
    def text(self) -> str:
        return self.sheet.text

    def inside(self, label: str) -> list[Span]:
        found = (span for span in self.sheet.spans.values() if span.label == label)
        return sorted(found, key=lambda span: span.start)


Damage = Callable[[Copy], Iterator[Edit]]


def lost_breaks(copy: Copy) -> Iterator[Edit]:
    """Paragraphs run together wherever a sentence has ended; the head and the foot stay."""
    foot = copy.text.rstrip("\n").rfind("\n")
    for found in re.finditer(r"(?<=[。；）：])\n+[　 ]*(?=[^\n])", copy.text):
        if found.end() < foot and not copy.text.startswith(("附件", "附：", "附\n"), found.end()):
            yield Edit(found.start(), found.end(), "")


def hard_wrap(copy: Copy) -> Iterator[Edit]:
    """A break every so many signs, as copied from a page."""
    width = copy.dice.between(28, 38)
    for found in re.finditer(r"[^\n]+", copy.text):
        if len(found[0].strip()) <= width:
            continue
        place = found.start() + width
        while place < found.end():
            place = _break_at(copy.text, place, found.end())
            if place < found.end():
                yield Edit(place, place, "\n")
            place += width


def _break_at(text: str, place: int, end: int) -> int:
    """The next place where a line may break: not inside a number, not before a closing sign."""
    while place < end and (
        text[place] in NEVER_FIRST
        or text[place - 1] in NEVER_LAST
        or (text[place].isascii() and text[place - 1].isascii())
        or NUMBER.match(text, place)
    ):
        place += 1
    return place


def half_width(copy: Copy) -> Iterator[Edit]:
    """Half-width punctuation, everywhere or here and there."""
    share = copy.dice.pick((1.0, 0.4))
    for place, sign in enumerate(copy.text):
        if sign in HALF and copy.dice.chance(share):
            yield Edit(place, place + 1, HALF[sign])


def full_digits(copy: Copy) -> Iterator[Edit]:
    """Full-width digits."""
    for place, sign in enumerate(copy.text):
        if sign in FULL:
            yield Edit(place, place + 1, FULL[sign])


def spaced_dates(copy: Copy) -> Iterator[Edit]:
    """2021 年 6 月 30 日."""
    for found in DATE_PART.finditer(copy.text):
        yield Edit(found.start(), found.start(), " ")


def zeros(copy: Copy) -> Iterator[Edit]:
    """A letter O, or 〇, for the nought of a year in deadlines."""
    wrong = copy.dice.pick(("O", "〇", "O", "Ｏ"))
    for span in copy.inside("DEADLINE"):
        for found in re.finditer(r"(?<=2)0(?=\d\d年)", copy.text[span.start : span.end]):
            if copy.dice.chance(0.5):
                yield Edit(span.start + found.start(), span.start + found.end(), wrong)


def missing_stops(copy: Copy) -> Iterator[Edit]:
    """Full stops missing at the ends of lines."""
    for found in re.finditer(r"。(?=\n)", copy.text):
        if copy.dice.chance(0.5):
            yield Edit(found.start(), found.end(), "")


def double_spaces(copy: Copy) -> Iterator[Edit]:
    """Spaces behind punctuation, doubled now and then."""
    for found in re.finditer(r"(?<=[，。；：、])(?=[^\n\s])", copy.text):
        if copy.dice.chance(0.12):
            yield Edit(found.start(), found.start(), copy.dice.pick((" ", "  ")))


def page_numbers(copy: Copy) -> Iterator[Edit]:
    """A page number on a line of its own, between paragraphs, once a page."""
    pattern = copy.dice.pick(copy.phrases.texts("damage", "page"))
    page, last = 1, 0
    taken = [(span.start, span.end) for span in copy.sheet.spans.values()]
    for found in re.finditer(r"\n(?=[^\n])", copy.text):
        free = not any(start < found.start() < end for start, end in taken)
        if found.start() - last > 480 and free and found.start() > 120:
            yield Edit(found.end(), found.end(), pattern.format(no=page) + "\n")
            page, last = page + 1, found.start()


def misread(copy: Copy) -> Iterator[Edit]:
    """Signs taken for similar ones, rarely, and not in names and dates."""
    similar = {pair[0]: pair[1] for pair in copy.phrases.texts("damage", "ocr")}
    kept = [span for span in copy.sheet.spans.values() if span.label not in MISREAD]
    for label in MISREAD:
        for span in copy.inside(label):
            for place in range(span.start, span.end):
                sign = copy.text[place]
                safe = not any(other.start <= place < other.end for other in kept)
                if sign in similar and safe and copy.dice.chance(MISREAD_SHARE):
                    yield Edit(place, place + 1, similar[sign])


DAMAGES: Mapping[str, tuple[Damage, float]] = {
    "misread": (misread, 12),
    "zeros": (zeros, 8),
    "missing_stops": (missing_stops, 12),
    "half_width": (half_width, 16),
    "full_digits": (full_digits, 8),
    "spaced_dates": (spaced_dates, 12),
    "double_spaces": (double_spaces, 10),
    "lost_breaks": (lost_breaks, 11),
    "hard_wrap": (hard_wrap, 16),
    "page_numbers": (page_numbers, 9),
}
APART = ({"lost_breaks", "hard_wrap", "missing_stops"},)  # at most one of these
DAMAGED_SHARE = 0.4


def choose(dice: Dice) -> list[str]:
    """The damages of a plan, in the order they happen."""
    if not dice.chance(DAMAGED_SHARE):
        return []
    number = dice.weighted({1: 0.5, 2: 0.35, 3: 0.15})
    weights = {name: weight for name, (_, weight) in DAMAGES.items()}
    chosen: set[str] = set()
    for _ in range(number):
        name = dice.weighted(weights)
        if not any(name in group and chosen & group for group in APART):
            chosen.add(name)
    return [name for name in DAMAGES if name in chosen]


def damage(sheet: Sheet, names: Iterable[str], dice: Dice, phrases: Phrases) -> Sheet:
    """The text after all of them; a sign misread is remembered as a span TOUCHED."""
    for name in names:
        copy = Copy(sheet, dice, phrases)
        edits = list(DAMAGES[name][0](copy))
        if name == "misread":
            sheet = _touch(sheet, edits)
        sheet = apply(sheet, edits)
    return sheet


def _touch(sheet: Sheet, edits: Iterable[Edit]) -> Sheet:
    spans = dict(sheet.spans)
    free = max(spans, default=0) + 1
    for number, edit in enumerate(edits, start=free):
        spans[number] = Span(edit.start, edit.end, "TOUCHED")
    return Sheet(sheet.text, spans)
