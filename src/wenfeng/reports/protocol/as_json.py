"""Schema ``wenfeng.sample/1``: public, keys are only ever added."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from wenfeng.draws import Candidate, Draw, Stratum
from wenfeng.reports.json_bytes import json_bytes
from wenfeng.reports.protocol.wording import METHOD, numbers

SCHEMA = "wenfeng.sample/1"

Json = dict[str, Any]


def write(draw: Draw) -> bytes:
    """The draw as UTF-8 JSON."""
    quota = draw.quota
    data = {
        "schema": SCHEMA,
        "places": list(draw.places),
        "seed": draw.seed,
        "share": float(quota.share) if quota.share is not None else None,
        "number": quota.number or None,
        "least": quota.least,
        "date": draw.day.isoformat(),
        "method": METHOD,
        "strata": [_stratum(one) for one in draw.strata],
        "failures": [asdict(failure) for failure in draw.failures],
        "skipped": [asdict(file) for file in draw.skipped],
        "summary": numbers(draw),
    }
    return json_bytes(data)


def _stratum(one: Stratum) -> Json:
    """A kind of unit; its files come in the order of their ranks."""
    return {
        "kind": one.kind,
        "total": len(one.candidates),
        "quota": one.quota,
        "files": [
            _candidate(candidate, place < one.quota)
            for place, candidate in enumerate(one.candidates)
        ],
    }


def _candidate(one: Candidate, drawn: bool) -> Json:
    return {
        "path": one.name,
        "sha256": one.sha256,
        "title": one.title,
        "issuers": list(one.units),
        "copies": list(one.copies),
        "rank": one.rank,
        "drawn": drawn,
    }
