"""Changing a text whose spans must stay right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.pen import Sheet, Span


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``text`` in place of what stands from start to end."""

    start: int
    end: int
    text: str


def apply(sheet: Sheet, edits: Iterable[Edit]) -> Sheet:
    """The text changed, every span moved along; edits may not overlap.

    What is inserted exactly where a span begins or ends stays outside it.
    """
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    spans = dict(sheet.spans)
    starts = _moved(ordered, sorted({span.start for span in spans.values()}), opening=True)
    ends = _moved(ordered, sorted({span.end for span in spans.values()}), opening=False)
    text = _changed(sheet.text, ordered)
    return Sheet(text, {key: _shift(span, starts, ends) for key, span in spans.items()})


def _shift(span: Span, starts: dict[int, int], ends: dict[int, int]) -> Span:
    return replace(span, start=starts[span.start], end=ends[span.end])


def _changed(text: str, edits: Sequence[Edit]) -> str:
    out: list[str] = []
    last = 0
    for edit in edits:
        out += [text[last : edit.start], edit.text]
        last = edit.end
    return "".join([*out, text[last:]])


def _moved(edits: Sequence[Edit], places: Sequence[int], opening: bool) -> dict[int, int]:
    """Where each place lies after the edits before it."""
    found: dict[int, int] = {}
    shift = index = 0
    for place in places:
        while index < len(edits) and _before(edits[index], place, opening):
            shift += len(edits[index].text) - (edits[index].end - edits[index].start)
            index += 1
        found[place] = place + shift
    return found


def _before(edit: Edit, place: int, opening: bool) -> bool:
    if edit.start == edit.end:
        return edit.start <= place if opening else edit.start < place
    return edit.end <= place
