"""Running text to drafts: walks the outline of a part and decides which items are entries."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from wenfeng.domain import Deadline, EntryKind, Owner, Span, Text
from wenfeng.extract import deadlines, items, scope
from wenfeng.extract.deadlines import Clock
from wenfeng.extract.draft import Draft, Inherited, unique
from wenfeng.extract.items import Parsed, Stretch
from wenfeng.extract.labels import OWNER_FIELDS
from wenfeng.extract.lines import Line
from wenfeng.extract.outline import Node, heading_class
from wenfeng.lang.names import is_person, is_specific_unit, split_names

_AIM = re.compile(r"(?:针对|关于)(?P<problem>[^，。；：]{2,60}?的?问题)(?=[，,。：:；;]|$)")
_FIRM = ("date", "period", "recurring", "relative")
_QUIET = ("exhortation", "background", "norm", "guidance")


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole part. ``default`` is the class of a section whose heading tells nothing."""

    clock: Clock
    default: str
    fixed: bool = False
    note_from: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A stated problem of a problem list, with its path of numbers."""

    text: Text
    key: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Harvest:
    """The drafts of a stretch of outline, in order, and the problems it only states."""

    drafts: tuple[Draft, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: Harvest) -> Harvest:
        return Harvest(self.drafts + other.drafts, self.problems + other.problems)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk stands: the class of the section, headings above, number path, problem."""

    cls: str
    section: tuple[str, ...] = ()
    key: tuple[int, ...] = ()
    problem: Text | None = None
    after: date | None = None
    owned: bool = False
    dated: bool = False


def read(root: Node, setting: Setting) -> Harvest:
    """All drafts below the root of a part."""
    if any(child.style == "label" for child in root.children):
        return _record(root, items.parse(root, setting.note_from), _Place(setting.default), setting)
    return _children(root, _Place(setting.default), setting)


def _children(node: Node, place: _Place, setting: Setting) -> Harvest:
    """The children's drafts, with what the last of them closes for the whole group."""
    groups: list[Harvest] = []
    for child in node.children:
        found = _visit(child, place, setting)
        groups.append(found)
        ends = [d.deadline.end for d in found.drafts if d.deadline and d.deadline.end]
        if ends and place.cls == "stage":
            place = replace(place, after=ends[-1])
    leaf_groups = [g.drafts for g in groups]
    closed = scope.close_groups(leaf_groups, not place.owned, not place.dated)
    problems = tuple(p for g in groups for p in g.problems)
    return Harvest(tuple(d for drafts in closed for d in drafts), problems)


def _visit(node: Node, place: _Place, setting: Setting) -> Harvest:
    cls = place.cls if setting.fixed else _class(node, place)
    if cls == "problem":
        return _problem_list(node, place, setting)
    return _parent_or_leaf(node, replace(place, cls=cls), setting)


def _parent_or_leaf(node: Node, place: _Place, setting: Setting) -> Harvest:
    parsed = items.parse(node, setting.note_from)
    if _labelled_children(node):
        return _record(node, parsed, place, setting)
    if node.children:
        return _parent(node, parsed, place, setting)
    return Harvest(tuple(_leaf(node, parsed, place, setting)))


def _problem_list(node: Node, place: _Place, setting: Setting) -> Harvest:
    """A list of problems: those that say who and by when are entries, the others wait for one."""
    if not setting.fixed:
        found = _parent_or_leaf(node, replace(place, cls="norm"), replace(setting, fixed=True))
        if found.drafts:
            return found
    return Harvest(problems=tuple(_problems(node, (*place.key, node.value))))


def _class(node: Node, place: _Place) -> str:
    """The class of a node: by its heading where the heading only names a section."""
    if node.field in ("problem", "measure"):
        return "task"
    if node.field == "other":
        return "background"
    if node.field == "progress":
        return "task"
    heading = re.split(r"[。：:]", node.text.strip(), maxsplit=1)[0]
    named = heading_class(heading)
    if not named:
        return "stage" if node.style == "step" or heading.endswith("阶段") else place.cls
    if not place.key:
        return named
    pure = len(heading) <= 8 and (bool(node.children) or bool(node.body))
    return named if pure and named != "exhortation" else place.cls


def _problems(node: Node, key: tuple[int, ...]) -> list[Problem]:
    """The items of a problem list: its lowest numbered items, or its own text."""
    found: list[Problem] = []
    for child in node.children:
        found.extend(_problems(child, (*key, child.value) if child.line else key))
    if found:
        return found
    if heading_class(node.text) and not node.field and not node.body:
        return []
    lines = ([(node.line, node.start)] if node.line else []) + [(b, 0) for b in node.body]
    texts = [t for line, start in lines if (t := line.words(start, len(line.text)))]
    if heading_class(node.text) and not node.field:
        texts = texts[1:]
    return [Problem(texts[0], key)] if texts and len(texts[0].text) > 3 else []


