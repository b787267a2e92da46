"""Owners (责任主体) where a text speaks of them only: a labelled value, (A牵头，B配合)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from wenfeng.domain import OwnerRole
from wenfeng.extract.claims import (
    JOINED,
    LEAD_VERB,
    SUPPORT_VERB,
    Claim,
    checked,
    claims_in,
    first_leading,
)
from wenfeng.lang.names import Name, is_blank, is_specific_unit, looks_like_name, split_names
from wenfeng.lang.patterns import lazy

_SUPERVISE_VERB = r"(?:负责)?(?:督办|督导|督查|督促落实|督促|监督|指导|验收|考核)"
_CLAUSE = lazy(
    rf"(?:(?:以上|上述)(?:各?[一二两三四五六七八九十]*[项条]|工作|任务|内容|措施|事项)*(?:均|都)?)?(?:由|请)?(?P<names>[^，。；;:：]{{2,}}?)(?P<role>(?P<supervise>{_SUPERVISE_VERB})|(?P<support>{SUPPORT_VERB})|(?P<lead>{LEAD_VERB}))"
    r"(?=[，,；;。、\s\u3000）)]|$|(?<=牵头)[^，。；、]{2,8}[，；])"
)
_STRETCH = lazy(r"[^，。；;:：]+")
_ORDER_NOTE = lazy(
    r"(?:列|排)(?:名)?(?:在)?(?:第一位?|首位|前面?|最前)(?:置|位)?(?:的|者)?(?:部门|单位|者)?(?:的)?[为是](?:牵头|主要?责任|主办|第一责任)[^，。；）)]*"
)
# stand in a list of owners, and say when
_TERMS = frozenset(("全年", "年内", "常年", "长期", "今年", "当年", "平时", "日常"))
_TOGETHER = lazy(r"会同|(?<=[局委办厅部院])(?:商|联合)(?=[省市县区国各有])")
_CHIEF = lazy(r"[（(](?:总?牵头|主办|主责|牵头单位|牵头部门|为主)[）)]")


@dataclass(frozen=True, slots=True)
class OrderNote:
    """列第一位者为牵头单位: from ``start`` on; ``lasting``: for all that follows (下同)."""

    start: int
    lasting: bool


def order_note(text: str) -> OrderNote | None:
    """The note on the order of names in a text, if there is one."""
    match = _ORDER_NOTE.search(text)
    return OrderNote(match.start(), "下同" in text[match.start() :]) if match else None


def before_order_note(text: str) -> str:
    """A list of names without the note on their order and what follows it."""
    note = order_note(text)
    return text[: note.start] if note else text


def labelled(
    text: str,
    start: int,
    end: int,
    role: OwnerRole,
    label: str,
    first_leads: bool = False,
) -> tuple[Claim, ...]:
    """The owners of a labelled value ``text[start:end]``; roles inside it go before the label's."""
    value = text[start:end]
    if is_blank(value):
        return ()
    if role == "lead" and "牵头" not in label and (chief := _CHIEF.search(value)):
        return _with_chief(value, start, chief.start(), label)
    if order_note(value) is not None:
        return first_leading(claims_in(before_order_note(value), start, role, label))
    claims = tuple(
        claim
        for match in re.finditer(r"[^，,；;。\n]+", value)
        if match[0].strip() not in _TERMS
        for claim in _labelled_clause(match[0], start + match.start(), role, label)
    )
    return first_leading(claims) if first_leads and _plain_lead(role, label) else claims


def _plain_lead(role: OwnerRole, label: str) -> bool:
    """责任单位, 责任部门: a label under which the first may lead and the others support."""
    return role == "lead" and not re.search("牵头|主办|主责|人|领导", label)


def _labelled_clause(clause: str, start: int, role: OwnerRole, label: str) -> tuple[Claim, ...]:
    """A clause of a labelled value: with a verb of its own (B配合), else in the label's role."""
    explicit = roles(clause, start) if not _CHIEF.search(clause) else ()
    if explicit:
        return explicit
    clause = re.sub(
        r"(?:按|依|按照)?(?:各自)?(?:职责)?(?:分工)?(?:共同|分别)?(?:负责|落实)$", "", clause
    )
    together = _TOGETHER.search(clause)
    if together and role == "lead" and together.start() > 1:
        return claims_in(clause[: together.start()], start, "lead", label) + claims_in(
            clause[together.end() :], start + together.end(), "support", label
        )
    return claims_in(clause, start, role, label)


