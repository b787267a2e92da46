"""Every plan whose contents somebody wrote down: where it lies, what it looks like, its marks.

The plans of ``TESTS`` shaped nothing: they are measured to report, and no differences are shown.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.stored import GENERATED, Plan, stored_plans
from expectation import differences, to_gold
from gold_lines import Gold, gold_line, parse_gold, squeeze
from scoring import Score, Share, score

from wenfeng.domain import Document, Report
from wenfeng.pipeline import check

ROOT = Path(__file__).resolve().parents[1]
# Public documents that are not this project's to pass on; only some machines have them.
ELSEWHERE = ROOT.parent / "shared"
TESTS = ("heldout", "unseen")
SPLITS = {"train": "generated", "dev": "generated", "test": "unseen"}


@dataclass(frozen=True, slots=True)
class Case:
    """A plan, what ought to be read out of it, and the set it belongs to.

    A generated plan has no file of its own: ``stored`` is what corpora/generated holds of it.
    """

    group: str
    name: str
    plan: Path
    answer: Path
    stored: Plan | None = field(default=None, compare=False)


def cases() -> Iterator[Case]:
    """Every plan with an answer, set by set."""
    for answer in sorted((ROOT / "corpora" / "samples").glob("*.expected.json")):
        yield _beside("samples", answer, answer.name.removesuffix(".expected.json"))
    for group in ("handwritten", "heldout"):
        for answer in sorted((ROOT / "corpora" / group).glob("*.jsonl")):
            yield _beside(group, answer, answer.stem)
    for answer in sorted((ELSEWHERE / "gold").glob("*.jsonl")):
        number = answer.stem.removeprefix("seed")
        seeded = number != answer.stem
        pattern = f"seeds/{int(number):03d}_*" if seeded else f"real/{answer.stem}_*"
        group = "seeds" if seeded else "real"
        yield Case(group, answer.stem, _only(ELSEWHERE.glob(pattern), answer), answer)
    for plan in stored_plans():
        path = GENERATED / f"{plan['id']}.{plan['format']}"
        yield Case(SPLITS[plan["split"]], plan["id"], path, GENERATED, plan)


def _beside(group: str, answer: Path, stem: str) -> Case:
    """The plan that lies beside its answer under the same name."""
    plans = (p for p in answer.parent.glob(f"{stem}.*") if p.suffix not in {".json", ".jsonl"})
    return Case(group, stem, _only(plans, answer), answer)


def _only(plans: Iterable[Path], answer: Path) -> Path:
    found = list(plans)
    if len(found) != 1:
        sys.exit(f"{answer.name} 应当有一份对应的文件，找到 {len(found)} 份")
    return found[0]


@dataclass(frozen=True, slots=True)
class Result:
    """The marks of one plan, and the layout by which they are put together."""

    marks: Score
    layout: str


def evaluate(case: Case) -> Result:
    """What one plan earns."""
    report, gold = read_case(case)
    marks = score(gold, report.reading, report.findings)
    if case.answer.suffix == ".json":
        expected = json.loads(case.answer.read_text("utf-8"))
        notes = tuple(differences(expected, report.reading, report.findings))
        marks = replace(marks, exact=Share(int(not notes), 1), notes=marks.notes + notes)
    return Result(marks, layout_of(case, report, gold))


def read_case(case: Case) -> tuple[Report, tuple[Gold, ...]]:
    """What the program makes of a plan, and what ought to be read."""
    if case.stored:
        gold = tuple(gold_line(line) for line in case.stored["entries"])
        return _read(case.stored["text"], case.plan.name), gold
    report = check(case.plan)
    text = case.answer.read_text("utf-8")
    if case.answer.suffix == ".json":
        return report, tuple(to_gold(json.loads(text)))
    return report, parse_gold(text)


def _read(text: str, name: str) -> Report:
    path = Path(_store().name) / name
    path.write_text(text, "utf-8", newline="")
    try:
        return check(path)
    finally:
        path.unlink()


@cache
def _store() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="wenfeng-corpus-")


# --- what a plan looks like ---------------------------------------------------------------------

_LABELLED = re.compile(
    r"^[^。；]{0,12}(?:责任|牵头|时限|期限|时间)[^。；：:]{0,8}[：:]", re.MULTILINE
)
_BRACKETED = re.compile(
    r"[（(【][^（）()]{0,60}(?:牵头|负责|责任|时限|前|底|完成)[^（）()]{0,40}[）)】]"
)


def layout_of(case: Case, report: Report, gold: Sequence[Gold]) -> str:
    """The layout of a plan: known where it was generated, else told from the plan."""
    if case.stored:
        return str(case.stored["layout"])
    return layout(report.document, [line.anchor for line in gold])


def layout(document: Document, anchors: Sequence[str]) -> str:
    """table, flat (one paragraph), labels, brackets or prose: by where the entries stand."""
    cells = squeeze("".join(b.text for b in document.blocks if b.cell))
    within = sum(squeeze(anchor) in cells for anchor in anchors)
    if within * 2 > len(anchors):
        return "table"
    texts = [b.text for b in document.blocks if not b.cell]
    whole = sum(map(len, texts))
    if whole and max(map(len, texts)) * 2 > whole:
        return "flat"
    text = "\n".join(texts)
    labels, brackets = len(_LABELLED.findall(text)), len(_BRACKETED.findall(text))
    if max(labels, brackets) * 3 < len(anchors):
        return "prose"
    return "labels" if labels > brackets else "brackets"
