"""Tables as the written pages hold them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[object]], words: int = 1) -> str:
    """A table, a line break behind each row; columns after the first ``words`` hold figures."""
    rule = "|" + "|".join(["---"] * words + ["---:"] * (len(head) - words)) + "|\n"
    return _line(head) + rule + "".join(map(_line, rows))


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join(map(str, cells)) + " |\n"
