"""The last day that JioNLP reads from phrases; run by an interpreter that has it.

Standard input is a JSON list of [phrase, day from which to count, or blank]; the answer holds the
version and a list of days. JioNLP would count from the machine's clock where nothing is known, so
such a phrase is read with two clocks eleven years apart, and a day counts only if both agree.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from datetime import datetime
from importlib.metadata import version
from typing import Any

with contextlib.redirect_stdout(io.StringIO()):
    import jionlp

CLOCKS = (datetime(2013, 3, 10), datetime(2024, 3, 10))


def day_of(phrase: str, clock: str) -> str:
    """The last day, blank where JioNLP reads none."""
    if clock:
        return read(phrase, datetime.fromisoformat(clock))
    one, other = (read(phrase, clock) for clock in CLOCKS)
    return one if one == other else ""


def read(phrase: str, base: datetime) -> str:
    """The last of the days found in a phrase; the phrase as a whole where none is found."""
    try:
        hits = jionlp.ner.extract_time(phrase, time_base=base, with_parsing=True)
    except Exception:
        hits = []
    if hits:
        return max(last_day(hit["detail"]) for hit in hits)
    try:
        return last_day(jionlp.parse_time(phrase, time_base=base))
    except Exception:  # nothing to read, or a day that does not exist
        return ""


def last_day(found: dict[str, Any]) -> str:
    """Blank for lengths, recurring and open-ended times."""
    if found["type"] not in ("time_point", "time_span"):
        return ""
    day: str = found["time"][1].split()[0]
    return day if len(day) == len("2021-06-30") else ""  # full-width years come without a century


def main() -> None:
    asked = json.load(sys.stdin)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        days = [day_of(phrase, clock) for phrase, clock in asked]
    json.dump({"version": version("jionlp"), "days": days}, sys.stdout)


if __name__ == "__main__":
    main()
