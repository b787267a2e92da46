"""What a plan was asked to answer (四个回应): opinions read out of lists, matched to entries."""

from __future__ import annotations

from wenfeng.feedback.items import items
from wenfeng.feedback.matching import match

__all__ = ["items", "match"]
