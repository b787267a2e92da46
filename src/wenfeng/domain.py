"""The shared frozen types: a file becomes a Document, a Document a tuple of Entry, these a Report.

Everything here is plain data from the standard library. Offsets count characters (code points)
of ``Block.text``, which is exactly as read; ``Span`` is a half-open interval in one block.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

BlockKind = Literal["paragraph", "cell", "footnote", "textbox"]
EntryKind = Literal["task", "stage"]
OwnerKind = Literal["person", "post", "unit", "group"]
OwnerRole = Literal["lead", "support", "supervise"]
DeadlineKind = Literal[
    "date", "period", "recurring", "ongoing", "immediate", "relative", "event", "vague"
]
Scope = Literal["own", "section", "document"]
Doubtful = Literal["problem", "owner", "deadline"]
Level = Literal["error", "warning", "info"]
ResponseStatus = Literal["answered", "weak", "unanswered"]
Setting = str | int | float | bool | tuple[str, ...]

Kind = TypeVar("Kind", bound=Setting)

LEVELS: tuple[Level, ...] = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a table cell stands: 1-based table, row and column, and how many of each it spans.

    A merged cell is one block, at its top left place; ``rows``/``columns`` say what it covers.
    Tables are counted through the document; a nested table follows the table that holds it.
    """

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Recognised:
    """Characters ``start`` to ``end`` of a block read by OCR (识别), sure to 0–1."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table cell (段落、单元格), in reading order.

    ``text`` is exactly as read (line breaks inside a paragraph and between the paragraphs of a
    cell are ``\\n``). ``label`` is an automatic number that the file does not hold as text
    (``（一）``); it is not part of ``text``. ``depth`` says how many lists deep that number stands
    where the file nests its lists, else 0. ``level`` is the heading level a style gives (1–9), 0
    for none. ``where`` holds words a clerk can follow (第3段, 表1第4行第2列). ``style`` names the
    style (``sheet name`` for the name of a spreadsheet page), ``anchor`` is the reader's opaque
    way back, used only by the writer of the same format. ``recognised`` is empty where the file
    holds the text itself, and covers the text in order where OCR read it.
    """

    kind: BlockKind
    text: str
    where: str
    level: int = 0
    label: str = ""
    cell: Cell | None = None
    style: str = ""
    anchor: str = ""
    depth: int = 0
    recognised: tuple[Recognised, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Something a file holds that was not read (未读内容): what, and where."""

    what: str
    where: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read (文档)."""

    name: str
    format: str
    sha256: str
    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...] = ()

    def confidence(self, span: Span) -> float | None:
        """How sure OCR was of the least certain piece in a span; None where no OCR was needed."""
        pieces = self.blocks[span.block].recognised
        touched = (p.confidence for p in pieces if p.start < span.end and span.start < p.end)
        return min(touched, default=None)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of block number ``block`` (0-based index in the document)."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """Words taken from the document unchanged, and where they stand."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two readings of a value that compete (两可), in words by which a clerk can decide.

    ``reading`` is the one taken, ``other`` the one not taken, ``why`` what speaks for each.
    """

    about: Doubtful
    reading: str
    other: str
    why: str
    span: Span


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is responsible (责任主体)."""

    name: str
    kind: OwnerKind
    role: OwnerRole
    label: str
    scope: Scope
    span: Span


