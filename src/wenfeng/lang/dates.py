"""Time expressions (时间表述): ``find`` sees them, ``resolve`` turns them into days.

``find`` is purely syntactic: it fills in no year and does not judge whether a date is a deadline.
``resolve`` fills in years by the reading conventions and never asks the machine's clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from wenfeng.domain import DeadlineKind
from wenfeng.lang import counts, lunar, points, ranges, timewords, weeks, written
from wenfeng.lang.forms import TO, S, compiled
from wenfeng.lang.points import Found, Point
from wenfeng.lang.resolving import Mention, Resolution, resolve
from wenfeng.lang.timewords import Word

__all__ = ["Mention", "Resolution", "find", "resolve"]

_POINT_STARTS = frozenset(
    '0123456789一二三四五六七八九十廿卅元第今本当明次翌来去上后同年月下前全Q“"农阴旧正腊'
)
_COUNT_STARTS = frozenset("0123456789一二三四五六七八九十两半")
_STARTS = _POINT_STARTS | _COUNT_STARTS | timewords.STARTS | weeks.STARTS
_TRIGGER = "[" + "".join(sorted(_STARTS)) + "]"
_LATEST = r"(?:不[晚迟]于|最[晚迟](?:于|在)?|赶在)[ ]?$"
_FROM_NOW = rf"(?:即日|现在)起{S},?{TO}$"
_FROM_THEN = r"(?:(?<=日起)|(?<=之日))(?:-+|至|到)[ ]?$"
_TARGET = r"(?<![收得看达接签拿受截延推])[到至][ ]?$"
_AND = r"[ ]?[、和及][ ]?"
_NUMBERED = r"[ ]*[〕\])】]?[ ]*第?[ ]*\d+[ ]*号"
_MONTH_DAY = r"(?:0?[1-9]|1[0-2])[./](?:0?[1-9]|[12]\d|3[01])"
_CELL_FORM = (
    rf"(?<![\d.])(?:{_MONTH_DAY}|(?:19|20)\d\d(?:0[1-9]|1[0-2]|-(?:19|20)\d\d)|[0-3]\d([./-])\d{{1,2}}\1\d{{1,2}})"
    r"(?![\d.%％]|[ ]*[元万亿米吨家人个名件条项公平])"
)
_TEXT_DAY = rf"(?<![\d.]){_MONTH_DAY.replace('/', '')}日?(?:之前|以前|前(?![款述后往期]))"
_OPENS = rf"{S}(?:起(?![草诉动用])|启动|开始)"


@lru_cache(maxsize=2048)
def find(text: str, cell: bool = False) -> tuple[Mention, ...]:
    """Every time expression of a text, in order, the longest reading of each.

    ``cell`` says that the text is a deadline cell, where 6.30 alone on its line is a day.
    """
    plain = points.normalise(text)
    found = tuple(_scan(text, plain, cell))
    return found or (_event_alone(text, plain) if cell else ())


def _event_alone(text: str, plain: str) -> tuple[Mention, ...]:
    if (place := timewords.alone(plain)) is None:
        return ()
    start, end = place
    return (Mention(start, end, text[start:end], "event", bounded=True),)


def _scan(text: str, plain: str, cell: bool) -> Iterator[Mention]:
    low = 0
    for hit in compiled(_TRIGGER).finditer(plain):
        at = hit.start()
        if at < low:
            continue
        mention = _at(plain, low, at, cell)
        if mention is not None:
            low = mention.end
            yield replace(mention, text=text[mention.start : mention.end])


def _at(plain: str, low: int, at: int, cell: bool) -> Mention | None:
    """The mention that a trigger character begins; its start may lie before the character."""
    letter = plain[at]
    if letter in timewords.STARTS and (word := timewords.word(plain, at)):
        return _worded(plain, at, word)
    if letter in _COUNT_STARTS and (counted := _counted(plain, low, at, cell)):
        return counted
    if letter in weeks.STARTS and (named := weeks.week(plain, at)):
        end, week, marked = named
        point = Point(grain="day", marked=marked, week=week)
        return _dated(plain, low, Found(at, end, point), cell)
    if letter not in _POINT_STARTS:
        return None
    found = written.match(plain, at, _is_day(plain, at, cell))
    return _dated(plain, low, found, cell) if found else None


def _worded(plain: str, at: int, word: Word, year: Point | None = None) -> Mention:
    """A mention made by a word; ``year`` is what 2018年 before 春节前 says."""
    if word.kind == "recurring":
        return _recurring(plain, at, word.end)
    if word.kind == "date":
        by_moon = lunar.FESTIVALS.get(word.holiday)
        day = by_moon or timewords.HOLIDAYS[word.holiday]
        point = replace(
            year or Point(), first=day, last=day, grain="holiday", lunar=by_moon is not None
        )
        soft = timewords.is_soft(plain, at, word.end)
        return Mention(
            at, word.end, "", "date", point.year, bounded=True, soft=soft, _last=point, _eve=True
        )
    if word.kind == "event":
        soft = timewords.is_soft(plain, at, word.end)
        bounded = plain[word.end - 1] in "前间末底内"
        named = year.year if year else None
        return Mention(at, word.end, "", "event", named, bounded=bounded, soft=soft)
    if word.kind == "immediate":
        end, ongoing = timewords.staying(plain, word.end)
        return Mention(at, end, "", "immediate", ongoing=ongoing)
    now = _before(counts.SINCE_NOW, plain, 0, at)
    return Mention(
        at if now is None else now,
        word.end,
        "",
        word.kind,
        ongoing=word.kind == "ongoing",
        _opening="" if now is None else "base",
    )


def _recurring(plain: str, at: int, end: int) -> Mention:
    """每月, with its due point if one follows: 每月5日前, 每季度末月25日前, 每年春节前."""
    if occasion := _occasion(plain, end):
        soft = timewords.is_soft(plain, at, occasion.end)
        return Mention(at, occasion.end, "", "recurring", bounded=True, soft=soft)
    due = ranges.clock(plain, _due_points(plain, timewords.due(plain, end)))
    if due == end:
        return Mention(at, timewords.times(plain, end), "", "recurring", bare_frequency=True)
    due, _, marked = ranges.mark(plain, due)
    soft = timewords.is_soft(plain, at, due)
    return Mention(at, due, "", "recurring", bounded=marked, soft=soft)


def _due_points(plain: str, at: int) -> int:
    """Where the points without a year that follow one another end (每年6月、12月)."""
    end = at
    while at < len(plain) and (found := written.match(plain, at, joined=True)):
        if found.point.year is not None or found.point.word is not None:
            break
        end = ranges.clock(plain, ranges.ranged(plain, found)[1])
        link = compiled(_AND).match(plain, end)
        at = link.end() if link else len(plain)
    return end


def _counted(plain: str, low: int, at: int, cell: bool) -> Mention | None:
    count = counts.count(plain, at) or (counts.length(plain, at) if cell else None)
    if count is None:
        return None
    start, has_base = counts.base(plain, low, at)
    soft = timewords.is_soft(plain, start, count.end)
    end, ongoing = timewords.staying(plain, count.end)
    return Mention(
        start,
        end,
        "",
        "relative",
        bounded=True,
        soft=soft,
        ongoing=ongoing,
        has_base=has_base,
        _count=count,
    )


def _dated(plain: str, low: int, found: Found, cell: bool) -> Mention | None:
    """A point or a range of points, with the marks around it."""
    point, start = found.point, found.start
    if point.grain == "year":
        if compiled(_NUMBERED).match(plain, found.end):
            return None
        if word := _occasion(plain, found.end):
            return _worded(plain, start, word, point)
        if (moon := written.lunar_day(plain, found.end)) and moon.point.year is None:
            point = replace(moon.point, year=point.year, word=point.word)
            found = Found(start, moon.end, point)
    first, end, last = ranges.ranged(plain, found, cell)
    if last.grain in ("day", "only"):
        end = ranges.clock(plain, end)
    after_mark, before, marked = ranges.mark(plain, end)
    if last.grain == "only" and not marked:
        return None
    soft = timewords.is_soft(plain, start, after_mark) or last.soft
    bounded = marked or last.marked or _before(_LATEST, plain, low, start) is not None
    final, ongoing = timewords.staying(plain, after_mark)
    mention = Mention(
        start,
        final,
        "",
        _kind(first, last, bounded),
        last.year,
        bounded=bounded,
        soft=soft,
        ongoing=ongoing,
        opens=not bounded and compiled(_OPENS).match(plain, final) is not None,
        _first=first,
        _last=last,
        _eve=before and first is None and last.grain in ("year", "month") and not last.joined,
    )
    return _opened(plain, low, mention)


def _kind(first: Point | None, last: Point, bounded: bool) -> DeadlineKind:
    if first is not None or last.joined or last.grain == "plan":
        return "period"
    whole = last.grain in ("year", "quarter")
    return "period" if whole and not bounded else "date"


def _opened(plain: str, low: int, mention: Mention) -> Mention:
    """What stands before: 到2025年 is a target, 即日起至6月30日 begins on the base date."""
    start, last = mention.start, mention._last
    if (now := _before(_FROM_NOW, plain, low, start)) is not None:
        return replace(mention, start=now, kind="period", bounded=True, _opening="base")
    if (then := _before(_FROM_THEN, plain, low, start)) is not None:
        return replace(mention, start=then, kind="period", bounded=True, _opening="unknown")
    if last is None or mention._first or last.year is None:
        return mention
    if (last.first, last.last) != ((1, 1), (12, 0)) or last.grain == "plan":
        return mention
    target = _before(_TARGET, plain, low, start)
    return mention if target is None else replace(mention, start=target, target=True)


def _occasion(plain: str, at: int) -> Word | None:
    """The holiday or event that follows a year (2018年春节前, 每年汛期前)."""
    if plain[at : at + 1] not in timewords.STARTS:
        return None
    word = timewords.word(plain, at)
    return word if word and word.kind in ("date", "event") else None


def _before(source: str, plain: str, low: int, start: int) -> int | None:
    """Where words that lead up to an offset begin."""
    begin = max(low, start - 12)
    hit = compiled(source).search(plain[begin:start])
    return begin + hit.start() if hit else None


def _is_day(plain: str, at: int, cell: bool) -> bool:
    """Whether 6.30 and the like are a day here: in a cell, or before 前 in a text."""
    return compiled(_CELL_FORM if cell else _TEXT_DAY).match(plain, at) is not None
