"""Finding copies among official papers: wenfeng beside datasketch and rensa, and on its own.

    python benchmarks/duplicates.py                        small: quality
    python benchmarks/duplicates.py passages families      small: these tables
    python benchmarks/duplicates.py all --full --json docs/duplicates.json
    python benchmarks/duplicates.py --page                 docs/duplicates.md of what is recorded

The papers are made (copy_finding/making.py), so that all copies in them are known. Every way gets
the same papers, in a process of its own, timed from the texts to the pairs. From which likeness on
two papers count as copies is chosen for each rival as it comes out best on the known truth; wenfeng
has to do with its own. --json FILE keeps each table as soon as it is measured, beside those in it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from copy_finding import page, recording
from copy_finding.against import against
from copy_finding.extremes import extremes
from copy_finding.families import families
from copy_finding.formats import formats
from copy_finding.growth import growth
from copy_finding.options import FULL, SMALL, Options, Row
from copy_finding.passages import passages
from copy_finding.quality import OUR_WAYS, RIVAL_WAYS, quality
from copy_finding.templates import templates

DOCS = Path(__file__).resolve().parents[1] / "docs"
RECORD, PAGE = DOCS / "duplicates.json", DOCS / "duplicates.md"
TABLES: dict[str, Callable[[Options, Path], list[Row]]] = {
    "quality": quality,
    "passages": passages,
    "families": families,
    "templates": templates,
    "extremes": extremes,
    "formats": formats,
    "against": against,
    "growth": growth,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("tables", nargs="*", default=["quality"], help=", ".join((*TABLES, "all")))
    parser.add_argument("--full", action="store_true", help="the sizes that count")
    parser.add_argument("--documents", type=int, default=0, help=f"{SMALL}, with --full {FULL}")
    parser.add_argument("--characters", type=int, default=0, help="a document has about so many")
    parser.add_argument("--pool", type=int, default=600, help="sentences that anybody may write")
    parser.add_argument("--growth", default="", help="sizes, as in 2000,10000,50000,300000")
    names = "; ".join((*OUR_WAYS, *RIVAL_WAYS))
    parser.add_argument("--ways", default="", help=f"of quality and growth, ; between: {names}")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, help="where to keep what was measured")
    parser.add_argument("--page", action="store_true", help=f"write {PAGE.name} of {RECORD.name}")
    return parser


def _options(chosen: argparse.Namespace) -> Options:
    return Options(
        chosen.full,
        chosen.documents,
        chosen.characters,
        chosen.pool,
        chosen.seed,
        tuple(way.strip() for way in chosen.ways.split(";") if way.strip()),
        tuple(int(size) for size in chosen.growth.split(",") if size),
    )


def _measure(table: str, options: Options, record: Path | None) -> None:
    start = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        rows = TABLES[table](options, Path(folder))
    if rows:
        print(page.section(table, rows), flush=True)
    if rows and record:
        recording.keep(record, table, recording.measured(rows, options, perf_counter() - start))


def write_page() -> None:
    """The page of what is recorded."""
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    PAGE.write_text(page.page(record), encoding="utf-8", newline="\n")


def main(arguments: Sequence[str]) -> None:
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.page:
        write_page()
        return
    tables = list(TABLES) if "all" in chosen.tables else chosen.tables
    if unknown := [table for table in tables if table not in TABLES]:
        parser.error(f"no such table: {', '.join(unknown)}")
    for table in tables:
        _measure(table, _options(chosen), chosen.json)


if __name__ == "__main__":
    main(sys.argv[1:])