# --- records: 存在问题 / 整改措施 / 责任人 / 时限 as children or lines ----------------------------


def _labelled_children(node: Node) -> bool:
    """Whether the children are the fields of one record, not records that each open alike."""
    fields = {c.field for c in node.children if c.field is not None}
    return len(fields) > 1 or any(c.style == "label" for c in node.children)


def _record(node: Node, parsed: Parsed, place: _Place, setting: Setting) -> Harvest:
    """A node whose children are labelled: they are its fields, not items of their own."""
    below: list[Node] = []
    body = list(node.body)
    for child in node.children:
        items_below, lines = _as_field(child)
        below += items_below
        body += lines
    holder = replace(node, body=body, children=below)
    own = items.parse(holder, setting.note_from)
    place = replace(place, problem=_problem_of(node, parsed) or place.problem, cls="task")
    if below:
        return _parent(holder, own, place, setting)
    return Harvest(tuple(_leaf(holder, own, place, setting)))


def _as_field(child: Node) -> tuple[list[Node], list[Line]]:
    """What a child of a record gives to it: items below it, and lines of its own."""
    if child.field is None:
        return [child], []
    if child.field in ("problem", "other"):
        return [], _note_lines(child)
    if child.field == "measure" and child.children:
        return child.children, child.body
    own = _line_from_label(child)
    return child.children, ([own] if own else []) + child.body


def _problem_of(node: Node, parsed: Parsed) -> Text | None:
    """The problem of a record: labelled, or what stands above 整改措施： and says what is wrong."""
    for child in node.children:
        if child.field == "problem" and (stated := _problems(child, ())):
            return stated[0].text
    answered = (_answered(node, parsed, c) for c in node.children if c.field == "measure")
    return next((text for text in answered if text is not None), None)


def _answered(node: Node, parsed: Parsed, measure: Node) -> Text | None:
    """What stands above 整改措施： and says what is wrong: 村务公开不及时。"""
    if measure.line is None or "整改" not in measure.line.text[: measure.start] or not node.line:
        return None
    words = parsed.heading or node.line.words(node.start, len(node.line.text))
    return words if words and items.states_problem(words.text) else None


def _line_from_label(node: Node) -> Line | None:
    """The node's own line without its number, so that its label is read as one of the record's."""
    line = node.line
    if line is None:
        return None
    skip = line.body_start
    if node.field == "measure":
        skip = node.start
    return Line(line.block, line.start + skip, line.text[skip:])


def _note_lines(node: Node) -> list[Line]:
    """Owner and deadline lines that followed a problem or goal line."""
    from wenfeng.extract.outline import opening_label

    kept = []
    for line in node.body:
        label = opening_label(line)
        if label and (label.fields[0] in OWNER_FIELDS or label.fields[0] == "deadline"):
            kept.append(line)
    return kept


# --- parents and leaves -------------------------------------------------------------------------


def _parent(node: Node, parsed: Parsed, place: _Place, setting: Setting) -> Harvest:
    heading = parsed.heading.text if parsed.heading else _title(node)
    given = _given(node, parsed, place, setting)
    below = replace(
        place,
        section=(*place.section, heading) if heading else place.section,
        key=(*place.key, node.value),
        problem=_stated(parsed) or _aimed_at(parsed.heading) or place.problem,
        owned=place.owned or any(o.role == "lead" for o in given.owners),
        dated=place.dated or given.deadline is not None,
    )
    found = _children(node, below, setting)
    return Harvest(tuple(scope.inherit(d, given, "section") for d in found.drafts), found.problems)


def _title(node: Node) -> str:
    return re.split(r"[。\n]", node.text.strip(), maxsplit=1)[0][:60].rstrip("：: ")


def _stated(parsed: Parsed) -> Text | None:
    found = [p for s in parsed.stretches for p in s.problems]
    return found[0] if found else None


def _given(node: Node, parsed: Parsed, place: _Place, setting: Setting) -> Inherited:
    """What a parent's own words give to the items below it."""
    owners: tuple[Owner, ...] = ()
    dues = []
    for stretch in parsed.stretches:
        owners += items.own_owners(stretch, parsed.heading, labelled_only=place.cls in _QUIET)
        dues += items.noted_dues(stretch, setting.clock, None)
        if place.cls not in _QUIET:
            dues += items.inline_dues(stretch.texts, setting.clock, None)
    owners = owners or _owner_heading(node, parsed.heading)
    return Inherited(unique(owners), deadlines.combine(tuple(dues), "section"))


