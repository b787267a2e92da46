"""Deadlines (时限): which time expressions of an item say by when, and what day that is.

A labelled value and a closing parenthesis count as they stand; in running text only what governs
the work counts, not the date of a report, a past event, a cited document or a target year.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date

from wenfeng.domain import Deadline, DeadlineKind, Doubt, Milestone, Scope, Span
from wenfeng.lang.dates import Mention, Resolution, find, resolve
from wenfeng.lang.governing import (
    DATED,
    governs,
    is_bare_year,
    presses,
    quoted,
    year_named,
    year_opening,
)
from wenfeng.lang.names import is_blank
from wenfeng.lang.patterns import lazy

_FROM_ISSUE = lazy(r"印发|发文|公布之日|本(?:方案|通知|意见|计划|清单)|即日|自文件")
# A deadline cell may say how far the work has come, or where to look.
_NO_TERM = lazy(
    r"\s*(?:已(?:经)?(?:全部|基本)?(?:整改|完成|办结|落实|销号|解决)|(?:整改|基本|全部)+完[成毕]\s*$|(?:详?见|参见|附件|附表))"
)
_FROM_RECEIPT = lazy(r"收到|接到|收悉|送达|反馈|交办|通报|转办|督办")
_FROM_RELEASE = lazy(r"下发|发布")
_PRECEDENCE: tuple[DeadlineKind, ...] = (
    "date",
    "period",
    "relative",
    "recurring",
    "event",
    "immediate",
    "ongoing",
    "vague",
)


@dataclass(frozen=True, slots=True)
class Clock:
    """What fills in unwritten years: the document's date, a year in the title, years of the part.

    ``years`` are (block, offset, year), ``sections`` the places where a section begins, both in
    reading order. Lengths (15日内) are counted from ``received``, the day on which the feedback
    is known to have arrived; those that speak of it (收到反馈后), else from ``told``, the day that
    the document itself states.
    """

    day: date | None
    title_year: int | None
    years: tuple[tuple[int, int, int], ...] = ()
    sections: tuple[tuple[int, int], ...] = ()
    received: date | None = None
    told: date | None = None

    def base(self, mention: Mention) -> date | None:
        """The day from which a length is counted; None where its first day is not known."""
        if not mention.has_base:
            return self.received
        if _FROM_ISSUE.search(mention.text):
            return self.day
        if _FROM_RECEIPT.search(mention.text):
            return self.received or self.told
        return self.day if _FROM_RELEASE.search(mention.text) else None

    def before(self, block: int, offset: int) -> int | None:
        """The last year named in the part before a place.

        A year later than the document's, named in another section, belongs to that section.
        """
        earlier = bisect_left(self.years, (block, offset, 0))
        if not earlier:
            return self.title_year
        *at, year = self.years[earlier - 1]
        begun = bisect_right(self.sections, (block, offset))
        known = (self.day.year if self.day else None, self.title_year)
        own = max(filter(None, known), default=None)
        elsewhere = begun > 0 and tuple(at) < self.sections[begun - 1]
        return own if own is not None and year > own and elsewhere else year


# 7月1日至疫情解除: what stands before is when it begins
_UNTIL_EVENT = lazy(r"\s*(?:至|到|—|-)+\s*[^\W\d_]{2,12}(?:[）)，。；]|$)")


@dataclass(frozen=True, slots=True)
class Rival:
    """Another day that words without a year may mean, and why."""

    end: date
    why: str


@dataclass(frozen=True, slots=True)
class Due:
    """One time expression that counts, with its days."""

    mention: Mention
    days: Resolution
    span: Span
    rival: Rival | None = None


def from_value(
    text: str, offset: int, block: int, clock: Clock, after: date | None = None
) -> tuple[Due, ...]:
    """What a labelled value (完成时限：…) says; every time expression in it counts."""
    mentions = [m for m in find(text, cell=True) if not quoted(text, m)]
    mentions = [m for m in mentions if not _UNTIL_EVENT.match(text, m.end)]
    exact = [m for m in mentions if not is_bare_year(m)]
    if any(m.kind in DATED for m in exact):
        mentions = exact  # 3月：发布2016年白皮书
    return _dues(mentions, text, offset, block, clock, after)


def unread_value(text: str) -> bool:
    """Whether a labelled value says something, though no time expression (按上级要求)."""
    return not is_blank(text) and not _NO_TERM.match(text)


def inline(
    text: str, offset: int, block: int, clock: Clock, after: date | None = None
) -> tuple[Due, ...]:
    """The time expressions of running text that govern the work."""
    mentions = find(text)
    chosen = [
        m
        for i, m in enumerate(mentions)
        if (governs(text, m) and not _bygone(m, clock))
        or (i + 1 < len(mentions) and _counts_from(text, m, mentions[i + 1]))
    ]
    return _dues(chosen, text, offset, block, clock, after)


def weak(text: str, offset: int, block: int) -> tuple[Due, ...]:
    """尽快、抓紧 in running text: a vague deadline, where nothing better is known."""
    for mention in find(text):
        if presses(text, mention):
            span = Span(block, offset + mention.start, offset + mention.end)
            return (Due(mention, Resolution(), span),)
    return ()


def _dues(
    mentions: list[Mention], text: str, offset: int, block: int, clock: Clock, after: date | None
) -> tuple[Due, ...]:
    own_year: int | None = None
    named = next((m for m in find(text) if _names_year(m, text, clock)), None)
    out: list[Due] = []
    for mention in mentions:
        if out and _counts_from(text, out[-1].mention, mention):
            base = out.pop().days.end
            span = Span(block, offset + mention.start, offset + mention.end)
            out.append(Due(mention, resolve(mention, base=base), span))
            continue
        year = own_year or (named.year if named else None)
        days = _days(mention, year, clock, (block, offset), after)
        if named and named.start > mention.start and _runs_past(days, resolve(named)):
            days = _days(mention, None, clock, (block, offset), after)
        span = Span(block, offset + mention.start, offset + mention.end)
        told = mention.year is not None or year is not None
        rival = None if told else _rival(mention, days, clock, (block, offset), after)
        out.append(Due(mention, days, span, rival))
        own_year = mention.year or own_year
        after = days.end or after
    return tuple(out)


def _names_year(mention: Mention, text: str, clock: Clock) -> bool:
    """Whether a mention says in which year later dates of the item lie."""
    opening = year_opening(mention, text)
    if opening is not None and (clock.day is None or opening >= clock.day.year):
        return True
    return year_named(mention, text) is not None


def _runs_past(days: Resolution, later: Resolution) -> bool:
    """10月底前…，2024年6月底前…: the year of the later date is not that of the first."""
    return days.end is not None and later.end is not None and days.end > later.end


def _counts_from(text: str, first: Mention, second: Mention) -> bool:
    """自2025年3月3日起15个工作日内: the date is where the count begins."""
    between = text[first.end : second.start]
    return (
        first.kind == "date"
        and second.kind == "relative"
        and re.fullmatch(r"[）)]?(?:之日)?(?:起|后|以后)?[，,]?", between) is not None
        and (bool(between.strip("，,")) or second.text.startswith(("起", "后", "之日")))
    )


def _days(
    mention: Mention,
    item_year: int | None,
    clock: Clock,
    place: tuple[int, int],
    after: date | None,
) -> Resolution:
    if mention.kind == "relative":
        return resolve(mention, base=clock.base(mention))
    if mention.year is not None or item_year is not None:
        return resolve(mention, year=item_year, base=clock.day, after=after)
    part_year = clock.before(*place)
    if part_year is None:
        return resolve(mention, base=clock.day, after=after)
    days = resolve(mention, year=part_year, base=clock.day, after=after)
    if clock.day and days.end and (clock.day - days.end).days > 92:
        return resolve(mention, base=clock.day, after=after)
    return days


def _rival(
    mention: Mention, days: Resolution, clock: Clock, place: tuple[int, int], after: date | None
) -> Rival | None:
    """The day that a date without a year means if the year is taken from elsewhere.

    The part names one year, the document's date says another; or the day lies a few months
    before the document's date, so that it is next year's, or late already.
    """
    if days.end is None or mention.kind not in DATED or clock.day is None:
        return None
    other = resolve(mention, base=clock.day, after=after).end
    if other is not None and other != days.end:
        return Rival(other, f"没有写年份；前文说到{days.end.year}年，发文是{clock.day.year}年")
    part_year = clock.before(*place)
    if part_year is None and (year := _late(days.end, clock.day)) is not None:
        other = resolve(mention, year=year, after=after).end
        if other is not None and other != days.end:
            return Rival(other, f"没有写年份；发文日期是{clock.day.isoformat()}")
    return None


def _late(end: date, day: date) -> int | None:
    """The other year for a day shortly before the document's date, or put off by a year."""
    late = day.month - end.month
    if end.year == day.year and 1 <= late <= 3:
        return end.year + 1
    return day.year if end.year > day.year and 4 <= late <= 6 else None


