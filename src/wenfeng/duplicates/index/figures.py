"""What is in an index (索引概况)."""

from __future__ import annotations

from dataclasses import dataclass

from wenfeng.duplicates.index.joining import Shelf
from wenfeng.duplicates.index.trouble import Damaged


@dataclass(frozen=True, slots=True)
class Figures:
    """How many papers an index has, by year and kind, and what is known of them.

    ``families`` counts copies of one paper once. ``size`` is the file's in bytes, ``changed`` when
    papers were last added or removed (empty: never).
    """

    papers: int
    characters: int
    families: int
    pairs: int
    size: int
    changed: str
    years: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]


def figures(shelf: Shelf) -> Figures:
    """Count."""
    ask = shelf.connection.execute
    papers, characters = ask("SELECT count(*), ifnull(sum(characters), 0) FROM papers").fetchone()
    changed = ask("SELECT value FROM meta WHERE name = 'changed'").fetchone()
    return Figures(
        papers,
        characters,
        shelf.families,
        ask("SELECT count(*) FROM pairs").fetchone()[0],
        ask("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()[0],
        str(changed[0]) if changed else "",
        _counted(shelf, "substr(date, 1, 4)", "1 DESC"),
        _counted(shelf, "kind", "2 DESC, 1"),
    )


def _counted(shelf: Shelf, what: str, order: str) -> tuple[tuple[str, int], ...]:
    rows = shelf.connection.execute(
        f"SELECT ifnull({what}, ''), count(*) FROM papers GROUP BY 1 ORDER BY {order}"
    ).fetchall()
    if not all(isinstance(name, str) for name, _ in rows):
        raise Damaged("文稿")
    return tuple(rows)
