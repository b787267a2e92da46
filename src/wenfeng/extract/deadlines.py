"""Deadlines (时限): which time expressions of an item say by when, and what day that is.

A labelled value and a closing parenthesis count as they stand; in running text only what governs
the work counts, not the date of a report, a past event, a cited document or a target year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from wenfeng.domain import Deadline, DeadlineKind, Doubt, Milestone, Scope, Span
from wenfeng.lang.dates import Mention, Resolution, find, resolve
from wenfeng.lang.names import is_blank
from wenfeng.lang.patterns import lazy

_DATED = ("date", "period")
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
_REPORT = (
    r"(?:报送|上报|呈报|报备|报告(?=[县市区省党国上主本给至到镇乡])|汇报|报(?![名道纸社刊销废酬考表到警告])"
    r"|提交|递交|送(?![达温])|反馈(?:至|给|到)|函告|移交给)"
)
_REPORT_AFTER = lazy(rf"^(?P<object>[^，。；：]*?){_REPORT}")
_WORK = lazy(
    r"完成|制定|制订|形成|开展|建立|整改(?!方案|措施|情况|清单|报告|材料|台账|落实情况|进展|结果|成效|工作情况|落实)|出台|组织|编制|起草|召开|实施|解决|落实(?!情况)|清理|核查|修订|梳理|汇总|总结(?!报告|材料)|评估|验收|分解|细化|排查|自查(?!报告|表|情况)"
)
_FINISHED = lazy(r"完成|完毕|结束|办结|到位|整改(?!情况)|排查|清理")
_DONE = lazy(r"完成(?!情况)|到位|整改后|核查后")
_PAST = lazy(
    r"^(?:[^，。；]{0,12}?(?:印发|下发|出台|发布|公布|颁布|通过|批准|批复|修订发布)(?:的|了|《)|[^，。；]{0,4}(?:以来|至今|以后|之后)"
    r"|起(?:正式|全面)?(?:施行|执行|实施|停止|废止)|[^，。；]{0,24}?(?:了(?![解结])|已经|已(?=[完印下召建制向将对联有])|曾)|(?:签订|签署|成立|立项|竣工|建成|投用|投产|入学|参加工作)的)"
)
_PAST_BEFORE = lazy(
    r"(?:(?:补助|补贴|政策|有效|申报|执行|奖励|聘|公示)期?(?:限|间)?(?:为|自|从|至|到)|(?:签|续签|租|聘|用|顺延)至|截至|截止到?|自从|早在|曾于|已于|原|上次|成立于|始于|生效)$"
)
_COMMITS = lazy(
    r"完成|整改|办结|落实|到位|建成|建立|制定|制订|出台|解决|达到|销号|启动|开展|实现|清退|修订|报批|拆除|竣工|开工|整治|答复|处置|清理|组织|召开|形成|印发|投入使用|投入运行|取得|贯通|封顶|投用|投运|上线|通车|运行"
)
_WINDOW = lazy(
    r"有效|执行至|执行期|补助期|享受|免征|减征|减免|补贴|补助|奖励|聘期|任期|保修|质保|一律(?:停止|不得)|滚动|试行期|执行期"
)
_VALID = lazy(r"有效|享受|免征|减征|减免|试行")
_APPROVED = lazy(r"[^，。；]{0,16}(?:批准|审批|审定|审议|同意|批复|核准)")
_ENDURING = lazy(r"^(?:并|且|，|、|,)?\s*(?:长期坚持|常抓不懈|长期整改|持续整改|长抓不懈)")
_FROM_ISSUE = lazy(r"印发|下发|发布|发文|公布之日|本(?:方案|通知|意见|计划|清单)|即日|自文件")
_GOES_ON = lazy(r"长期|持续|常态化|常抓不懈|长抓不懈")
_REACH = 200  # characters; a longer sentence says nothing more about a time in it
_SENTENCE = lazy(r"[。；;！？!?\n]")
_BARE_YEAR = lazy(r"[0-9]{4}年度?")
_QUOTED = lazy(r"《[^》]{0,200}》|〔[^〕]{0,200}〕")
_AT_ONCE = (
    "立行立改",
    "即知即改",
    "立即整改",
    "立改",
    "即行即改",
    "立查立改",
    "即查即改",
    "边查边改",
    "即整即改",
)
_SOON = lazy(r"尽快|尽早|抓紧|早日|近期|加快(?=制定|出台|完成|建立)")


@dataclass(frozen=True, slots=True)
class Clock:
    """What fills in unwritten years: the document's date, a year in the title, years of the part.

    ``years`` are (block, offset, year), in reading order; ``sections`` the places where a
    section begins.
    """

    day: date | None
    title_year: int | None
    years: tuple[tuple[int, int, int], ...] = ()
    sections: tuple[tuple[int, int], ...] = ()

    def before(self, block: int, offset: int) -> int | None:
        """The last year named in the part before a place.

        A year later than the document's, named in another section, belongs to that section.
        """
        place = (block, offset)
        found = [(b, o, year) for b, o, year in self.years if (b, o) < place]
        if not found:
            return self.title_year
        *at, year = found[-1]
        begins = max((s for s in self.sections if s <= place), default=(-1, -1))
        own = self.day.year if self.day else self.title_year
        return own if own is not None and year > own and tuple(at) < begins else year


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


def year_named(mention: Mention, text: str) -> int | None:
    """The year a mention gives to later dates: not a bare 2016年, nor one inside a cited title."""
    if mention.year is None or mention.kind not in _DATED or mention.target:
        return None
    if not re.search(r"[月季半底末内前初旬/.\-]", mention.text):
        return None
    around = text[max(0, mention.start - 8) : mention.end + 8]
    if mention.text.endswith("期间") and text[: mention.start].endswith("对"):
        return None
    if _PAST.match(text[mention.end :]):
        return None
    return None if _quoted(text, mention) or _WINDOW.search(around) else mention.year


def from_value(
    text: str, offset: int, block: int, clock: Clock, after: date | None = None
) -> tuple[Due, ...]:
    """What a labelled value (完成时限：…) says; every time expression in it counts."""
    mentions = [m for m in find(text, cell=True) if not _quoted(text, m)]
    bare = [m for m in mentions if _BARE_YEAR.fullmatch(m.text)]
    if any(m.kind in _DATED and m not in bare for m in mentions):
        mentions = [m for m in mentions if m not in bare]  # 3月：发布2016年白皮书
    return _dues(mentions, text, offset, block, clock, after)


def unread_value(text: str) -> bool:
    """Whether a labelled value says something, though no time expression (按上级要求)."""
    return not is_blank(text)


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
        if mention.kind != "vague" or not _SOON.match(mention.text):
            continue
        if _COMMITS.match(text[mention.end :].lstrip("地的对把将")[:6]) or mention.start == 0:
            span = Span(block, offset + mention.start, offset + mention.end)
            return (Due(mention, Resolution(), span),)
    return ()


def _dues(
    mentions: list[Mention], text: str, offset: int, block: int, clock: Clock, after: date | None
) -> tuple[Due, ...]:
    own_year: int | None = None
    named = next((m for m in find(text) if year_named(m, text) is not None), None)
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
        return resolve(mention, base=clock.day if _FROM_ISSUE.search(mention.text) else None)
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
    if days.end is None or mention.kind not in _DATED or clock.day is None:
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
    plain = mention.kind in _DATED and not mention.bounded and mention.year is not None
    return plain and clock.day is not None and (mention.year or 0) < clock.day.year


# --- does it govern the work? -----------------------------------------------------------------


def governs(text: str, mention: Mention) -> bool:
    """Whether a time expression in running text is a deadline of the item."""
    if _quoted(text, mention):
        return False
    start, end = _sentence(text, mention)
    before, after = text[start : mention.start], text[mention.end : end]
    if mention.kind in _DATED:
        return _dated(before, after, mention)
    if mention.kind == "relative":
        return (
            not re.search(r"小时|分钟", mention.text)
            and not _WINDOW.search(text[start:end])
            and (
                mention.has_base
                or bool(_COMMITS.search(after[:14]))
                or before.endswith(("限", "限于"))
            )
        )
    if mention.kind == "recurring":
        return mention.bounded and not mention.bare_frequency and not _reporting(before, after)
    if mention.kind == "event":
        return mention.bounded and (not before.strip() or bool(_COMMITS.search(after[:20])))
    if mention.kind == "immediate":
        closing = before.rstrip()[-1:] in "，,；;" and len(after.strip()) <= 4
        return mention.text.startswith(_AT_ONCE) or closing or (not before.strip() and start == 0)
    if mention.kind == "ongoing":
        enduring = _ENDURING if before.rstrip()[-1:] not in "，,；;、" else _GOES_ON
        return bool(enduring.match(mention.text)) and not after.strip("，。；、")
    return False


def _dated(before: str, after: str, mention: Mention) -> bool:
    if mention.target or _PAST.match(after) or _PAST_BEFORE.search(before):
        return False
    if not mention.bounded and _PAST.match(after.lstrip("，, ")):
        return False  # 8月25日，县水务局向该公司下发了…
    if _VALID.search(after[:16]) or _reporting(before, after):
        return False
    if mention.text.endswith("期间") and before.endswith("对"):
        return False
    if re.match(r"^(?:度|级|届|版|生|的|全国两会|第)", after) and not mention.bounded:
        return False
    exact = bool(re.search(r"[月季旬]|半年", mention.text))
    if re.match(r"^(?:效能|绩效|考核|考评|目标|述职|评优|评比|总结评比|奖金)", after):
        return False
    if mention.bounded:
        return exact or bool(re.search(r"[底末内前]", mention.text))
    if not exact:
        return False
    if re.search("季度|半年", mention.text) and _COMMITS.match(after):
        return True
    if before.endswith(("，", ",", "、")) and _COMMITS.match(after):
        return True
    opens = not re.sub(r"[\s，,、]|^[^，]{0,6}[:：]", "", before)
    placed = bool(
        re.search(r"(?:于|在|定于|决定|拟于|确保|力争|争取|至|到|从|自|[（(])$", before.rstrip())
    )
    return opens or placed


def _reporting(before: str, after: str) -> bool:
    """9月25日前将书面材料报…: the date of a report; 3月底前完成评估并报送 is not one."""
    match = _REPORT_AFTER.match(re.sub(r"^[，,\s]+", "", after))
    if match is None:
        return False
    if _APPROVED.match(re.sub(r"^[，,\s]+", "", after)[match.end() :]):
        return False  # 年底前报县政府批准实施 is the work itself
    work, handed, thing = re.sub("[将把]", "\0", match["object"], count=1).partition("\0")
    if handed:  # …排查完毕并将台账报…
        return not (_FINISHED.search(work) or _DONE.search(thing))
    return not _WORK.search(work)


def _sentence(text: str, mention: Mention) -> tuple[int, int]:
    """The sentence around a mention, as far as ``_REACH`` characters either side."""
    low, high = max(0, mention.start - _REACH), min(len(text), mention.end + _REACH)
    before = [m.end() for m in _SENTENCE.finditer(text, low, mention.start)]
    after = _SENTENCE.search(text, mention.end, high)
    return before[-1] if before else low, after.start() if after else high


def _quoted(text: str, mention: Mention) -> bool:
    """Whether a mention stands inside a cited title or document number."""
    low, high = max(0, mention.start - _REACH), mention.start + _REACH
    return any(m.start() < mention.start < m.end() for m in _QUOTED.finditer(text, low, high))


# --- one deadline from several expressions ------------------------------------------------------


def combine(dues: tuple[Due, ...], scope: Scope) -> Deadline | None:
    """One deadline: the last day counts, several dated steps become milestones."""
    if not dues:
        return None
    dated = [d for d in dues if d.mention.kind in _DATED]
    best = _last(dated) if dated else min(dues, key=lambda d: _PRECEDENCE.index(d.mention.kind))
    steps = tuple(Milestone(d.mention.text, d.days.end) for d in dated) if len(dated) > 1 else ()
    enduring = any(d.mention.kind == "ongoing" or d.mention.ongoing for d in dues)
    return Deadline(
        text=best.mention.text,
        kind=best.mention.kind,
        start=best.days.start,
        end=best.days.end,
        soft=best.mention.soft,
        ongoing=enduring,
        milestones=steps,
        scope=scope,
        span=best.span,
        impossible=any(d.days.impossible for d in dues),
        doubt=_doubt(best),
    )


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
