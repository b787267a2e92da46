"""Deadlines: from the last day to the words, so that the answer is known by construction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from corpus.dice import Dice
from corpus.due_rules import CELL_ONLY, FULL_ONLY, WHOLE_YEAR, end_of, month_end, values_of
from corpus.fragments import Phrases
from corpus.pen import Pen
from corpus.world import World, last_day

Row = Mapping[str, Any]
SHORT_MONTHS = (2, 4, 6, 9, 11)
LATE_MONTH = 9  # a plan of the autumn reaches into the next year
SPACED = {"label": 1.0, "cell": 1.0}

KINDS: dict[str, dict[str, float]] = {
    "label": {"point": 62, "period": 6, "ongoing": 9, "immediate": 8, "vague": 2, "recurring": 2,
              "relative": 2, "event": 2, "soft": 2, "kept": 3, "steps": 3, "impossible": 1},
    "paren": {"point": 72, "period": 2, "ongoing": 9, "immediate": 6, "vague": 1, "recurring": 1,
              "relative": 2, "event": 2, "soft": 1, "steps": 1, "impossible": 1},
    "prose": {"before": 88, "event": 4, "relative": 4, "soft_before": 4},
    "scope": {"before": 1},
}  # fmt: skip
KINDS["cell"] = KINDS["label"]


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: its words (those marked are the deadline's own), its last day and its kind."""

    pieces: tuple[tuple[str, bool], ...]
    end: date | None
    kind: str | None
    adverbial: bool

    def write(self, pen: Pen) -> str:
        return "".join(pen.mark("DEADLINE", text) if own else text for text, own in self.pieces)

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class Clock:
    """Draws the deadlines of one plan."""

    dice: Dice
    phrases: Phrases
    world: World

    def draw(self, context: str) -> Due:
        return self.opened(self._draw(context))

    def opened(self, due: Due) -> Due:
        """A plan without any year says on no deadline which day it is."""
        return replace(due, end=None) if self.world.yearless else due

    def _draw(self, context: str) -> Due:
        kind = self.dice.weighted(KINDS[context])
        match kind:
            case "point":
                shape = "before" if context != "paren" and self.dice.chance(0.6) else ""
                return self._point(shape or self._shape(context), context)
            case "before":
                return self._point("before", context)
            case "period":
                return self._period(context)
            case "soft" | "soft_before":
                return self._soft(context)
            case "kept" | "steps":
                return self._several(kind)
            case "impossible":
                return self._impossible()
        text = self.dice.pick(self.phrases.texts("due_words", kind))
        return Due(((text, True),), None, kind, kind in ("event", "relative"))

    def day(self) -> date:
        """A last day after the plan's own; in plans without years one that they resolve to."""
        world = self.world
        reach = 75 + self.dice.below(240)
        if not world.bare:
            return world.day + timedelta(days=20 + self.dice.below(reach))
        end = date(world.year, 12, 31)
        if world.day.month > LATE_MONTH:
            end = last_day(world.year + 1, world.day.month - 5)
        room = (end - world.day).days - 10
        return world.day + timedelta(days=10 + self.dice.below(max(1, min(room, reach))))

    def _shape(self, context: str) -> str:
        return "before" if context == "paren" and self.dice.chance(0.75) else "at"

    def _year(self, day: date) -> str:
        """The words for the year; with bare years none, or this year's and next year's names."""
        world = self.world
        if not world.bare:
            return f"{day.year}年"
        if day.year > world.year and world.dated:
            return self.dice.weighted({"": 0.5, "明年": 0.25, "次年": 0.25})
        return "今年" if world.dated and self.dice.chance(0.03) else ""

    def _point(self, shape: str, context: str) -> Due:
        text, end = self._words(shape, context)
        return Due(((text, True),), end, None, shape == "before")

    def _words(self, shape: str, context: str, day: date | None = None) -> tuple[str, date]:
        day = day or self.day()
        rows = {i: row["weight"] for i, row in enumerate(self.phrases.of("point"))}
        while True:
            row = self.phrases.of("point")[self.dice.weighted(rows)]
            found = self._answer(row["rule"], day, context)
            if found is not None and found[1] > self.world.day:
                values, end = found
                return self.dice.pick(row[shape]).format(**values), end

    def _answer(self, rule: str, day: date, context: str) -> tuple[Row, date] | None:
        """The values to fill in and the last day meant; None where the rule does not fit."""
        end = end_of(rule, day)
        full = not self.world.bare
        if end is None or (rule in FULL_ONLY and not full):
            return None
        if rule in CELL_ONLY and context not in ("label", "cell"):
            return None
        if rule in WHOLE_YEAR and not full and self.world.day.month > LATE_MONTH:
            return None
        return values_of(rule, day, end, self._year(end)), end

    def _period(self, context: str) -> Due:
        rows = self.phrases.of("period")
        while True:
            row = rows[self.dice.weighted({i: r["weight"] for i, r in enumerate(rows)})]
            first, last = sorted((self.day(), self.day()))
            if row["rule"] == "figures" and (self.world.bare or context not in SPACED):
                continue
            if first.year != last.year or first.month == last.month:
                continue
            text, end = self.span(row["rule"], self.dice.pick(row["text"]), first, last)
            return Due(((text, True),), end, None, False)

    def span(self, rule: str, pattern: str, first: date, last: date) -> tuple[str, date]:
        """A period in words and its last day."""
        end = {"months": last_day(last.year, last.month), "thirds": last.replace(day=20),
               "now_month": last_day(last.year, last.month)}.get(rule, last)  # fmt: skip
        text = pattern.format(
            Y=self._year(last), y1=first.year, y2=last.year, m1=first.month, m2=last.month,
            d1=first.day, d2=last.day,
        )  # fmt: skip
        return text, end

    def month(self) -> Due:
        """A month without its year, as calendars of work have it; the title names the year."""
        month = self.dice.between(2, 12)
        text = f"{month}{self.dice.pick(('月', '月', '月底', '月底前'))}"
        return Due(((text, True),), last_day(self.world.year, month), None, False)

    def months(self) -> Due:
        first = self.dice.between(2, 10)
        last = self.dice.between(first + 1, 12)
        text = f"{first}月{self.dice.pick(('-', '—', '至'))}{last}月"
        return Due(((text, True),), last_day(self.world.year, last), None, False)

    def _soft(self, context: str) -> Due:
        if context in SPACED and self.dice.chance(0.3):
            at, end = self._words("at", context)
            return Due(
                ((self.dice.pick(self.phrases.texts("due_words", "soft_at")).format(at=at), True),),
                end,
                None,
                False,
            )
        before, end = self._words("before", context)
        text = self.dice.pick(self.phrases.texts("due_words", "soft")).format(before=before)
        return Due(((text, True),), end, None, True)

    def _several(self, kind: str) -> Due:
        """One date that goes on (kept), or two dated steps."""
        first, last = sorted((self.day(), self.day()))
        if kind == "kept" or first.year != last.year or first.month == last.month:
            before, end = self._words("before", "paren", last)
            pattern, values = (
                self.dice.pick(self.phrases.texts("due_words", "kept")),
                {"before": before},
            )
        else:
            values = {"first": f"{self._year(first)}{first.month}月底前"}
            values["last"], end = self._steady(last)
            pattern = self.dice.pick(self.phrases.texts("due_words", "steps"))
        pieces = tuple(
            (piece.format(**values), "{" in piece or piece == "长期坚持")
            for piece in pattern.split("|")
        )
        return Due(pieces, end, None, False)

    def _steady(self, day: date) -> tuple[str, date]:
        """A plain end of month, the year left out half the time: it stands just before."""
        year = self._year(day) if self.dice.chance(0.5) else ""
        return f"{year}{day.month}月底前", month_end(day)

    def _impossible(self) -> Due:
        day = self.day()
        month = min((m for m in SHORT_MONTHS if m >= day.month), default=11)
        text = self.dice.pick(self.phrases.texts("due_words", "impossible"))
        values = {"Y": self._year(day.replace(day=1)), "m": month}
        return Due(((text.format(**values), True),), None, None, False)
