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
Alignment = Literal["left", "center", "right", "justify", "outside"]
ResponseStatus = Literal["answered", "weak", "unanswered"]
PieceKind = Literal["same", "gone", "added"]
Reworded = Literal["problem", "measure"]
DeadlineMove = Literal["later", "earlier", "added", "removed", "vaguer", "firmer", "reworded"]
OwnerMove = Literal["added", "removed", "role"]
FindingState = Literal["fixed", "remaining", "new"]
PairKind = Literal["identical", "revision", "near", "partial"]
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
class Look:
    """How a paragraph looks (版式); of its characters, what most of them have.

    ``font`` is the East Asian one, ``latin`` that of figures and letters, ``""`` where the file
    names none; ``size`` and ``pitch`` (the distance of lines, where it is fixed) are in points.
    ``indent`` says where the first line begins, ``left`` where the others do, ``right`` where
    lines end: in characters of the paragraph, counted from the margins. ``new_page``: whether it
    begins a page; None where empty lines before it may have pushed it there.
    """

    font: str = ""
    latin: str = ""
    size: float = 10.0
    bold: bool = False
    alignment: Alignment = "left"
    indent: float = 0.0
    left: float = 0.0
    right: float = 0.0
    pitch: float | None = None
    new_page: bool | None = False


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
    holds the text itself, and covers the text in order where OCR read it. ``look`` is None for
    cells, and where the format does not say how a paragraph looks.
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
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class PageNumber:
    """How the page number (页码) looks; ``dash`` is what stands beside it, ``""`` if nothing."""

    font: str
    size: float
    alignment: Alignment | None
    dash: str