def _bygone(mention: Mention, clock: Clock) -> bool:
    """2023年6月，… in a document of 2025 tells what happened; 2023年6月底前 may be overdue."""
    plain = mention.kind in DATED and not mention.bounded and mention.year is not None
    return plain and clock.day is not None and (mention.year or 0) < clock.day.year


# --- one deadline from several expressions ------------------------------------------------------


def combine(dues: tuple[Due, ...], scope: Scope) -> Deadline | None:
    """One deadline: the last day counts, several dated steps become milestones."""
    if not dues:
        return None
    dues, begin = _lasting(dues)
    dated = [d for d in dues if d.mention.kind in DATED]
    best = _last(dated) if dated else min(dues, key=lambda d: _PRECEDENCE.index(d.mention.kind))
    steps = tuple(Milestone(d.mention.text, d.days.end) for d in dated) if len(dated) > 1 else ()
    enduring = any(d.mention.kind == "ongoing" or d.mention.ongoing for d in dues)
    return Deadline(
        text=best.mention.text,
        kind=best.mention.kind,
        start=begin or (best.days.start if best.mention.kind != "date" else None),
        end=best.days.end,
        soft=best.mention.soft,
        ongoing=enduring,
        milestones=steps,
        scope=scope,
        span=best.span,
        impossible=any(d.days.impossible for d in dues),
        doubt=_doubt(best),
    )


