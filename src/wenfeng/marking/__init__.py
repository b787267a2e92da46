"""Review findings as comments in a Word file (批注): the sender's own, or one made for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wenfeng.domain import Report
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.marking.comments import Hand
from wenfeng.marking.note import Note
from wenfeng.marking.saying import notes_of
from wenfeng.marking.target import Target, open_target, write_notes

__all__ = ["Note", "comment", "marked"]

_AUTHOR, _INITIALS = "文风", "文"


def comment(
    data: bytes,
    notes: Sequence[Note],
    *,
    author: str = _AUTHOR,
    initials: str = _INITIALS,
    date: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> bytes:
    """The Word file with a comment for every note; all else in it stays as it is."""
    return write_notes(open_target(data, limits), notes, Hand(author, initials, date))


def marked(
    report: Report, data: bytes | None, *, date: datetime, limits: Limits = DEFAULT_LIMITS
) -> bytes:
    """The findings of a report as comments: in ``data``, the checked file, if that is a docx.

    For any other file a Word file is made that lists its entries.
    """
    hand = Hand(_AUTHOR, _INITIALS, date)
    target = None if data is None else _same(report, data, limits)
    if target is not None:
        return write_notes(target, notes_of(report), hand)
    from wenfeng.marking.listing import listed

    made, notes = listed(report, date)
    return comment(made, notes, date=date)


def _same(report: Report, data: bytes, limits: Limits) -> Target | None:
    """The file opened, if it is a docx and its blocks are those of the report."""
    if report.document.format != "docx":
        return None
    try:
        target = open_target(data, limits)
    except InputError:
        # Another program had to read it for us.
        return None
    blocks = report.document.blocks
    return target if all(target.text(one.anchor) == one.text for one in blocks) else None
