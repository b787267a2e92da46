"""JSON as it is written everywhere: readable, in UTF-8, the same for the same data."""

from __future__ import annotations

import json
from typing import Any


def json_bytes(data: dict[str, Any]) -> bytes:
    """The data as UTF-8.

    A lone surrogate, which a damaged file may hold, has no such form; JSON writes it \\udXXX.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace")
