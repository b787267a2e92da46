"""How well a reading agrees with what a careful reader wrote down (gold): pure functions.

``score`` compares with gold lines, which name an entry by an anchor and leave open what is open;
``score_exactly`` compares with the full expected result of a sample plan, word for word.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from wenfeng.domain import Deadline, Entry, Finding, Reading

OPEN = "*"
"""Stands in gold where a careful reader could not decide: nothing is scored there."""

GENERIC = ("各", "有关", "相关")
GENERIC_ENDS = ("等", "牵头单位", "责任单位")
LEVELS = ("省", "市", "区", "县", "州", "镇", "乡", "街道")
NO_OWNER, NO_DEADLINE = "owner.missing", "deadline.missing"

Names: TypeAlias = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found, what was found and is not there, what is there and was missed."""

    found: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.found + other.found, self.extra + other.extra, self.missed + other.missed
        )

    @property
    def precision(self) -> float:
        """Share of the findings that are right; 1 where nothing was found."""
        return _share(self.found, self.found + self.extra)

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 1 where nothing is there."""
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return _share(2 * self.found, 2 * self.found + self.extra + self.missed)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those asked about are right."""

    right: int = 0
    asked: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.asked + other.asked)

    @property
    def value(self) -> float:
        """The share, 1 where nothing was asked."""
        return _share(self.right, self.asked)


@dataclass(frozen=True, slots=True)
class Score:
    """The marks of one document, or of several taken together; ``notes`` name each difference."""

    entries: Tally = Tally()
    owners: Tally = Tally()
    owner_scope: Share = Share()
    deadlines: Share = Share()
    deadline_scope: Share = Share()
    owner_missing: Tally = Tally()
    deadline_missing: Tally = Tally()
    notes: tuple[str, ...] = ()

    def __add__(self, other: Score) -> Score:
        return Score(
            self.entries + other.entries,
            self.owners + other.owners,
            self.owner_scope + other.owner_scope,
            self.deadlines + other.deadlines,
            self.deadline_scope + other.deadline_scope,
            self.owner_missing + other.owner_missing,
            self.deadline_missing + other.deadline_missing,
            self.notes + other.notes,
        )


@dataclass(frozen=True, slots=True)
class Gold:
    """One entry as a careful reader wrote it down; ``supervise`` is None where not scored."""

    anchor: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    supervise: tuple[str, ...] | None = None
    owner_scope: str | None = None
    deadline: str | None = None
    deadline_scope: str | None = None
    deadline_kind: str | None = None
    optional: bool = False

    @property
    def lacks_owner(self) -> bool:
        """Nobody leads and nobody supports: ``owner.missing`` is due."""
        return not self.lead and not self.support

    @property
    def lacks_deadline(self) -> bool:
        """No deadline of any kind stands in the text, not even one that cannot be."""
        return not (self.deadline or self.deadline_kind or self.deadline_scope)


def parse_gold(text: str) -> tuple[Gold, ...]:
    """Gold as stored: one JSON object a line."""
    return tuple(_gold(json.loads(line)) for line in text.splitlines() if line.strip())


def _gold(line: Mapping[str, Any]) -> Gold:
    lists = {
        role: tuple(line[role]) for role in ("lead", "support", "supervise") if role in line
    }
    others = ("owner_scope", "deadline", "deadline_scope", "deadline_kind")
    values = {name: line.get(name) for name in others}
    return Gold(line["anchor"], optional=bool(line.get("optional")), **lists, **values)


@dataclass(frozen=True, slots=True)
class Matching:
    """Which entry answers which gold line; optional lines take their entry out of ``extra``."""

    found: tuple[tuple[Gold, Entry], ...]
    missed: tuple[Gold, ...]
    extra: tuple[Entry, ...]


def match(gold: Sequence[Gold], entries: Sequence[Entry]) -> Matching:
    """Give each gold line the smallest entry that holds its anchor; an entry answers one line."""
    answers = [_find(line.anchor, entries) for line in gold]
    first: dict[int, int] = {}
    for index, (line, answer) in enumerate(zip(gold, answers, strict=True)):
        if answer is not None and not line.optional:
            first.setdefault(answer, index)
    found = sorted((index, answer) for answer, index in first.items())
    right = {index for index, _ in found}
    return Matching(
        tuple((gold[index], entries[answer]) for index, answer in found),
        tuple(g for i, g in enumerate(gold) if i not in right and not g.optional),
        tuple(entry for i, entry in enumerate(entries) if i not in answers),
    )


def _find(anchor: str, entries: Sequence[Entry]) -> int | None:
    wanted = squeeze(anchor)
    sizes = {
        index: sum(map(len, texts))
        for index, texts in enumerate(map(_texts, entries))
        if any(wanted in text for text in texts)
    }
    return min(sizes, key=sizes.__getitem__, default=None)


