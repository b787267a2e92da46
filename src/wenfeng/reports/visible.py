"""Characters that a page or a terminal would obey instead of showing are spelt out."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Control characters but line breaks and tabs, halves of surrogate pairs, and what turns the
# direction of writing round: 甲\u202e乙 would be shown as something that the file does not say.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    """The text with ``[U+202E]`` for such characters; the same text where there are none."""
    if text.isprintable():
        return text
    return UNSEEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text.replace("\r\n", "\n"))


def printed(lines: Iterable[str]) -> bytes:
    """Lines for a terminal; escapes are ours, those of a file are gone by now."""
    shown = ("\x1b".join(map(visible, line.split("\x1b"))) for line in lines)
    return "".join(f"{line}\n" for line in shown).encode("utf-8")
