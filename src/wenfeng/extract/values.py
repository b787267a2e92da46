"""A line taken apart: what is text of the item, and what only says who and by when.

Notes (责任说明) stand in parentheses or behind labels: （牵头单位：…；完成时限：…）, 责任人：….
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from wenfeng.extract import owners
from wenfeng.extract.claims import Claim, first_leading
from wenfeng.extract.labels import OWNER_FIELDS, Segment, segments
from wenfeng.extract.lines import Line
from wenfeng.lang import numerals
from wenfeng.lang.dates import Mention, find
from wenfeng.lang.names import is_blank, looks_like_name, split_names
from wenfeng.lang.patterns import lazy

PieceKind = Literal["text", "problem", "measure", "progress", "other", "note"]
_PAIRS = {"（": "）(）)", "(": "）)", "【": "】", "〔": "〕", "[": "]］", "［": "］]"}
ALL = 999
"""More items than any group has."""
ABOVE = (
    r"(?:以上|上述|前述)(?:各[项条]?|几[项条]|(?P<count>[二两三四五六七八九十]+)[项条]"
    r"|所有|工作|任务|措施|内容|事项|专项|整治|行动)"
)
_ABOVE = lazy(ABOVE)
_FILLER = lazy(
    r"(?:前|底|完成|基本|全部|实施|开展|结束|时间|为|至|到|之|内|整改|落实|，|,|。|；|;|、|\s|:|：|并|启动|力争|不晚于|不迟于|截至|截止|最迟|最晚|于)*"
)


@dataclass(frozen=True, slots=True)
class Note:
    """Who and by when, beside the text. ``dues`` are stretches that hold labelled deadlines.

    ``sums_up``: of how many items, itself the last, it speaks (以上各项由…负责); 0 for one only.
    """

    start: int
    end: int
    form: Literal["paren", "label"]
    claims: tuple[Claim, ...] = ()
    dues: tuple[tuple[int, int], ...] = ()
    blank: bool = False
    sums_up: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch ``start:end`` of a line's text."""

    kind: PieceKind
    start: int
    end: int
    note: Note | None = None


def pieces(line: Line, start: int, kind: PieceKind, first_leads: bool) -> tuple[Piece, ...]:
    """The line from ``start`` on, cut at its notes and labels; ``kind`` is what it opens with."""
    text = line.text
    notes = list(_paren_notes(text, start, first_leads))
    masked = _masked(text, notes)
    marks: list[tuple[int, int, Note | None, PieceKind]] = [
        (n.start, n.end, n, kind) for n in notes
    ]
    for segment in segments(masked):
        if segment.label_start < start:
            continue
        marks.append(_label_mark(masked, segment, first_leads))
    return tuple(_walk(text, start, kind, sorted(marks, key=lambda m: m[0])))


def _walk(
    text: str, start: int, kind: PieceKind, marks: list[tuple[int, int, Note | None, PieceKind]]
) -> Iterator[Piece]:
    at = start
    for begin, end, note, opens in marks:
        if begin < at:
            continue
        if text[at:begin].strip():
            yield Piece(kind, at, begin)
        if note is None:
            kind = opens
        else:
            yield Piece("note", begin, end, note)
        at = end
    if text[at:].strip():
        yield Piece(kind, at, len(text))


def _label_mark(
    text: str, segment: Segment, first_leads: bool
) -> tuple[int, int, Note | None, PieceKind]:
    field = segment.fields[0]
    start = segment.label_start
    while start > 0 and text[start - 1] in "【[〔 \u3000":
        start -= 1
    if field not in OWNER_FIELDS and field != "deadline":
        opens: PieceKind = field if field in ("problem", "measure", "progress") else "other"
        return start, segment.start, None, opens
    end = _value_end(text, segment)
    return start, end, _labelled_note(text, segment, start, end, first_leads), "text"


def _value_end(text: str, segment: Segment) -> int:
    """Where a value stops: owners and dates hold no 。, and a ； only between names."""
    value = text[segment.start : segment.end]
    for match in re.finditer(r"[。\n]|[；;]", value):
        rest = value[match.end() :]
        piece = re.split(r"[；;。]", rest, maxsplit=1)[0]
        if match[0] in "；;" and segment.fields[0] == "deadline" and find(piece):
            continue
        following = split_names(piece)
        if match[0] in "；;" and following and all(looks_like_name(n.text) for n in following):
            continue
        return segment.start + match.end()
    return segment.end