@dataclass(frozen=True, slots=True)
class Page:
    """The pages of a section (页面): sizes and margins in millimetres.

    ``block`` is the first block of the section. ``lines`` and ``characters`` a page are those of
    its grid, None without one. ``numbers`` are the page numbers: one, or one for odd and one for
    even pages; none where pages are not numbered.
    """

    block: int
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    footer: float
    lines: int | None = None
    characters: int | None = None
    numbers: tuple[PageNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the margin (批注), and the words it is about; none if it hangs on nothing."""

    author: str
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Something a file holds that was not read (未读内容): what, and where."""

    what: str
    where: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read (文档); ``pages`` is empty where the format does not say how they look."""

    name: str
    format: str
    sha256: str
    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...] = ()
    pages: tuple[Page, ...] = ()
    comments: tuple[Comment, ...] = ()

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
class Heading:
    """A numbered or styled line of the outline (标题、条目), or a column of a table.

    ``style`` is a name of ``extract.marks.RANKS``, or ``title`` (of a part), ``h1`` … (a style),
    ``label`` (整改措施：), ``bare`` (a short line alone), ``column`` (a column's head in a table).
    ``depth`` says how deep it stands, 0 for the title of a part, which may be empty. ``number``
    is as written; ``text`` is its whole line behind the number. ``automatic``: the program that
    wrote the file counts it.
    """

    part: str
    style: str
    value: int
    number: str
    text: str
    depth: int
    span: Span
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that extraction takes out of one document.

    ``unanswered`` are stated problems (问题清单) that no measure takes up; ``workloads`` come in
    order of first mention; ``headings`` are the outline in reading order, part by part. ``ends``
    say by when the whole of a part is to be done (本次行动于5月底前完成), the part's name first.
    """

    header: Header
    entries: tuple[Entry, ...]
    unanswered: tuple[Text, ...] = ()
    workloads: tuple[Workload, ...] = ()
    headings: tuple[Heading, ...] = ()
    ends: tuple[tuple[str, Deadline], ...] = ()


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
class Shared:
    """Words that stand in another document as well (相同段落).

    ``span`` is their place, of a passage over several blocks that in the first of them that holds
    a good part of it. ``where`` and ``there`` say from where to where it goes here and
    in the other document; ``there`` is empty where that is not known. ``length`` counts
    characters without spaces.
    """

    span: Span
    where: str
    there: str
    length: int


@dataclass(frozen=True, slots=True)
class Copy:
    """Another document that shares more than boilerplate with this one (雷同), as seen from here.

    ``similarity`` is 0–1 with boilerplate discounted, ``coverage`` the share of this document's
    characters found there; the longest passage comes first. ``exchanges`` are names that stand
    here and those in their place there. ``own``: whether both come from one unit, None where that
    is not known. ``family`` names all documents of a group that both belong to, copies of one
    another. ``stored``: the other is a paper of former years.
    """

    name: str
    kind: PairKind
    similarity: float
    coverage: float
    passages: tuple[Shared, ...] = ()
    exchanges: tuple[tuple[str, str], ...] = ()
    header: Header = Header()
    own: bool | None = None
    family: tuple[str, ...] = ()
    stored: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A review remark (审查意见) about a document or one of its entries.

    ``about`` names what it is about where that stands outside the document: another document.
    """

    rule: str
    level: Level
    entry: str | None
    message: str
    suggestion: str
    source: str
    span: Span
    about: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a section must speak of (内容); ``words`` are patterns, any of which tells it."""

    name: str
    words: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A block that a document of this kind has (板块), told by the ``words`` of its heading.

    ``words`` are patterns, any of which tells it unless one of ``except_words`` stands there too.
    ``required``: missing it is a fault, unless most entries say themselves what ``entries`` names.
    """

    name: str
    words: tuple[str, ...]
    except_words: tuple[str, ...] = ()
    contents: tuple[Content, ...] = ()
    required: bool = True
    source: str = ""
    entries: Literal["", "problem", "measure"] = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """The most that a document may say of something (限度): 会期不超过半天.

    ``words`` are patterns with the number in their first group, counted in ``unit``; without any
    the characters of the body are counted. ``titles`` say which documents it is for: all, if none.
    """

    name: str
    most: float
    unit: str
    words: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Recognition:
    """By what a profile knows its documents (识别): everything that is given must fit.

    ``titles`` are patterns, any of which must be found in the title, ``mentions`` such that all
    must be found in the text; ``years`` are those of the document's date, ``except_titles``
    patterns that the title may not hold.
    """

    titles: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    except_titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Campaign:
    """From when to when a campaign lasts (活动起止)."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """Which rules apply to which kinds of document, and how strictly (检查口径).

    ``settings`` are what single rules ask a profile for, under the rule's name and a key.
    ``sections`` come in the order in which they should stand. ``source`` is the paper behind it,
    ``clauses`` say which clause of it stands behind a rule.
    """

    name: str
    title: str
    levels: tuple[tuple[str, Level | None], ...] = ()
    settings: tuple[tuple[tuple[str, str], Setting], ...] = ()
    source: str = ""
    summary: str = ""
    recognition: Recognition = Recognition()
    campaign: Campaign = Campaign()
    sections: tuple[Section, ...] = ()
    bounds: tuple[Bound, ...] = ()
    clauses: tuple[tuple[str, str], ...] = ()

    def level(self, rule: str, default: Level) -> Level | None:
        """The level this profile gives a rule; None switches the rule off."""
        return dict(self.levels).get(rule, default)

    def clause(self, rule: str) -> str:
        """The clause to cite for a rule; empty where the rule's own source will do."""
        return dict(self.clauses).get(rule, "")

    def setting(self, rule: str, key: str, default: Kind) -> Kind:
        """What the profile says to a rule's question; ``default`` where it says nothing.

        Loading a profile has seen to it that the value is of the default's kind.
        """
        return dict(self.settings).get((rule, key), default)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that somebody decided to live with (不再提示), why, and where that is written.

    ``known``: nobody gave a reason; it was there when a baseline (基线) was taken.
    """

    finding: Finding
    reason: str
    origin: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What ``wenfeng.check`` answers for one document (检查结果).

    ``copies`` are None where it was compared with no other document.
    """

    document: Document
    reading: Reading
    profile: Profile
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    responses: tuple[Response, ...] | None = None
    copies: tuple[Copy, ...] | None = None

    def binds(self, finding: Finding) -> bool:
        """Whether the source of a finding holds for this document (依据), or is only a model.

        A national rule or standard does, and the paper behind the profile. Another county's
        paper, from which the rule was learned, does not.
        """
        national = finding.source.startswith(("《", "GB/T"))
        own = self.profile.source
        return national or bool(own and finding.source.startswith(own))


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
    """Reports and failures of one run, in the order of the paths given, and what it skipped.

    ``notes`` are lines about the whole run: which settings kept rules from speaking.
    """

    reports: tuple[Report, ...]
    failures: tuple[Failure, ...]
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
