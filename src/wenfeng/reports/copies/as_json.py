"""Schema ``wenfeng.duplicates/1``: public, keys are only ever added.

Places are half-open ranges of characters of a document's text: what its paragraphs and cells
hold, in reading order, with a line break between them.
"""

from __future__ import annotations

from dataclasses import asdict
from math import floor
from typing import Any

from wenfeng.copies import Duplicates, Group, Pair, Paper, Share
from wenfeng.reports.copies.wording import numbers
from wenfeng.reports.json_bytes import json_bytes

SCHEMA = "wenfeng.duplicates/1"
SCALE = 10_000

Json = dict[str, Any]


def write(found: Duplicates) -> bytes:
    """What repeats as UTF-8 JSON."""
    shares = {share.paper: share for share in found.shares}
    data = {
        "schema": SCHEMA,
        "threshold": found.threshold,
        "documents": [
            _document(found, paper, shares.get(place)) for place, paper in enumerate(found.papers)
        ],
        "pairs": [_pair(found, pair) for pair in found.pairs],
        "groups": [_group(found, group) for group in found.groups],
        "failures": [asdict(failure) for failure in found.failures],
        "skipped": [asdict(file) for file in found.skipped],
        "summary": numbers(found),
    }
    return json_bytes(data)


def _document(found: Duplicates, paper: Paper, share: Share | None) -> Json:
    largest = (
        {"path": found.papers[share.source].name, "share": _rounded(share.largest)}
        if share
        else None
    )
    return {
        "path": paper.name,
        "sha256": paper.sha256,
        "title": paper.title,
        "characters": len(paper.text),
        "format": paper.format,
        "kind": paper.kind,
        "issuers": list(paper.issuers),
        "date": paper.date.isoformat() if paper.date else None,
        "stored": paper.stored,
        "copied": _rounded(share.copied) if share else 0.0,
        "largest": largest,
    }


def _pair(found: Duplicates, pair: Pair) -> Json:
    return {
        "a": found.papers[pair.a].name,
        "b": found.papers[pair.b].name,
        "kind": pair.kind,
        "similarity": _rounded(pair.similarity),
        "coverage_a": _rounded(pair.coverage_a),
        "coverage_b": _rounded(pair.coverage_b),
        "passages": [
            {"a": list(one.a), "b": list(one.b), "text": one.text} for one in pair.passages
        ],
        "exchanges": [asdict(exchange) for exchange in pair.exchanges],
    }


def _group(found: Duplicates, group: Group) -> Json:
    return {
        "members": [found.papers[member].name for member in group.members],
        "proposal": group.proposal,
        "kind": group.kind,
        "keep": found.papers[group.keep].name,
        "extras": [
            {"path": found.papers[one.paper].name, "place": list(one.place), "text": one.text}
            for one in group.extras
        ],
    }


def _rounded(share: float) -> float:
    """Down, so that nothing short of a threshold seems to reach it."""
    return floor(share * SCALE + 1e-6) / SCALE
