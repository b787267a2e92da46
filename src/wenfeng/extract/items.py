"""One item of the outline: its heading, problem, measures, and its own owners and deadline."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from wenfeng.domain import Owner, Span, Text
from wenfeng.extract import deadlines, owners, subjects
from wenfeng.extract.claims import Claim
from wenfeng.extract.deadlines import Clock, Due
from wenfeng.extract.draft import owner
from wenfeng.extract.labels import Segment, classify, segments
from wenfeng.extract.lines import Line
from wenfeng.extract.outline import Node, heading_class
from wenfeng.extract.values import (
    ABOVE,
    Note,
    Piece,
    PieceKind,
    answer,
    counted,
    lone_label,
    pieces,
)
from wenfeng.lang.names import is_specific_unit, split_names
from wenfeng.lang.patterns import lazy

_RUN_IN = lazy(r"^[^。；;]{2,50}?(?=。)")
_COLON = lazy(r"^[^。；;，,、：:（(]{2,16}(?=[：:].{8})")
_SPACED = lazy(r"^[^\s。；：]{4,40}(?=[\s\u3000]+[^\s]{8})")
_ABOVE = lazy(
    rf"{ABOVE}(?:[^。；]{{0,4}}?(?:完成|整改)?(?:时限|期限|时间)[：:为]|[^。；]{{0,60}}?(?:前|底|内)[^。；]{{0,10}}(?:完成|结束)|[^，。；]{{0,6}}?由[^，。；]{{2,40}}?(?:负责|牵头|落实))"
)
_STAGE_NAME = lazy(r"[^，。；]{2,16}[（(][^（）()]{2,60}[）)][。：:\s]\s*")
_NAMED = lazy(r"[\s\u3000]*(?P<names>[^：:。；\s—]{2,40})(?:[：:]|——?)(?=.{6})")
# 市教育局。主城区新增学位…: as a 督查通报 opens its paragraphs
_UNIT_STOP = lazy(r"[\s\u3000]*(?P<names>[^：:。；\s—，,（(]{3,30})。(?=.{10})")
_ROLES = lazy(r"[\s\u3000]*(?P<roles>[^：:。；]{4,60}?(?:牵头|负责|配合|协助|参与))[：:](?=.{6})")
_IN_CHARGE = lazy(r"[\s\u3000]*(?P<names>[^：:。；\s—]{2,40}?)(?=负责.{6})")
_WRONG = lazy(
    r"不[到足够力实严清当及高强透细深好佳齐顺准明规能会敢愿想彻完健全落]|未|没有|缺[乏失少位]|薄弱|滞后|不足|问题|违规|违反|漏洞|混乱|走样|走过场|流于"
    r"|超标|超期|超范围|浪费|推诿|形式主义|官僚主义|较少|偏[低少慢软差]|欠缺|短板|隐患|破损|堵塞|闲置|拖欠|淡薄|松懈|弱化|虚化|淡化|脱节|较[差慢弱低]|乱[收堆停占倒]"
)
_SENTENCE = lazy(r"(?:[（(][^（）()\n]{1,80}[）)]|[^。；;！？\n])+[。；;！？\n]?")


@dataclass(slots=True)
class Stretch:
    """Text with the notes that close it: what may become one entry.

    ``opened``: a paragraph that begins with who shall do it.
    """

    texts: list[Text] = field(default_factory=list)
    problems: list[Text] = field(default_factory=list)
    progress: list[Text] = field(default_factory=list)
    others: list[Text] = field(default_factory=list)
    notes: list[tuple[Line, Note]] = field(default_factory=list)
    tail: Span | None = None
    sums_up: int = 0
    opened: bool = False

    @property
    def closed_by_owner(self) -> bool:
        return any(note.claims or note.blank for _, note in self.notes)

    @property
    def empty(self) -> bool:
        return not (self.texts or self.problems or self.progress or self.others or self.notes)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A node's lines taken apart; ``heading`` is the run-in heading of its own line."""

    heading: Text | None
    stretches: tuple[Stretch, ...]