def _texts(entry: Entry) -> tuple[str, str]:
    """The entry's words; and its measures after its deadline, as calendars write them."""
    measures = squeeze("".join(measure.text for measure in entry.measures))
    problem = entry.problem.text if entry.problem else ""
    deadline = entry.deadline.text if entry.deadline else ""
    return squeeze(entry.heading + problem) + measures, squeeze(deadline) + measures


def squeeze(text: str) -> str:
    """Only letters, digits and characters of words: punctuation and white space are ignored."""
    return "".join(filter(str.isalnum, text))


def score(gold: Sequence[Gold], reading: Reading, findings: Sequence[Finding]) -> Score:
    """The marks a reading and its findings earn against gold lines."""
    matching = match(gold, reading.entries)
    flags = flags_by_entry((f.entry, f.rule) for f in findings)
    none: frozenset[str] = frozenset()
    marks = [_mark(line, entry, flags.get(entry.id, none)) for line, entry in matching.found]
    marks += [_mark(line, None, none) for line in matching.missed]
    marks += [_mark_extra(entry) for entry in matching.extra]
    return sum(marks, Score())


def flags_by_entry(pairs: Iterable[tuple[str | None, str]]) -> dict[str, frozenset[str]]:
    """Which rules spoke about which entry."""
    found: dict[str, set[str]] = {}
    for entry, rule in pairs:
        if entry is not None:
            found.setdefault(entry, set()).add(rule)
    return {entry: frozenset(rules) for entry, rules in found.items()}


def _mark(line: Gold, entry: Entry | None, flags: Collection[str]) -> Score:
    """The marks of one gold line; ``entry`` is None where nothing answers it."""
    want, got = _owners(line, entry)
    mark = Score(
        entries=Tally(found=1) if entry else Tally(missed=1),
        owners=Tally(len(want & got), len(got - want), len(want - got)),
        owner_scope=_owner_scope(line, entry),
        deadlines=_deadline(line, entry),
        deadline_scope=_deadline_scope(line, entry),
        owner_missing=_flag(
            line.lacks_owner, NO_OWNER in flags, is_open=OPEN in (*line.lead, *line.support)
        ),
        deadline_missing=_flag(
            line.lacks_deadline, NO_DEADLINE in flags, is_open=line.deadline == OPEN
        ),
    )
    return mark + Score(notes=tuple(_notes(line, entry, mark, (want, got))))


def _mark_extra(entry: Entry) -> Score:
    return Score(entries=Tally(extra=1), notes=(f"多读条目  {_texts(entry)[0][:40]}",))


def _owners(line: Gold, entry: Entry | None) -> tuple[Names, Names]:
    """Owners wanted and owners read, as far as the line says anything about them."""
    wanted = {"lead": line.lead, "support": line.support, "supervise": line.supervise}
    if OPEN in line.lead:
        return frozenset(), frozenset()
    roles = {role for role, names in wanted.items() if names is not None and OPEN not in names}
    want = ((role, name) for role in roles for name in wanted[role] or ())
    got = ((owner.role, owner.name) for owner in (entry.owners if entry else ()))
    return _names(want), _names(pair for pair in got if pair[0] in roles)


def _names(pairs: Iterable[tuple[str, str]]) -> Names:
    return frozenset((role, plain_name(name)) for role, name in pairs if not is_generic(name))


def is_generic(name: str) -> bool:
    """各有关部门 and the like name nobody, so neither reading them nor leaving them out counts."""
    return any(word in name for word in GENERIC) or name.endswith(GENERIC_ENDS)


def plain_name(name: str) -> str:
    """A name without punctuation and without the level of government in front (县财政局)."""
    bare = squeeze(name)
    level = next((level for level in LEVELS if bare.startswith(level)), "")
    return bare.removeprefix(level) if len(bare) - len(level) > 1 else bare


def _owner_scope(line: Gold, entry: Entry | None) -> Share:
    """The scope that the leading owners (the supporting ones, if none leads) come from."""
    if line.owner_scope is None or OPEN in line.lead:
        return Share()
    owners = entry.owners if entry else ()
    scopes = next(
        (s for r in ("lead", "support") if (s := [o.scope for o in owners if o.role == r])), []
    )
    return Share(int(line.owner_scope in scopes), 1)


def _deadline(line: Gold, entry: Entry | None) -> Share:
    """Right is the same last day; where that is none, a deadline stands if the gold has a kind."""
    if line.deadline == OPEN:
        return Share()
    if entry is None:
        return Share(0, 1)
    read = entry.deadline
    end = read.end.isoformat() if read and read.end else None
    stands = bool(end or read or not line.deadline_kind)
    return Share(int(end == line.deadline and stands), 1)


