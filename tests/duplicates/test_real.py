"""Real papers, two at a time: nothing learned from many, and no two of them copied."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from wenfeng.copies import Paper
from wenfeng.duplicates import find
from wenfeng.pipeline import find_duplicates

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="没有真实文件")


def test_papers_of_one_office_about_different_matters_are_no_pairs() -> None:
    papers = [Paper(path.name, path.read_text("utf-8")) for path in sorted(REAL.glob("*.txt"))]
    couples = list(combinations(papers, 2))
    assert len(couples) >= 50
    assert [both for both in couples if find(both).pairs] == []


def test_a_notice_as_pdf_and_as_text_is_one_paper() -> None:
    for pdf in REAL.glob("*.pdf"):
        found = find_duplicates([pdf, pdf.with_suffix(".txt")])
        (pair,), (group,) = found.pairs, found.groups
        assert pair.similarity > 0.95
        assert group.kind in ("identical", "revision")