def parse(node: Node, note_from: tuple[int, int] | None) -> Parsed:
    """Takes a node's own line and body apart into stretches.

    A stretch ends behind an owner parenthesis inside a paragraph, and behind a paragraph that
    closes with a note of its own. ``note_from``: from where on the first of several leads.
    """
    done: list[Stretch] = []
    current = Stretch()
    heading: Text | None = None
    after_named = False
    asked: Segment | None = None
    for line, start in _lines_of(node):
        leads = note_from is not None and (line.block, line.start) >= note_from
        named = _named(line, start, _NAMED) or (
            _named(line, start, _IN_CHARGE) if after_named else None
        )
        after_named = named is not None
        if named is not None:
            start = named.end
            if current.texts:
                done.append(current)
                current = Stretch()
            current.notes.append((line, named))
        elif line is not node.line and current.texts and _opens_task(line, current):
            current.opened = True
            done.append(current)
            current = Stretch(opened=True)
        value = answer(line, asked, leads) if asked else None
        cut = (value,) if value else pieces(line, start, _opening(node, line), leads)
        asked = lone_label(line)
        if line is node.line:
            heading = _heading(node, line, cut)
        for piece in cut:
            if piece.note is None:
                if above := sums_up(line.text, piece.start, piece.end):
                    current.sums_up = above
                    if piece.end - piece.start <= 8:  # 以上任务 before 完成时限：
                        continue
                elif piece.end - piece.start > 4 and _closes(current, line):
                    done.append(current)
                    current = Stretch()
                _add_text(current, line, piece, heading)
            else:
                current.notes.append((line, piece.note))
                if piece.note.sums_up:
                    current.sums_up = piece.note.sums_up
            current.tail = line.span(piece.end, piece.end)
    if not current.empty:
        done.append(current)
    return Parsed(heading, tuple(_merged(done)))


def _opens_task(line: Line, before: Stretch) -> bool:
    """Whether a paragraph begins another task: units open it, as they do the one before."""
    return _acted(line.text) and any(_acted(text.text) for text in before.texts)


def _acted(text: str) -> bool:
    first = _SENTENCE.match(text.strip())
    claims = subjects.inline(first[0]) if first else ()
    return bool(claims) and all(c.kind == "unit" for c in claims) and claims[0].start <= 1


def _named(line: Line, start: int, pattern: re.Pattern[str]) -> Note | None:
    """县水利局：负责…  – a paragraph that opens with who shall do it."""
    unit = None if line.mark else _UNIT_STOP.match(line.text, start)
    if pattern is _NAMED and unit is not None:
        named = split_names(unit["names"], unit.start("names"))
        if named and all(n.kind == "unit" and is_specific_unit(n.text) for n in named):
            claims = tuple(Claim(n.text, n.kind, "lead", "", n.start, n.end) for n in named)
            return Note(start, unit.end(), "label", claims)
    opening = _ROLES.match(line.text, start)
    if opening is not None and pattern is _NAMED:
        claims = owners.roles(opening["roles"], opening.start("roles"))
        if claims and all(is_specific_unit(c.name) for c in claims):
            return Note(start, opening.end(), "label", claims)
    match = pattern.match(line.text[start:])
    if match is None or classify(match["names"]) or heading_class(match["names"]):
        return None
    names = split_names(match["names"], start + match.start("names"))
    units = [n.kind == "group" or (n.kind == "unit" and is_specific_unit(n.text)) for n in names]
    if not names or not (units[0] and units[-1]):
        return None
    claims = tuple(Claim(n.text, n.kind, "lead", "", n.start, n.end) for n in names)
    return Note(start, start + match.end(), "label", claims)


def _lines_of(node: Node) -> list[tuple[Line, int]]:
    own = [(node.line, node.start)] if node.line else []
    return own + [(line, 0) for line in node.body]