def _labelled_note(text: str, segment: Segment, start: int, end: int, first_leads: bool) -> Note:
    claims: list[Claim] = []
    dues: list[tuple[int, int]] = []
    value_end = segment.start + len(text[segment.start : end].rstrip("。；;，, \u3000\n"))
    for field in segment.fields:
        if field == "deadline":
            dues.append((segment.start, value_end))
        elif field in OWNER_FIELDS:
            claims.extend(
                owners.labelled(
                    text, segment.start, value_end, OWNER_FIELDS[field], segment.label, first_leads
                )
            )
    timed = [c for c in claims if any(_is_time(m) for m in find(c.name))]
    if timed:  # 责任人：王某某，5月底前
        claims = [c for c in claims if c not in timed]
        dues = dues or [(c.start, c.end) for c in timed]
    blank = is_blank(text[segment.start : value_end])
    return Note(start, end, "label", tuple(claims), () if blank else tuple(dues), blank)


def lone_label(line: Line) -> Segment | None:
    """The owner or deadline label that is all a line says, its value left to the next line."""
    found = segments(line.text)
    if len(found) != 1 or found[0].start < found[0].end or line.mark:
        return None
    before = line.text[: found[0].label_start].strip("【[〔 \u3000")
    field = found[0].fields[0]
    return found[0] if not before and (field in OWNER_FIELDS or field == "deadline") else None


def answer(line: Line, label: Segment, first_leads: bool) -> Piece | None:
    """The line as the value of the label above it, if it is names or a time and nothing else."""
    text = line.text
    if line.mark or len(text) > 60 or segments(text) or "。" in text[:-1]:
        return None
    whole = replace(label, label_start=0, start=0, end=len(text))
    note = _labelled_note(text, whole, 0, len(text), first_leads)
    named = bool(note.claims) and all(looks_like_name(c.name) for c in note.claims)
    times = find(text, cell=True)
    timed = bool(note.dues) and bool(times) and times[0].start <= 1
    return Piece("note", 0, len(text), note) if named or timed else None


def _is_time(mention: Mention) -> bool:
    return mention.bounded or mention.kind in ("date", "immediate", "ongoing")


def _masked(text: str, notes: list[Note]) -> str:
    for note in notes:
        text = text[: note.start] + "\0" * (note.end - note.start) + text[note.end :]
    return text


# --- parentheses ------------------------------------------------------------------------------


def _paren_notes(text: str, start: int, first_leads: bool) -> Iterator[Note]:
    for begin, end in _parentheses(text):
        if begin >= start and (note := _paren_note(text, begin, end, first_leads)):
            yield replace(note, sums_up=counted(_ABOVE.match(text, begin + 1)))


def counted(above: re.Match[str] | None) -> int:
    """Of how many items 以上三项, 以上各项 speak; 0 where nothing says so."""
    if above is None:
        return 0
    return numerals.parse(above["count"].replace("两", "二")) if above["count"] else ALL


def _parentheses(text: str) -> Iterator[tuple[int, int]]:
    """Outermost parentheses; one left open runs to the end of the line."""
    stack: list[int] = []
    for i, char in enumerate(text):
        if char in _PAIRS:
            stack.append(i)
        elif stack and char in _PAIRS[text[stack[-1]]]:
            begin = stack.pop()
            if not stack:
                yield begin, i + 1
    if stack and segments(text[stack[0] + 1 :]):
        yield stack[0], len(text)


def _paren_note(text: str, begin: int, end: int, first_leads: bool) -> Note | None:
    inner_end = end - 1 if text[end - 1] in "）)】〕]］" else end
    content = text[begin + 1 : inner_end]
    shift = begin + 1
    labelled = [
        s for s in segments(content) if s.fields[0] in OWNER_FIELDS or s.fields[0] == "deadline"
    ]
    if labelled:
        return _labelled_paren(text, content, begin, end, labelled, first_leads)
    if len(content) < 2 or len(content) > 200:
        return None
    claims = owners.roles(content, shift, first_leads)
    if claims and _speaks_of_owners(content, claims, shift):
        return Note(begin, end, "paren", claims, _said_times(content, claims[-1], shift))
    return _plain_paren(text, content, begin, end, first_leads)


