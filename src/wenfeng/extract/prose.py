"""Running text to drafts: walks the outline of a part and decides which items are entries."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from wenfeng.domain import Owner, Text
from wenfeng.extract import deadlines, items, leaves, records, scope
from wenfeng.extract.deadlines import Clock, Due
from wenfeng.extract.draft import Draft, Inherited, unique
from wenfeng.extract.items import Parsed
from wenfeng.extract.leaves import QUIET, Place
from wenfeng.extract.outline import Node, heading_class, is_class_name
from wenfeng.extract.records import Problem
from wenfeng.lang.patterns import lazy

_GOALS = ("目标任务", "任务目标", "总体目标任务")
_TERM = lazy(
    r"(?P<term>长期坚持|长期整改|持续整改|持续推进|立行立改|立即整改|即知即改|立改)(?:类|的)?(?:问题|事项|任务|措施|项目|整改)*(?=[（(：:。]|$)"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole part.

    ``default`` is the class of a section whose heading tells nothing; ``fixed`` says that no
    heading changes it; ``note_from`` is where 列第一位者为牵头单位 begins to hold.
    """

    clock: Clock
    default: str
    fixed: bool = False
    note_from: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Harvest:
    """The drafts of a stretch of outline, in order, and the problems it only states."""

    drafts: tuple[Draft, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: Harvest) -> Harvest:
        return Harvest(self.drafts + other.drafts, self.problems + other.problems)


def read(root: Node, setting: Setting) -> Harvest:
    """All drafts below the root of a part."""
    if any(child.style == "label" and child.field != "other" for child in root.children):
        return _record(root, items.parse(root, setting.note_from), Place(setting.default), setting)
    return _children(root, Place(setting.default), setting)


def _children(node: Node, place: Place, setting: Setting) -> Harvest:
    """The children's drafts, with what the last of them closes for the whole group."""
    groups: list[Harvest] = []
    place = replace(place, named=leaves.names_owners(node.children))
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


def _visit(node: Node, place: Place, setting: Setting) -> Harvest:
    cls = place.cls if setting.fixed else _class(node, place)
    if cls == "problem":
        return _problem_list(node, place, setting)
    return _parent_or_leaf(node, place if cls == place.cls else replace(place, cls=cls), setting)


def _parent_or_leaf(node: Node, place: Place, setting: Setting) -> Harvest:
    parsed = items.parse(node, setting.note_from)
    if records.is_record(node):
        return _record(node, parsed, place, setting)
    if node.children:
        return _parent(node, parsed, place, setting)
    return Harvest(tuple(leaves.drafts_of(node, parsed, place, setting.clock)))


def _problem_list(node: Node, place: Place, setting: Setting) -> Harvest:
    """A list of problems: those that say who and by when are entries, the others wait for one.

    One with a day among many without (年底突击花钱) is a problem like them.
    """
    stated = tuple(records.problems_of_list(node, (*place.key, node.value)))
    if not setting.fixed:
        found = _parent_or_leaf(node, replace(place, cls="norm"), replace(setting, fixed=True))
        if len(found.drafts) * 4 > len(stated):
            return found
    return Harvest(problems=stated)


def _class(node: Node, place: Place) -> str:
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
    if heading in _GOALS and not node.children:
        return "background"  # 目标任务 as one paragraph says what is to be reached
    if not place.key:
        return named
    pure = len(heading) <= 8 and (bool(node.children) or bool(node.body))
    pure = pure or (named == "background" and is_class_name(heading))
    return named if pure and named != "exhortation" else place.cls


def _record(node: Node, parsed: Parsed, place: Place, setting: Setting) -> Harvest:
    """A node whose children are labelled: they are its fields, not items of their own."""
    holder = records.merged(node)
    own = items.parse(holder, setting.note_from)
    place = replace(place, problem=records.problem_of(node, parsed) or place.problem, cls="task")
    if holder.children:
        return _parent(holder, own, place, setting)
    return Harvest(tuple(leaves.drafts_of(holder, own, place, setting.clock)))


def _parent(node: Node, parsed: Parsed, place: Place, setting: Setting) -> Harvest:
    heading = parsed.heading.text if parsed.heading else _title(node)
    given = _given(node, parsed, place, setting)
    below = replace(
        place,
        section=(*place.section, heading) if heading else place.section,
        key=(*place.key, node.value),
        problem=_stated(parsed) or leaves.aimed_at(parsed.heading) or place.problem,
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


def _given(node: Node, parsed: Parsed, place: Place, setting: Setting) -> Inherited:
    """What a parent's own words give to the items below it."""
    owners: tuple[Owner, ...] = ()
    dues: list[Due] = []
    for stretch in parsed.stretches:
        owners += items.own_owners(stretch, parsed.heading, labelled_only=place.cls in QUIET)
        dues += items.noted_dues(stretch, setting.clock, None)
        if place.cls not in QUIET:
            dues += items.inline_dues(stretch.texts, setting.clock, None)
    owners = owners or (leaves.owner_heading(node, parsed.heading) if place.named else ())
    dues = dues or list(_grouped_by_term(node, setting.clock))
    return Inherited(unique(owners), deadlines.combine(tuple(dues), "section"))


def _grouped_by_term(node: Node, clock: Clock) -> tuple[Due, ...]:
    """长期坚持的、立行立改类问题: a heading that groups the items below by when they are due."""
    line = node.line
    match = _TERM.match(line.text, node.start) if line else None
    if line is None or match is None:
        return ()
    return deadlines.from_value(match["term"], line.start + match.start(), line.block, clock)
