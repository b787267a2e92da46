"""One paper as other programs would show it: other line breaks, widths, numbers, tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

COLUMNS = 28
ROWS = 22
DIGITS = "一二三四五六七八九"
NARROW = str.maketrans("（），：；．？！％", "(),:;.?!%")
WIDE = {c: c + 0xFEE0 for c in range(0x21, 0x7F)}


def pdf(text: str) -> str:
    """As read from a PDF: lines as long as the page is wide, running heads, page numbers."""
    lines = [
        ("　　" + line)[i : i + COLUMNS]
        for line in text.splitlines()
        for i in range(0, len(line) + 2, COLUMNS)
    ]
    head = text.splitlines()[0][:12]
    pages = [lines[i : i + ROWS] for i in range(0, len(lines), ROWS)]
    return "".join(
        "\n".join([head, *page, f"— {number} —", ""]) for number, page in enumerate(pages, 1)
    )


def narrow(text: str) -> str:
    """Half-width punctuation, and spaces between figures and words, as some web pages have."""
    spaced = re.sub(r"(?<=[一-龥])(?=\d)|(?<=\d)(?=[一-龥])", " ", text)
    return spaced.translate(NARROW)


def wide(text: str) -> str:
    """Full-width figures, and an empty line after each paragraph."""
    return text.translate(WIDE).replace("\n", "\n\n")


def figures(text: str) -> str:
    """一、 becomes 1. and （一） becomes (1)."""
    text = re.sub(rf"^([{DIGITS}])、", lambda m: f"{_figure(m)}. ", text, flags=re.M)
    return re.sub(rf"^（([{DIGITS}])）", lambda m: f"({_figure(m)}) ", text, flags=re.M)


def _figure(hit: re.Match[str]) -> int:
    return DIGITS.index(hit.group(1)) + 1


def cells(text: str) -> str:
    """Each cell of a table on a line of its own."""
    return text.replace("\t", "\n")


def bars(text: str) -> str:
    """Rows of a table between bars."""
    return "".join(
        f"| {line.replace(chr(9), ' | ')} |\n" if "\t" in line else f"{line}\n"
        for line in text.splitlines()
    )


def joined(text: str) -> str:
    """All paragraphs run together, as pasted into a chat or a form."""
    return text.replace("\n", " ").replace("\t", " ") + "\n"


WAYS: Mapping[str, Callable[[str], str]] = {
    "pdf": pdf,
    "narrow": narrow,
    "wide": wide,
    "figures": figures,
    "cells": cells,
    "bars": bars,
    "joined": joined,
}