def roles(text: str, offset: int = 0, first_leads: bool = False) -> tuple[Claim, ...]:
    """Owners of a stretch that names them with verbs: A牵头，B配合；C负责.

    ``first_leads``: of several that 负责, only the first leads (列第一位者为牵头单位).
    """
    note = order_note(text)
    body = text[: note.start] if note else text
    out: list[Claim] = []
    place = 0
    while match := _next_clause(body, place):
        listed = _listed_before(body, place, match.start(), offset)
        found = _clause_claims(match, offset, (first_leads and not listed) or note is not None)
        if listed and found:
            found = [replace(c, role=found[0].role, label=found[0].label) for c in listed] + found
            found = list(first_leading(tuple(found))) if first_leads else found
        out.extend(found)
        place = match.end()
        if joined := JOINED.match(body, place):  # A牵头，会同B、C
            start = offset + joined.start("names")
            out.extend(checked(claims_in(joined["names"], start, "support", "会同")))
            place = joined.end()
        while place < len(body) and body[place] in "，,；;。、 \u3000":
            place += 1
        if place == match.start():
            break
    return tuple(out)


def _next_clause(text: str, place: int) -> re.Match[str] | None:
    """The next names with a verb. If none follows the start of a stretch, none does further in."""
    starts = (stretch.start() for stretch in _STRETCH.finditer(text, place))
    return next((found for start in starts if (found := _CLAUSE.match(text, start))), None)


def _listed_before(body: str, start: int, end: int, offset: int) -> tuple[Claim, ...]:
    """Names before a comma that share the verb behind it: A、B，C负责."""
    claims = claims_in(body[start:end], offset + start, "lead", "")
    return checked(claims)


def bare_list(text: str, offset: int = 0) -> tuple[Claim, ...]:
    """A parenthesis that only lists units or persons: （市教育局、市财政局）; else ()."""
    together = _TOGETHER.search(text)
    if together and together.start() > 1:
        lead = bare_list(text[: together.start()], offset)
        helpers = checked(
            claims_in(text[together.end() :], offset + together.end(), "support", "会同")
        )
        return lead + helpers if lead and helpers else ()
    names = split_names(text, offset)
    if not names or not all(looks_like_name(n.text) for n in names):
        return ()
    if not any(_is_somebody(n) for n in names):
        return ()
    return tuple(Claim(n.text, n.kind, "lead", "", n.start, n.end) for n in names)


def _is_somebody(name: Name) -> bool:
    """A person, a unit, or a post with its unit (药剂科主任)."""
    if name.kind == "person" or is_specific_unit(name.text):
        return True
    heads = (name.text[:end] for end in range(2, len(name.text) - 1))
    return name.kind == "post" and any(map(is_specific_unit, heads))


def _clause_claims(match: re.Match[str], offset: int, first_leads: bool) -> list[Claim]:
    role: OwnerRole = (
        "support" if match["support"] else "supervise" if match["supervise"] else "lead"
    )
    label = match["role"]
    names, start = match["names"], offset + match.start("names")
    names = re.sub(
        r"(?:按(?:照)?(?:各自)?职责(?:分工)?|共同|分别|具体|联合|派员|派人)+$", "", names
    )
    together = _TOGETHER.search(names)
    if together and role == "lead":
        tail = start + together.end()
        lead = claims_in(names[: together.start()], start, "lead", label)
        return [*lead, *claims_in(names[together.end() :], tail, "support", label)]
    claims = list(claims_in(names, start, role, label))
    if first_leads and role == "lead" and "牵头" not in label:
        return list(first_leading(tuple(claims)))
    return claims


def _with_chief(value: str, offset: int, at: int, label: str) -> tuple[Claim, ...]:
    """A（牵头）、B、C: the one marked leads, the others support."""
    claims = claims_in(value, offset, "lead", label)
    chief = next((c for c in claims if c.start <= offset + at <= c.end), claims[0])
    return tuple(c if c is chief else replace(c, role="support") for c in claims)
