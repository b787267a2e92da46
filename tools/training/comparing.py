"""What the trained pipeline finds, beside what the program's own rules find, on whole plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import add
from pathlib import Path

from corpus.fragments import ROOT
from corpus.stored import Plan
from gold_lines import is_generic, parse_gold, plain_name
from spacy.language import Language
from spacy.tokens import Doc, Span

from training.measuring import Marks, Table, marks
from training.passages import NAMES, Passage, aligned, passages
from wenfeng.language import read_entries

PROSE = ("prose", "ones", "stretches", "subjects", "targeted", "minutes", "personal")
WHOLE = (100_000,)
Places = set[tuple[int, int]]
Reader = Callable[[Doc], tuple[Places, Places]]


def names(nlp: Language, plans: Iterable[Plan]) -> Table:
    """Owners (of any kind) and deadlines in whole plans: the model's and the rules'."""
    kept = [plan for plan in plans if plan["format"] == "txt"]
    prose = [plan for plan in kept if plan["layout"] in PROSE]
    rows = []
    for title, asked in (("全部版式", kept), ("行文叙述的版式", prose)):
        for who, reader in (("模型", by_model), ("规则", by_rules)):
            owners, deadlines = _found(nlp, asked, reader)
            cells = (*owners.cells(), *deadlines.cells())
            rows.append((f"{title}（{len(asked)} 份），{who}", *cells))
    head = ("", "责任主体 P", "R", "F1", "时限 P", "R", "F1")
    return Table(head, tuple(rows))


def _found(nlp: Language, plans: Sequence[Plan], reader: Reader) -> tuple[Marks, Marks]:
    owners, deadlines = Marks(), Marks()
    for passage in passages(plans, WHOLE):
        gold = aligned(nlp.make_doc(passage.text), passage)
        found = reader(nlp(passage.text))
        owners += marks(found[0], _places(s for s in gold if s.label_ != "DEADLINE"))
        deadlines += marks(found[1], _places(s for s in gold if s.label_ == "DEADLINE"))
    return owners, deadlines


def by_model(doc: Doc) -> tuple[Places, Places]:
    return (
        _places(e for e in doc.ents if e.label_ != "DEADLINE"),
        _places(e for e in doc.ents if e.label_ == "DEADLINE"),
    )


def by_rules(doc: Doc) -> tuple[Places, Places]:
    read = read_entries(doc)
    return _places(read.spans["owners"]), _places(read.spans["deadlines"])


def _places(spans: Iterable[Span]) -> Places:
    return {(span.start, span.end) for span in spans}


def kinds(nlp: Language, found: Iterable[Passage]) -> Table:
    """Each kind of name by itself, place and kind right."""
    sums = dict.fromkeys(NAMES, Marks())
    for passage in found:
        doc = nlp(passage.text)
        gold = aligned(doc, passage)
        for kind in NAMES:
            there = _places(s for s in gold if s.label_ == kind)
            sums[kind] += marks(_places(e for e in doc.ents if e.label_ == kind), there)
    rows = ((kind, str(m.there), *m.cells()) for kind, m in sums.items())
    return Table(("类别", "处", "P", "R", "F1"), tuple(rows))


def handwritten(nlp: Language) -> Table:
    """Names of leading and supporting owners in the plain texts that were written by hand."""
    paths = sorted((ROOT / "handwritten").glob("*.txt"))
    rows = []
    for who, reader in (("模型", by_model), ("规则", by_rules)):
        total = reduce(add, (_named(nlp, path, reader) for path in paths))
        rows.append((f"{len(paths)} 份，{who}", *total.cells()))
    return Table(("corpora/handwritten", "责任主体 P", "R", "F1"), tuple(rows))


def _named(nlp: Language, path: Path, reader: Reader) -> Marks:
    gold = parse_gold(path.with_suffix(".jsonl").read_text("utf-8"))
    there = {name for line in gold for name in (*line.lead, *line.support, *(line.supervise or ()))}
    doc = nlp(path.read_text("utf-8"))
    found = {doc[start:end].text for start, end in reader(doc)[0]}
    return marks(_plain(found), _plain(there))


def _plain(found: Iterable[str]) -> set[str]:
    return {plain_name(name) for name in found if not is_generic(name) and plain_name(name)}