def _owner_heading(node: Node, heading: Text | None) -> tuple[Owner, ...]:
    """A heading that is nothing but a name: 二、区交通与建设局; （一）潭城镇政府."""
    if node.line is None:
        return ()
    words = heading or node.line.words(node.start, len(node.line.text))
    if words is None or len(words.text) > 40 or heading_class(words.text):
        return ()
    names = split_names(words.text.rstrip("。：: "), words.span.start)
    if not names or not all(_is_owner_name(n.text) for n in names):
        return ()
    block = words.span.block
    return tuple(
        Owner(n.text, n.kind, "lead", "", "own", Span(block, n.start, n.end)) for n in names
    )


def _is_owner_name(name: str) -> bool:
    return (is_specific_unit(name) and len(name) >= 3) or is_person(name)


def _leaf(node: Node, parsed: Parsed, place: _Place, setting: Setting) -> list[Draft]:
    heading = parsed.heading
    several = len(parsed.stretches) > 1
    if several and heading is not None and heading_class(heading.text):
        place = replace(place, section=(*place.section, heading.text))
        heading = None
    drafts: list[Draft] = []
    for stretch in parsed.stretches:
        shown = heading if not drafts and not _name_only(node, heading) else None
        draft = _draft(node, stretch, shown, place, setting)
        if draft is not None and _is_entry(draft, stretch, place, several):
            drafts.append(draft)
            place = replace(place, after=_end(draft) if place.cls == "stage" else place.after)
    given = Inherited(_owner_heading(node, heading)) if drafts else Inherited()
    return [scope.inherit(d, given, "section") for d in drafts]


def _aimed_at(words: Text | None) -> Text | None:
    """针对…问题, 关于…问题 at the head of an item: the problem it takes up."""
    match = _AIM.match(words.text) if words else None
    if words is None or match is None:
        return None
    start = words.span.start + match.start("problem")
    span = replace(words.span, start=start, end=start + len(match["problem"]))
    return Text(match["problem"], span)


def _name_only(node: Node, heading: Text | None) -> bool:
    return heading is not None and bool(node.body) and bool(_owner_heading(node, heading))


def _end(draft: Draft) -> date | None:
    return draft.deadline.end if draft.deadline else None


def _draft(
    node: Node, stretch: Stretch, heading: Text | None, place: _Place, setting: Setting
) -> Draft | None:
    measures = tuple(stretch.texts or stretch.progress)
    problem = stretch.problems[0] if stretch.problems else place.problem
    problem = (
        _aimed_at(problem) or problem or _aimed_at(heading or (measures[0] if measures else None))
    )
    if not measures and heading is None and not stretch.problems:
        return None
    if node.tables and not stretch.notes and not any("。" in m.text for m in measures):
        return None
    if not measures and heading is not None and not stretch.problems and not _lone(node, heading):
        return None
    dues = items.noted_dues(stretch, setting.clock, place.after)
    closes = bool(dues)
    texts = ([heading] if heading else []) + list(measures)
    if not dues:
        dues = items.inline_dues(texts, setting.clock, place.after)
    own = deadlines.combine(dues, "own")
    if own is None and (words := items.noted_words(stretch)) is not None:
        own, closes = deadlines.vague(words.text, words.span, "own"), True
    soon = [d for t in texts for d in deadlines.weak(t.text, t.span.start, t.span.block)]
    owners = items.own_owners(stretch, heading)
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
        sums_up=items.sums_up(texts),
        weak=deadlines.combine(tuple(soon[:1]), "own"),
        key=(*place.key, node.value),
    )


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
    return not section and node.style != "bare" and not node.tables and len(heading.text) >= 4


def _kind(place: _Place, stretch: Stretch, node: Node) -> EntryKind:
    noted = any(note.claims for _, note in stretch.notes)
    staged = place.cls == "stage" and (not noted or "阶段" in node.text[:12])
    return "stage" if staged else "task"


def _is_entry(draft: Draft, stretch: Stretch, place: _Place, several: bool) -> bool:
    length = sum(len(m.text) for m in (*draft.measures, *stretch.problems)) + len(draft.heading)
    if draft.closes_owner or any(note.blank for _, note in stretch.notes):
        return length >= 2 and (place.cls not in _QUIET or _closed_sentence(draft, stretch))
    if draft.section == () and not draft.number and length < 20 and draft.problem is None:
        return False
    if length < 4 or _leads_in(draft):
        return False
    if several and not (draft.closes_owner or draft.closes_deadline):
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


def _closed_sentence(draft: Draft, stretch: Stretch) -> bool:
    """Whether owners close a sentence, not a bare list of who leads the campaign (组织领导)."""
    closed = any(note.form == "paren" and note.claims for _, note in stretch.notes)
    return closed or any("。" in m.text for m in draft.measures)


def _firm(deadline: Deadline | None) -> bool:
    return deadline is not None and deadline.kind in _FIRM
