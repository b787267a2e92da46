"""Pages of placed characters (版面): what PDF, OFD and OCR have in common.

A page reader says where every character and every ruled line stands; ``lay_out`` (layout.py)
makes paragraphs and tables of them. Lengths are points (1/72 inch), measured from the top left
corner of the page as it is shown (rotation applied); y grows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass

from wenfeng.domain import Unread


@dataclass(frozen=True, slots=True)
class Char:
    """One character and the box it fills; ``confidence`` is below 1 only where OCR read it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line drawn along the page (表格线): flat or upright, its box thin one way."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: characters in the order of the file (not yet of reading), and ruled lines.

    ``unread`` names what the page holds besides text (图片 …), its place already worded.
    """

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]
    unread: tuple[Unread, ...] = ()
