"""How right the extraction is, on every plan whose contents somebody wrote down.

    python tools/evaluate.py                 print the figures, compare them with docs/accuracy.json
    python tools/evaluate.py -v 巡察 seed1   name every difference in the documents so called
    python tools/evaluate.py --write         make these figures the recorded ones

Exit code 1: a document has become worse by more than 0.005 than what is recorded. (No mean of
the same documents can, then; the mean of other documents may fall without anything being worse.)

The first time a hand-written plan is recorded, its figures are kept as those of the first contact.
For plans that the program has been improved on already, check out the version that had not seen
them elsewhere and run: PYTHONPATH=…/src python tools/evaluate.py --first
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from accuracy_page import FIGURES, SETS, Record, mean, page
from expectation import differences, to_gold
from gold_lines import parse_gold
from scoring import Score, Share, score

from wenfeng.errors import WenfengError
from wenfeng.pipeline import check

ROOT = Path(__file__).resolve().parents[1]
# Public documents that are not this project's to pass on; only some machines have them.
ELSEWHERE = ROOT.parent / "shared"
RECORD = ROOT / "docs" / "accuracy.json"
PAGE = ROOT / "docs" / "accuracy.md"
TOLERANCE = 0.005


@dataclass(frozen=True, slots=True)
class Case:
    """A plan, what ought to be read out of it, and the set it belongs to."""

    group: str
    name: str
    plan: Path
    answer: Path


def cases() -> Iterator[Case]:
    """Every plan with an answer, set by set."""
    for answer in sorted((ROOT / "corpora" / "samples").glob("*.expected.json")):
        yield _beside("samples", answer, answer.name.removesuffix(".expected.json"))
    for answer in sorted((ROOT / "corpora" / "handwritten").glob("*.jsonl")):
        yield _beside("handwritten", answer, answer.stem)
    for answer in sorted((ELSEWHERE / "gold").glob("*.jsonl")):
        number = answer.stem.removeprefix("seed")
        seeded = number != answer.stem
        pattern = f"seeds/{int(number):03d}_*" if seeded else f"real/{answer.stem}_*"
        group = "seeds" if seeded else "real"
        yield Case(group, answer.stem, _only(ELSEWHERE.glob(pattern), answer), answer)


def _beside(group: str, answer: Path, stem: str) -> Case:
    """The plan that lies beside its answer under the same name."""
    plans = (p for p in answer.parent.glob(f"{stem}.*") if p.suffix not in {".json", ".jsonl"})
    return Case(group, stem, _only(plans, answer), answer)


def _only(plans: Iterable[Path], answer: Path) -> Path:
    found = list(plans)
    if len(found) != 1:
        sys.exit(f"{answer.name} 应当有一份对应的文件，找到 {len(found)} 份")
    return found[0]


def evaluate(case: Case) -> Score:
    """The marks of one document."""
    report = check(case.plan)
    text = case.answer.read_text("utf-8")
    if case.answer.suffix == ".jsonl":
        return score(parse_gold(text), report.reading, report.findings)
    expected = json.loads(text)
    notes = tuple(differences(expected, report.reading, report.findings))
    marks = score(to_gold(expected), report.reading, report.findings)
    return replace(marks, exact=Share(int(not notes), 1), notes=marks.notes + notes)


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
    if marks.exact.asked:
        values["exact"] = marks.exact.value
    return {name: round(value, 4) for name, value in values.items()}


def record(scores: Mapping[Case, Score]) -> Record:
    """Figures of each document, and those of all entries of a set together."""
    groups: dict[str, dict[str, Score]] = {}
    for case, marks in scores.items():
        groups.setdefault(case.group, {})[case.name] = marks
    return {
        "documents": {
            group: {name: figures(marks) for name, marks in named.items()}
            for group, named in groups.items()
        },
        "pooled": {g: {"": figures(sum(n.values(), Score()))} for g, n in groups.items()},
    }


def merged(old: Record, new: Record) -> Record:
    """The new record, with what was recorded of sets not measured here, and of first contacts."""
    kept = {
        kind: {g: row for g in SETS if (row := rows.get(g) or old.get(kind, {}).get(g))}
        for kind, rows in new.items()
    }
    return {**kept, **first_contacts(old, new)}


def first_contacts(old: Record, new: Record) -> Record:
    """What was recorded when each hand-written plan was first met; only new plans are added."""
    met = new["documents"].get("handwritten", {})
    first = {**met, **old.get("first", {}).get("handwritten", {})}
    return {"first": {"handwritten": dict(sorted(first.items()))}}


def drops(old: Record, new: Record, *, whole: bool = True) -> Iterator[str]:
    """What has become worse than recorded, in the sets measured now.

    ``whole`` is False where only some documents were asked for, so that none can be missing.
    """
    for group, rows in new["documents"].items():
        for name, was in old.get("documents", {}).get(group, {}).items():
            if whole or name in rows:
                yield from _worse(f"{SETS[group]} {name}", was, rows.get(name))


def _worse(where: str, was: Mapping[str, float], now: Mapping[str, float] | None) -> Iterator[str]:
    if now is None:
        yield f"{where}：有记录，这次没有评"
        return
    for figure, value in was.items():
        if now.get(figure, 0.0) < value - TOLERANCE:
            yield f"{where}：{FIGURES[figure]} {value:.3f} → {now.get(figure, 0.0):.3f}"


def table(found: Record) -> Iterator[str]:
    """The figures in columns; names stand last, since their width is hard to know."""
    for group, rows in found["documents"].items():
        yield f"\n{SETS[group]}（{len(rows)} 份）"
        yield "  ".join(f"{name:<5}" for name in SHORT)
        for name, row in rows.items():
            yield _line(row, name)
        yield _line(mean(rows.values()), "平均")
        yield _line(found["pooled"][group][""], "合并")


SHORT = ("ent.P", "ent.R", "ent.F", "owner", "o.scp", "dead.", "d.scp", "o.mis", "d.mis", "exact")


def _line(row: Mapping[str, float], name: str) -> str:
    cells = (f"{row[figure]:5.3f}" if figure in row else "  -  " for figure in FIGURES)
    return "  ".join((*cells, name))


def main() -> int:
    """Measure, print, compare or write."""
    wanted = _arguments()
    found = {case: _measured(case) for case in cases() if _is_wanted(case, wanted.names)}
    if not found:
        sys.exit(f"没有名称含“{'、'.join(wanted.names)}”的文件")
    if wanted.verbose:
        print(*_differences(found), sep="\n")
    new = record(found)
    print(*table(new), sep="\n")
    if not wanted.names:
        print(*_skipped(new), sep="\n")
    old: Record = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    if wanted.write:
        _write(merged(old, new))
        return 0
    if wanted.first:
        _write({"documents": {}, "pooled": {}, **old, **first_contacts(old, new)})
        return 0
    return _judge(tuple(drops(old, new, whole=not wanted.names)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="评测提取结果，与 docs/accuracy.json 比较")
    parser.add_argument("names", nargs="*", metavar="文件", help="只评名称含这些字的文件")
    parser.add_argument("--write", action="store_true", help="把这次的结果写入 docs/")
    parser.add_argument("--first", action="store_true", help="只补记首次读到的手写难例的成绩")
    parser.add_argument("-v", "--verbose", action="store_true", help="逐条列出差别")
    wanted = parser.parse_args()
    if wanted.write and wanted.names:
        parser.error("--write 要评全部文件，不能同时指定文件")
    return wanted


def _is_wanted(case: Case, names: Sequence[str]) -> bool:
    return not names or any(name in case.name for name in names)


def _measured(case: Case) -> Score:
    try:
        return evaluate(case)
    except WenfengError as error:
        sys.exit(f"读不了 {case.plan.name}：{error.message}。{error.hint}")


def _differences(found: Mapping[Case, Score]) -> Iterator[str]:
    for case, marks in found.items():
        if marks.notes:
            yield "\n  ".join((f"\n{case.name}", *marks.notes))


def _skipped(new: Record) -> Iterator[str]:
    for group, title in SETS.items():
        if group not in new["documents"]:
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
