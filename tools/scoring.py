"""How well a reading agrees with what a careful reader wrote down (gold): pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from gold_lines import OPEN, Gold, is_generic, match, plain_name, squeeze, words_of

from wenfeng.domain import Deadline, Entry, Finding, Reading

ROLES = ("lead", "support", "supervise")
NO_OWNER, NO_DEADLINE = "owner.missing", "deadline.missing"

Names: TypeAlias = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found, what was found and is not there, what is there and was missed."""

    found: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.found + other.found, self.extra + other.extra, self.missed + other.missed)

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
    """The marks of one document, or of several taken together.

    ``exact`` counts documents read as expected word for word, where that is known (samples).
    ``notes`` name each difference, for people.
    """

    entries: Tally = Tally()
    owners: Tally = Tally()
    owner_scope: Share = Share()
    deadlines: Share = Share()
    deadline_scope: Share = Share()
    owner_missing: Tally = Tally()
    deadline_missing: Tally = Tally()
    problems: Tally = Tally()
    exact: Share = Share()
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
            self.problems + other.problems,
            self.exact + other.exact,
            self.notes + other.notes,
        )


def score(gold: Sequence[Gold], reading: Reading, findings: Sequence[Finding]) -> Score:
    """The marks a reading and its findings earn against gold lines."""
    matching = match(gold, reading.entries)
    flags = _flags_by_entry(findings)
    marks = [_mark(line, entry, flags.get(entry.id, ())) for line, entry in matching.found]
    marks += [_mark(line, None, ()) for line in matching.missed]
    marks += [_mark_extra(entry) for entry in matching.extra]
    return sum(marks, Score())


def _flags_by_entry(findings: Iterable[Finding]) -> dict[str, set[str]]:
    flags: dict[str, set[str]] = {}
    for finding in findings:
        if finding.entry is not None:
            flags.setdefault(finding.entry, set()).add(finding.rule)
    return flags


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
        problems=_problem(line, entry),
    )
    return replace(mark, notes=tuple(_notes(line, entry, mark, (want, got))))


def _mark_extra(entry: Entry) -> Score:
    return Score(entries=Tally(extra=1), notes=(f"多读条目  {words_of(entry)[0][:40]}",))


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


def _owner_scope(line: Gold, entry: Entry | None) -> Share:
    """Where the leading owners come from; the supporting or supervising ones, if none leads."""
    if line.owner_scope is None or OPEN in line.lead:
        return Share()
    scopes: dict[str, set[str]] = {}
    for owner in entry.owners if entry else ():
        scopes.setdefault(owner.role, set()).add(owner.scope)
    first = next((scopes[role] for role in ROLES if role in scopes), set())
    return Share(int(line.owner_scope in first), 1)


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


def _problem(line: Gold, entry: Entry | None) -> Tally:
    """Right where one holds the other and neither is twice as long: 的问题 may be read along."""
    if line.problem == OPEN:
        return Tally()
    want = squeeze(line.problem or "")
    got = squeeze(entry.problem.text) if entry and entry.problem else ""
    if not want and not got:
        return Tally()
    short, long = sorted((want, got), key=len)
    if short and short in long and len(long) <= 2 * len(short):
        return Tally(found=1)
    return Tally(extra=int(bool(got)), missed=int(bool(want)))


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
    yield from _flag_notes(
        where, {NO_OWNER: mark.owner_missing, NO_DEADLINE: mark.deadline_missing}
    )


def _flag_notes(where: str, tallies: Mapping[str, Tally]) -> Iterator[str]:
    for rule, tally in tallies.items():
        if tally.extra or tally.missed:
            yield f"{'误报' if tally.extra else '漏报'}      {where}  {rule}"


def _list(names: Names) -> str:
    return "、".join(f"{name}({role})" for role, name in sorted(names)) or "无"


def _brief(deadline: Deadline | None) -> str:
    return f"{deadline.text}={deadline.end}({deadline.scope})" if deadline else "无"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
