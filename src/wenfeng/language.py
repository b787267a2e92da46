"""wenfeng as a spaCy pipeline: the trained model, then the entries that the rules read.

    >>> from wenfeng import language
    >>> nlp = language.load()
    >>> doc = nlp("整改措施\\n1.清退超标准用房3间（责任单位：机关事务局；完成时限：2021年6月底前）")
    >>> [(owner.text, owner.label_, owner.kb_id_) for owner in doc.spans["owners"]]
    [('机关事务局', 'lead', 'unit')]
    >>> doc._.wenfeng.entries[0].deadline.end.isoformat()
    '2021-06-30'

``doc.ents`` are the model's guesses, of which ``wenfeng.check`` makes no use.
``doc.spans["entries"]``, ``["problems"]``, ``["measures"]``, ``["owners"]`` and ``["deadlines"]``
come from the rules that it follows. In these, ``span.id_`` names the entry, so that what belongs
together can be found; ``span.label_`` is the kind of an entry or deadline and the role of an owner,
and ``span.kb_id_`` the kind of an owner (person, post, unit, group). ``doc._.wenfeng`` is the
Reading, with the exact words; a span holds whole tokens and may reach a little further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from wenfeng.domain import Block, Document, Entry, Reading, Span
from wenfeng.errors import ResourceError
from wenfeng.extract import extract
from wenfeng.learned import words
from wenfeng.resources import model_path

__all__ = ["load"]

COMPONENT = "wenfeng_entries"
GROUPS = ("entries", "problems", "measures", "owners", "deadlines")
_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class _Marked:
    """Characters of the text that go into one of the groups of spans."""

    group: str
    start: int
    end: int
    label: str
    kind: str = ""


def load() -> Language:
    """The shipped pipeline, ready to read. Raises ResourceError when it is not installed."""
    return assembled(model_path("zh_wenfeng"))


def assembled(folder: Path) -> Language:
    """The pipeline stored in a folder, with the rules behind it. Raises ResourceError."""
    try:
        words.prepare()
        nlp = spacy.load(folder)
    except (OSError, ValueError, ImportError) as error:
        raise ResourceError(f"模型 {folder.name} 无法读入", "请重新安装 wenfeng") from error
    nlp.add_pipe(COMPONENT, last=True)
    return nlp


@Language.component(COMPONENT)
def read_entries(doc: Doc) -> Doc:
    """Adds the groups of spans that hold what the rules read."""
    starts = [found.start() for found in _LINE.finditer(doc.text)]
    found: dict[str, list[TokenSpan]] = {group: [] for group in GROUPS}
    for entry in _reading(doc.text).entries:
        for marked in _marks(entry, starts):
            span = _in_tokens(doc, marked, entry.id)
            if span is not None:
                found[marked.group].append(span)
    for group, spans in found.items():
        doc.spans[group] = spans
    return doc


def _marks(entry: Entry, starts: Sequence[int]) -> Iterator[_Marked]:
    def mark(group: str, span: Span, label: str, kind: str = "") -> _Marked:
        offset = starts[span.block]
        return _Marked(group, offset + span.start, offset + span.end, label, kind)

    if entry.problem:
        yield mark("problems", entry.problem.span, "problem")
    for measure in entry.measures:
        yield mark("measures", measure.span, "measure")
    for owner in entry.owners:
        yield mark("owners", owner.span, owner.role, owner.kind)
    if entry.deadline:
        yield mark("deadlines", entry.deadline.span, entry.deadline.kind)
    own = [mark("entries", span, entry.kind) for span in _own(entry)]
    yield _Marked("entries", min(m.start for m in own), max(m.end for m in own), entry.kind)


def _own(entry: Entry) -> Iterator[Span]:
    """Where the entry itself stands: without what it inherits or what a list elsewhere states."""
    yield entry.span
    texts = entry.measures or ((entry.problem,) if entry.problem else ())
    yield from (text.span for text in texts)
    values = (*entry.owners, *((entry.deadline,) if entry.deadline else ()))
    yield from (value.span for value in values if value.scope == "own")


def _in_tokens(doc: Doc, marked: _Marked, entry: str) -> TokenSpan | None:
    return doc.char_span(
        marked.start,
        marked.end,
        label=marked.label,
        kb_id=marked.kind,
        alignment_mode="expand",
        span_id=entry,
    )


@lru_cache(maxsize=16)
def _reading(text: str) -> Reading:
    """What the rules read in a text whose lines are paragraphs."""
    lines = (found.group() for found in _LINE.finditer(text))
    blocks = tuple(
        Block("paragraph", line, f"第{number}段") for number, line in enumerate(lines, start=1)
    )
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return extract(Document("", "txt", digest, blocks))


# Read again where it is asked for, not stored: a Doc can go through to_bytes, to another process.
if not Doc.has_extension("wenfeng"):
    Doc.set_extension("wenfeng", getter=lambda doc: _reading(doc.text))