def _opening(node: Node, line: Line) -> PieceKind:
    if line is node.line:
        if node.field == "problem":
            return "problem"
        if node.field in ("progress", "other"):
            return node.field
    return "text"


def _closes(stretch: Stretch, line: Line) -> bool:
    """Whether the notes so far close a stretch before further text of ``line``."""
    if not stretch.texts or not stretch.notes:
        return False
    last_line, last = stretch.notes[-1]
    if last_line is line:
        return last.form == "paren" and bool(last.claims)
    return stretch.closed_by_owner or bool(last.dues)


def _add_text(stretch: Stretch, line: Line, piece: Piece, heading: Text | None) -> None:
    start = piece.start
    if heading is not None and heading.span.block == line.block:
        start = max(start, heading.span.end - line.start)
    words = line.words(start, piece.end)
    if words is None or not re.search(r"\w", words.text):
        return
    words = _without_lead_sign(line, words)
    if piece.kind == "measure" and not stretch.problems and _rectifies(line, piece.start):
        wrong = [t for t in (*stretch.texts, heading) if t is not None and states_problem(t.text)]
        stretch.problems += wrong[:1]
        stretch.texts = [t for t in stretch.texts if t not in wrong]
    if piece.kind == "problem":
        stretch.problems.append(words)
    elif piece.kind == "progress":
        stretch.progress.append(words)
    elif piece.kind == "other":
        stretch.others.append(words)
    elif _continues(stretch, words):
        first = stretch.texts.pop()
        joined = line.words(first.span.start - line.start, words.span.end - line.start)
        stretch.texts.append(joined or words)
    else:
        stretch.texts.append(words)


def _rectifies(line: Line, start: int) -> bool:
    """Whether the label before ``start`` is 整改措施：, and what precedes it a problem."""
    return "整改" in line.text[max(0, start - 10) : start]


def states_problem(text: str) -> bool:
    """Whether words say that something is wrong (村务公开不及时), not what will be done."""
    return len(text) <= 120 and _WRONG.search(text) is not None


def _continues(stretch: Stretch, words: Text) -> bool:
    """Text behind a parenthesis in the same block belongs to the measure before it."""
    return (
        bool(stretch.texts)
        and stretch.texts[-1].span.block == words.span.block
        and (not stretch.notes or stretch.notes[-1][1].form == "paren")
    )


def _without_lead_sign(line: Line, words: Text) -> Text:
    skip = len(words.text) - len(words.text.lstrip("。．：:，,；; \u3000\t"))
    if not skip:
        return words
    start = words.span.start + skip - line.start
    return line.words(start, words.span.end - line.start) or words


def _merged(stretches: list[Stretch]) -> list[Stretch]:
    """One closing note closes the item; only several closed stretches are entries of their own."""
    closed = [s for s in stretches if s.closed_by_owner or s.notes or s.opened]
    if len(closed) >= 2 or len(stretches) <= 1:
        return stretches
    if closed and stretches[0] is closed[0] and closed[0].closed_by_owner:
        block = closed[0].notes[-1][0].block
        return [_joined([s for s in stretches if s is closed[0] or _block(s) == block])]
    return [_joined(stretches)]


def _block(stretch: Stretch) -> int | None:
    return stretch.texts[0].span.block if stretch.texts else None


def _joined(stretches: list[Stretch]) -> Stretch:
    out = Stretch(tail=stretches[-1].tail, sums_up=stretches[-1].sums_up)
    for one in stretches:
        out.texts += one.texts
        out.problems += one.problems
        out.progress += one.progress
        out.others += one.others
        out.notes += one.notes
    return out


