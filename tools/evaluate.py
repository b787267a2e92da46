"""How right the extraction is, on every plan whose contents somebody wrote down.

    python tools/evaluate.py                 print the figures, compare them with docs/accuracy.json
    python tools/evaluate.py -v 巡察 seed1   name every difference in the documents so called
    python tools/evaluate.py --write         make these figures the recorded ones

Exit code 1: a document, a layout of the generated plans, or a held-out set as a whole has become
worse by more than 0.005 than what is recorded.

The held-out sets are recorded, printed and compared as a whole only: a drop is told, the plan in
which it happened is not, and they cannot be asked for by name. Look for the cause in the other
sets; a change that is right all the same is recorded with its lower figure.

The first time a hand-written plan is recorded, its figures are kept as those of the first contact.
For plans that the program has been improved on already, check out the version that had not seen
them elsewhere and run: PYTHONPATH=…/src python tools/evaluate.py --first
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence

from accuracy_page import FIGURES, LAYOUTS, RECORD, SETS, Record, mean, page, recorded
from cases import ROOT, TESTS, Case, Result, cases, evaluate
from scoring import Score, Tally

from wenfeng.errors import WenfengError
from wenfeng.pipeline import RAISE_VARIABLE

PAGE = ROOT / "docs" / "accuracy.md"
MANY = ("generated",)  # sets too large to list plan by plan
TOLERANCE = 0.005


def figures(marks: Score) -> dict[str, float]:
    """The marks as numbers, as they are recorded; each is better the greater it is."""
    values = {
        "precision": marks.entries.precision,
        "recall": marks.entries.recall,
        "entries": marks.entries.f1,
        "owners": marks.owners.f1,
        "owner_scope": marks.owner_scope.value,
        "deadlines": marks.deadlines.value,
        "deadline_scope": marks.deadline_scope.value,
        "owner_missing": marks.owner_missing.f1,
        "deadline_missing": marks.deadline_missing.f1,
    }
    if marks.problems != Tally():
        values["problems"] = marks.problems.f1
    if marks.exact.asked:
        values["exact"] = marks.exact.value
    return values


def record(results: Mapping[Case, Result]) -> Record:
    """Figures of each document, of each layout in a set, and of all entries of a set together.

    Of the sets that shaped nothing only the last.
    """
    groups: dict[str, dict[str, Score]] = {}
    layouts: dict[str, dict[str, Score]] = {}
    for case, result in results.items():
        groups.setdefault(case.group, {})[case.name] = result.marks
        alike = layouts.setdefault(case.group, {})
        alike[result.layout] = alike.get(result.layout, Score()) + result.marks
    return {
        "documents": {g: _figures(n) for g, n in groups.items() if g not in (*MANY, *TESTS)},
        "layouts": {
            g: dict(sorted(_figures(layouts[g]).items())) for g in groups if g not in TESTS
        },
        "pooled": {g: {"": figures(sum(n.values(), Score()))} for g, n in groups.items()},
    }


def _figures(named: Mapping[str, Score]) -> dict[str, dict[str, float]]:
    return {name: figures(marks) for name, marks in named.items()}


def merged(old: Record, new: Record) -> Record:
    """The new record, with what was recorded of sets not measured here, and of first contacts."""
    kept = {
        kind: {g: row for g in SETS if (row := rows.get(g) or old.get(kind, {}).get(g))}
        for kind, rows in new.items()
    }
    return {**kept, **first_contacts(old, new)}


def first_contacts(old: Record, new: Record) -> Record:
    """What was recorded when each hand-written plan was first met; only new plans are added."""
    known = old.get("first", {})
    met = {**new["documents"].get("handwritten", {}), **known.get("handwritten", {})}
    held = known.get("heldout") or new["pooled"].get("heldout", {})
    return {"first": {"handwritten": dict(sorted(met.items())), "heldout": held}}


def drops(old: Record, new: Record, *, whole: bool = True) -> Iterator[str]:
    """What has become worse than recorded, in the sets measured now.

    ``whole`` is False where only some documents were asked for, so that none can be missing.
    """
    for group, rows in new["documents"].items():
        for name, was in old.get("documents", {}).get(group, {}).items():
            if whole or name in rows:
                yield from _worse(f"{SETS[group]} {name}", was, rows.get(name))
    if whole:
        yield from _worse_together(old, new)


def _worse_together(old: Record, new: Record) -> Iterator[str]:
    """Drops in sets that are not compared plan by plan."""
    for group in MANY:
        now = new.get("layouts", {}).get(group, {})
        for name, was in old.get("layouts", {}).get(group, {}).items() if now else ():
            yield from _worse(f"{SETS[group]} {LAYOUTS[name]}", was, now.get(name))
    for group in TESTS:
        now = new.get("pooled", {}).get(group, {})
        for was in old.get("pooled", {}).get(group, {}).values() if now else ():
            yield from _worse(f"{SETS[group]}（合并）", was, now[""])


def _worse(where: str, was: Mapping[str, float], now: Mapping[str, float] | None) -> Iterator[str]:
    if now is None:
        yield f"{where}：有记录，这次没有评"
        return
    for figure, value in was.items():
        if now.get(figure, 0.0) < value - TOLERANCE:
            yield f"{where}：{FIGURES[figure]} {value:.3f} → {now.get(figure, 0.0):.3f}"


def table(found: Record) -> Iterator[str]:
    """The figures in columns; names stand last, since their width is hard to know."""
    for group, whole in found["pooled"].items():
        rows, alike = (found[kind].get(group, {}) for kind in ("documents", "layouts"))
        yield f"\n{SETS[group]}" + (f"（{len(rows)} 份）" if rows else "")
        yield "  ".join(f"{name:<5}" for name in SHORT)
        for name, row in rows.items():
            yield _line(row, name)
        for name, row in alike.items():
            yield _line(row, f"〔{LAYOUTS[name]}〕")
        if rows:
            yield _line(mean(rows.values()), "平均")
        yield _line(whole[""], "合并")


SHORT = (
    *("ent.P", "ent.R", "ent.F", "owner", "o.scp", "dead.", "d.scp", "o.mis", "d.mis", "probl"),
    "exact",
)


def _line(row: Mapping[str, float], name: str) -> str:
    cells = (f"{row[figure]:5.3f}" if figure in row else "  -  " for figure in FIGURES)
    return "  ".join((*cells, name))


def main() -> int:
    """Measure, print, compare or write."""
    os.environ.setdefault(RAISE_VARIABLE, "1")  # our own corpora need no isolated processes
    wanted = _arguments()
    found = {case: evaluated(case) for case in cases() if _is_wanted(case, wanted.names)}
    if not found:
        sys.exit(f"没有名称含“{'、'.join(wanted.names)}”的文件")
    if wanted.verbose:
        print(*_differences(found), sep="\n")
    new = record(found)
    print(*table(new), sep="\n")
    if not wanted.names:
        print(*_skipped(new), sep="\n")
    old = recorded()
    if wanted.write:
        _write(merged(old, new))
        return 0
    if wanted.first:
        _write({"documents": {}, "pooled": {}, **old, **first_contacts(old, new)})
        return 0
    return _judge(tuple(drops(old, new, whole=not wanted.names)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="评测提取结果，与 docs/accuracy.json 比较")
    parser.add_argument(
        "names", nargs="*", metavar="文件", help="只评名称含这些字的文件（留出的除外）"
    )
    parser.add_argument("--write", action="store_true", help="把这次的结果写入 docs/")
    parser.add_argument("--first", action="store_true", help="只补记首次读到的手写难例的成绩")
    parser.add_argument("-v", "--verbose", action="store_true", help="逐条列出差别")
    wanted = parser.parse_args()
    if wanted.write and wanted.names:
        parser.error("--write 要评全部文件，不能同时指定文件")
    return wanted


def _is_wanted(case: Case, names: Sequence[str]) -> bool:
    named = case.group not in TESTS and any(name in case.name for name in names)
    return named if names else True


def evaluated(case: Case) -> Result:
    """What one plan earns; the end of the run where it cannot be read."""
    try:
        return evaluate(case)
    except WenfengError as error:
        sys.exit(f"读不了 {case.plan.name}：{error.message}。{error.hint}")


def _differences(found: Mapping[Case, Result]) -> Iterator[str]:
    for case, result in found.items():
        if result.marks.notes and case.group not in TESTS:
            yield "\n  ".join((f"\n{case.name}", *result.marks.notes))


def _skipped(new: Record) -> Iterator[str]:
    for group, title in SETS.items():
        if group not in new["pooled"]:
            yield f"\n跳过“{title}”：这里没有这些文件，记录中的数字不变"


def _write(whole: Record) -> None:
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    RECORD.write_text(text + "\n", "utf-8", newline="\n")
    PAGE.write_text(page(whole), "utf-8", newline="\n")
    print("\n已写入 docs/accuracy.json、docs/accuracy.md")


def _judge(worse: Sequence[str]) -> int:
    print("\n没有变差" if not worse else "\n变差：", *worse, sep="\n  ")
    return int(bool(worse))


if __name__ == "__main__":
    sys.exit(main())
