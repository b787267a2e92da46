"""Numbers and counts: silent over plans that people wrote with care, loud where one is changed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from wenfeng import profiles
from wenfeng.domain import Document, Finding, Heading
from wenfeng.extract import extract
from wenfeng.lang import numerals
from wenfeng.limits import DEFAULT_LIMITS
from wenfeng.readers import open_file
from wenfeng.readers import read as read_document
from wenfeng.rules import RULES, Case, judge

FOLDER = Path(__file__).resolve().parents[2] / "corpora" / "handwritten"
PLANS = sorted(p for p in FOLDER.iterdir() if p.suffix not in (".jsonl", ".md"))
STRUCTURE = {rule.id for rule in RULES if rule.id.startswith("structure.")}
STYLES = ("chinese", "chinese_paren", "arabic")


@cache
def read(path: Path) -> Document:
    return read_document(open_file(path, DEFAULT_LIMITS), path.name, DEFAULT_LIMITS)


def found(document: Document) -> tuple[Finding, ...]:
    case = Case(document, extract(document), profiles.load("general"))
    return judge(case, STRUCTURE)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_written_with_care_is_built_as_it_says(path: Path) -> None:
    assert [(f.rule, f.message) for f in found(read(path))] == []


def renumbered(document: Document, items: list[Heading]) -> Document | None:
    """The document with one more on each of these numbers; None where they cannot be told."""
    blocks = list(document.blocks)
    for item in items:
        block = blocks[item.span.block]
        at = block.text.find(item.number, item.span.start)
        if at < 0 or block != document.blocks[item.span.block] or block.recognised:
            return None
        number = item.value + 1
        written = str(number) if item.number.isdigit() else numerals.chinese(number)
        text = block.text[:at] + written + block.text[at + len(item.number) :]
        blocks[item.span.block] = replace(block, text=text)
    return replace(document, blocks=tuple(blocks))


def first_list(document: Document) -> list[Heading]:
    """The first list of three or more at the top of the document, in order."""
    tops = [h for h in extract(document).headings if h.depth == 1 and not h.automatic]
    run = [h for h in tops if h.style in STYLES and h.style == tops[0].style and not h.part]
    ordered = all(b.value == a.value + 1 for a, b in pairwise(run))
    return run if len(run) >= 3 and ordered and run[0].value == 1 else []


def test_a_number_that_was_left_out_is_found_in_nearly_every_plan() -> None:
    changed = missed = 0
    for path in PLANS:
        document = read(path)
        items = first_list(document)[1:]
        faulty = renumbered(document, items) if items else None
        if faulty is None:
            continue
        changed += 1
        places = [f.span.block for f in found(faulty) if f.rule == "structure.numbering"]
        missed += items[0].span.block not in places
    assert changed >= 50
    assert missed <= changed // 50
