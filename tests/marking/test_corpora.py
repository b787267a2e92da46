"""Every Word file of the corpora with a comment on every value and every finding."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.marking.word_packages import DAY, blocks, members, seen
from wenfeng.domain import Report, Span
from wenfeng.marking import Note, comment, marked
from wenfeng.pipeline import RAISE_VARIABLE, check

ROOT = Path(__file__).parents[2] / "corpora"
FILES = sorted(ROOT.glob("samples/*.docx")) + sorted(ROOT.glob("handwritten/*.docx"))
CHANGED = {
    *("[Content_Types].xml", "word/document.xml", "word/comments.xml"),
    "word/_rels/document.xml.rels",
}


@cache
def report(path: Path) -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(RAISE_VARIABLE, "1")  # our own corpora need no isolated processes
        return check(path)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_there_are_files() -> None:
    assert len(FILES) >= 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_findings_stand_on_their_words(path: Path) -> None:
    data = path.read_bytes()
    done = marked(report(path), data, date=DAY)
    assert blocks(done) == blocks(data)
    if not report(path).findings:
        assert done == data
        return
    found = seen(done)
    for finding, one in zip(report(path).findings, found, strict=True):
        assert finding.message in one.text and finding.rule in one.text
        _is_on(report(path), finding.span, one.words)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_all_values_can_be_commented(path: Path) -> None:
    data = path.read_bytes()
    spans = [*_spans(report(path))]
    held = report(path).document.blocks
    notes = [Note(held[s.block].anchor, s.start, s.end, "【提示】核对", "info") for s in spans]
    done = comment(data, notes, date=DAY)
    assert blocks(done) == blocks(data)
    for span, one in zip(spans, seen(done) if notes else (), strict=True):
        _is_on(report(path), span, one.words)
    before, after = members(data), members(done)
    assert {name for name in after if before.get(name) != after[name]} <= CHANGED


def _spans(report: Report) -> Iterator[Span]:
    for entry in report.reading.entries:
        yield entry.span
        yield from (value.span for value in entry.values())


def _is_on(report: Report, span: Span, covered: str) -> None:
    text = report.document.blocks[span.block].text
    wanted = squeezed(text[span.start : span.end])
    if wanted:
        assert (
            squeezed(covered) == wanted
            # Automatic numbers inside a cell stand in the text as read and not in the file.
            or _is_less(squeezed(covered), wanted)
            # The value of a form field is one whole.
            or (wanted in covered and covered in _form_values(Path(report.document.name)))
        )
    else:
        assert squeezed(covered) in squeezed(text)
        assert squeezed(covered) or not text.strip()


@cache
def _form_values(path: Path) -> frozenset[str]:
    """What stands in controls for plain text."""
    body = ElementTree.fromstring(members(path.read_bytes())["word/document.xml"])
    controls = body.iterfind(".//{*}sdt[{*}sdtPr]")
    plain = [one for one in controls if one.find("{*}sdtPr/{*}text") is not None]
    return frozenset("".join(one.itertext()) for one in plain)


def _is_less(covered: str, wanted: str) -> bool:
    """Whether ``covered`` is ``wanted`` with some few characters left out."""
    rest = iter(wanted)
    return all(letter in rest for letter in covered) and len(covered) >= 0.8 * len(wanted)
