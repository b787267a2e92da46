"""The parts a plan is put together from: its lines, tables and sections, and what is to be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.cast import Owners
from corpus.clock import Due


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: title, centre, head, group, para, label, right, plain or gap."""

    text: str
    kind: str = "para"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table and what it covers below and to the right; None stands for covered."""

    text: str = ""
    rows: int = 1
    columns: int = 1


Row = tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first ``headers`` are header rows."""

    rows: tuple[Row, ...]
    headers: int = 1


Block = Line | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section: its title and what stands under it."""

    head: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """What a layout makes: sections, or blocks without any, and what the frame must say for it."""

    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()
    title: str = "plan"
    tail: str = ""  # closes the opening paragraph
    unit: str = ""  # a unit the title has to name
    person: str = ""  # a person the title has to name
    bound: bool = False  # the text says something about the whole document: nothing may be added


@dataclass(frozen=True, slots=True)
class Duty:
    """Who and until when, as one place of the text states it."""

    owners: Owners | None = None
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is to be read; problem and measures are marked texts."""

    category: str
    measures: tuple[str, ...]
    problem: str | None = None
    owners: Owners | None = None
    owner_scope: str | None = None
    due: Due | None = None
    due_scope: str | None = None
    kind: str = "task"


@dataclass(frozen=True, slots=True)
class Gaps:
    """How often an entry of the plan lacks its owner or its deadline."""

    owner: float = 0.0
    due: float = 0.0


@dataclass(slots=True)
class Ledger:
    """The entries of a plan in the order they are written, and the titles already used."""

    entries: list[Entry] = field(default_factory=list)
    titled: set[str] = field(default_factory=set)
