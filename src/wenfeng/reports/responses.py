"""How a plan answers each opinion, in rows for tables that people read (回应对照表)."""

from __future__ import annotations

from dataclasses import dataclass

from wenfeng.domain import Report, Response, ResponseStatus
from wenfeng.reports.wording import entry_label

STATUS_NAMES: dict[ResponseStatus, str] = {
    "answered": "已回应",
    "weak": "回应笼统",
    "unanswered": "未回应",
}
TWICE = "重复回应"


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry that takes up an opinion: its id, its number as written, and its first words."""

    entry: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One opinion: what it says, where it stands and comes from, how the plan answers it.

    ``twice``: several entries answer it, which is said beside the status.
    """

    text: str
    path: str
    where: str
    kind: str
    status: ResponseStatus
    twice: bool
    answers: tuple[Answer, ...]

    @property
    def verdict(self) -> str:
        """The status in Chinese, with 重复回应 behind it where that is so."""
        return STATUS_NAMES[self.status] + (f"、{TWICE}" if self.twice else "")


def rows(report: Report) -> tuple[Row, ...]:
    """A row for each opinion, in their order; none where there was no feedback."""
    return tuple(_row(report, response) for response in report.responses or ())


def _row(report: Report, response: Response) -> Row:
    item = response.feedback
    found = tuple(_answer(report, match.entry) for match in response.matches)
    return Row(item.text, item.path, item.where, item.kind, response.status, response.twice, found)


def _answer(report: Report, identity: str) -> Answer:
    entry = next(entry for entry in report.reading.entries if entry.id == identity)
    said = (entry.heading, entry.problem.text if entry.problem else "")
    words = next(filter(None, (*said, *(m.text for m in entry.measures))), "")
    return Answer(entry.id, entry_label(entry), words.strip().rstrip("。"))


def counts(report: Report) -> dict[str, int]:
    """How many opinions have each status, by its Chinese name, and how many are answered twice."""
    told = [response.status for response in report.responses or ()]
    found = {name: told.count(status) for status, name in STATUS_NAMES.items()}
    return found | {TWICE: sum(response.twice for response in report.responses or ())}
