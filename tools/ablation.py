"""What the trained models add to the rules: rules alone, rules with a model, a model alone.

    python tools/ablation.py            print the table
    python tools/ablation.py --write    write docs/ablation.md

Every way reads the same plans; a way that is not better than the rules on hand-written and real
plans has no place in ``wenfeng check``. Nothing here is tuned: thresholds are those a reader
would try first. The sentence roles do not ship: they are learned anew, in seconds.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from accuracy_page import LAYOUTS, SETS
from cases import ROOT, Case, cases, layout_of, read_case
from scoring import Score, score
from spacy.language import Language
from spacy.tokens import Doc
from training import classifiers

from wenfeng import language, rules
from wenfeng.domain import Deadline, Entry, Owner, OwnerKind, Report, Text
from wenfeng.extract import deadlines
from wenfeng.extract.deadlines import Clock
from wenfeng.learned import linear
from wenfeng.pipeline import RAISE_VARIABLE

PAGE = ROOT / "docs" / "ablation.md"
GROUPS = ("handwritten", "heldout", "seeds", "real", "unseen")
SURE = 0.9
KINDS: dict[str, OwnerKind] = {"PERSON": "person", "POST": "post", "UNIT": "unit", "GROUP": "group"}
OPENERS = "。；;\n，,由请"

HEAD = ("做法", "条目 F1", "责任主体 F1", "时限", "缺责任主体 F1", "缺时限 F1")

Way: TypeAlias = Callable[["Models", Report], tuple[Entry, ...]]
Found: TypeAlias = dict[tuple[str, str, str], Score]


@dataclass(frozen=True, slots=True)
class Models:
    """What was trained: the spaCy pipeline without the rules, and the linear sentence roles."""

    nlp: Language
    role: linear.Linear

    def read(self, texts: Sequence[str]) -> list[Doc]:
        return list(self.nlp.pipe(texts))


def rules_alone(models: Models, report: Report) -> tuple[Entry, ...]:
    """As ``wenfeng check`` reads."""
    return report.reading.entries


def names_where_missing(models: Models, report: Report) -> tuple[Entry, ...]:
    """Where the rules find nobody, the names that the model sees at the head of a clause."""
    entries = report.reading.entries
    docs = models.read(["。".join(m.text for m in e.measures) for e in entries])
    return tuple(
        e if e.owners else replace(e, owners=_owners(e, doc, heads=True))
        for e, doc in zip(entries, docs, strict=True)
    )


def background_dropped(models: Models, report: Report) -> tuple[Entry, ...]:
    """Entries with neither owner nor deadline go where the model is sure they are background."""
    entries = report.reading.entries
    guesses = models.role.guess(["。".join(m.text for m in e.measures)[:300] for e in entries])
    return tuple(
        e
        for e, guess in zip(entries, guesses, strict=True)
        if e.owners
        or e.deadline
        or guess.label not in ("background", "report")
        or guess.probability < SURE
    )


def model_alone(models: Models, report: Report) -> tuple[Entry, ...]:
    """The same items, owners and deadlines by the model only; every name leads."""
    entries = report.reading.entries
    docs = models.read([_around(report, e) for e in entries])
    clock = Clock(report.reading.header.date, None)
    return tuple(
        replace(e, owners=_owners(e, doc), deadline=_deadline(e, doc, clock))
        for e, doc in zip(entries, docs, strict=True)
    )


WAYS: dict[str, Way] = {
    "只用规则": rules_alone,
    "规则，没有责任主体时用模型认名称": names_where_missing,
    "规则，去掉模型认为是背景的条目": background_dropped,
    "只用模型": model_alone,
}


def _around(report: Report, entry: Entry) -> str:
    """The paragraphs and cells that the entry itself stands in."""
    places = {text.span.block for text in _texts(entry)} | {entry.span.block}
    places |= {o.span.block for o in entry.owners if o.scope == "own"}
    return "\n".join(report.document.blocks[place].text for place in sorted(places))


def _texts(entry: Entry) -> tuple[Text, ...]:
    return entry.measures or ((entry.problem,) if entry.problem else ())


def _owners(entry: Entry, doc: Doc, heads: bool = False) -> tuple[Owner, ...]:
    found = [ent for ent in doc.ents if ent.label_ in KINDS]
    if heads:
        found = [
            ent for ent in found if ent.start_char == 0 or doc.text[ent.start_char - 1] in OPENERS
        ]
    return tuple(Owner(ent.text, KINDS[ent.label_], "lead", "", "own", entry.span) for ent in found)


def _deadline(entry: Entry, doc: Doc, clock: Clock) -> Deadline | None:
    dues = [
        due
        for ent in doc.ents
        if ent.label_ == "DEADLINE"
        for due in deadlines.from_value(ent.text, 0, entry.span.block, clock)
    ]
    return deadlines.combine(tuple(dues), "own")


def measured(models: Models, groups: Collection[str]) -> Found:
    """The score of every way by set, layout and way."""
    os.environ.setdefault(RAISE_VARIABLE, "1")
    found: Found = {}
    for case in cases():
        if case.group in groups:
            for shape, way, one in marks(models, case):
                key = (case.group, shape, way)
                found[key] = found.get(key, Score()) + replace(one, notes=())
    return found


def marks(models: Models, case: Case) -> Iterator[tuple[str, str, Score]]:
    """Layout, way and score of one plan."""
    report, gold = read_case(case)
    shape = layout_of(case, report, gold)
    for name, way in WAYS.items():
        reading = replace(report.reading, entries=way(models, report))
        findings = rules.judge(report.document, reading, report.profile)
        yield shape, name, score(gold, reading, findings)


def table(found: Found) -> Iterator[str]:
    """Markdown, set by set: all layouts together, then each."""
    for group in GROUPS:
        shapes = sorted({shape for g, shape, _ in found if g == group})
        if not shapes:
            yield f"\n## {SETS[group]}\n\n这里没有这些文件。\n"
            continue
        yield f"\n## {SETS[group]}\n\n"
        yield f"| 版式 | {' | '.join(HEAD)} |\n"
        yield "|---|---|---:|---:|---:|---:|---:|\n"
        for shape in ("", *shapes):
            for first, row in enumerate(rows(found, group, shape)):
                label = "" if first else LAYOUTS[shape] if shape else "全部"
                yield f"| {label} | {' | '.join(row)} |\n"


def rows(found: Found, group: str, shape: str) -> Iterator[tuple[str, ...]]:
    """Every way with its figures in one set, in one layout or (empty) in all."""
    for way in WAYS:
        picked = (
            s for (g, h, w), s in found.items() if (g, w) == (group, way) and shape in ("", h)
        )
        yield way, *_figures(sum(picked, Score()))


def _figures(total: Score) -> Iterator[str]:
    figures = (
        total.entries.f1,
        total.owners.f1,
        total.deadlines.value,
        total.owner_missing.f1,
        total.deadline_missing.f1,
    )
    return (f"{figure:.3f}" for figure in figures)


OPENING = """# 模型有没有用

<!-- 由 python tools/ablation.py --write 生成，请不要直接修改 -->

同一批方案，四种做法各读一遍。“只用模型”借用规则划出的条目，只比责任主体和时限（模型分不清牵头和配合，
一律算牵头）。在手写和真实的方案上不比规则好的做法，`wenfeng check` 不用。数字是一组方案合并计算的。
"""


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="规则与模型的对照")
    parser.add_argument("--write", action="store_true", help="写入 docs/ablation.md")
    parser.add_argument("--sets", nargs="*", default=GROUPS, choices=GROUPS)
    wanted = parser.parse_args()
    nlp = language.load()
    nlp.disable_pipe(language.COMPONENT)
    models = Models(nlp, classifiers.learned(classifiers.role()).model)
    text = OPENING + "".join(table(measured(models, wanted.sets)))
    print(text)
    if wanted.write:
        Path(PAGE).write_text(text, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