def _lasting(dues: tuple[Due, ...]) -> tuple[tuple[Due, ...], date | None]:
    """自2022年7月1日起常态化开展, 2025年起每年6月前: the date is where what lasts begins."""
    dated = [d for d in dues if d.mention.kind in DATED]
    lasting = tuple(d for d in dues if d.mention.kind in ("ongoing", "recurring"))
    if not dated or not lasting or not all(d.mention.opens for d in dated):
        return dues, None
    return lasting, dated[0].days.start


def _doubt(due: Due) -> Doubt | None:
    year = due.days.unknown_year
    if year is not None and due.days.end is not None:
        return Doubt(
            "deadline",
            f"{due.mention.text}＝{due.days.end.isoformat()}",
            "遇放假调休提前或推后",
            f"{year}年的放假安排不在工作日历里，只按周六、周日休息推算",
            due.span,
        )
    if due.rival is None or due.days.end is None:
        return None
    said = due.mention.text
    return Doubt(
        "deadline",
        f"{said}＝{due.days.end.isoformat()}",
        f"{said}＝{due.rival.end.isoformat()}",
        due.rival.why,
        due.span,
    )


def _last(dated: list[Due]) -> Due:
    known = [d for d in dated if d.days.end is not None]
    if not known or dated[-1].days.impossible:
        return dated[-1]
    return max(known, key=lambda d: d.days.end or date.min)


def vague(text: str, span: Span, scope: Scope) -> Deadline:
    """A labelled deadline in words that name no time."""
    return Deadline(text, "vague", None, None, False, False, (), scope, span)
