"""Finding copies among official papers: wenfeng beside datasketch and rensa.

    python benchmarks/duplicates.py quality [--documents 20000] [--full]
    python benchmarks/duplicates.py growth [--growth 2000,10000,50000,300000]

The papers are made (copies/making.py), so that all copies in them are known. Every way gets the
same papers, in a process of its own, timed from the texts to the pairs. From which likeness on two
papers count as copies is chosen for each rival as it comes out best on the known truth; wenfeng has
to do with its own. --json FILE keeps what was measured.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from copies import tables
from copies.making import Recipe
from copies.tables import OURS, RIVAL_WAYS, Row

SMALL = 2_000
FULL = 20_000
SMALL_GROWTH = "1000,2000,4000"
FULL_GROWTH = "2000,10000,50000,300000"


def quality(chosen: argparse.Namespace, folder: Path) -> list[Row]:
    documents = chosen.documents or (FULL if chosen.full else SMALL)
    recipe = Recipe(documents, chosen.characters or 5_000, pool=chosen.pool, seed=chosen.seed)
    rows = tables.quality(recipe, chosen.ways, folder)
    kinds = list(rows[0]["recall"])
    print(f"\n{documents} documents of {recipe.characters} characters, {recipe.pool} phrases\n")
    heads = ["way", "from", "precision", *kinds, "F1", "F1 with sections", "seconds", "CPU", "MB"]
    _print(heads, [_quality_cells(row, kinds) for row in rows])
    return rows


def _quality_cells(row: Row, kinds: Sequence[str]) -> list[str]:
    shares = [row["precision"], *(row["recall"][kind] for kind in kinds), row["f1"], row["f1_all"]]
    start = "" if row["threshold"] is None else f"{row['threshold']:.2f}"
    said = [f"{share:.3f}" for share in shares]
    return [
        row["way"],
        start,
        *said,
        f"{row['total']:.1f}",
        f"{row['cpu']:.1f}",
        f"{row['peak']:.0f}",
    ]


def growth(chosen: argparse.Namespace, folder: Path) -> list[Row]:
    sizes = chosen.growth or (FULL_GROWTH if chosen.full else SMALL_GROWTH)
    characters = chosen.characters or 2_000
    recipes = [
        Recipe(int(size), characters, pool=chosen.pool, near=0.01, sections=0.005, seed=chosen.seed)
        for size in sizes.split(",")
    ]
    rows = tables.growth(recipes, chosen.ways, folder)
    print(f"\ncollections of {characters} characters a document\n")
    _print(
        ["way", "documents", "seconds", "CPU", "MB", "exponent"],
        [_growth_cells(row) for row in rows],
    )
    return rows


def _growth_cells(row: Row) -> list[str]:
    exponent = "" if row["exponent"] is None else f"{row['exponent']:.2f}"
    spent = [f"{row['total']:.1f}", f"{row['cpu']:.1f}", f"{row['peak']:.0f}"]
    return [row["way"], f"{row['documents']}", *spent, exponent]


def _print(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table in Markdown."""
    for cells in (heads, ["---"] * len(heads), *rows):
        print("| " + " | ".join(cells) + " |", flush=True)


TABLES: dict[str, Callable[[argparse.Namespace, Path], list[Row]]] = {
    "quality": quality,
    "growth": growth,
}


def _chosen(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("tables", nargs="*", default=["quality"], help=", ".join(TABLES))
    parser.add_argument("--documents", type=int, help=f"{SMALL}, with --full {FULL}")
    parser.add_argument("--characters", type=int, help="a document: 5000, for growth 2000")
    parser.add_argument("--pool", type=int, default=600, help="sentences that anybody may write")
    parser.add_argument("--growth", help=f"sizes: {SMALL_GROWTH}, with --full {FULL_GROWTH}")
    ways = [OURS, *RIVAL_WAYS]
    parser.add_argument("--ways", type=lambda said: said.split(";"), default=ways, help="; between")
    parser.add_argument("--full", action="store_true", help="the sizes that count")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    chosen = _chosen(arguments)
    with tempfile.TemporaryDirectory() as name:
        measured = {table: TABLES[table](chosen, Path(name)) for table in chosen.tables}
    if chosen.json:
        chosen.json.write_text(json.dumps(measured, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
