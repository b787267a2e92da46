"""A comment to be written into a Word file (批注)."""

from __future__ import annotations

from dataclasses import dataclass

from wenfeng.domain import Level


@dataclass(frozen=True, slots=True)
class Note:
    """What to say about characters ``start`` to ``end`` of the block with that anchor.

    An empty stretch is a place where something is missing; the words before it are marked then.
    ``text`` may have several lines.
    """

    anchor: str
    start: int
    end: int
    text: str
    level: Level
