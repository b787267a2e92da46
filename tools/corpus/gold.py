"""From entries and spans to gold lines: anchors, names, last days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gold_lines import squeeze

from corpus.cast import Owners, Party
from corpus.model import Entry
from corpus.pen import Sheet, Span, number_of

SHORTEST, LONGEST = 8, 26
CLAUSE = re.compile(r"[^，。；：、！？,;:\n]+")
Record = dict[str, Any]


class NoAnchor(Exception):
    """No stretch of an entry's words is found only there."""


def records(sheet: Sheet, entries: Sequence[Entry]) -> list[Record]:
    """The gold lines of a plan, in the order of its text."""
    whole = squeeze(sheet.text)
    spoilt = {place for span in sheet.spans.values() if span.label == "TOUCHED"
              for place in range(span.start, span.end)}  # fmt: skip
    rows = [(_place(sheet, entry), _record(sheet, entry, whole, spoilt)) for entry in entries]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _spans(sheet: Sheet, entry: Entry) -> list[Span]:
    """The words that only this entry holds: its measures, or its problem where it has none."""
    marked = entry.measures or ((entry.problem,) if entry.problem else ())
    return [sheet.spans[number_of(text)] for text in marked]


def _place(sheet: Sheet, entry: Entry) -> int:
    return _spans(sheet, entry)[0].start


def words(sheet: Sheet, marked: str) -> str:
    """A marked text as it stands in the end, without the breaks inside it."""
    span = sheet.spans[number_of(marked)]
    return re.sub(r"\n[　 ]*", "", sheet.text[span.start : span.end])


def _record(sheet: Sheet, entry: Entry, whole: str, spoilt: set[int]) -> Record:
    owners = entry.owners or Owners(())
    due = entry.due
    record: Record = {
        "anchor": anchor(sheet, _spans(sheet, entry), whole, spoilt),
        "lead": _names(owners.lead),
        "support": _names(owners.support),
        "owner_scope": entry.owner_scope,
        "deadline": due.end.isoformat() if due and due.end else None,
        "deadline_scope": entry.due_scope,
        "deadline_kind": due.kind if due else None,
        "optional": False,
    }
    if owners.supervise:
        record["supervise"] = _names(owners.supervise)
    return record | {
        "kind": entry.kind,
        "problem": words(sheet, entry.problem) if entry.problem else None,
        "measures": [words(sheet, text) for text in entry.measures],
        "category": entry.category,
    }


def _names(parties: Iterable[Party]) -> list[str]:
    return [party.name for party in parties]


def anchor(sheet: Sheet, spans: Sequence[Span], whole: str, spoilt: set[int]) -> str:
    """Words of the entry that occur once in the whole text, preferably without figures."""
    found = [text for span in spans for text in _candidates(sheet, span, spoilt)]
    for plain in (True, False):
        for text in found:
            figures = any(sign.isdigit() for sign in text)
            if not (plain and figures) and whole.count(squeeze(text)) == 1:
                return text
    raise NoAnchor(sheet.text[spans[0].start : spans[0].end])


def _candidates(sheet: Sheet, span: Span, spoilt: set[int]) -> Iterator[str]:
    """Stretches of the span that begin with a clause, longer ones where clauses are short."""
    text = sheet.text[span.start : span.end]
    clauses = list(CLAUSE.finditer(text))
    for first in clauses:
        for last in clauses:
            if last.start() < first.start():
                continue
            end = min(last.end(), first.start() + LONGEST)
            places = range(span.start + first.start(), span.start + end)
            piece = re.sub(r"\n[　 ]*", "", text[first.start() : end]).strip()
            if len(squeeze(piece)) >= min(SHORTEST, len(squeeze(text))) and not spoilt & set(
                places
            ):
                yield piece
                break