def _labelled_paren(
    text: str, content: str, begin: int, end: int, found: list[Segment], first_leads: bool
) -> Note:
    shift = begin + 1
    claims: list[Claim] = []
    dues: list[tuple[int, int]] = []
    head = content[: found[0].label_start].rstrip("，,；; \u3000")
    if head.strip():  # （县水务局牵头，县财政局配合；时限：6月底）
        claims.extend(owners.roles(head, shift, first_leads) or owners.bare_list(head, shift))
    for segment in found:
        at = Segment(
            segment.fields,
            segment.label,
            segment.label_start + shift,
            segment.start + shift,
            segment.end + shift,
        )
        note = _labelled_note(text, at, at.label_start, _value_end(text, at), first_leads)
        claims.extend(note.claims)
        dues.extend(note.dues)
        if not note.dues:  # （牵头单位：县水利局；5月底前完成）
            dues.extend(_times(text[note.end : at.end], note.end))
    return Note(begin, end, "paren", tuple(claims), tuple(dues), not claims and not dues)


def _speaks_of_owners(content: str, claims: tuple[Claim, ...], shift: int) -> bool:
    """Whether a parenthesis is about owners only, not a remark that holds 负责 somewhere."""
    body = owners.before_order_note(content)
    covered = claims[-1].end - shift + len(claims[-1].label)
    rest = body[covered:]
    steps = find(rest)
    for mention in reversed(steps):
        rest = rest[: mention.start] + rest[mention.end :]
    clauses = [len(_FILLER.sub("", c)) for c in re.split("[，；,;]", rest)]
    # …前见成效，…深化提升; …，2025年3月底前出台配套细则
    terse = sum(clauses) <= 4 or (bool(steps) and max(clauses) <= 4 + 4 * len(steps))
    return claims[0].start - shift <= 4 and terse


def _times(content: str, shift: int) -> tuple[tuple[int, int], ...]:
    return tuple(
        (m.start + shift, m.end + shift)
        for m in find(content)
        if m.bounded or m.kind == "period" or _alone(content, m)
    )


def _said_times(content: str, last: Claim, shift: int) -> tuple[tuple[int, int], ...]:
    """The times behind the owners: whatever is left there says by when."""
    behind = last.end - shift
    later = tuple((m.start + shift, m.end + shift) for m in find(content) if m.start >= behind)
    return later or _times(content, shift)


def _alone(content: str, mention: Mention) -> bool:
    """…，持续推进: a lasting or immediate term that stands between commas by itself."""
    before, after = content[: mention.start].rstrip(), content[mention.end :].lstrip()
    apart = (not before or before[-1] in "，,；;") and (not after or after[0] in "，,；;。")
    return apart and mention.kind in ("ongoing", "immediate")


def _plain_paren(text: str, content: str, begin: int, end: int, first_leads: bool) -> Note | None:
    """（3月15日前）, （市教育局，6月底前）: at the end of a sentence only."""
    following = text[end:].lstrip(" \u3000")
    inside = bool(following) and following[0] not in "。．.：:；;，、—"
    if inside and text[:begin].rstrip()[-1:] not in tuple("。；！"):
        return None
    if text[:begin].endswith(("》", "”", "号")):
        return None
    shift = begin + 1
    times = [m for m in find(content, cell=True) if m.kind not in ("vague", "immediate")]
    ordered = owners.order_note(content) is not None
    rest = content
    for mention in reversed(times):
        rest = rest[: mention.start] + rest[mention.end :]
    dues = ((times[0].start + shift, times[-1].end + shift),) if times else ()
    if dues and _FILLER.fullmatch(rest):
        return Note(begin, end, "paren", (), dues)
    clause = content[times[-1].end :] if times else ""
    if times and len(clause) <= 14 and not re.search("[，。；]", clause):
        rest = content[: times[0].start]  # …，2018年底前建成
    names = owners.before_order_note(rest)
    names = re.sub(
        r"[，,；;。、 ]*(?:不晚于|不迟于|截至|最迟)?(?:前|底前)?"
        r"(?:全部|全面|基本)?(?:完成|办结|(?:落实|整改)?到位)?[，,；;。、 ]*$",
        "",
        names,
    ).lstrip("，,；; 。、")
    if not re.fullmatch(r"[。；;，,：:\s]*", following[:1]) or not names:
        return None
    claims = owners.bare_list(names, shift + content.index(names)) if names in content else ()
    if ordered or first_leads:
        claims = first_leading(claims)
    return Note(begin, end, "paren", claims, dues) if claims else None
