"""What the trained pipeline finds, beside what the program's own rules find, on whole plans.

Places are characters, so a name that the tokenizer cuts wrongly counts as missed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from corpus.fragments import ROOT
from corpus.stored import Plan
from gold_lines import is_generic, parse_gold, plain_name
from markdown import table
from scoring import Tally
from spacy.language import Language
from spacy.tokens import Doc

from training.measuring import cells, tally
from training.passages import NAMES, Mark, Passage, passages
from wenfeng import language  # noqa: F401 – a Doc learns to give its Reading
from wenfeng.domain import Span

PROSE = ("prose", "ones", "stretches", "subjects", "targeted", "minutes", "personal")
WHOLE = (100_000,)
OWNERS = tuple(name for name in NAMES if name != "DEADLINE")
Places = set[tuple[int, int]]
Reader = Callable[[Doc], tuple[Places, Places]]


def names(nlp: Language, plans: Iterable[Plan]) -> str:
    """Owners (of any kind) and deadlines in whole plans: the model's and the rules'."""
    kept = [plan for plan in plans if plan["format"] == "txt"]
    prose = [plan for plan in kept if plan["layout"] in PROSE]
    rows = []
    for title, asked in (("全部版式", kept), ("行文叙述的版式", prose)):
        for who, reader in (("模型", by_model), ("规则", by_rules)):
            owners, deadlines = _found(nlp, asked, reader)
            rows.append((f"{title}（{len(asked)} 份），{who}", *cells(owners), *cells(deadlines)))
    return table(("", "责任主体 P", "R", "F1", "时限 P", "R", "F1"), rows)


def _found(nlp: Language, plans: Sequence[Plan], reader: Reader) -> tuple[Tally, Tally]:
    owners, deadlines = Tally(), Tally()
    for passage in passages(plans, WHOLE):
        found = reader(nlp(passage.text))
        owners += tally(found[0], _places(passage.names, OWNERS))
        deadlines += tally(found[1], _places(passage.names, ("DEADLINE",)))
    return owners, deadlines


def by_model(doc: Doc) -> tuple[Places, Places]:
    return _places(_marked(doc), OWNERS), _places(_marked(doc), ("DEADLINE",))


def by_rules(doc: Doc) -> tuple[Places, Places]:
    lines = [found.start() for found in re.finditer(r"[^\r\n]+", doc.text)]  # blocks of a Reading

    def place(span: Span) -> tuple[int, int]:
        return lines[span.block] + span.start, lines[span.block] + span.end

    entries = doc._.wenfeng.entries
    owners = {place(owner.span) for entry in entries for owner in entry.owners}
    return owners, {place(entry.deadline.span) for entry in entries if entry.deadline}


def _marked(doc: Doc) -> list[Mark]:
    return [(found.start_char, found.end_char, found.label_) for found in doc.ents]


def _places(names: Iterable[Mark], kinds: Sequence[str]) -> Places:
    return {(start, end) for start, end, kind in names if kind in kinds}


def kinds(nlp: Language, found: Iterable[Passage]) -> str:
    """Each kind of name by itself, place and kind right."""
    sums = dict.fromkeys(NAMES, Tally())
    for passage in found:
        marked = _marked(nlp(passage.text))
        for kind in NAMES:
            sums[kind] += tally(_places(marked, (kind,)), _places(passage.names, (kind,)))
    rows = ((kind, m.found + m.missed, *cells(m)) for kind, m in sums.items())
    return table(("类别", "处", "P", "R", "F1"), rows)


def handwritten(nlp: Language) -> str:
    """Names of leading and supporting owners in the plain texts that were written by hand."""
    paths = sorted((ROOT / "handwritten").glob("*.txt"))
    rows = []
    for who, reader in (("模型", by_model), ("规则", by_rules)):
        total = sum((_named(nlp, path, reader) for path in paths), Tally())
        rows.append((f"{len(paths)} 份 txt，{who}", *cells(total)))
    return table(("corpora/handwritten", "责任主体 P", "R", "F1"), rows)


def _named(nlp: Language, path: Path, reader: Reader) -> Tally:
    gold = parse_gold(path.with_suffix(".jsonl").read_text("utf-8"))
    there = {name for line in gold for name in (*line.lead, *line.support, *(line.supervise or ()))}
    doc = nlp(path.read_text("utf-8"))
    found = {doc.text[start:end] for start, end in reader(doc)[0]}
    return tally(_plain(found), _plain(there))


def _plain(found: Iterable[str]) -> set[str]:
    return {plain_name(name) for name in found if not is_generic(name) and plain_name(name)}