def _heading(node: Node, line: Line, cut: tuple[Piece, ...]) -> Text | None:
    """The run-in heading: up to the first 。 where text follows; the line where paragraphs do."""
    if node.field is not None:
        return None
    text = line.text[node.start :]
    notes = [p.note for p in cut if p.note is not None]
    plain = text
    for note in notes:  # who and by when is no part of a heading; the bare dates of a stage are
        if not note.claims and not segments(line.text[note.start + 1 : note.end]):
            continue
        a, b = note.start - node.start, note.end - node.start
        plain = plain[:a] + "\0" * (b - a) + plain[b:]
    match = _RUN_IN.match(plain) or _COLON.match(plain) or _SPACED.match(plain)
    if match and re.match(r"[。\s]*\0+[。\s]*\w", plain[match.end() :]):
        return None  # closed by an owner of its own before more text follows
    if match and match[0].endswith("\0") and re.search(r"\w[^\0]*\0", plain[match.end() :]):
        return None  # the first of several sentences that each close with an owner
    if (
        match
        and re.search(r"\w", text[match.end() :].replace("\0", ""))
        and not _is_sentence(match[0])
    ):
        return line.words(node.start, node.start + len(match[0].rstrip("\0")))
    pure = re.sub(r"[\0\s。：:]+$", "", plain)
    return (
        line.words(node.start, node.start + len(pure)) if _names_block(node, plain, pure) else None
    )


def _names_block(node: Node, plain: str, pure: str) -> bool:
    """Whether a whole line is the heading of the paragraphs or items below it."""
    end = plain.rstrip("\0 ")[-1:]
    if not pure or not (node.body or node.children) or len(pure) > 60 or end in ("；", ";", "，"):
        return False
    return bool(node.children) or len(pure) <= 40 or end != "。"


def _is_sentence(words: str) -> bool:
    """Whether what stands before the first 。 is a task of its own, not its name."""
    return len(words) > 24 and bool(deadlines.inline(words, 0, 0, Clock(None, None)))


# --- own values ---------------------------------------------------------------------------------


def own_owners(
    stretch: Stretch, heading: Text | None, labelled_only: bool = False
) -> tuple[Owner, ...]:
    """Owners the stretch names: in notes, else in its sentences."""
    noted = tuple(
        owner(claim, line.span(claim.start, claim.end), "own")
        for line, note in stretch.notes
        for claim in note.claims
    )
    if noted or labelled_only or any(note.blank for _, note in stretch.notes):
        return noted
    texts = [*stretch.texts, *([heading] if heading else [])]
    for text in texts:
        name = _STAGE_NAME.match(text.text)
        begin = name.end() if name else 0
        for match in _SENTENCE.finditer(text.text, begin):
            lead = len(match[0]) - len(match[0].lstrip())
            claims = subjects.inline(match[0].strip(), match.start() + lead)
            if claims and (match.start() == begin or claims[0].label):
                claims += subjects.helpers(text.text, match.end() - 1)
                return tuple(owner(c, _shift(text, c.start, c.end), "own") for c in claims)
    return ()


def _shift(text: Text, start: int, end: int) -> Span:
    return Span(text.span.block, text.span.start + start, text.span.start + end)


def noted_dues(stretch: Stretch, clock: Clock, after: date | None) -> tuple[Due, ...]:
    """The deadlines in the notes of a stretch."""
    out: list[Due] = []
    for line, note in stretch.notes:
        for start, end in note.dues:
            out.extend(
                deadlines.from_value(
                    line.text[start:end], line.start + start, line.block, clock, after
                )
            )
    return tuple(out)


def noted_words(stretch: Stretch) -> Text | None:
    """A labelled deadline in words that name no time."""
    for line, note in stretch.notes:
        for start, end in note.dues:
            words = line.words(start, end)
            if words and deadlines.unread_value(words.text):
                return words
    return None


def sums_up(text: str, start: int, end: int) -> int:
    """以上三项…9月底前完成: of how many items, itself the last, a piece speaks; 0 for none."""
    match = _ABOVE.search(text, start)
    return counted(match) if match and match.start() < end else 0


def inline_dues(texts: list[Text], clock: Clock, after: date | None) -> tuple[Due, ...]:
    """The deadlines that running text states."""
    out: list[Due] = []
    for text in texts:
        out.extend(deadlines.inline(text.text, text.span.start, text.span.block, clock, after))
    return tuple(out)
