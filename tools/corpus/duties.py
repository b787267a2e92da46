"""Owners and deadlines in words: labels (责任单位：…) and brackets （…牵头，…配合）."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.cast import PEOPLE, Owners, Party
from corpus.desk import Desk
from corpus.model import Duty

MIXED_LABEL = 0.25


def labels(desk: Desk, duty: Duty, own_line: bool = False) -> list[str]:
    """The labelled statements of a duty, owners first; empty where there is none."""
    found: list[str] = []
    if duty.owners is not None:
        found += _owner_labels(desk, duty.owners, desk.style.separator if own_line else "、")
    if duty.due is not None:
        place = 0 if desk.style.due_first else len(found)
        found.insert(place, f"{desk.style.labels['due']}：{desk.due(duty.due)}")
    return found


def _owner_labels(desk: Desk, owners: Owners, separator: str) -> list[str]:
    found: list[str] = []
    for label, parties in _lead_labels(desk, owners):
        named = desk.parties(parties, "lead", _fitting(parties, separator))
        found.append(f"{label}：{named}{_open(desk, parties)}")
    for role, parties in (("support", owners.support), ("supervise", owners.supervise)):
        if parties:
            named = desk.parties(parties, role, _fitting(parties, separator))
            label = (
                "supervise_person" if parties[0].kind == "post" and role == "supervise" else role
            )
            found.append(f"{desk.style.labels[label]}：{named}")
    return found


def _lead_labels(desk: Desk, owners: Owners) -> list[tuple[str, Sequence[Party]]]:
    style = desk.style.labels
    people = [party for party in owners.lead if _personal(party)]
    units = [party for party in owners.lead if not _personal(party)]
    if people and units:
        if desk.dice.chance(MIXED_LABEL):
            return [(style["lead_any"], owners.lead)]
        return [(style["lead_chief"], people), (style["lead_unit"], units)]
    return [(style["lead_person"], people)] if people else [(style["lead_unit"], units)]


def _personal(party: Party) -> bool:
    """Whether the label has to speak of people: 责任人：全体班子成员."""
    return party.kind in PEOPLE or party.name.startswith("全体")


def _fitting(parties: Sequence[Party], separator: str) -> str:
    """Names that hold the separator themselves are parted in the plain way."""
    return "、" if any(separator in party.name for party in parties) else separator


def _open(desk: Desk, parties: Sequence[Party]) -> str:
    """A closing 等 or 等部门, which adds nobody."""
    units = len(parties) > 1 and all(party.kind == "unit" for party in parties)
    if not units or not desk.dice.chance(0.05):
        return ""
    return desk.dice.pick(("等", "等部门", "等单位"))


def label_bracket(desk: Desk, duty: Duty) -> str:
    """（责任单位：…；完成时限：…） or nothing."""
    found = labels(desk, duty)
    return bracketed(desk, desk.style.gap.join(found))


def bracketed(desk: Desk, inner: str) -> str:
    """The text in the brackets this plan uses; nothing where there is none."""
    left, right = desk.style.brackets[0], desk.style.brackets[1]
    return f"{left}{inner}{right}" if inner else ""


def role_bracket(desk: Desk, duty: Duty, note: str = "") -> str:
    """（…牵头，…配合，…完成） or nothing; a note stands at its end."""
    inner = roles(desk, duty)
    return bracketed(desk, f"{inner}{'；' + note if note else ''}" if inner else "")


def roles(desk: Desk, duty: Duty, verbal: bool = False) -> str:
    """What a bracket says: who, in which role, until when; ``verbal`` as a clause of its own."""
    if duty.owners is None:
        return _due_alone(desk, duty)
    owners = replace(duty.owners, supervise=())
    key = "backed" if owners.support else ("many" if len(owners.lead) > 1 else "one")
    pattern = _pattern(desk, key, owners, verbal)
    lead = desk.parties(owners.lead, "lead")
    text = pattern.format(lead=lead, support=desk.parties(owners.support, "support"))
    return text + _due_behind(desk, duty, labelled="：" in pattern)


def _pattern(desk: Desk, key: str, owners: Owners, verbal: bool) -> str:
    """A wording; lists that close with 等有关部门 need none that says 等 itself."""
    patterns = desk.phrases.texts("role", key)
    if verbal:
        patterns = tuple(t for t in patterns if "：" not in t and not t.endswith("{lead}"))
    if owners.lead[-1].kind == "group":
        patterns = tuple(text for text in patterns if "等" not in text)
    return desk.dice.pick(patterns)


def _due_alone(desk: Desk, duty: Duty) -> str:
    if duty.due is None:
        return ""
    key = "only_due_before" if duty.due.adverbial else "only_due_any"
    return desk.phrase("role", key).format(due=desk.due(duty.due))


def _due_behind(desk: Desk, duty: Duty, labelled: bool) -> str:
    if duty.due is None:
        return ""
    plain = duty.due.adverbial and not duty.due.text.endswith("完成")
    patterns = desk.phrases.texts("role", "due_before" if plain else "due_any")
    if labelled:
        patterns = tuple(text for text in patterns if text.startswith("；"))
    return desk.dice.pick(patterns).format(due=desk.due(duty.due))


def without_supervisors(duty: Duty) -> Duty:
    """The duty as a bracket of roles states it."""
    if duty.owners is None:
        return duty
    return replace(duty, owners=replace(duty.owners, supervise=()))