def _deadline_scope(line: Gold, entry: Entry | None) -> Share:
    if line.deadline_scope is None or line.deadline == OPEN:
        return Share()
    read = entry.deadline if entry else None
    return Share(int(read is not None and read.scope == line.deadline_scope), 1)


def _flag(due: bool, given: bool, *, is_open: bool = False) -> Tally:
    if is_open:
        return Tally()
    return Tally(int(due and given), int(given and not due), int(due and not given))


def _notes(
    line: Gold, entry: Entry | None, mark: Score, owners: tuple[Names, Names]
) -> Iterator[str]:
    where = line.anchor[:20]
    if entry is None:
        yield f"漏读条目  {where}"
        return
    want, got = owners
    if want != got:
        yield f"责任主体  {where}  应有 {_list(want - got)}  多出 {_list(got - want)}"
    if mark.owner_scope.right < mark.owner_scope.asked:
        yield f"责任来源  {where}  应为 {line.owner_scope}"
    if mark.deadlines.right < mark.deadlines.asked:
        yield f"时限      {where}  应为 {line.deadline}  读作 {_brief(entry.deadline)}"
    if mark.deadline_scope.right < mark.deadline_scope.asked:
        yield f"时限来源  {where}  应为 {line.deadline_scope}  读作 {_brief(entry.deadline)}"
    yield from _flag_notes(where, {NO_OWNER: mark.owner_missing, NO_DEADLINE: mark.deadline_missing})


def _flag_notes(where: str, tallies: Mapping[str, Tally]) -> Iterator[str]:
    for rule, tally in tallies.items():
        if tally.extra or tally.missed:
            yield f"{'误报' if tally.extra else '漏报'}      {where}  {rule}"


def _list(names: Names) -> str:
    return "、".join(f"{name}({role})" for role, name in sorted(names)) or "无"


def _brief(deadline: Deadline | None) -> str:
    return f"{deadline.text}={deadline.end}({deadline.scope})" if deadline else "无"


Row: TypeAlias = dict[str, Any]

_KEY = ("kind", "part", "number", "heading", "problem", "measures")
_OWNER = ("name", "kind", "role")
_DEADLINE = ("text", "kind", "start", "end", "soft", "ongoing")


def score_exactly(expected: Mapping[str, Any], reading: Reading, findings: Iterable[Finding]) -> Score:
    """The marks against the whole expected result of a sample: every field word for word."""
    want, got = list(expected["entries"]), [_row(entry) for entry in reading.entries]
    due = flags_by_entry((str(f["entry"]), f["rule"]) for f in expected["findings"])
    ids = {entry.id: str(index) for index, entry in enumerate(reading.entries)}
    given = flags_by_entry((ids.get(f.entry or ""), f.rule) for f in findings)
    pairs, extra = _pair_exactly(want, got)
    none: frozenset[str] = frozenset()
    marks = [
        _mark_exactly(
            want[w],
            None if g is None else got[g],
            (due.get(str(w), none), given.get(str(g), none)),
        )
        for w, g in pairs
    ]
    marks += [
        Score(entries=Tally(extra=1), notes=(f"多读条目  {_words(got[index])}",)) for index in extra
    ]
    return sum(marks, Score())


def _pair_exactly(want: list[Row], got: list[Row]) -> tuple[list[tuple[int, int | None]], list[int]]:
    """Which row read is which row expected, by all its words, and the rows nobody expects."""
    left = list(range(len(got)))
    pairs: list[tuple[int, int | None]] = []
    for index, row in enumerate(want):
        same = next((g for g in left if _part(row, _KEY) == _part(got[g], _KEY)), None)
        pairs.append((index, same))
        if same is not None:
            left.remove(same)
    return pairs, left


def _mark_exactly(want: Row, got: Row | None, flags: tuple[frozenset[str], frozenset[str]]) -> Score:
    due, given = flags
    rows: Callable[[tuple[str, ...]], tuple[Counter[str], Counter[str]]] = lambda names: (
        _owner_rows(want, names),
        _owner_rows(got, names),
    )
    wanted, read = rows(_OWNER)
    scoped = rows((*_OWNER, "scope"))
    mine, yours = want["deadline"] or {}, (got or {}).get("deadline") or {}
    mark = Score(
        entries=Tally(found=1) if got else Tally(missed=1),
        owners=Tally((wanted & read).total(), (read - wanted).total(), (wanted - read).total()),
        owner_scope=Share(int(scoped[0] == scoped[1]), 1) if want["owners"] else Share(),
        deadlines=Share(int(got is not None and _part(mine, _DEADLINE) == _part(yours, _DEADLINE)), 1),
        deadline_scope=Share(int(mine["scope"] == yours.get("scope")), 1) if mine else Share(),
        owner_missing=_flag(NO_OWNER in due, NO_OWNER in given),
        deadline_missing=_flag(NO_DEADLINE in due, NO_DEADLINE in given),
    )
    return mark