@dataclass(frozen=True, slots=True)
class Milestone:
    """One dated step of an entry that has several (节点)."""

    text: str
    end: date | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when (时限). ``end`` is the last day on which the entry may still be on time.

    ``impossible`` marks a day that does not exist (9月31日); ``end`` is None then. ``doubt`` says
    which other day the words may mean.
    """

    text: str
    kind: DeadlineKind
    start: date | None
    end: date | None
    soft: bool
    ongoing: bool
    milestones: tuple[Milestone, ...]
    scope: Scope
    span: Span
    impossible: bool = False
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """The smallest item that asks somebody to do something checkable (条目)."""

    id: str
    kind: EntryKind
    part: str
    section: tuple[str, ...]
    number: str
    heading: str
    problem: Text | None
    measures: tuple[Text, ...]
    owners: tuple[Owner, ...]
    deadline: Deadline | None
    span: Span
    doubts: tuple[Doubt, ...] = ()

    def values(self) -> tuple[Text | Owner | Deadline, ...]:
        """Everything that was taken from the document, in the order problem to deadline."""
        found = (self.problem, *self.measures, *self.owners, self.deadline)
        return tuple(value for value in found if value is not None)


@dataclass(frozen=True, slots=True)
class Header:
    """What the head and the foot of a document say about it (文种、发文字号、落款)."""

    title: str = ""
    number: str = ""
    issuers: tuple[str, ...] = ()
    date: date | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Workload:
    """How many tasks a document gives to one owner (任务量), whatever ways its name is written in.

    ``name`` is the way written most; ``written`` are all of them, in order of first mention;
    ``variant`` is one that differs from the first in more than a level or place before it.
    """

    name: str
    kind: OwnerKind
    written: tuple[str, ...]
    variant: str | None = None
    lead: int = 0
    support: int = 0
    supervise: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """All that extraction takes out of one document.

    ``unanswered`` are stated problems (问题清单) that no measure takes up; ``workloads`` come in
    order of first mention.
    """

    header: Header
    entries: tuple[Entry, ...]
    unanswered: tuple[Text, ...] = ()
    workloads: tuple[Workload, ...] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """One opinion or criticism that the plan must answer (反馈意见); ``kind`` is its heading."""

    text: str
    path: str
    where: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that takes up a piece of feedback, and how alike the two are (0–1)."""

    entry: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Response:
    """How a plan answers one piece of feedback (回应); the best match comes first.

    ``weak``: taken up in words that ask for nothing, or as a problem without a measure.
    """

    feedback: Feedback
    status: ResponseStatus
    matches: tuple[Match, ...] = ()

    @property
    def twice(self) -> bool:
        """Whether several entries take it up."""
        return len(self.matches) > 1


@dataclass(frozen=True, slots=True)
class Finding:
    """A review remark (审查意见) about a document or one of its entries."""

    rule: str
    level: Level
    entry: str | None
    message: str
    suggestion: str
    source: str
    span: Span


@dataclass(frozen=True, slots=True)
class Profile:
    """Which rules apply to which kinds of document, and how strictly (检查口径).

    ``settings`` are what single rules ask a profile for, under the rule's name and a key.
    """

    name: str
    title: str
    levels: tuple[tuple[str, Level | None], ...] = ()
    settings: tuple[tuple[tuple[str, str], Setting], ...] = ()

    def level(self, rule: str, default: Level) -> Level | None:
        """The level this profile gives a rule; None switches the rule off."""
        return dict(self.levels).get(rule, default)

    def setting(self, rule: str, key: str, default: Kind) -> Kind:
        """What the profile says to a rule's question; ``default`` where it says nothing.

        Loading a profile has seen to it that the value is of the default's kind.
        """
        return dict(self.settings).get((rule, key), default)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that somebody decided to live with (不再提示), why, and where that is written."""

    finding: Finding
    reason: str
    origin: str


@dataclass(frozen=True, slots=True)
class Report:
    """What ``wenfeng.check`` answers for one document (检查结果)."""

    document: Document
    reading: Reading
    profile: Profile
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    responses: tuple[Response, ...] | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: what went wrong, and what to do (读取失败)."""

    path: str
    error: str
    hint: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file in a folder that was passed over (跳过), and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Reports and failures of one run, in the order of the paths given, and what it skipped."""

    reports: tuple[Report, ...]
    failures: tuple[Failure, ...]
    skipped: tuple[Skipped, ...] = ()
