"""One plan from its number: split, office, layout, text, damage, gold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.cast import Cast, staff_of
from corpus.clock import Clock
from corpus.damage import choose, damage
from corpus.desk import Desk
from corpus.dice import Dice
from corpus.document import Document
from corpus.fragments import Fragments, Topic
from corpus.frame import Frame, Part
from corpus.gold import NoAnchor, records
from corpus.layouts import calendars, items, problems, running, scoped, sheets
from corpus.model import Body, Gaps, Ledger
from corpus.pen import Pen, Sheet
from corpus.render import as_csv, as_page, as_text, visible
from corpus.stock import Exhausted, Stock, known
from corpus.style import choose_style
from corpus.world import Names, World, found_world

SEED = "wenfeng-2026"
SPLITS = ("train",) * 14 + ("dev",) * 3 + ("test",) * 3  # of twenty plans
COMPLETE_SHARE = 0.4
GAPS = Gaps(owner=0.25, due=0.20)
PAGE_SHARE = 0.12  # of the plans in prose that are web pages
STAGES_SHARE = 0.2
ATTEMPTS = 40
Layout = Callable[[Desk, int], Body]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A layout: its function, how often, how many entries, the formats it can have."""

    make: Layout
    weight: float
    low: int = 10
    high: int = 22
    formats: tuple[str, ...] = ("txt",)


TABLES = ("html",)
LAYOUTS: Mapping[str, Kind] = {
    "label_brackets": Kind(items.label_brackets, 8),
    "role_brackets": Kind(items.role_brackets, 9),
    "label_lines": Kind(items.label_lines, 8, 9, 18),
    "label_run": Kind(items.label_run, 6),
    "first_leads": Kind(items.first_leads, 4),
    "unlabelled": Kind(items.unlabelled, 2, 8, 16),
    "document_deadline": Kind(items.leads_only, 5),
    "stretches": Kind(items.stretches, 3),
    "personal": Kind(items.personal, 3, 7, 14),
    "heading_brackets": Kind(scoped.heading_brackets, 6),
    "group_ends": Kind(scoped.group_ends, 5),
    "owner_headings": Kind(scoped.owner_headings, 5),
    "ones": Kind(scoped.ones, 4),
    "problem_blocks": Kind(problems.problem_blocks, 9),
    "children": Kind(problems.children, 5),
    "targeted": Kind(problems.targeted, 4, 9, 18),
    "linked": Kind(problems.linked, 5, 8, 16),
    "prose": Kind(running.prose, 6),
    "subjects": Kind(running.subjects, 4),
    "duty_list": Kind(running.duty_list, 3, 8, 16),
    "minutes": Kind(running.minutes, 3, 8, 14),
    "table": Kind(sheets.sheet, 16, 12, 26, TABLES),
    "csv": Kind(sheets.flat_sheet, 6, 12, 24, ("csv",)),
    "unit_sheet": Kind(calendars.unit_sheet, 4, 10, 18, TABLES),
    "unit_plan": Kind(items.unit_plan, 3),
    "no_entries": Kind(items.empty, 1.5),
    "attachments": Kind(items.role_brackets, 6, 6, 9),
}
PARTS = ("label_brackets", "role_brackets", "label_lines", "heading_brackets", "problem_blocks",
         "prose", "document_deadline", "group_ends", "children", "owner_headings")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """What is decided before a word is written."""

    id: str
    split: str
    sector: str
    layout: str


def make_plan(number: int, fragments: Fragments) -> Json:
    """The plan of that number, drawn again until everything fits."""
    dice = Dice(f"{SEED}/{number}")
    sectors = {name: fragments.phrases.of("sector", name, "weight") for name in fragments.sectors()}
    layouts = {name: kind.weight for name, kind in LAYOUTS.items()}
    split = SPLITS[number % len(SPLITS)]
    draft = Draft(f"g{number:04}", split, dice.weighted(sectors), dice.weighted(layouts))
    for attempt in range(ATTEMPTS):
        try:
            return _attempt(draft, fragments, dice, 1 - attempt / ATTEMPTS)
        except (Exhausted, NoAnchor):
            continue
    raise RuntimeError(f"{draft} 试了 {ATTEMPTS} 次都没有写成")


