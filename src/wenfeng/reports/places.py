"""Many numbers and places in few words: 3、5、7–12；表1第4、6–9行第2列."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

NUMBERED = re.compile(r"第(\d+)([段行])")


def numbers_in_short(labels: Iterable[str]) -> str:
    """Labels of entries, each once; three and more numbers in a row as a range."""
    runs: list[list[str]] = []
    for label in dict.fromkeys(labels):
        if runs and _follows(runs[-1][-1], label):
            runs[-1].append(label)
        else:
            runs.append([label])
    return "、".join(word for run in runs for word in _words(run))


def places_in_short(places: Iterable[str]) -> str:
    """Places that differ in the number of their paragraph or row alone are told together."""
    alike: dict[tuple[str, str], list[str]] = {}
    for place in dict.fromkeys(places):
        found = NUMBERED.search(place)
        key = (place[: found.start(1)], place[found.end(1) :]) if found else (place, "")
        alike.setdefault(key, []).append(found[1] if found else "")
    return "；".join(
        f"{before}{numbers_in_short(numbers)}{after}" for (before, after), numbers in alike.items()
    )


def _follows(before: str, label: str) -> bool:
    plain = before.isascii() and before.isdigit() and label.isascii() and label.isdigit()
    return plain and int(label) == int(before) + 1


def _words(run: Sequence[str]) -> Sequence[str]:
    return [f"{run[0]}–{run[-1]}"] if len(run) > 2 else run
