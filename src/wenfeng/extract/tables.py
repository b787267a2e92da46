"""Tables to drafts: one entry a row (整改清单、任务分工表)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wenfeng.domain import Cell, Deadline, Owner, Text
from wenfeng.extract import cards, subjects
from wenfeng.extract.cells import deadline_of, key_of, owners_of, stated_deadline, whole
from wenfeng.extract.claims import Claim
from wenfeng.extract.columns import by_content
from wenfeng.extract.deadlines import Clock
from wenfeng.extract.draft import Draft, owner, unique
from wenfeng.extract.grid import (
    Header,
    Row,
    Slot,
    banner,
    distinct,
    find_header,
    is_note,
    is_task_table,
    is_total,
    repeats,
    rows_of,
)
from wenfeng.extract.labels import OWNER_FIELDS
from wenfeng.extract.lines import TableCells
from wenfeng.extract.marks import leading
from wenfeng.lang.dates import find
from wenfeng.lang.names import is_blank, is_specific_unit, split_names
from wenfeng.lang.patterns import lazy

_ENDED = lazy(r"[。；;！？）)]\s*$")
_COUNTED = lazy(r"[（(]?\s*(?:共\s*)?[0-9０-９一二三四五六七八九十]+\s*[条项个件]\s*[）)]?$")
_BEGINNING = lazy("启动|开始|起始|开工")
_CONTINUED = lazy(r"[\s\u3000（(]*续\s*表.*")


@dataclass(frozen=True, slots=True)
class TableState:
    """What a table leaves to the next: its header, the section in force, the last draft."""

    header: Header | None = None
    width: int = 0
    section: tuple[str, ...] = ()
    banner: str = ""
    last: Draft | None = None


def read(
    table: TableCells, clock: Clock, section: tuple[str, ...], before: TableState
) -> tuple[list[Draft], TableState, bool]:
    """The drafts of a table, the state for a table that continues it, and whether the first row
    only continued the last draft before (that draft then comes first in the list, completed)."""
    rows = rows_of(table)
    found = find_header(rows)
    if cards.is_card(rows):
        return cards.read(rows, clock, section), TableState(), False
    fits = before.header is not None and bool(rows) and len(rows[0]) == before.width
    if not is_task_table(found[0]) if found else not fits:
        found = by_content(rows) or found
    if found is not None:
        header, start = found
    elif before.header is not None and fits:
        header, start = before.header, 0
    else:
        return cards.read(rows, clock, section), TableState(), False
    if not is_task_table(header):
        return [], TableState(), False
    same = before.header is not None and header.texts == before.header.texts
    continues = same and section == before.section  # not the next heading's table
    reader = _Rows(header, clock, section, before.banner if continues else "")
    drafts = [before.last] if continues and before.last else []
    held = len(drafts)
    original = drafts[0] if held else None
    for row in rows[start:]:
        reader.banner = _take(row, reader, drafts)
    last = drafts[-1] if drafts else None
    state = TableState(header, len(rows[0]), section, reader.banner, last)
    merged = bool(held) and drafts[0] is not original
    return (drafts if merged else drafts[held:]), state, merged


_TIMED_TASK = lazy(
    r"\s*[^：:，。；]{1,20}(?:月|日|旬|季度|底|前|内|年)[^：:，。；]{0,4}[：:]\s*[^\s\d].{3,}"
)


@dataclass(slots=True)
class _Rows:
    """The header in force, the headings above the table, the title row last met inside it."""

    header: Header
    clock: Clock
    section: tuple[str, ...]
    banner: str = ""
    given: tuple[Owner, ...] = ()


def _take(row: Row, reader: _Rows, drafts: list[Draft]) -> str:
    """Adds what a row holds to the drafts; answers the title row in force behind it."""
    if repeats(reader.header, row) or is_total(row) or is_note(row):
        return reader.banner
    title = banner(row)
    if title is not None:
        if _CONTINUED.fullmatch(title.words) or len(title.words) > 60:
            return reader.banner
        reader.given = _banner_owners(title)
        return title.words
    if _continues(row, reader.header, drafts):
        drafts[-1] = _extended(drafts[-1], row, reader.header)
        return reader.banner
    draft = _row(row, reader)
    if draft is not None:
        drafts.append(draft)
    return reader.banner


def _banner_owners(title: Slot) -> tuple[Owner, ...]:
    """（一）县教育局（3条） across the table: the unit that the rows below it belong to."""
    mark = leading(title.text)
    start = mark.end if mark else len(title.text) - len(title.text.lstrip())
    words = _COUNTED.sub("", title.text[start:].rstrip())
    names = split_names(words, start)
    if not names or not all(is_specific_unit(n.text) for n in names):
        return ()
    return tuple(
        Owner(n.text, n.kind, "lead", "", "section", title.span(n.start, n.end)) for n in names
    )


def _slots(row: Row, columns: tuple[int, ...]) -> list[Slot]:
    seen: dict[tuple[int, Cell | None], Slot] = {}
    for c in columns:
        slot = row[c] if c < len(row) else None
        if slot is not None and slot.words:
            seen.setdefault(slot.key, slot)
    return list(seen.values())


def _work(row: Row, header: Header) -> tuple[list[Slot], list[Slot]]:
    """The task name cells and the measure cells of a row.

    Of several task/measure columns the last is the measure, those before it name the task.
    """
    columns = header.columns("measure")
    cells = [s for s in _slots(row, columns) if not is_blank(s.words)]
    if not cells:
        return [], []
    last = _slots(row, columns[-1:])
    if len(columns) == 1 or not last:
        return [], cells[-1:] if len(columns) == 1 else cells[:1]
    return [s for s in cells if s.key != last[0].key], last


def _row(row: Row, reader: _Rows) -> Draft | None:
    header = reader.header
    names, measures = _work(row, header)
    problems = [s for s in _slots(row, header.columns("problem")) if not is_blank(s.words)]
    fresh_problem = any(_starts_here(row, header.columns("problem"), s) for s in problems)
    if not measures and not (problems and fresh_problem):
        return None
    if not _any_own(row, header):
        return None
    dated = [s for s in _slots(row, header.columns("deadline")) if _TIMED_TASK.match(s.text)]
    if dated and len(dated[-1].words) > max(len(s.words) for s in measures or dated):
        names, measures = [*names, *measures], dated[-1:]  # 3月底前：撤销启动仪式9个
    numbers = _slots(row, header.columns("number"))
    texts = tuple(whole(s) for s in measures)
    deadline = _deadline(row, reader)
    heading = " ".join(s.words.replace("\n", "") for s in names)
    deadline = deadline or stated_deadline(texts, reader.clock)
    if texts and heading and _only_time(texts[0].text):
        texts = tuple(whole(s) for s in names)
        heading = ""
    anchor = (measures or problems)[-1]
    end = len(anchor.text.rstrip())
    return Draft(
        kind="task",
        section=_section(row, reader),
        number=numbers[0].words.rstrip(".．、") if numbers else "",
        heading=heading,
        problem=whole(problems[0]) if problems else None,
        measures=texts,
        owners=_owners(row, header, texts) + _given(row, reader),
        deadline=deadline,
        span=anchor.span(end, end),
        closes_owner=header.has("lead", "support", "supervise"),
        closes_deadline=header.has("deadline"),
        key=key_of(numbers),
    )


def _starts_here(row: Row, columns: tuple[int, ...], slot: Slot) -> bool:
    return slot.origin and any(row[c] is slot for c in columns if c < len(row))


def _roles_of(header: Header, role: str) -> set[str]:
    return {r for roles in header.roles if role in roles for r in roles}


def _section(row: Row, reader: _Rows) -> tuple[str, ...]:
    categories = [s.words.replace("\n", "") for s in _slots(row, reader.header.columns("category"))]
    banner = (reader.banner,) if reader.banner else ()
    return (*reader.section, *banner, *categories)


def _only_time(text: str) -> bool:
    mentions = find(text, cell=True)
    return bool(mentions) and len(text.strip()) - (mentions[-1].end - mentions[0].start) <= 1


def _owners(row: Row, header: Header, texts: tuple[Text, ...]) -> tuple[Owner, ...]:
    found: list[Owner] = []
    for role in ("lead", "support", "supervise"):
        for column in header.columns(role):
            for slot in _slots(row, (column,)):
                found += owners_of(slot, OWNER_FIELDS[role], header.texts[column])
    if found or header.has("lead"):
        return unique(tuple(found))
    for text in texts:
        for claim in subjects.inline(text.text):
            found.append(_placed(claim, text))
    return unique(tuple(found))


def _given(row: Row, reader: _Rows) -> tuple[Owner, ...]:
    """The units of the group row above, where no column names one."""
    return () if _any(row, reader.header, "lead") else reader.given


def _placed(claim: Claim, text: Text) -> Owner:
    start = text.span.start
    span = replace(text.span, start=start + claim.start, end=start + claim.end)
    return owner(claim, span, "own")


def _deadline(row: Row, reader: _Rows) -> Deadline | None:
    columns = reader.header.columns("deadline")
    ends = tuple(c for c in columns if not _BEGINNING.search(reader.header.texts[c]))
    slots = _slots(row, ends) or _slots(row, columns)
    shared = "measure" in _roles_of(reader.header, "deadline")
    return deadline_of(slots, reader.clock, vague=not shared)


# --- rows that belong to the row above ----------------------------------------------------------


def _continues(row: Row, header: Header, drafts: list[Draft]) -> bool:
    """A row cut by a page break: no number, no task or problem of its own, no owner or date."""
    if not drafts or not header.has("number"):
        return False
    numbers = _slots(row, header.columns("number"))
    if any(s.words and not s.origin for s in numbers):
        return False  # the number is merged over several measures
    own = [s for s in distinct(row) if s.words and s.origin]
    if not own or any(s.key in _covering(row, header, "number") for s in own):
        return False
    names, measures = _work(row, header)
    if names or not measures:
        return not measures and not names and not _any(row, header, "problem") and bool(own)
    if _any(row, header, "problem") or _any(row, header, "lead") or _any(row, header, "deadline"):
        return False
    above = drafts[-1].measures
    if not header.has("lead", "support", "deadline"):
        return bool(above) and not _ENDED.search(above[-1].text)
    return bool(above)


def _covering(row: Row, header: Header, role: str) -> set[tuple[int, Cell | None]]:
    return {s.key for c in header.columns(role) if (s := row[c]) is not None and s.words}  # type: ignore[arg-type]


def _any(row: Row, header: Header, role: str) -> bool:
    slots = _slots(row, header.columns(role))  # type: ignore[arg-type]
    return any(s.origin and not is_blank(s.words) for s in slots)


def _any_own(row: Row, header: Header) -> bool:
    """Whether the row has a cell of its own that matters, not only cells merged from above."""
    fields = ("problem", "measure", "lead", "support", "supervise", "deadline")
    return any(_any(row, header, field) for field in fields)


def _extended(draft: Draft, row: Row, header: Header) -> Draft:
    """The draft with what the continuing row adds."""
    _, measures = _work(row, header)
    added = tuple(whole(s) for s in measures if s.origin)
    more = _owners(row, header, ()) if header.has("lead", "support", "supervise") else ()
    span = added[-1].span if added else draft.span
    return replace(
        draft, measures=draft.measures + added, owners=unique(draft.owners + more), span=span
    )
