"""Patterns that are compiled when they are first used: most documents need few of them.

Compiling Chinese character classes is what a short run of the program spends most of its time on.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands in for a compiled pattern; every method it is asked for is kept."""

    def __init__(self, source: str) -> None:
        self._source = source

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._source), name)
        self.__dict__[name] = value
        return value


def lazy(source: str) -> re.Pattern[str]:
    """The pattern of a regular expression, not yet compiled."""
    return cast("re.Pattern[str]", _Lazy(source))
