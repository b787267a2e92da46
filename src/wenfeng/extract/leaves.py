"""A leaf of the outline to drafts: which stretches are entries, and what each says itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from wenfeng.domain import Deadline, EntryKind, Owner, Span, Text
from wenfeng.extract import deadlines, items, scope
from wenfeng.extract.deadlines import Clock
from wenfeng.extract.draft import Draft, Inherited, unique
from wenfeng.extract.items import Parsed, Stretch
from wenfeng.extract.outline import Node, heading_class
from wenfeng.lang.names import looks_like_name, split_names
from wenfeng.lang.patterns import lazy

QUIET = ("exhortation", "background", "norm", "guidance")
_AIM = lazy(
    r"(?:针对|关于)(?P<problem>[^，,。；;：:]{2,60}?的?问题|[^。；;：:]{4,80}?[的等]问题)"
    r"(?=[，,。：:；;]|$)"
)
_WORK_OF = lazy(
    r"(?:由)?(?P<names>[^，。；：]{2,30}?)(?:[（(][^（）()]{1,10}[）)])?"
    r"(?:(?:牵头|负责|主办|承办|承担|落实|主抓)(?:落实|办理|推进|实施)?的?(?:重点|主要)?(?:工作|任务|事项|项目)"
    r"|的?(?:工作|主要|具体)?(?:职责|任务|分工)(?:[、和及与](?:任务|职责|分工))?)"
    r"(?:[（(][^（）()]{1,12}[）)])?"
)
_FIRM = ("date", "period", "recurring", "relative")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the walk stands.

    ``cls`` is the class of the section, ``section`` the headings above, ``key`` the path of
    numbers. ``after`` is the date the schedule has reached; ``owned`` and ``dated`` say that a
    heading above gives every item a lead or a deadline; ``named`` that the items of the list have
    names of units for headings.
    """

    cls: str
    section: tuple[str, ...] = ()
    key: tuple[int, ...] = ()
    problem: Text | None = None
    after: date | None = None
    owned: bool = False
    dated: bool = False
    named: bool = True


def drafts_of(node: Node, parsed: Parsed, place: Place, clock: Clock) -> list[Draft]:
    heading = parsed.heading
    several = len(parsed.stretches) > 1
    if several and heading is not None and heading_class(heading.text):
        place = replace(place, section=(*place.section, heading.text))
        heading = None
    drafts: list[Draft] = []
    for stretch in parsed.stretches:
        shown = heading if not drafts and not _name_only(node, heading) else None
        draft = _draft(node, stretch, shown, place, clock)
        if draft is not None and _is_entry(draft, stretch, place, several):
            drafts.append(draft)
            place = replace(place, after=_end(draft) if place.cls == "stage" else place.after)
    given = Inherited(owner_heading(node, heading)) if drafts and place.named else Inherited()
    return [scope.inherit(d, given, "section") for d in drafts]


def aimed_at(words: Text | None) -> Text | None:
    """针对…问题, 关于…问题 at the head of an item: the problem it takes up."""
    match = _AIM.match(words.text) if words else None
    if words is None or match is None:
        return None
    start = words.span.start + match.start("problem")
    span = replace(words.span, start=start, end=start + len(match["problem"]))
    return Text(match["problem"], span)


def _name_only(node: Node, heading: Text | None) -> bool:
    return heading is not None and bool(node.body) and bool(owner_heading(node, heading))


def _end(draft: Draft) -> date | None:
    return draft.deadline.end if draft.deadline else None


def _draft(
    node: Node, stretch: Stretch, heading: Text | None, place: Place, clock: Clock
) -> Draft | None:
    measures = tuple(stretch.texts or stretch.progress)
    problem = stretch.problems[0] if stretch.problems else place.problem
    problem = (
        aimed_at(problem) or problem or aimed_at(heading or (measures[0] if measures else None))
    )
    if not measures and heading is None and not stretch.problems:
        return None
    if node.tables and not stretch.notes and not any("。" in m.text for m in measures):
        return None
    if (
        not measures
        and heading is not None
        and not stretch.problems
        and not (stretch.notes or _lone(node, heading))
    ):
        return None
    dues = items.noted_dues(stretch, clock, place.after)
    closes = bool(dues)
    texts = ([heading] if heading else []) + list(measures)
    if not dues:
        dues = items.inline_dues(texts, clock, place.after)
    own = deadlines.combine(dues, "own")
    if own is None and (words := items.noted_words(stretch)) is not None:
        own, closes = deadlines.vague(words.text, words.span, "own"), True
    soon = [d for t in texts for d in deadlines.weak(t.text, t.span.start, t.span.block)]
    owners = items.own_owners(stretch, heading)
    if place.owned and all(o.kind == "group" and not o.label for o in owners):
        owners = ()  # a class as the subject is no owner beside one that a heading names
    if not measures and heading is not None and not stretch.problems:
        measures, heading = (_sentence(node, heading),), None
    return Draft(
        kind=_kind(place, stretch, node),
        section=place.section,
        number=node.number,
        heading=heading.text if heading else "",
        problem=problem,
        measures=measures,
        owners=unique(owners),
        deadline=own,
        span=stretch.tail or (heading or problem or measures[0]).span,
        closes_owner=any(note.claims for _, note in stretch.notes),
        closes_deadline=closes,
        closes_apart=_apart(stretch),
        sums_up=stretch.sums_up,
        weak=deadlines.combine(tuple(soon[:1]), "own"),
        key=(*place.key, node.value),
    )


