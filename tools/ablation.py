"""What the trained models add to the rules: rules alone, rules with a model, a model alone.

    python tools/ablation.py            print the table
    python tools/ablation.py --write    write docs/ablation.md

Every way reads the same plans. The rules were improved on most of them, so what a model is worth
shows on the held-out ones, of which only the sums are told. Nothing here is tuned: thresholds are
those a reader would try first. The sentence roles do not ship: they are learned anew, in seconds.
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
from cases import ROOT, TESTS, Case, cases, layout_of, read_case
from markdown import table
from scoring import Score, score
from spacy.language import Language
from spacy.tokens import Doc
from surroundings import surroundings
from training import classifiers

from wenfeng import language, rules
from wenfeng.domain import Deadline, Entry, Owner, OwnerKind, Report
from wenfeng.extract import deadlines
from wenfeng.extract.deadlines import Clock
from wenfeng.learned import linear
from wenfeng.pipeline import RAISE_VARIABLE

PAGE = ROOT / "docs" / "ablation.md"
GROUPS = ("heldout", "unseen", "handwritten", "seeds", "real")
SURE = 0.9
KINDS: dict[str, OwnerKind] = {"PERSON": "person", "POST": "post", "UNIT": "unit", "GROUP": "group"}
OPENERS = "。；;\n，,由请"

ALONE, NAMED = "只用规则", "规则，没有责任主体时用模型认名称"
DROPPED = "规则，去掉模型认为是背景的条目"
HEAD = ("版式", "做法", "条目 F1", "责任主体 F1", "时限", "缺责任主体 F1", "缺时限 F1")

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
    docs = models.read(surroundings(report.document, report.reading))
    clock = Clock(report.reading.header.date, None)
    return tuple(
        replace(e, owners=_owners(e, doc), deadline=_deadline(e, doc, clock))
        for e, doc in zip(entries, docs, strict=True)
    )


WAYS: dict[str, Way] = {
    ALONE: rules_alone,
    NAMED: names_where_missing,
    DROPPED: background_dropped,
    "只用模型": model_alone,
}


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
        findings = rules.judge(rules.Case(report.document, reading, report.profile))
        yield shape, name, score(gold, reading, findings)


def page(found: Found) -> Iterator[str]:
    """Markdown: what follows from the held-out plans, then set by set."""
    yield OPENING
    if any(group == "heldout" for group, *_ in found):
        ways = {"alone": ALONE, "named": NAMED, "dropped": DROPPED}
        scores = {name: total(found, "heldout", way) for name, way in ways.items()}
        yield CONCLUSION.format(**scores)
    for group in GROUPS:
        if not any(g == group for g, *_ in found):
            yield f"\n## {SETS[group]}\n\n这里没有这些文件。\n"
        else:
            yield f"\n## {SETS[group]}\n\n" + table(HEAD, rows(found, group), words=2)


def rows(found: Found, group: str) -> Iterator[tuple[str, ...]]:
    """Every way with its figures in one set: in all layouts, then, if it shaped us, in each."""
    shapes = () if group in TESTS else sorted({shape for g, shape, _ in found if g == group})
    for shape in ("", *shapes):
        label = LAYOUTS[shape] if shape else "全部"
        for way in WAYS:
            yield label, way, *_figures(total(found, group, way, shape))
            label = ""


def total(found: Found, group: str, way: str, shape: str = "") -> Score:
    """The score of one way in one set, in one layout or (empty) in all."""
    picked = (s for (g, h, w), s in found.items() if (g, w) == (group, way) and shape in ("", h))
    return sum(picked, Score())


def _figures(score: Score) -> Iterator[str]:
    figures = (
        score.entries.f1,
        score.owners.f1,
        score.deadlines.value,
        score.owner_missing.f1,
        score.deadline_missing.f1,
    )
    return (f"{figure:.3f}" for figure in figures)


OPENING = """# 模型有没有用

<!-- 由 python tools/ablation.py --write 生成，请不要直接修改 -->

同一批方案，四种做法各读一遍。“只用模型”借用规则划出的条目，在表格的一行（每格前写上栏名）、正文里到下一条为止的
文字中找责任主体和时限，所以只比这两样（模型分不清牵头和配合，一律算牵头）。数字是一组方案合并计算的。
规则照着手写难例和公开的文件改过，在那里占便宜；模型值不值得用，看两组留出的方案。
"""
CONCLUSION = """
留出的手写方案上，规则没有读到责任主体时再用模型认名称：
缺责任主体 F1 {alone.owner_missing.f1:.3f} → {named.owner_missing.f1:.3f}，
责任主体 F1 {alone.owners.f1:.3f} → {named.owners.f1:.3f}。
装载模型要几秒，比查一份方案久得多，为这点差别不值得，所以 `wenfeng check` 不装载它；
要用名称识别，用 `wenfeng.load()`。

去掉模型认为是背景的条目：条目 F1 {alone.entries.f1:.3f} → {dropped.entries.f1:.3f}，
时限 {alone.deadlines.value:.3f} → {dropped.deadlines.value:.3f}。
它在公开的整改文件上丢掉了真正的任务（见下），所以不随软件发布；这里的是当场训练的。
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
    text = "".join(page(measured(models, wanted.sets)))
    print(text)
    if wanted.write:
        Path(PAGE).write_text(text, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
