"""Signs that a measure can be checked (看得出做没做): a number of things, a record, a plain act."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from wenfeng.resources import lexicon

_CLAUSE = re.compile(r"[，,；;。！!：:⏎\n]")
_HARD = frozenset(
    ("quantity", "frequency", "when", "each", "named", "record", "place", "act", "paper")
)


@lru_cache(maxsize=1024)
def signs(text: str) -> frozenset[str]:
    """The names of the signs in a text, and how many of its clauses have one."""
    clauses = [signs_of_clause(part) for part in _CLAUSE.split(text) if part.strip()]
    found = frozenset().union(*clauses)
    held = [bool(_HARD & clause) for clause in clauses]
    hard = sum(held)
    share = "all" if hard == len(held) else "none" if not hard else "some"
    return found | {f"clauses-{share}", f"hard-{len(found & _HARD)}"}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = lexicon("checkable")
    number, units, hollow = (data["numbers"][key] for key in ("number", "units", "hollow"))
    sources = {name: "|".join(found) for name, found in data["signs"].items()}
    sources["quantity"] = f"{number}(?:{'|'.join(units)})"
    sources["hollow"] = f"{number}(?:{'|'.join(hollow)})"
    return {name: re.compile(source) for name, source in sources.items()}


def signs_of_clause(clause: str) -> frozenset[str]:
    """The names of the groups of ``checkable.toml`` that a clause has."""
    return frozenset(name for name, pattern in _patterns().items() if pattern.search(clause))