def _apart(stretch: Stretch) -> bool:
    """Whether who and by when stand on lines of their own below the item."""
    own = {(t.span.block, t.span.start) for t in stretch.texts[-1:]}
    return all(
        (line.block, line.start) > place for line, _ in stretch.notes for place in own
    ) and bool(own)


def _sentence(node: Node, heading: Text) -> Text:
    """A heading that is the whole item, with the sign that ends it."""
    line = node.line
    if line is None or heading.span.block != line.block:
        return heading
    end = heading.span.end - line.start
    if line.text[end : end + 1] not in ("。", "；", ";", "！"):
        return heading
    return line.words(heading.span.start - line.start, end + 1) or heading


def _lone(node: Node, heading: Text) -> bool:
    """Whether a heading without further text is an item, not the name of an empty section."""
    section = len(heading.text) <= 14 and heading_class(heading.text)
    if section or node.style == "bare" or node.tables:
        return False
    return len(heading.text) >= 4 or _sentence(node, heading) != heading


def _kind(place: Place, stretch: Stretch, node: Node) -> EntryKind:
    noted = any(note.claims for _, note in stretch.notes)
    staged = place.cls == "stage" and (not noted or "阶段" in node.text[:12])
    return "stage" if staged else "task"


def _is_entry(draft: Draft, stretch: Stretch, place: Place, several: bool) -> bool:
    length = sum(len(m.text) for m in (*draft.measures, *stretch.problems)) + len(draft.heading)
    if draft.closes_owner or any(note.blank for _, note in stretch.notes):
        return length >= 2 and (place.cls not in QUIET or _closed_sentence(draft, stretch))
    if draft.section == () and not draft.number and length < 20 and draft.problem is None:
        return False
    if length < (3 if draft.number else 4) or _leads_in(draft) or _is_target(draft):
        return False
    if several and not (draft.closes_owner or draft.closes_deadline or stretch.opened):
        return False
    if place.cls in ("background", "guidance"):
        return False
    if place.cls in ("exhortation", "norm"):
        return _firm(draft.deadline)
    return True


def _leads_in(draft: Draft) -> bool:
    """任务分解如下： – words that only announce a list or a table."""
    last = draft.measures[-1].text if draft.measures else ""
    return len(last) <= 60 and re.search(r"如下[^。]{0,30}[。：:]?$", last) is not None


def _is_target(draft: Draft) -> bool:
    """目标任务。到2022年，…达到…: a target and figures, asking nobody for anything yet."""
    said = draft.measures[0].text if draft.measures else ""
    return (
        "目标" in draft.heading
        and re.match(r"(?:力争)?到(?:[12][0-9]{3}|今|明|本|当)年[底末]?[，,]", said) is not None
    )


def _closed_sentence(draft: Draft, stretch: Stretch) -> bool:
    """Whether owners close a sentence, not a bare list of who leads the campaign (组织领导)."""
    closed = any(note.form == "paren" and note.claims for _, note in stretch.notes)
    return closed or any("。" in m.text for m in draft.measures)


def _firm(deadline: Deadline | None) -> bool:
    return deadline is not None and deadline.kind in _FIRM


def owner_heading(node: Node, heading: Text | None) -> tuple[Owner, ...]:
    """A heading that is nothing but a name: 二、区交通与建设局; （一）潭城镇政府."""
    if node.line is None:
        return ()
    words = heading or node.line.words(node.start, len(node.line.text))
    if words is None or len(words.text) > 40 or heading_class(words.text):
        return ()
    start, said = _whose(words.text)
    names = split_names(said, words.span.start + start)
    if not names or not all(looks_like_name(n.text) for n in names):
        return ()
    if node.text.rstrip().endswith(words.text.rstrip("。") + "。") and names[0].kind == "group":
        return ()  # 抓好其他指标。 is a sentence, 各有关单位 a name
    block = words.span.block
    return tuple(
        Owner(n.text, n.kind, "lead", "", "own", Span(block, n.start, n.end)) for n in names
    )


def names_owners(nodes: list[Node]) -> bool:
    """Whether the headings of a list are names of units, not of things to build (游客服务中心)."""
    firsts = [re.match(r"[^。：:\n]{2,40}", node.text.strip()) for node in nodes if node.line]
    heads = [m[0] for m in firsts if m and not heading_class(m[0])]
    named = [all(looks_like_name(name) for name in _names_in(head)) for head in heads]
    return sum(named) * 2 > len(named)


def _names_in(words: str) -> list[str]:
    return [name.text for name in split_names(_whose(words)[1])] or [""]


def _whose(heading: str) -> tuple[int, str]:
    """Offset and words of the name in 一、办公室牵头的工作（4项）, （七）卫生部门职责、任务."""
    match = _WORK_OF.fullmatch(heading.rstrip("。：: \u3000"))
    return (match.start("names"), match["names"]) if match else (0, heading.rstrip("。：: "))
