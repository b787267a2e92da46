"""What is written once for a whole part: its owner and its deadline (document scope).

A title that names one unit (X处重点工作任务分解表), a label before the first item, a sentence that
says by when the whole ends (集中治理行动于5月底前完成), a step that bears the campaign's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenfeng.domain import Deadline, Owner, Span
from wenfeng.extract import deadlines, items
from wenfeng.extract.deadlines import Clock, Due
from wenfeng.extract.draft import Draft, Inherited, unique
from wenfeng.extract.lines import DATE, Line
from wenfeng.extract.outline import Node, heading_class
from wenfeng.extract.owners import labelled
from wenfeng.extract.values import pieces
from wenfeng.lang.dates import Mention, find
from wenfeng.lang.governing import governs
from wenfeng.lang.names import is_person, is_specific_unit, split_names
from wenfeng.lang.patterns import lazy
from wenfeng.resources import lexicon

_WHOLE = r"(?:行动|活动|工作|任务|整治|治理|整改|检查|建设|试点|清理|方案|整顿|攻坚|改造|普查|评估)"
_SUBJECT = lazy(
    rf"{_WHOLE}[^，。；]{{0,12}}?$|(?:全部|所有|各项|本次|这次|此次|整个)[^，。；]{{0,20}}$|(?:决定|定于|从|自|至|到|在|于|确保[^，。]{{0,30}})[^，。；]{{0,12}}$"
)
# said of everything, wherever in the part it stands: 各项任务除另有规定外，一律于…前完成
_SAID_OF_ALL = lazy(
    rf"^[\s\u3000]*(?:除[^。；，,]{{0,20}}外[，,])?(?:(?:以上|上述|以下|下列|各项|所有|全部|前述)[^。；]{{0,30}}(?:(?:均|一律|都|全部)(?:须|应|要|需|必须)?|(?:须|应|必须|务必?))(?:[于在])?"
    rf"|(?:本次|此次|这次|全部|整个|各项)(?:[^，。；]{{0,10}}{_WHOLE})(?:任务|措施|工作|事项)?(?:须|应|要|需|必须)?(?:[于在]))$"
)
_IN_THIS_TIME = lazy("(?:以下|上述|以上|各项)[^。；]{0,10}(?:均|都)?在(?:此|这一?)期间(?:内)?完成")
_ALL_DONE = lazy(
    r"^(?:全面|基本|全部|必须|务必)*(?:完成|结束|办结|整改到位|整改完[毕成]|完毕|到位|收官|销号)"
)
_ROUND = lazy(r"[^，。；]{0,16}(?:督查|检查|抽查|考核|评估|验收|总结|调研|培训|动员)")
_NEAR = 200  # no pattern here looks further
_EACH_BY = lazy(
    r"(?:各项|各条|所有|全部|所列|每项)[^。；]{0,40}(?:均|都|一律|全部)(?:须|应|要|需|应当|必须)?(?:于|在)?$"
)
_FINISH = lazy(
    r"^[^，。；]{0,20}?(?:完成|结束|到位|收官|销号|实现|见效)|^[^。；]{0,30}?(?:开展|实施|组织开展)[^，。；]{0,40}?(?:行动|活动|整治|治理|检查|专项|工作)"
)
_PREAMBLE_OPENS = lazy(
    rf"^[，,]?[^，。；]{{0,20}}(?:试点|全面|各|全[市县区省镇]|基本|必须)?[^，。；]{{0,20}}(?:完成|实现)[^，。；]{{0,30}}{_WHOLE}"
)
_TITLE_UNIT = lazy(
    r"(?<=.)(?=[\s\u3000]|的|(?:部门|科室|处室)?(?:[12][0-9]{3}年?(?:度)?)?[（(]?(?:重点|主要|年度|目标|整改|创建|改革|党建|工作|任务|责任|[12][0-9]{3}))"
)
_REGION = lazy("[省市县区州镇乡村]$")  # a region is nobody who could be responsible
_TITLE_PERSON = lazy(
    r"(?P<name>[^\s（(，。]{2,4}?)(?:同志)?(?:的|关于)?个人(?:[^，。]{0,16})(?:整改|措施|清单)"
    r"|.{0,12}个人.{0,12}(?:措施|清单|方案|台账)[（(](?P<signed>[^\W\d_]{2,4})(?:同志)?[）)]$"
)
_LATER = lazy(
    r"(?:以下|下列|上述|以上)(?:各项|任务|工作|措施)?[^，。；]{0,10}?(?:均|都|全部)?(?:需|由|须)(?P<names>[^，。；]{2,30}?)(?P<verb>落实|负责|牵头|承担|组织实施|配合|协助|参加)"
)
# （2014年9月5日县委常委会议通过） below the title: when it was made, not when it is due
_MADE_ON = lazy(rf"[\s\u3000]*[（(](?:{DATE})(?:印发|[^（）()，。前内]*通过)?[）)][\s\u3000]*")


def whole_part(title: str, root: Node, clock: Clock, drafts: tuple[Draft, ...]) -> Inherited:
    """What the part gives to every entry in it."""
    stated = _preamble_owners(root)
    held = any(o.role == "lead" and o.label for d in drafts for o in d.owners)
    owners = stated or title_person(title) or (() if held else title_owner(title))
    return Inherited(owners, _deadline(title, root, clock))


def title_owner(title: str) -> tuple[Owner, ...]:
    """The one unit that the title of a task table names (保卫部重点工作任务分解表)."""
    plain = re.sub(r"[（(][^（）()]*[）)]$", "", title.strip())
    if "关于" in plain or not re.search(lexicon("sections")["titles"]["task_tables"], plain):
        return ()
    plain = plain.removeprefix("中共")
    heads = [plain[: m.start()].strip() for m in _TITLE_UNIT.finditer(plain[:30])]
    units = [h for h in heads if (is_specific_unit(h) and not _REGION.search(h)) or is_person(h)]
    if not units:
        return ()
    return tuple(
        Owner(name.text, name.kind, "lead", "", "document", Span(0, 0, 0))
        for name in split_names(units[-1])
    )


def title_person(title: str) -> tuple[Owner, ...]:
    """The person whose own measures a document states (王某某同志个人整改措施)."""
    match = _TITLE_PERSON.match(title.strip())
    if match is None or not (match["signed"] or is_person(match["name"])):
        return ()
    name = match["signed"] or match["name"]
    return (Owner(name, "person", "lead", "", "document", Span(0, 0, 0)),)


def _preamble_owners(root: Node) -> tuple[Owner, ...]:
    found: list[Owner] = []
    for stretch in _preamble_notes(root):
        found += items.own_owners(stretch, None, labelled_only=True)
    return unique(tuple(found))


def _preamble_notes(root: Node) -> Iterator[items.Stretch]:
    """责任单位：X or （完成时限：6月底前） on a line of its own before the first item."""
    for line in root.body:
        if _MADE_ON.fullmatch(line.text):
            continue
        for piece in pieces(line, 0, "text", False):
            alone = piece.end - piece.start >= len(line.text.strip())
            if piece.note is not None and (piece.note.form == "label" or alone):
                yield items.Stretch(notes=[(line, piece.note)])


# --- the deadline of the whole ------------------------------------------------------------------


def _deadline(title: str, root: Node, clock: Clock) -> Deadline | None:
    for due in _stated(root, clock):
        found = deadlines.combine((due,), "document")
        if found is not None and found.end is not None:
            return found
    return _named_step(title, root, clock)


def _stated(root: Node, clock: Clock) -> Iterator[Due]:
    for stretch in _preamble_notes(root):
        yield from items.noted_dues(stretch, clock, None)
    for line, opening in _general_lines(root):
        text = line.text
        mentions = [m for m in find(text) if m.kind in ("date", "period")]
        for mention in mentions:
            if _governs_all(text, mention, opening):
                span_text = text[mention.start : mention.end]
                yield from deadlines.from_value(
                    span_text, line.start + mention.start, line.block, clock
                )[:1]
    for node in (root, *_descendants(root)):
        for line in (*([node.line] if node.line else ()), *node.body):
            yield from _said_of_all(line, clock)


def _said_of_all(line: Line, clock: Clock) -> Iterator[Due]:
    text = line.text
    for mention in find(text):
        before = re.split("[。；]", text[max(0, mention.start - _NEAR) : mention.start])[-1]
        if mention.kind not in ("date", "period"):
            continue
        done = _SAID_OF_ALL.match(before) and _ALL_DONE.match(text[mention.end : mention.end + 12])
        if done or _IN_THIS_TIME.search(text, mention.end, mention.end + 40):
            said = text[mention.start : mention.end]
            yield from deadlines.from_value(said, line.start + mention.start, line.block, clock)[:1]


def _general_lines(root: Node) -> Iterator[tuple[Line, bool]]:
    """Lines that are about the whole: the preamble, goals, the words before a list of steps."""
    for line in root.body:
        yield line, True
    for node in root.children:
        cls = heading_class(node.text)
        if cls in ("background", "stage", "exhortation"):
            if node.line is not None and cls == "background":
                yield node.line, False
            for line in node.body:
                yield line, False
            if cls != "stage":
                for child in _descendants(node):
                    if child.line is not None:
                        yield child.line, False
                    for line in child.body:
                        yield line, False


def _descendants(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from _descendants(child)


def _governs_all(text: str, mention: Mention, opening: bool) -> bool:
    """Whether a date in general words says when the whole must be done."""
    if mention.target or not governs(text, mention):
        return False
    near = text[max(0, mention.start - _NEAR) : mention.start]
    after = text[mention.end : mention.end + _NEAR]
    before = re.split("[。；，,]", near)[-1]
    if _EACH_BY.search(near) and _FINISH.match(after):
        return True
    if re.search(r"需于|须于|通知|截至|以来", before) and not re.search(r"确保", before):
        return False
    if not before.strip() and _ROUND.match(after):
        return False
    whole = _SUBJECT.search(before) is not None or not before.strip()
    if not whole:
        return False
    said = re.split(r"[。；]", near)[-1][-40:]
    about = re.search(_WHOLE, before) or re.search(
        rf"本次|此次|这次|专项|决定|确保|{_WHOLE}[从自于]", said
    )
    if _FINISH.match(after) and about:
        return True
    return bool(_PREAMBLE_OPENS.match(after)) and not opening


def _named_step(title: str, root: Node, clock: Clock) -> Deadline | None:
    """A step that bears the name of the campaign itself: 1．集中行动（2月中旬—6月中旬）."""
    for node in root.children:
        if heading_class(node.text) != "stage":
            continue
        for step in node.children:
            words = re.split(r"[（(。：:]", step.text.strip(), maxsplit=1)[0]
            if step.line is None or len(words) < 4 or words not in title:
                continue
            parsed = items.parse(step, None)
            dues = tuple(d for s in parsed.stretches for d in items.noted_dues(s, clock, None))
            if dues:
                return deadlines.combine(dues, "document")
    return None


def later_lead(lines: tuple[Line, ...]) -> tuple[tuple[int, int], tuple[Owner, ...]] | None:
    """以下均需X落实: X leads every later entry. The place behind the note, and the owners."""
    for line in lines:
        match = _LATER.search(line.text)
        if match is None or not match[0].startswith(("以下", "下列")):
            continue
        role = "support" if match["verb"] in ("配合", "协助", "参加") else "lead"
        claims = labelled(line.text, match.start("names"), match.end("names"), role, match["verb"])  # type: ignore[arg-type]
        if claims:
            made = tuple(
                Owner(c.name, c.kind, c.role, c.label, "document", line.span(c.start, c.end))
                for c in claims
            )
            return (line.block, line.start + match.end()), made
    return None