def _desk(draft: Draft, fragments: Fragments, dice: Dice) -> Desk:
    phrases = fragments.phrases
    world = found_world(dice, phrases, draft.sector)
    names = Names(dice, phrases)
    topics = tuple(
        topic
        for topic in _topics(draft, fragments, dice)
        if known(phrases, world.year, topic.title)
    )
    return Desk(
        dice=dice,
        phrases=phrases,
        world=world,
        names=names,
        clock=Clock(dice, phrases, world),
        cast=Cast(
            dice, phrases, world, names, staff_of([t for t in topics if t.sector == draft.sector])
        ),
        stock=Stock(dice, phrases, world, names, topics),
        style=choose_style(dice, phrases, world.profile["room"]),
        gaps=Gaps() if dice.chance(COMPLETE_SHARE) else GAPS,
        pen=Pen(),
        ledger=Ledger(),
    )


def _topics(draft: Draft, fragments: Fragments, dice: Dice) -> tuple[Topic, ...]:
    """The topics of the sector; those of a kindred one beside them where there are few."""
    own = fragments.topics(draft.split, [draft.sector])
    kin = fragments.topics(draft.split, fragments.phrases.of("sector", draft.sector, "with"))
    return (*own, *kin) if draft.split != "train" or dice.chance(0.3) else own


def _attempt(draft: Draft, fragments: Fragments, dice: Dice, share: float) -> Json:
    """Write the plan once; later attempts ask for fewer entries."""
    kind = LAYOUTS[draft.layout]
    desk = _desk(draft, fragments, dice)
    size = max(5, round(dice.between(kind.low, kind.high) * share))
    frame = Frame(desk)
    parts = _parts(desk, frame, draft, size)
    form = dice.pick(kind.formats)
    if form == "txt" and dice.chance(PAGE_SHARE):
        form = "html"
    blocks = Document(frame, form == "html").blocks(parts)
    if form == "txt":
        sheet = desk.pen.resolve(as_text(blocks, desk.style.indent, dice))
        names = choose(dice)
        sheet = damage(sheet, names, dice, desk.phrases)
        return _json(draft, desk, form, names, (sheet.text, sheet))
    text = as_csv(blocks) if form == "csv" else as_page(blocks, dice)
    return _json(draft, desk, form, [], (text, desk.pen.resolve(visible(blocks))))


def _parts(desk: Desk, frame: Frame, draft: Draft, size: int) -> list[Part]:
    if draft.layout == "attachments":
        names = desk.dice.some(PARTS, desk.dice.between(2, 3))
        bodies = [LAYOUTS[name].make(desk, size) for name in names]
        themes = [frame.themes(body.title) for body in bodies]
        return [
            Part(fit[i], body) for i, (fit, body) in enumerate(zip(themes, bodies, strict=True))
        ]
    body = LAYOUTS[draft.layout].make(desk, size)
    plain = body.sections and not body.bound and body.title not in ("minutes", "personal")
    if plain and running.stage_fit(desk) and desk.dice.chance(STAGES_SHARE):
        body = replace(body, sections=(*body.sections, running.stages(desk)))
    return [Part(frame.themes(body.title)[0], body)]


def _json(
    draft: Draft, desk: Desk, form: str, names: Sequence[str], made: tuple[str, Sheet]
) -> Json:
    text, sheet = made
    world: World = desk.world
    plan: Json = {
        "id": draft.id,
        "split": draft.split,
        "sector": draft.sector,
        "level": world.level,
        "year": world.year,
        "layout": draft.layout,
        "format": form,
        "damage": list(names),
        "text": text,
        "entries": records(sheet, desk.ledger.entries),
    }
    if form == "txt":
        plan["spans"] = _spans(sheet)
        plan["vague"] = [[s.start, s.end] for s in _ordered(sheet) if s.note == "vague"]
    return plan


def _ordered(sheet: Sheet) -> list[Any]:
    return sorted(sheet.spans.values(), key=lambda span: (span.start, -span.end, span.label))


def _spans(sheet: Sheet) -> list[list[Any]]:
    """Offsets and labels; the kind of a name as a fourth item."""
    return [
        [span.start, span.end, span.label, *([span.note] if span.label.startswith("OWNER") else [])]
        for span in _ordered(sheet)
        if span.label != "TOUCHED"
    ]
